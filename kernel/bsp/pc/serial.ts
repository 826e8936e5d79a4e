/** The module's serial line: the consoles' whole lines, a FIFO's worth at a time and never waiting for it. */
import { consolePending, NO_BYTE, nextConsoleByte } from "../../core/console";
import { initialize, put, transmitterEmpty, UART_FIFO_BYTES } from "../../devices/uart16550";
import { COM1 } from "./ports";

export function initializeSerial(): void {
  initialize(COM1);
}

/** Sends up to a FIFO's worth if the transmitter is empty. True when that was done and there is more. */
export function pumpSerial(): bool {
  if (!consolePending() || !transmitterEmpty(COM1)) return false;
  for (let i: u32 = 0; i < UART_FIFO_BYTES; i += 1) {
    const byte = nextConsoleByte();
    if (byte == NO_BYTE) return false;
    put(COM1, byte);
  }
  return consolePending();
}

/** Busy-waits for room: for a panic only. Gives up waiting where no UART answers. */
export function putWaiting(byte: u32): void {
  for (let tries: u32 = 0; tries < 100_000 && !transmitterEmpty(COM1); tries += 1) {}
  put(COM1, byte);
}
