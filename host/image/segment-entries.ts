/** Where the pages of segments and memory blocks lie in physical memory. */
import type { MemoryBlock } from "../config/model.js";
import type { MemoryBlockEntry, SegmentEntry } from "../generated/abi.js";
import { type PhysicalCursor, pageCeil } from "./pages.js";
import { isWritable, type PlacedSegment } from "./partition-memory.js";
import type { PlacedProgram } from "./program.js";

/** Bytes of the image that a loader puts into memory. */
export interface Chunk {
  readonly phys: number;
  readonly bytes: Uint8Array;
}

/** What the image holds of each segment, by partition and segment; 0 where that is nothing. Adds it to `chunks`. */
export function placeContent(
  programs: readonly PlacedProgram[],
  cursor: PhysicalCursor,
  chunks: Chunk[],
): readonly (readonly number[])[] {
  const place = (segment: PlacedSegment): number => {
    if (segment.block !== undefined || (isWritable(segment) && segment.bytes.length === 0)) return 0;
    const phys = cursor.take(isWritable(segment) ? segment.bytes.length : segment.sizeBytes);
    chunks.push({ phys, bytes: segment.bytes });
    return phys;
  };
  return programs.map(({ segments }) => segments.map(place));
}

/** The pages of each memory block: once, however many partitions have it. */
export const placeBlocks = (blocks: readonly MemoryBlock[], cursor: PhysicalCursor): ReadonlyMap<MemoryBlock, number> =>
  new Map(blocks.map((block) => [block, cursor.take(pageCeil(block.sizeBytes))]));

/** The segments of one program. Read-only ones lie in the image itself; writable ones get memory of their own. */
export function segmentEntries(
  { segments }: PlacedProgram,
  contentPhys: readonly number[],
  blockPhys: ReadonlyMap<MemoryBlock, number>,
  cursor: PhysicalCursor,
): SegmentEntry[] {
  return segments.map((segment, index) => {
    const { address, sizeBytes, permissions, flags, block } = segment;
    const content = contentPhys[index]!;
    const entry = { address, sizeBytes, permissions, flags, sourcePhys: 0, sourceSizeBytes: 0, reserved: 0 };
    if (block !== undefined) return { ...entry, phys: blockPhys.get(block)! };
    if (!isWritable(segment)) return { ...entry, phys: content };
    return { ...entry, phys: cursor.take(sizeBytes), sourcePhys: content, sourceSizeBytes: segment.bytes.length };
  });
}

/** The memory blocks of one program, of which `firstSegment` is the index of its first segment. */
export function blockEntries({ segments }: PlacedProgram, partition: number, firstSegment: number): MemoryBlockEntry[] {
  return segments.flatMap(({ block }, index) =>
    block === undefined ? [] : [{ name: block.name, partition, segment: firstSegment + index, reserved: [0, 0] }],
  );
}
