/**
 * One 8259A programmable interrupt controller, fully nested, edge-triggered (Intel 8259A data sheet). Every function
 * takes the port base; which chip hangs where is the board's knowledge.
 */
import { in8, out8 } from "../x86/cpu";

const ICW1_INITIALIZE: u32 = 0x11;
const ICW4_8086: u32 = 0x01;
const OCW2_END_OF_INTERRUPT: u32 = 0x20;
const OCW3_READ_IN_SERVICE: u32 = 0x0b;

/** ICW1 to ICW4: input n gets vector `vectorBase` + n; all inputs masked. `cascade` is ICW3. */
export function initialize(base: u32, vectorBase: u32, cascade: u32): void {
  out8(base, ICW1_INITIALIZE);
  out8(base + 1, vectorBase);
  out8(base + 1, cascade);
  out8(base + 1, ICW4_8086);
  out8(base + 1, 0xff);
}

/** Bit n masks input n. */
export function setMask(base: u32, mask: u32): void {
  out8(base + 1, mask);
}

/** Ends the interrupt in service that has the highest priority. */
export function endOfInterrupt(base: u32): void {
  out8(base, OCW2_END_OF_INTERRUPT);
}

/** Bit n: input n is in service. Clear for input 7 means that the interrupt was spurious. */
export function inService(base: u32): u32 {
  out8(base, OCW3_READ_IN_SERVICE);
  return in8(base);
}
