/** The module's serial line: the consoles' whole lines, a FIFO's worth at a time and never waiting for it. */
import { consolePending, NO_BYTE, nextConsoleByte } from "../../core/console";
import { initialize, put, transmitterEmpty, UART_FIFO_BYTES } from "../../devices/uart16550";
import { COM1 } from "./ports";

export function initializeSerial(): void {
  initialize(COM1);
}

/** A FIFO's worth, its PIC and bus cycles included, on any machine. */
const SEND_NS: u64 = 30_000;
/** FIFOs' worth that one entry sends at most: a machine whose UART is never busy takes a whole call's text at once. */
const SENDS_MAX: u32 = 16;
/** When a busy transmitter is looked at again: a FIFO's worth at 115200 baud. */
export const SERIAL_RETRY_NS: u64 = 1_400_000;

/**
 * Sends text while the transmitter is empty: as much as is sure to be done in `leftNs`, and no more than some `textBytes`
 * take with what belongs to them. True when there is more that could go at once.
 * @cold
 */
export function pumpSerial(leftNs: u64, textBytes: u32): bool {
  const wanted = min<u32>(textBytes / UART_FIFO_BYTES + 2, SENDS_MAX);
  let sends = u32(min<u64>(leftNs / SEND_NS, wanted));
  for (; sends != 0 && consolePending() && transmitterEmpty(COM1); sends -= 1) sendFifo();
  return leftNs >= SEND_NS && consolePending() && transmitterEmpty(COM1);
}

function sendFifo(): void {
  for (let i: u32 = 0; i < UART_FIFO_BYTES; i += 1) {
    const byte = nextConsoleByte();
    if (byte == NO_BYTE) return;
    put(COM1, byte);
  }
}

/** Busy-waits for room: for a panic only. Gives up waiting where no UART answers. */
export function putWaiting(byte: u32): void {
  for (let tries: u32 = 0; tries < 100_000 && !transmitterEmpty(COM1); tries += 1) {}
  put(COM1, byte);
}
