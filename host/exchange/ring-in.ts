/** The host's end of a channel's ring in: it writes messages that the kernel takes when they are due. */
import {
  EXCHANGE_DISCARDED_OFFSET,
  EXCHANGE_HELD_OFFSET,
  EXCHANGE_HOLD_OFFSET,
  EXCHANGE_REFUSED_OFFSET,
  EXCHANGE_SIZE,
  EXCHANGE_TAKEN_OFFSET,
  EXCHANGE_WRITTEN_OFFSET,
  encodeMessageIn,
  MESSAGE_IN_SIZE,
} from "../generated/abi.js";
import type { ExchangeLayout } from "../image/layout.js";
import type { PhysicalMemory, SharedMemory } from "../machine/machine.js";
import { wordAt } from "../observe/ring-memory.js";
import type { IncomingMessage } from "./message.js";

export class RingIn {
  constructor(private readonly layout: ExchangeLayout) {}

  /** Puts as many of the messages as fit, in order, and tells how many. Each is as long as its channel allows. */
  put(memory: SharedMemory, messages: readonly IncomingMessage[]): number {
    const { phys, slotsIn } = this.layout;
    const written = wordAt(memory, phys + EXCHANGE_WRITTEN_OFFSET);
    const waiting = (written - wordAt(memory, phys + EXCHANGE_TAKEN_OFFSET)) >>> 0;
    const fitting = messages.slice(0, Math.max(slotsIn - waiting, 0));
    for (const [index, message] of fitting.entries()) {
      memory.write(this.slotOf(written + index), slotContent(message));
    }
    if (fitting.length > 0) memory.write(phys + EXCHANGE_WRITTEN_OFFSET, word(written + fitting.length));
    return fitting.length;
  }

  /** Asks that `count` more of the messages that the channel's source sends be held: it is told of in the ring out alone. */
  hold(memory: SharedMemory, count: number): void {
    const { phys } = this.layout;
    memory.write(phys + EXCHANGE_HOLD_OFFSET, word(wordAt(memory, phys + EXCHANGE_HOLD_OFFSET) + count));
  }

  /** Messages that were put and not taken yet. */
  waiting(memory: PhysicalMemory): number {
    return (this.counter(memory, EXCHANGE_WRITTEN_OFFSET) - this.counter(memory, EXCHANGE_TAKEN_OFFSET)) >>> 0;
  }

  /** Messages that the kernel took and for which a queue that discards had no room. */
  discarded = (memory: PhysicalMemory): number => this.counter(memory, EXCHANGE_DISCARDED_OFFSET);
  /** Messages that the kernel took and that had no possible length. */
  refused = (memory: PhysicalMemory): number => this.counter(memory, EXCHANGE_REFUSED_OFFSET);
  /** Messages of the source that were held so far. */
  held = (memory: PhysicalMemory): number => this.counter(memory, EXCHANGE_HELD_OFFSET);

  private counter(memory: PhysicalMemory, offset: number): number {
    return wordAt(memory, this.layout.phys + offset);
  }

  private slotOf(number: number): number {
    const { phys, slotsIn, slotBytes } = this.layout;
    return phys + EXCHANGE_SIZE + ((number >>> 0) % slotsIn) * slotBytes;
  }
}

function slotContent({ atNs = 0, bytes }: IncomingMessage): Uint8Array {
  const content = new Uint8Array(MESSAGE_IN_SIZE + bytes.length);
  encodeMessageIn(new DataView(content.buffer), 0, { dueNs: BigInt(atNs), length: bytes.length, reserved: 0 });
  content.set(bytes, MESSAGE_IN_SIZE);
  return content;
}

function word(value: number): Uint8Array {
  const bytes = new Uint8Array(4);
  new DataView(bytes.buffer).setUint32(0, value, true);
  return bytes;
}
