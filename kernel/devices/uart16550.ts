/** A 16550 UART, transmitting only, without interrupts: 115200 baud, 8N1 (National Semiconductor PC16550D data sheet). */
import { in8, out8 } from "../x86/cpu";

/** Bytes that the transmitter takes when it is empty. */
export const UART_FIFO_BYTES: u32 = 16;

const REGISTER_DATA: u32 = 0;
const REGISTER_INTERRUPT_ENABLE: u32 = 1;
const REGISTER_FIFO_CONTROL: u32 = 2;
const REGISTER_LINE_CONTROL: u32 = 3;
const REGISTER_MODEM_CONTROL: u32 = 4;
const REGISTER_LINE_STATUS: u32 = 5;
const LINE_CONTROL_DIVISOR_LATCH: u32 = 0x80;
const LINE_CONTROL_8N1: u32 = 0x03;
const LINE_STATUS_TRANSMITTER_EMPTY: u32 = 0x20;

export function initialize(base: u32): void {
  out8(base + REGISTER_INTERRUPT_ENABLE, 0);
  out8(base + REGISTER_LINE_CONTROL, LINE_CONTROL_DIVISOR_LATCH);
  out8(base + REGISTER_DATA, 1);
  out8(base + REGISTER_INTERRUPT_ENABLE, 0);
  out8(base + REGISTER_LINE_CONTROL, LINE_CONTROL_8N1);
  out8(base + REGISTER_FIFO_CONTROL, 0xc7);
  out8(base + REGISTER_MODEM_CONTROL, 0x03);
}

/** Whether UART_FIFO_BYTES can be put now. True where there is no UART at all. */
export function transmitterEmpty(base: u32): bool {
  return (in8(base + REGISTER_LINE_STATUS) & LINE_STATUS_TRANSMITTER_EMPTY) != 0;
}

export function put(base: u32, byte: u32): void {
  out8(base + REGISTER_DATA, byte);
}
