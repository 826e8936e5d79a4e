/** The PC's one-shot timer in nanoseconds, and the calibration of the time-stamp counter against it. */
import { CLOCK_FREQUENCY_MAX_HZ, CLOCK_FREQUENCY_MIN_HZ, calibrate } from "../../core/clock";
import { initialize, PIT_COUNT_MAX, PIT_FREQUENCY_HZ, readCount, startOneShot } from "../../devices/pit8254";
import { product, readTimestamp } from "../../x86/cpu";
import { PIT } from "./ports";

/** PIT periods of the calibration: 13 ms. On a PC, where a read takes microseconds, it is good to some 60 parts in 10^6. */
const CALIBRATION_COUNTS: u32 = 15_000;
/** Edges of which the sharpest is taken. */
const EDGES: u32 = 4;
/** Reads of the counter without a change after which there is no PIT. */
const READS_MAX: u32 = 1_000_000;
/**
 * How early the timer may fire: by its grain, a period of the PIT, and by one more, since QEMU's output rises when the
 * count has run out and a real one's a period later.
 */
export const TIMER_EARLY_NS: u64 = 2 * 839;
/** 1.193182 MHz as counts per nanosecond, times 2^32. */
const COUNTS_PER_NS: u32 = 5_124_677;
/** Nanoseconds that are sure to fit PIT_COUNT_MAX. */
const ONE_SHOT_MAX_NS: u64 = 54_000_000;
/** Two periods of the PIT and a little: the shortest count is 1. */
const ONE_SHOT_MIN_NS: u64 = 1_700;

let measuredHz: u64 = 0;

/** The frequency of the time-stamp counter as measured. */
export function timestampFrequencyHz(): u64 {
  return measuredHz;
}

/** An edge of the count: the counter read `edgeCount` at the time stamp `edgeTsc`, and one more just before. */
let edgeCount: u32 = 0;
let edgeTsc: u64 = 0;

/** Finds an edge: the sharpest of some, since a read may have been held up on its way. False when the count stands. */
function findEdge(): bool {
  let sharpest: u64 = u64.MAX_VALUE;
  for (let i: u32 = 0; i < EDGES; i += 1) {
    let count = readCount(PIT);
    let before = readTimestamp();
    let reads: u32 = 0;
    for (; reads < READS_MAX; reads += 1) {
      const next = readCount(PIT);
      const after = readTimestamp();
      if (next != count) {
        count = next;
        if (after - before < sharpest) {
          sharpest = after - before;
          edgeCount = count;
          edgeTsc = after;
        }
        break;
      }
      before = after;
    }
    if (reads == READS_MAX) return false;
  }
  return true;
}

/**
 * Measures the time-stamp counter between two edges of the PIT's count and fixes the clock, which reads 0 at time stamp
 * `originTsc`. False when there is no PIT, or the frequency is out of all reason.
 */
export function initializeClock(originTsc: u64): bool {
  initialize(PIT);
  startOneShot(PIT, PIT_COUNT_MAX);
  if (!findEdge()) return false;
  const startCount = edgeCount;
  const startTsc = edgeTsc;
  do {
    if (!findEdge()) return false;
  } while (startCount - edgeCount < CALIBRATION_COUNTS);
  measuredHz = ((edgeTsc - startTsc) * u64(PIT_FREQUENCY_HZ)) / u64(startCount - edgeCount);
  if (measuredHz < CLOCK_FREQUENCY_MIN_HZ || measuredHz > CLOCK_FREQUENCY_MAX_HZ) return false;
  calibrate(measuredHz, originTsc, 0);
  return true;
}

/**
 * Interrupts once in about `ns`, at most TIMER_EARLY_NS early; soon when that is negative, at 54 ms when it is longer.
 * @inline
 */
export function armTimer(ns: u64): void {
  const reach = ns - ONE_SHOT_MIN_NS <= ONE_SHOT_MAX_NS - ONE_SHOT_MIN_NS ? u32(ns) : reachable(ns);
  startOneShot(PIT, u32(product(reach, COUNTS_PER_NS) >> 32) - 1);
}

/** The nearest time that one count can express. @cold */
function reachable(ns: u64): u32 {
  return u32(ns < ONE_SHOT_MIN_NS || i64(ns) < 0 ? ONE_SHOT_MIN_NS : ONE_SHOT_MAX_NS);
}
