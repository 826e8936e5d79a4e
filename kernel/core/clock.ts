/**
 * The clock: monotonic nanoseconds since boot, computed from the time-stamp counter by one multiplication, fixed after
 * boot. A guest computes the same from its information page.
 *
 *   ns = originNs + ((tsc - originTsc) * multiplier >> shift)      in 96 bits, shift at most 32
 */
import { product, readTimestamp } from "../arch";

let originTsc: u64 = 0;
let originNs: u64 = 0;
let multiplier: u32 = 0;
let shift: u32 = 0;
/** The same multiplier as nanoseconds a tick, in 32.32 fixed point. */
let whole: u32 = 0;
let fraction: u32 = 0;
/**
 * A later point of the same line, so that nearly every reading needs two multiplications of 32 bits: at time stamp
 * `baseTsc` the clock reads `baseNs` + `baseFraction` / 2^32, exactly.
 */
let baseTsc: u64 = 0;
let baseNs: u64 = 0;
let baseFraction: u32 = 0;

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
  whole = u32((scaled << (32 - shift)) >> 32);
  fraction = u32(scaled << (32 - shift));
  baseTsc = tsc;
  baseNs = ns;
  baseFraction = 0;
}

/** Nanoseconds since boot at the time stamp `tsc`, which must not lie before the origin. @inline */
export function nanosecondsAt(tsc: u64): u64 {
  const delta = tsc - baseTsc;
  const ticks = u32(delta);
  if (delta >> 32 != 0) return rebase(tsc);
  return baseNs + ((product(ticks, fraction) + u64(baseFraction)) >> 32) + product(ticks, whole);
}

/** The same for any time stamp, from the origin; the base moves there. @cold */
function rebase(tsc: u64): u64 {
  const delta = tsc - originTsc;
  const low = u64(u32(delta));
  const high = delta >> 32;
  const product = low * u64(fraction);
  baseTsc = tsc;
  baseFraction = u32(product);
  baseNs = originNs + (product >> 32) + low * u64(whole) + high * u64(fraction) + ((high * u64(whole)) << 32);
  return baseNs;
}

/** The most ticks of the time-stamp counter that take no longer than `ns`, at most 2^62. */
export function ticksWithin(ns: u64): u64 {
  // (ns + 1) << shift, less 1, in two steps: the first quotient's rest is below the multiplier.
  const divisor = u64(multiplier);
  const whole = (ns + 1) / divisor;
  const rest = (((ns + 1) % divisor) << shift) + divisor - 1;
  return (whole << shift) + rest / divisor - 1;
}

/** @inline */
export function now(): u64 {
  return nanosecondsAt(readTimestamp());
}

/** Busy-waits until the clock reads `ns` or later; tells what it reads. For the last microseconds before an edge. @inline */
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
