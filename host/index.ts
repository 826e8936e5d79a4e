/** What `import ... from "bulkhead"` gives: the vocabulary of a system file. Imports nothing that runs. */
export {
  type CProgram,
  defineSystem,
  type ElfProgram,
  type HealthAction,
  type HealthActions,
  type NamedSchedules,
  type PartitionDefinition,
  type PartitionOptions,
  type ScheduleDefinition,
  type SingleSchedule,
  type Size,
  type SystemDefinition,
  type Time,
  type TypeScriptProgram,
  type WindowDefinition,
} from "./config/define.js";
