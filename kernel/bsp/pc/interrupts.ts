/** The PC's two interrupt controllers as one, with 16 lines. */

import { endOfInterrupt, initialize, inService, setMask } from "../../devices/pic8259";
import { VECTOR_IRQ_BASE } from "../../generated/abi";
import { IRQ_CASCADE, IRQ_TIMER, PIC_MASTER, PIC_SLAVE } from "./ports";

/** Only the timer is let through. */
export function initializeInterrupts(): void {
  initialize(PIC_MASTER, VECTOR_IRQ_BASE, 1 << IRQ_CASCADE);
  initialize(PIC_SLAVE, VECTOR_IRQ_BASE + 8, IRQ_CASCADE);
  setMask(PIC_MASTER, ~(1 << IRQ_TIMER) & 0xff);
}

export function maskAllInterrupts(): void {
  setMask(PIC_MASTER, 0xff);
  setMask(PIC_SLAVE, 0xff);
}

/** Ends the timer's interrupt. */
export function acknowledgeTimer(): void {
  endOfInterrupt(PIC_MASTER);
}

/** An interrupt that nobody asked for: ended at the controllers that have it in service, if any has (8259A, spurious). */
export function acknowledgeUnexpected(irq: u32): void {
  if (irq >= 8) {
    if ((inService(PIC_SLAVE) & (1 << (irq - 8))) != 0) endOfInterrupt(PIC_SLAVE);
    endOfInterrupt(PIC_MASTER);
    return;
  }
  if ((inService(PIC_MASTER) & (1 << irq)) != 0) endOfInterrupt(PIC_MASTER);
}
