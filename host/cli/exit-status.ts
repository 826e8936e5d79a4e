/** The exit statuses of `bulkhead`: stable, and part of every `--help`. */

export const EXIT = {
  /** The command did what was asked; a run ended as asked. */
  done: 0,
  /** A fault of Bulkhead itself. */
  internal: 1,
  /** The system file has faults. */
  badConfiguration: 2,
  /** A program could not be built, or does not fit its partition. */
  buildError: 3,
  /** The kernel panicked. */
  kernelPanic: 4,
  /** The machine failed, is not installed, or the run did not come to its end. */
  machineFailure: 5,
  /** All partitions have stopped, and one of them gave an exit code other than 0. */
  partitionFailed: 6,
  /** A test failed, or the tests could not be run. */
  testFailed: 7,
  /** The command line is wrong. */
  usage: 64,
  /** Interrupted before the end that was asked for. */
  interrupted: 130,
} as const;

export type ExitStatus = (typeof EXIT)[keyof typeof EXIT];

export const EXIT_STATUS_HELP: readonly (readonly [ExitStatus, string])[] = [
  [EXIT.done, "ended as asked"],
  [EXIT.internal, "a fault of Bulkhead itself"],
  [EXIT.badConfiguration, "the system file has faults"],
  [EXIT.buildError, "a program could not be built"],
  [EXIT.kernelPanic, "the kernel panicked"],
  [EXIT.machineFailure, "the machine failed"],
  [EXIT.partitionFailed, "all partitions have stopped, one of them with a code other than 0"],
  [EXIT.testFailed, "a test failed"],
  [EXIT.usage, "the command line is wrong"],
  [EXIT.interrupted, "interrupted before the end"],
];
