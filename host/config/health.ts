/** The tables of health monitoring: from the words of a system file without faults to the kernel's numbers, with the defaults. */
import { ACTION_HANDLE, ACTION_IGNORE, ACTION_SHUTDOWN, ERROR_NAMES, LEVEL_PARTITION } from "../generated/abi.js";
import type { DraftPartition, DraftRule, DraftSystem } from "./draft.js";
import {
  HEALTH_ERRORS,
  HEALTH_KEYS,
  type HealthError,
  LEVELS,
  MODULE_ACTIONS,
  PARTITION_ACTIONS,
  PROCESS_ACTIONS,
  SYSTEM_STATES,
  type SystemState,
} from "./health-words.js";
import type { HealthTables } from "./model.js";

const ERROR_COUNT = Object.keys(ERROR_NAMES).length;
const STATES = Object.keys(SYSTEM_STATES) as SystemState[];

/** The same for every error: also for a window overrun, which no rule is about. */
const table = (value: number): number[] => new Array(ERROR_COUNT).fill(value);

export function healthTables({ health, onFault }: DraftPartition): HealthTables {
  const levels: number[] = new Array(ERROR_COUNT * STATES.length).fill(LEVEL_PARTITION);
  const [actions, processActions, confirmations] = [table(ACTION_IGNORE), table(ACTION_HANDLE), table(1)];
  for (const key of HEALTH_KEYS) {
    const error = HEALTH_ERRORS[key];
    const rule: DraftRule = health[key] ?? {};
    const action = rule.action ?? (error.byDefault === "onFault" ? onFault : error.byDefault);
    actions[error.value] = PARTITION_ACTIONS[action as keyof typeof PARTITION_ACTIONS];
    processActions[error.value] = PROCESS_ACTIONS[(rule.process ?? "handle") as keyof typeof PROCESS_ACTIONS];
    confirmations[error.value] = rule.after ?? 1;
    for (const state of STATES) {
      const level = levelOf(error, rule, state) as keyof typeof LEVELS;
      levels[error.value * STATES.length + SYSTEM_STATES[state]] = LEVELS[level];
    }
  }
  return { levels, actions, processActions, confirmations };
}

/** Where no process runs, an error is nobody's but the partition's, or the module's where the rule says so. */
function levelOf({ level: byDefault }: HealthError, { level = {} }: DraftRule, state: SystemState): string {
  const usual = state === "process" ? byDefault : "partition";
  if (typeof level !== "string") return level[state] ?? usual;
  return level === "process" && state !== "process" ? "partition" : level;
}

/** ACTION by ERROR for errors of module level. */
export function moduleActions({ health }: DraftSystem): number[] {
  const actions = table(ACTION_IGNORE);
  for (const key of HEALTH_KEYS) {
    const word = health[key] as keyof typeof MODULE_ACTIONS | undefined;
    actions[HEALTH_ERRORS[key].value] = word === undefined ? ACTION_SHUTDOWN : MODULE_ACTIONS[word];
  }
  return actions;
}
