/** What `import ... from "bulkhead"` gives: the vocabulary of a system file, and of its tests. Loads nothing of the host. */
export {
  type Board,
  type ChangeAction,
  type CProgram,
  defineSystem,
  type ElfProgram,
  type Irq,
  type NamedSchedules,
  type PartitionDefinition,
  type PartitionOptions,
  type Permission,
  type Policy,
  type Ports,
  type ScheduleDefinition,
  type SingleSchedule,
  type SystemDefinition,
  type TypeScriptProgram,
  type WindowDefinition,
} from "./config/define.js";
export type {
  ChannelDefinition,
  MemoryBlockDefinition,
  PortDefinition,
  QueuingChannelDefinition,
  SamplingChannelDefinition,
  SamplingDestinationDefinition,
} from "./config/define-channels.js";
export type {
  HealthAction,
  HealthActions,
  HealthLevel,
  HealthLevels,
  HealthRule,
  ModuleAction,
  ModuleHealth,
  ProcessAction,
} from "./config/define-health.js";
export type {
  AperiodicProcess,
  PeriodicProcess,
  ProcessDefinition,
  ProcessOptions,
  SporadicProcess,
} from "./config/define-processes.js";
export type { Size, Time } from "./config/define-units.js";
export type {
  BootOptions,
  CallAnswer,
  CallInjection,
  Health,
  HealthMatch,
  Injection,
  Injector,
  Line,
  LineMatch,
  Mode,
  Moment,
  Place,
  RunLength,
  SystemState,
  Target,
  TestPartition,
  TestSystem,
  WaitOptions,
  Window,
} from "./testing/api.js";
export { boot } from "./testing/boot.js";
