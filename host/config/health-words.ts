/** The words of health monitoring in a system file, and the kernel's numbers for them. */
import {
  ACTION_COLD_RESTART,
  ACTION_HANDLE,
  ACTION_IGNORE,
  ACTION_RESET,
  ACTION_RESTART_PROCESS,
  ACTION_SHUTDOWN,
  ACTION_STOP,
  ACTION_STOP_PROCESS,
  ACTION_WARM_RESTART,
  ERROR_APPLICATION_ERROR,
  ERROR_BREAKPOINT,
  ERROR_CONFIGURATION_ERROR,
  ERROR_DEADLINE_MISSED,
  ERROR_HARDWARE_FAULT,
  ERROR_ILLEGAL_INSTRUCTION,
  ERROR_ILLEGAL_REQUEST,
  ERROR_MEMORY_VIOLATION,
  ERROR_NUMERIC_ERROR,
  ERROR_PRIVILEGED_INSTRUCTION,
  ERROR_STACK_OVERFLOW,
  LEVEL_MODULE,
  LEVEL_PARTITION,
  LEVEL_PROCESS,
  SYSTEM_STATE_ERROR_HANDLER,
  SYSTEM_STATE_PARTITION_START,
  SYSTEM_STATE_PARTITION_SWITCH,
  SYSTEM_STATE_PROCESS,
} from "../generated/abi.js";

export interface HealthError {
  readonly value: number;
  /** What becomes of the partition where the system file says nothing: `onFault` is the partition's own word. */
  readonly byDefault: "ignore" | "onFault";
  /** Of a process that caused it, unless the system file says otherwise. */
  readonly level: "process" | "partition";
  /** The instruction at fault runs again when the error is ignored. */
  readonly recurs?: true;
}

export const HEALTH_KEYS = [
  "deadlineMissed",
  "applicationError",
  "numericError",
  "illegalRequest",
  "stackOverflow",
  "memoryViolation",
  "hardwareFault",
  "illegalInstruction",
  "privilegedInstruction",
  "breakpoint",
  "configurationError",
] as const;
export type HealthKey = (typeof HEALTH_KEYS)[number];

/** A window overrun is not among them: it is the machine's, it is logged, and nobody is punished. */
export const HEALTH_ERRORS: Readonly<Record<HealthKey, HealthError>> = {
  deadlineMissed: { value: ERROR_DEADLINE_MISSED, byDefault: "ignore", level: "process" },
  applicationError: { value: ERROR_APPLICATION_ERROR, byDefault: "ignore", level: "process" },
  numericError: { value: ERROR_NUMERIC_ERROR, byDefault: "onFault", level: "process", recurs: true },
  illegalRequest: { value: ERROR_ILLEGAL_REQUEST, byDefault: "onFault", level: "process" },
  stackOverflow: { value: ERROR_STACK_OVERFLOW, byDefault: "onFault", level: "process", recurs: true },
  memoryViolation: { value: ERROR_MEMORY_VIOLATION, byDefault: "onFault", level: "process", recurs: true },
  hardwareFault: { value: ERROR_HARDWARE_FAULT, byDefault: "onFault", level: "partition", recurs: true },
  illegalInstruction: { value: ERROR_ILLEGAL_INSTRUCTION, byDefault: "onFault", level: "process", recurs: true },
  privilegedInstruction: { value: ERROR_PRIVILEGED_INSTRUCTION, byDefault: "onFault", level: "process", recurs: true },
  breakpoint: { value: ERROR_BREAKPOINT, byDefault: "onFault", level: "process" },
  configurationError: { value: ERROR_CONFIGURATION_ERROR, byDefault: "onFault", level: "partition" },
};

export const PARTITION_ACTIONS = {
  ignore: ACTION_IGNORE,
  stop: ACTION_STOP,
  restart: ACTION_COLD_RESTART,
  "warm-restart": ACTION_WARM_RESTART,
} as const;

export const PROCESS_ACTIONS = {
  handle: ACTION_HANDLE,
  ignore: ACTION_IGNORE,
  stop: ACTION_STOP_PROCESS,
  restart: ACTION_RESTART_PROCESS,
} as const;

export const MODULE_ACTIONS = { ignore: ACTION_IGNORE, shutdown: ACTION_SHUTDOWN, reset: ACTION_RESET } as const;

export const LEVELS = { process: LEVEL_PROCESS, partition: LEVEL_PARTITION, module: LEVEL_MODULE } as const;

export const SYSTEM_STATES = {
  partitionStart: SYSTEM_STATE_PARTITION_START,
  process: SYSTEM_STATE_PROCESS,
  errorHandler: SYSTEM_STATE_ERROR_HANDLER,
  partitionSwitch: SYSTEM_STATE_PARTITION_SWITCH,
} as const;
export type SystemState = keyof typeof SYSTEM_STATES;
