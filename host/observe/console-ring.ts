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
    const whole = this.#readWhole(memory);
    if (whole !== undefined) return { lostBytes: 0, writes: whole };
    // Go on at the oldest record that is surely there. Should that be overwritten too, the next call resumes again.
    const drained = wordAt(memory, this.phys + CONSOLE_RING_DRAINED_OFFSET);
    const lostBytes = (drained - this.#seen) >>> 0;
    this.#seen = drained;
    return { lostBytes, writes: this.#readWhole(memory) ?? [] };
  }

  /** All writes from the position on, or undefined if the kernel has overwritten some, or did so while we copied. */
  #readWhole(memory: PhysicalMemory): ConsoleWrite[] | undefined {
    const headPhys = this.phys + CONSOLE_RING_HEAD_OFFSET;
    const head = wordAt(memory, headPhys);
    const fresh = (head - this.#seen) >>> 0;
    if (fresh === 0) return [];
    if (fresh > this.dataBytes) return undefined;
    const view = readWrapped(memory, this.phys + CONSOLE_RING_SIZE, this.dataBytes, this.#seen, fresh);
    const ahead = (wordAt(memory, headPhys) - this.#seen) >>> 0;
    if (ahead > this.dataBytes) return undefined;
    this.#seen = head;
    return splitWrites(view);
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
