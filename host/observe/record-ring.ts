/**
 * Reads a ring of fixed-size records (trace, health) that the kernel writes meanwhile. Positions count records since
 * boot, modulo 2^32. The kernel writes record n into slot n modulo capacity, then sets `written` to n + 1.
 */
import { HEALTH_RING_WRITTEN_OFFSET, TRACE_RING_WRITTEN_OFFSET } from "../generated/abi.js";
import type { PhysicalMemory } from "../machine/machine.js";
import { readWrapped, wordAt } from "./ring-memory.js";

const WRITTEN_OFFSET = TRACE_RING_WRITTEN_OFFSET;
if (HEALTH_RING_WRITTEN_OFFSET !== WRITTEN_OFFSET) throw new Error("trace and health rings differ");

export interface RecordRingShape {
  readonly phys: number;
  readonly sizeBytes: number;
  readonly headerBytes: number;
  readonly recordBytes: number;
}

export interface Records {
  /** Records that were overwritten before anybody read them. They came before those of `view`. */
  readonly lost: number;
  readonly count: number;
  /** The records, one behind the other. */
  readonly view: DataView;
}

const EMPTY = new DataView(new ArrayBuffer(0));

export class RecordRing {
  readonly #shape: RecordRingShape;
  readonly #capacity: number;
  #seen = 0;

  constructor(shape: RecordRingShape) {
    this.#shape = shape;
    this.#capacity = Math.floor((shape.sizeBytes - shape.headerBytes) / shape.recordBytes);
  }

  /** The records written since the last call. */
  read(memory: PhysicalMemory): Records {
    const { phys, headerBytes, recordBytes } = this.#shape;
    const written = wordAt(memory, phys + WRITTEN_OFFSET);
    const fresh = (written - this.#seen) >>> 0;
    if (fresh === 0) return { lost: 0, count: 0, view: EMPTY };
    const count = Math.min(fresh, this.#capacity);
    const first = (written - count) >>> 0;
    const sizeBytes = this.#capacity * recordBytes;
    const from = (first % this.#capacity) * recordBytes;
    const view = readWrapped(memory, phys + headerBytes, sizeBytes, from, count * recordBytes);
    // What the kernel may have overwritten while we copied; of a full ring the oldest slot is the one it writes now.
    const ahead = (wordAt(memory, phys + WRITTEN_OFFSET) - first) >>> 0;
    const torn = Math.min(Math.max(ahead + 1 - this.#capacity, 0), count);
    this.#seen = written;
    const bytes = new DataView(view.buffer, torn * recordBytes);
    return { lost: fresh - count + torn, count: count - torn, view: bytes };
  }
}
