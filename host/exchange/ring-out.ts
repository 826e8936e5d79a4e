/** Reads a channel's ring out, which the kernel writes meanwhile and never waits for: what was not read in time is lost. */
import {
  decodeMessageOut,
  EXCHANGE_TOLD_OFFSET,
  MESSAGE_OUT_SIZE,
  TOLD_DISCARDED,
  TOLD_HELD,
  TOLD_INSERTED,
} from "../generated/abi.js";
import type { ExchangeLayout } from "../image/layout.js";
import type { PhysicalMemory } from "../machine/machine.js";
import { readWrapped, wordAt } from "../observe/ring-memory.js";
import type { OutgoingMessage } from "./message.js";

export interface OutgoingMessages {
  /** Messages that were overwritten before anybody read them. They came before the others. */
  readonly lost: number;
  readonly messages: readonly OutgoingMessage[];
}

export class RingOut {
  #seen = 0;

  constructor(private readonly layout: ExchangeLayout) {}

  /** The messages since the last call. */
  read(memory: PhysicalMemory): OutgoingMessages {
    const { ringOutPhys, slotsOut, slotBytes } = this.layout;
    if (slotsOut === 0) return { lost: 0, messages: [] };
    const told = this.#told(memory);
    const fresh = (told - this.#seen) >>> 0;
    if (fresh === 0) return { lost: 0, messages: [] };
    const count = Math.min(fresh, slotsOut);
    const first = (told - count) >>> 0;
    const from = (first % slotsOut) * slotBytes;
    const view = readWrapped(memory, ringOutPhys, slotsOut * slotBytes, from, count * slotBytes);
    // What the kernel may have overwritten while we copied; of a full ring the oldest slot is the one it writes now.
    const ahead = (this.#told(memory) - first) >>> 0;
    const torn = Math.min(Math.max(ahead + 1 - slotsOut, 0), count);
    this.#seen = told;
    const messages = Array.from({ length: count - torn }, (_, index) => decode(view, (torn + index) * slotBytes));
    return { lost: fresh - count + torn, messages };
  }

  #told(memory: PhysicalMemory): number {
    return wordAt(memory, this.layout.phys + EXCHANGE_TOLD_OFFSET);
  }
}

function decode(view: DataView, offset: number): OutgoingMessage {
  const { timeNs, inWindowNs, length, flags } = decodeMessageOut(view, offset);
  return {
    timeNs: Number(timeNs),
    windowNs: Number(timeNs) - inWindowNs,
    bytes: new Uint8Array(view.buffer, offset + MESSAGE_OUT_SIZE, length),
    held: (flags & TOLD_HELD) !== 0,
    inserted: (flags & TOLD_INSERTED) !== 0,
    discarded: (flags & TOLD_DISCARDED) !== 0,
  };
}
