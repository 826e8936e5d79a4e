/** Virtual interrupts of the vCPU that runs: off, as its guest operating system switches them off itself. */
import { SELECTOR_THREAD } from "../generated/abi.js";
import type { GuestCode } from "./guest-code.js";

const PAGE_MASK = 0xfffff000;
const SELECTOR_INDEX = 0xfff8;

/**
 * The base of SELECTOR_THREAD is a word of the running vCPU's page, whose first word is the flag.
 *
 *      31         24 23          16 15           8 7            0
 *     +-------------+--------------+--------------+--------------+
 *     | base 31:24  |              |              |  base 23:16  | +4
 *     +-------------+--------------+--------------+--------------+
 *     |         base 15:0          |                             | +0     (Intel SDM vol. 3A, figure 3-8)
 *     +----------------------------+-----------------------------+
 */
export function maskInterrupts(code: GuestCode): void {
  const descriptor = code.processor.descriptorTable + (SELECTOR_THREAD & SELECTOR_INDEX);
  const low = code.readWord(descriptor);
  const high = code.readWord(descriptor + 4);
  const base = ((low >>> 16) | ((high & 0xff) << 16) | (high & 0xff000000)) >>> 0;
  code.writeWord((base & PAGE_MASK) >>> 0, 0);
}
