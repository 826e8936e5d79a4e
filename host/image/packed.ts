/** What tests look at in a packed image. */
import { expect } from "vitest";
import { readElf } from "../elf/reader.js";
import { PAGE_SIZE } from "../generated/abi.js";

/** Physical memory as a loader leaves it. */
export function load(image: Uint8Array): DataView {
  const elf = readElf(image, "image");
  const memory = new Uint8Array(0x800000);
  for (const header of elf.programHeaders) memory.set(elf.segmentBytes(header), header.physicalAddress);
  return new DataView(memory.buffer);
}

/** That each range, a start and a size, begins a page and ends before the next, the last before `end`. */
export function mustLieApart(ranges: readonly (readonly number[])[], end: number): void {
  const sorted = ranges.toSorted((a, b) => a[0]! - b[0]!);
  for (const [index, [start, size]] of sorted.entries()) {
    expect(start! % PAGE_SIZE).toBe(0);
    expect(start! + size!).toBeLessThanOrEqual(sorted[index + 1]?.[0] ?? end);
  }
}
