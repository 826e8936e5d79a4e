/**
 * Counter 0 of an 8254 programmable interval timer in mode 0, interrupt on terminal count (Intel 8254 data sheet).
 * Counts are periods of PIT_FREQUENCY_HZ, 838 ns each.
 */
import { in8, out8 } from "../x86/cpu";

export const PIT_FREQUENCY_HZ: u32 = 1193182;
/** The longest count: 54.9 ms. v86 takes 0 for 0xFFFF, so it is not used for 0x10000. */
export const PIT_COUNT_MAX: u32 = 0xffff;

const CONTROL_COUNTER0_BOTH_MODE0: u32 = 0x30;
const CONTROL_LATCH_COUNTER0: u32 = 0x00;

/** Sets the mode; the output stays low until a count is written and has run out. */
export function initialize(base: u32): void {
  out8(base + 3, CONTROL_COUNTER0_BOTH_MODE0);
}

/** Starts a count of 1 to PIT_COUNT_MAX; the output rises `count` + 1 periods later. Replaces a count under way. */
export function startOneShot(base: u32, count: u32): void {
  out8(base, count);
  out8(base, count >> 8);
}

/** The count now. */
export function readCount(base: u32): u32 {
  out8(base + 3, CONTROL_LATCH_COUNTER0);
  const low = in8(base);
  return low | (in8(base) << 8);
}
