/**
 * The clock: monotonic nanoseconds since boot, computed from the time-stamp counter by one multiplication, fixed after
 * boot. A guest computes the same from its information page.
 *
 *   ns = originNs + ((tsc - originTsc) * multiplier >> shift)      in 96 bits, shift at most 32
 */
import { readTimestamp } from "../arch";

let originTsc: u64 = 0;
let originNs: u64 = 0;
let multiplier: u32 = 0;
let shift: u32 = 0;
/** The same multiplier as nanoseconds a tick, in 32.32 fixed point: no shift by a variable is left to compute. */
let whole: u64 = 0;
let fraction: u64 = 0;

const NS_PER_SECOND: u64 = 1_000_000_000;

/** Frequencies that the 32-bit multiplier can express to better than a part in 10^9. */
export const CLOCK_FREQUENCY_MIN_HZ: u64 = 10_000_000;
export const CLOCK_FREQUENCY_MAX_HZ: u64 = 8_500_000_000;

/** Fixes the clock: at time stamp `tsc` it reads `ns`. `frequencyHz` within the limits above. */
export function calibrate(frequencyHz: u64, tsc: u64, ns: u64): void {
  originTsc = tsc;
  originNs = ns;
  shift = 32;
  // The largest shift whose multiplier fits 32 bits.
  while ((NS_PER_SECOND << shift) / frequencyHz > 0xffff_ffff) shift -= 1;
  const scaled = ((NS_PER_SECOND << shift) + (frequencyHz >> 1)) / frequencyHz;
  multiplier = u32(scaled);
  whole = (scaled << (32 - shift)) >> 32;
  fraction = (scaled << (32 - shift)) & 0xffff_ffff;
}

/** Nanoseconds since boot at the time stamp `tsc`, which must not lie before the origin. */
export function nanosecondsAt(tsc: u64): u64 {
  const delta = tsc - originTsc;
  const low = u64(u32(delta));
  const high = u32(delta >> 32);
  return originNs + ((low * fraction) >> 32) + low * whole + u64(high) * fraction + (u64(high * u32(whole)) << 32);
}

export function now(): u64 {
  return nanosecondsAt(readTimestamp());
}

/** Busy-waits until the clock reads `ns` or later; tells what it reads. For the last microseconds before an edge. */
export function spinUntil(ns: u64): u64 {
  let time = now();
  while (time < ns) time = now();
  return time;
}

export function clockOriginTsc(): u64 {
  return originTsc;
}
export function clockOriginNs(): u64 {
  return originNs;
}
export function clockMultiplier(): u32 {
  return multiplier;
}
export function clockShift(): u32 {
  return shift;
}
