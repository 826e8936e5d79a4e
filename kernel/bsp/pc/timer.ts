/** The PC's one-shot timer in nanoseconds, and the calibration of the time-stamp counter against it. */
import { CLOCK_FREQUENCY_MAX_HZ, CLOCK_FREQUENCY_MIN_HZ, calibrate } from "../../core/clock";
import { initialize, PIT_COUNT_MAX, PIT_FREQUENCY_HZ, readCount, startOneShot } from "../../devices/pit8254";
import { readTimestamp } from "../../x86/cpu";
import { PIT } from "./ports";

/** PIT periods of the calibration: 13 ms, so that a period's grain is below 100 parts in a million before averaging. */
const CALIBRATION_COUNTS: u32 = 15_000;
/** Reads of the counter without a change after which there is no PIT. */
const READS_MAX: u32 = 1_000_000;
/** 1.193182 MHz as counts per nanosecond, times 2^32. */
const COUNTS_PER_NS: u64 = 5_124_677;
/** Nanoseconds that are sure to fit PIT_COUNT_MAX. */
const ONE_SHOT_MAX_NS: u64 = 54_000_000;

let measuredHz: u64 = 0;

/** The frequency of the time-stamp counter as measured. */
export function timestampFrequencyHz(): u64 {
  return measuredHz;
}

/** The time stamp at which the counter steps next, and where to: [count]. 0 when it does not step. */
let edgeCount: u32 = 0;
function nextEdge(): u64 {
  const before = readCount(PIT);
  for (let reads: u32 = 0; reads < READS_MAX; reads += 1) {
    edgeCount = readCount(PIT);
    if (edgeCount != before) return readTimestamp();
  }
  return 0;
}

/**
 * Measures the time-stamp counter between two edges of the PIT's count and fixes the clock, which reads 0 at time stamp
 * `originTsc`. False when there is no PIT, or the frequency is out of all reason.
 */
export function initializeClock(originTsc: u64): bool {
  initialize(PIT);
  startOneShot(PIT, PIT_COUNT_MAX);
  const start = nextEdge();
  if (start == 0) return false;
  const startCount = edgeCount;
  let end: u64 = 0;
  do {
    end = nextEdge();
    if (end == 0) return false;
  } while (startCount - edgeCount < CALIBRATION_COUNTS);
  measuredHz = ((end - start) * u64(PIT_FREQUENCY_HZ)) / u64(startCount - edgeCount);
  if (measuredHz < CLOCK_FREQUENCY_MIN_HZ || measuredHz > CLOCK_FREQUENCY_MAX_HZ) return false;
  calibrate(measuredHz, originTsc, 0);
  return true;
}

/** Interrupts once in about `ns`, at most a period of the PIT early; at 54 ms when that is longer. */
export function armTimer(ns: u64): void {
  const reach = min<u64>(ns, ONE_SHOT_MAX_NS);
  const count = u32((reach * COUNTS_PER_NS) >> 32);
  // The output rises one period after the count has run out.
  startOneShot(PIT, count > 1 ? count - 1 : 1);
}
