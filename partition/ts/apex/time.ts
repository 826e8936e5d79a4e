/** Time of processes: nanoseconds, as everywhere. */
import { now } from "../clock";
import { CALL_PERIODIC_WAIT, CALL_REPLENISH, CALL_TIMED_WAIT } from "../generated/abi";
import { ReturnCode, request } from "./return-code";

/** A time that never comes: no period, no deadline, a wait for ever (INFINITE_TIME_VALUE). */
export const INFINITE: u64 = u64.MAX_VALUE;

/** TIMED_WAIT: blocks the caller for a time; 0 lets others of its priority go first. */
export function timedWait(delay: u64): ReturnCode {
  return request(CALL_TIMED_WAIT, u32(delay), u32(delay >> 32));
}

/** PERIODIC_WAIT: blocks the caller, a periodic process, until its next release. */
export function periodicWait(): ReturnCode {
  return request(CALL_PERIODIC_WAIT);
}

/** REPLENISH: moves the caller's deadline to now and the budget; INFINITE takes it away. */
export function replenish(budget: u64): ReturnCode {
  return request(CALL_REPLENISH, u32(budget), u32(budget >> 32));
}

/** GET_TIME: nanoseconds since boot. */
export function getTime(): u64 {
  return now();
}
