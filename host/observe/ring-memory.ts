/** Pieces of physical memory as the rings need them: a number, a view, a stretch that may wrap around. */
import type { PhysicalMemory } from "../machine/machine.js";

export function viewAt(memory: PhysicalMemory, phys: number, length: number): DataView {
  const bytes = memory.read(phys, length);
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

export const wordAt = (memory: PhysicalMemory, phys: number): number => viewAt(memory, phys, 4).getUint32(0, true);

/** `length` bytes from position `from` of the ring's data of `sizeBytes`, which wraps around. */
export function readWrapped(
  memory: PhysicalMemory,
  dataPhys: number,
  sizeBytes: number,
  from: number,
  length: number,
): DataView {
  const start = from % sizeBytes;
  const head = Math.min(length, sizeBytes - start);
  const bytes = new Uint8Array(length);
  bytes.set(memory.read(dataPhys + start, head));
  if (head < length) bytes.set(memory.read(dataPhys, length - head), head);
  return new DataView(bytes.buffer);
}
