/**
 * What the peer at a serial line of v86 sends: a byte at a time, at the pace of 115,200 baud, in virtual time. It waits
 * for DTR, and then for room in the receiver: v86's own queue has no end, that of a 16550A has 16 bytes.
 */
import type { Uart } from "./v86-cpu.js";

/** Ten bits at 115,200 baud. */
const BYTE_NS = 86_800;
const FIFO_BYTES = 16;
const FIFO_ENABLED = 1;
const DATA_TERMINAL_READY = 1;

export class SerialInput {
  private sent = 0;
  private freeAtNs = 0;

  constructor(
    private readonly uart: Uart,
    private readonly bytes: Uint8Array,
  ) {}

  /** When the next byte arrives, as things are; never: Infinity. */
  deadlineNs(): number {
    const { uart, sent, bytes } = this;
    const room = uart.fifo_control & FIFO_ENABLED ? FIFO_BYTES : 1;
    const flows = (uart.modem_control & DATA_TERMINAL_READY) !== 0 && uart.input.length < room;
    return sent < bytes.length && flows ? this.freeAtNs : Number.POSITIVE_INFINITY;
  }

  /** Hands over a byte that is due. */
  poll(nowNs: number): void {
    if (this.deadlineNs() > nowNs) return;
    this.uart.data_received(this.bytes[this.sent++]!);
    this.freeAtNs = nowNs + BYTE_NS;
  }
}
