/** What a system file says of health monitoring (ARINC 653 Part 1, 2.4): whose an error is, and what is done about it. */

/** What becomes of a partition. */
export type HealthAction =
  /** Log the error and go on. Refused for a fault that would recur for ever. */
  | "ignore"
  /** Stop the partition. It keeps its windows and does nothing in them. */
  | "stop"
  /** Restart the partition from its pristine image, in its own windows. */
  | "restart"
  /** Restart the partition, but for the memory that it retains. */
  | "warm-restart";

/** What becomes of the process at fault. All but `"handle"` are extensions of ARINC 653. */
export type ProcessAction =
  /** Run the partition's error handler. Where there is none, the partition's action is taken. */
  | "handle"
  /** Log the error and go on. Refused for a fault that would recur for ever. */
  | "ignore"
  /** Stop the process. Only in a native partition. */
  | "stop"
  /** Stop the process and start it anew. Only in a native partition. */
  | "restart";

/** What becomes of the module. */
export type ModuleAction =
  /** Log the error and go on. Refused for a fault that would recur for ever. */
  | "ignore"
  /** End the run. */
  | "shutdown"
  /** Restart every partition, each in its next window. */
  | "reset";

/** Whose an error is: it says which of the actions is taken. */
export type HealthLevel =
  /** Of the process that ran, or of the guest operating system: `process` is taken. */
  | "process"
  /** Of the partition: `action` is taken. */
  | "partition"
  /** Of the module: the action in the system's own `health` is taken. */
  | "module";

/** Whose an error is, by what went on when it came. */
export interface HealthLevels {
  /** A native partition made its start. Default: `"partition"`. */
  partitionStart?: "partition" | "module";
  /** A process ran, or a guest operating system. Default: `"process"`; of `hardwareFault` and `configurationError` `"partition"`. */
  process?: HealthLevel;
  /** The partition's error handler ran. Default: `"partition"`. */
  errorHandler?: "partition" | "module";
  /** A window ended, or the kernel did work of its own. Default: `"partition"`. */
  partitionSwitch?: "partition" | "module";
}

/**
 * What follows an error.
 *
 * @example { process: "restart", after: 3 }
 */
export interface HealthRule {
  /** What becomes of the partition. Default: as the error has it. */
  action?: HealthAction;
  /** What becomes of the process, for an error of process level. Default: `"handle"`. */
  process?: ProcessAction;
  /**
   * Whose the error is: a word for all that goes on, or by what went on. `"process"` holds for what a process did;
   * elsewhere the error stays the partition's.
   */
  level?: HealthLevel | HealthLevels;
  /** The action is taken at every so manieth error, 1 to 255; the others are only logged. An extension. Default: 1. */
  after?: number;
}

/** The errors that health monitoring tells apart. A word is the partition's action; a rule says more. */
export interface HealthActions {
  /** A process missed its deadline. Default: `"ignore"`. */
  deadlineMissed?: HealthAction | HealthRule;
  /** The partition reported an error of its own. Default: `"ignore"`. */
  applicationError?: HealthAction | HealthRule;
  /** Division by zero, overflow, a floating-point exception. Default: `onFault`. */
  numericError?: HealthAction | HealthRule;
  /** A call that the partition may not make. Default: `onFault`. */
  illegalRequest?: HealthAction | HealthRule;
  /** A stack ran into its guard page, or cannot take a virtual interrupt's frame. Default: `onFault`. */
  stackOverflow?: HealthAction | HealthRule;
  /** An access to memory that the partition does not have. Default: `onFault`. */
  memoryViolation?: HealthAction | HealthRule;
  /** The machine reported a fault. Default: `onFault`. */
  hardwareFault?: HealthAction | HealthRule;
  /** An instruction that does not exist. Default: `onFault`. */
  illegalInstruction?: HealthAction | HealthRule;
  /** A privileged instruction, I/O port or gate. Default: `onFault`. */
  privilegedInstruction?: HealthAction | HealthRule;
  /** A breakpoint or debug exception. Default: `onFault`. */
  breakpoint?: HealthAction | HealthRule;
  /** The partition and the system file disagree. Default: `onFault`. */
  configurationError?: HealthAction | HealthRule;
}

/** What follows errors whose level is `"module"`. Default of each: `"shutdown"`. */
export type ModuleHealth = { [Error in keyof HealthActions]?: ModuleAction };
