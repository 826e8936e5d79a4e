/** The words of health monitoring tables, in both vocabularies. */
import type { LevelWord, ModuleActionWord, PartitionActionWord } from "./module.js";

export const LEVEL_WORDS: Readonly<Record<string, LevelWord>> = {
  process: "process",
  partition: "partition",
  module: "module",
};
export const LEVELS_SHOWN = ["PROCESS", "PARTITION", "MODULE"];

export const PARTITION_ACTION_WORDS: Readonly<Record<string, PartitionActionWord>> = {
  ignore: "ignore",
  idle: "stop",
  stop: "stop",
  halt: "stop",
  coldstart: "restart",
  coldrestart: "restart",
  warmstart: "warm-restart",
  warmrestart: "warm-restart",
};
export const PARTITION_ACTIONS_SHOWN = ["IGNORE", "IDLE", "WARM_START", "COLD_START"];

export const MODULE_ACTION_WORDS: Readonly<Record<string, ModuleActionWord>> = {
  ignore: "ignore",
  shutdown: "shutdown",
  halt: "shutdown",
  reset: "reset",
  restart: "reset",
};
export const MODULE_ACTIONS_SHOWN = ["IGNORE", "SHUTDOWN", "RESET"];

/** What a partition does after a change of the module's schedule. */
export const CHANGE_WORDS = {
  ignore: "ignore",
  none: "ignore",
  coldstart: "restart",
  coldrestart: "restart",
  warmstart: "warm-restart",
  warmrestart: "warm-restart",
} as const;
export const CHANGES_SHOWN = ["IGNORE", "WARM_START", "COLD_START"];

export const ERROR_CODES = [
  "DEADLINE_MISSED",
  "APPLICATION_ERROR",
  "NUMERIC_ERROR",
  "ILLEGAL_REQUEST",
  "STACK_OVERFLOW",
  "MEMORY_VIOLATION",
  "HARDWARE_FAULT",
  "POWER_FAILURE",
];
