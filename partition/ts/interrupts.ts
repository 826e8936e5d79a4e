/**
 * Virtual interrupts of vCPU 0. Masking and unmasking writes memory and does not enter the kernel.
 *
 * A program that exports `onInterrupt(line: u32): void` gets it called for each enabled line that is raised while
 * interrupts are unmasked; they are masked inside. It may hit the program anywhere, inside the allocator too: so it
 * must not allocate: no strings put together, no `new`, no array that grows. Numbers in `let`s of the file, and arrays
 * filled beforehand, are fine; functions of `Math` are not, which keep halves of a result in variables of their own.
 * A program without a handler leaves interrupts masked and uses `wait` and `take`.
 */
import { clearBit, deliverPending, hypercall, loadShared, storeShared } from "./door";
import {
  HYPERCALL_WAIT,
  VCPU_PAGE,
  VCPU_PAGE_ENABLED_OFFSET,
  VCPU_PAGE_INTERRUPT_FLAG_OFFSET,
  VCPU_PAGE_PENDING_OFFSET,
  VCPU_PAGE_RAISED_OFFSET,
  VCPU_PAGE_TAKEN_OFFSET,
} from "./generated/abi";

const FLAG: usize = VCPU_PAGE + VCPU_PAGE_INTERRUPT_FLAG_OFFSET;
const PENDING: usize = VCPU_PAGE + VCPU_PAGE_PENDING_OFFSET;
const ENABLED: usize = VCPU_PAGE + VCPU_PAGE_ENABLED_OFFSET;
const RAISED: usize = VCPU_PAGE + VCPU_PAGE_RAISED_OFFSET;
const TAKEN: usize = VCPU_PAGE + VCPU_PAGE_TAKEN_OFFSET;
const FLAG_ON: u32 = 0x200;

/** Enables a line: from now on it can wake `wait` and enter the handler. To be called with interrupts masked. */
export function enable(line: u32): void {
  storeShared(ENABLED, loadShared(ENABLED) | (1 << line));
}

/** Disables a line: it may still be raised, and is then pending. To be called with interrupts masked. */
export function disable(line: u32): void {
  storeShared(ENABLED, loadShared(ENABLED) & ~(1 << line));
}

/** Masks interrupts; tells whether they were unmasked. A program starts with them masked. */
export function mask(): bool {
  const before = loadShared(FLAG);
  storeShared(FLAG, 0);
  return before != 0;
}

/** Unmasks interrupts. What is pending meanwhile enters the handler before this returns. */
export function unmask(): void {
  storeShared(FLAG, FLAG_ON);
  if (loadShared(PENDING) & loadShared(ENABLED)) deliverPending();
}

/**
 * Back to what `mask` told.
 *
 * @example const before = interrupts.mask(); counter += 1; interrupts.restore(before);
 */
export function restore(before: bool): void {
  if (before) unmask();
}

/** Waits until an enabled line is pending, masked or not; returns at once if one is. */
export function wait(): void {
  hypercall(HYPERCALL_WAIT, 0, 0, 0, 0, 0);
}

/** Takes all that was raised on the line, and tells how often it was raised since it was taken last: 0 if never. */
export function take(line: u32): u32 {
  // The bit first, then the counters: what is raised in between is counted now, and later found to be nothing.
  clearBit(PENDING, line);
  const taken = TAKEN + (line << 2);
  const count = loadShared(RAISED + (line << 2)) - loadShared(taken);
  storeShared(taken, loadShared(taken) + count);
  return count;
}
