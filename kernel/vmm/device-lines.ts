/**
 * Which hardware interrupts are let through: those of lines whose vCPU asked for it and that have not fired since. A line
 * that fires is shut until its guest acknowledges it, so that a device costs the other partitions one interrupt at most
 * for each acknowledgement of its own. Here it is only kept in mind; the board shows it to its controllers.
 */
import { callForAttention } from "../core/attention";
import { LINE_IRQ_BASE } from "../generated/abi";

/** Bit n: IRQ n is let through. */
let open: u32 = 0;

/** Bit n: IRQ n is to be let through. */
export function openDeviceIrqs(): u32 {
  return open;
}

export function isDeviceLine(line: u32): bool {
  return line >= LINE_IRQ_BASE;
}

/** The guest is ready for the line, which is a device's. */
export function openDeviceLine(line: u32): void {
  open |= 1 << (line - LINE_IRQ_BASE);
  callForAttention();
}

/** The interrupt came: the board looks at what is open before it does anything else. */
export function shutDeviceIrq(irq: u32): void {
  open &= ~(1 << irq);
}

/** Shuts the devices' lines among `lines`; bit n is line n. */
export function closeDeviceLines(lines: u32): void {
  const irqs = lines >> LINE_IRQ_BASE;
  if ((open & irqs) == 0) return;
  open &= ~irqs;
  callForAttention();
}
