/**
 * What no partition may have of a PC, and why. A device that a partition drives must be unable to reach memory by
 * itself: there is no IOMMU. Ports and lines: ISA System Architecture; Intel 82371AB (PIIX4) data sheet, chapter 2.
 */
import type { PortRange } from "./model.js";

export interface ReservedPorts extends PortRange {
  readonly owner: string;
}

const DMA = "which moves data through all of memory by DMA";
const PIC = "the interrupt controller, which the kernel drives";
const KEYBOARD = "the keyboard controller, which can reset the machine";

/** The first entry that a range touches tells whose it is. */
export const RESERVED_PORTS: readonly ReservedPorts[] = [
  { first: 0x00, last: 0x1f, owner: `the DMA controller, ${DMA}` },
  { first: 0x20, last: 0x21, owner: PIC },
  { first: 0x40, last: 0x43, owner: "the timer, which the kernel drives" },
  { first: 0x60, last: 0x60, owner: KEYBOARD },
  { first: 0x61, last: 0x61, owner: "the timer's gate and the NMI status" },
  { first: 0x64, last: 0x64, owner: KEYBOARD },
  { first: 0x70, last: 0x71, owner: "the CMOS memory and the NMI mask" },
  { first: 0x80, last: 0x8f, owner: `the DMA controller, ${DMA}` },
  { first: 0x92, last: 0x92, owner: "system control port A, which can reset the machine" },
  { first: 0xa0, last: 0xa1, owner: PIC },
  { first: 0xc0, last: 0xdf, owner: `the DMA controller, ${DMA}` },
  { first: 0xf4, last: 0xf4, owner: "QEMU's exit device, which ends the machine" },
  { first: 0x170, last: 0x177, owner: `the second IDE channel, ${DMA}` },
  { first: 0x1f0, last: 0x1f7, owner: `the first IDE channel, ${DMA}` },
  { first: 0x376, last: 0x376, owner: `the second IDE channel, ${DMA}` },
  { first: 0x3f0, last: 0x3f5, owner: `the floppy controller, ${DMA}` },
  { first: 0x3f6, last: 0x3f6, owner: `the first IDE channel, ${DMA}` },
  { first: 0x3f7, last: 0x3f7, owner: `the floppy controller, ${DMA}` },
  { first: 0x3f8, last: 0x3ff, owner: "COM1, the kernel's own serial line" },
  { first: 0x4d0, last: 0x4d1, owner: PIC },
  { first: 0xcf8, last: 0xcf8, owner: "the PCI configuration, by which any device can be made to master the bus" },
  { first: 0xcf9, last: 0xcf9, owner: "the reset control register" },
  { first: 0xcfa, last: 0xcff, owner: "the PCI configuration, by which any device can be made to master the bus" },
];

/** By IRQ. */
export const RESERVED_IRQS: Readonly<Record<number, string>> = {
  0: "the timer, which the kernel drives",
  1: "the keyboard controller, whose ports no partition may have",
  2: "the second interrupt controller, which reaches the first by it",
  4: "COM1, the kernel's own serial line",
  8: "the real-time clock, whose ports no partition may have",
  13: "the floating-point unit, whose errors are exceptions here",
};
