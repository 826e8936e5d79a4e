/** What a system file says of a native partition's processes, so that `check` can prove their deadlines. */
import type { Time } from "./define-units.js";

/** What every process of a table has, however it is released. */
export interface ProcessOptions {
  /** BASE_PRIORITY, 1 to 239, the greater the more urgent. */
  priority: number;
  /** TIME_CAPACITY: from a release to the deadline, on the wall. Default: there is no deadline. */
  deadline?: Time;
  /**
   * DEADLINE: what a miss means. A `"hard"` deadline that is missed in the worst case is a fault of the system file, a `"soft"`
   * one a warning. Default: `"hard"` of a periodic process, else `"soft"`.
   */
  deadlineType?: "hard" | "soft";
  /**
   * The longest that it holds a mutex or the preemption lock in one piece, which delays more urgent processes: the same time
   * of a processor of its own. In TypeScript the heap is behind the preemption lock. Default: it holds none.
   */
  longestLock?: Time;
}

/** A process that is released at fixed times (PERIOD). */
export interface PeriodicProcess extends ProcessOptions {
  /** PERIOD: between two releases. A multiple of the partition's period. */
  period: Time;
  /** The delay of its DELAYED_START, shorter than the period. Default: START, so none. */
  delay?: Time;
  /**
   * The longest that it computes from a release to its PERIODIC_WAIT, on a processor of its own, the kernel's work in its
   * other calls included. Without it nothing is proven of the process, nor of those that it may delay.
   */
  worstCase?: Time;
  interarrival?: never;
}

/** An aperiodic process that something releases, a message say, though not too often. */
export interface SporadicProcess extends ProcessOptions {
  /** The least time between two releases. The kernel does not watch over it. */
  interarrival: Time;
  /** The longest that it computes for a release. */
  worstCase: Time;
  period?: never;
  delay?: never;
}

/** A process without a period and without a least time between its releases. */
export interface AperiodicProcess extends ProcessOptions {
  /**
   * The longest that it computes in all, from a START on: it is released once and never again. Without it the process
   * computes whenever it may, so that nothing is proven of those that it may delay.
   */
  worstCase?: Time;
  period?: never;
  delay?: never;
  interarrival?: never;
}

/**
 * A process as its partition creates it. CREATE_PROCESS with another PERIOD, TIME_CAPACITY, BASE_PRIORITY or DEADLINE is
 * INVALID_CONFIG, and a configuration error for health monitoring.
 *
 * @example { period: "20ms", deadline: "15ms", worstCase: "3ms", priority: 20 }
 */
export type ProcessDefinition = PeriodicProcess | SporadicProcess | AperiodicProcess;
