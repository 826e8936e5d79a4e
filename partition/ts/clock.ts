/** The clock: nanoseconds since boot, the kernel's own, computed here without entering the kernel. */
import { callAt } from "./call";
import { readTimestamp } from "./door";
import { CALL_SLEEP_UNTIL, INFO_PAGE, InfoPage } from "./generated/abi";

export const MICROSECOND: u64 = 1_000;
export const MILLISECOND: u64 = 1_000_000;
export const SECOND: u64 = 1_000_000_000;

/**
 * Nanoseconds since boot. Never goes back.
 *
 * @example const started = now(); work(); console.log(`${(now() - started) / MICROSECOND} us`);
 */
export function now(): u64 {
  const info = changetype<InfoPage>(INFO_PAGE);
  const ticks = readTimestamp() - info.clockOriginTsc;
  // (ticks * multiplier) >> shift with a product of 96 bits: neither half can overflow.
  const multiplier = u64(info.clockMultiplier);
  const low = (ticks & 0xffff_ffff) * multiplier;
  const upper = (ticks >> 32) * multiplier + (low >> 32);
  const shift = u64(info.clockShift);
  const elapsed = shift >= 32 ? upper >> (shift - 32) : (upper << (32 - shift)) | ((low & 0xffff_ffff) >> shift);
  return info.clockOriginNs + elapsed;
}

/** Sleeps until the clock reads `time` or later. Virtual interrupts go on meanwhile. */
export function sleepUntil(time: u64): void {
  callAt(CALL_SLEEP_UNTIL, time);
}

/** Sleeps for `duration` nanoseconds. */
export function sleep(duration: u64): void {
  sleepUntil(now() + duration);
}
