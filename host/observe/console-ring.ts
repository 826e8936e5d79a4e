/**
 * Reads a partition's console ring: ConsoleRecord headers, each with its bytes, padded to 16. Positions count bytes
 * since boot, modulo 2^32. The kernel overwrites nothing between `drained` and `head`.
 */
import {
  CONSOLE_RECORD_LENGTH_OFFSET,
  CONSOLE_RECORD_SIZE,
  CONSOLE_RECORD_TSC_OFFSET,
  CONSOLE_RING_DRAINED_OFFSET,
  CONSOLE_RING_HEAD_OFFSET,
  CONSOLE_RING_SIZE,
} from "../generated/abi.js";
import type { PhysicalMemory } from "../machine/machine.js";
import { readWrapped, wordAt } from "./ring-memory.js";

const RECORD_ALIGNMENT = 16;

export interface ConsoleWrite {
  readonly tsc: bigint;
  readonly bytes: Uint8Array;
}

export interface ConsoleWrites {
  /** Bytes of the ring, headers included, that were overwritten before anybody read them. */
  readonly lostBytes: number;
  readonly writes: readonly ConsoleWrite[];
}

export class ConsoleRing {
  #seen = 0;

  constructor(
    readonly phys: number,
    readonly dataBytes: number,
  ) {}

  /** What was written since the last call. */
  read(memory: PhysicalMemory): ConsoleWrites {
    const head = wordAt(memory, this.phys + CONSOLE_RING_HEAD_OFFSET);
    const fresh = (head - this.#seen) >>> 0;
    if (fresh === 0) return { lostBytes: 0, writes: [] };
    if (fresh <= this.dataBytes) {
      const view = readWrapped(memory, this.phys + CONSOLE_RING_SIZE, this.dataBytes, this.#seen, fresh);
      const ahead = (wordAt(memory, this.phys + CONSOLE_RING_HEAD_OFFSET) - this.#seen) >>> 0;
      if (ahead <= this.dataBytes) {
        this.#seen = head;
        return { lostBytes: 0, writes: splitWrites(view) };
      }
    }
    return this.#resume(memory);
  }

  /** Goes on at the oldest record that is surely whole. */
  #resume(memory: PhysicalMemory): ConsoleWrites {
    const drained = wordAt(memory, this.phys + CONSOLE_RING_DRAINED_OFFSET);
    const lostBytes = (drained - this.#seen) >>> 0;
    this.#seen = drained;
    const head = wordAt(memory, this.phys + CONSOLE_RING_HEAD_OFFSET);
    const fresh = (head - drained) >>> 0;
    // The kernel went on and overwrote even that: the next call resumes again.
    if (fresh > this.dataBytes) return { lostBytes, writes: [] };
    const view = readWrapped(memory, this.phys + CONSOLE_RING_SIZE, this.dataBytes, drained, fresh);
    this.#seen = head;
    return { lostBytes, writes: splitWrites(view) };
  }
}

function splitWrites(view: DataView): ConsoleWrite[] {
  const writes: ConsoleWrite[] = [];
  let offset = 0;
  while (offset + CONSOLE_RECORD_SIZE <= view.byteLength) {
    const tsc = view.getBigUint64(offset + CONSOLE_RECORD_TSC_OFFSET, true);
    const length = view.getUint32(offset + CONSOLE_RECORD_LENGTH_OFFSET, true);
    const start = offset + CONSOLE_RECORD_SIZE;
    if (length > view.byteLength - start) break;
    writes.push({ tsc, bytes: new Uint8Array(view.buffer, start, length) });
    offset = Math.ceil((start + length) / RECORD_ALIGNMENT) * RECORD_ALIGNMENT;
  }
  return writes;
}
