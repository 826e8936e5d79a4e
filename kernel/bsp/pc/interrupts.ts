/** The PC's two interrupt controllers as one, with 16 lines. */

import { endOfInterrupt, initialize, inService, setMask } from "../../devices/pic8259";
import { VECTOR_IRQ_BASE } from "../../generated/abi";
import { IRQ_CASCADE, IRQ_TIMER, PIC_MASTER, PIC_SLAVE } from "./ports";

/** What is let through besides a partition's lines. */
const OWN_IRQS: u32 = 1 << IRQ_TIMER;
/** Bit n: IRQ n is let through. */
let open: u32 = 0;

/** Only the timer is let through. */
export function initializeInterrupts(): void {
  initialize(PIC_MASTER, VECTOR_IRQ_BASE, 1 << IRQ_CASCADE);
  initialize(PIC_SLAVE, VECTOR_IRQ_BASE + 8, IRQ_CASCADE);
  setMask(PIC_MASTER, ~OWN_IRQS & 0xff);
  open = OWN_IRQS;
}

/** Lets through those IRQs of devices that `irqs` has a bit for, and no others. */
export function openInterrupts(irqs: u32): void {
  const wanted = irqs | OWN_IRQS | ((irqs & 0xff00) != 0 ? 1 << IRQ_CASCADE : 0);
  const changed = wanted ^ open;
  if (changed == 0) return;
  open = wanted;
  if ((changed & 0xff00) != 0) setMask(PIC_SLAVE, (~wanted >> 8) & 0xff);
  if ((changed & 0xff) != 0) setMask(PIC_MASTER, ~wanted & 0xff);
}

export function maskAllInterrupts(): void {
  setMask(PIC_MASTER, 0xff);
  setMask(PIC_SLAVE, 0xff);
}

/** Ends the timer's interrupt. */
export function acknowledgeTimer(): void {
  endOfInterrupt(PIC_MASTER);
}

/** The input of each controller that also stands for a request that went away before it was taken (8259A). */
const SPURIOUS_INPUT: u32 = 7;

/** Ends an interrupt at the controllers that have it in service. False when none has: it was spurious. */
export function acknowledgeInterrupt(irq: u32): bool {
  const controller = irq < 8 ? PIC_MASTER : PIC_SLAVE;
  const real = (irq & 7) != SPURIOUS_INPUT || (inService(controller) & (1 << SPURIOUS_INPUT)) != 0;
  if (real) endOfInterrupt(controller);
  if (irq >= 8) endOfInterrupt(PIC_MASTER);
  return real;
}
