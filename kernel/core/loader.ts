/**
 * Lays a partition's memory out anew from its pristine image, a page a step: a start is work of the partition's own
 * windows, and no entry of the kernel is long (16 MiB take 4 ms on a PC, and no neighbour pays for them). What the partition
 * retains, a warm start leaves as it is.
 */
import { copyBytes, copyWords, zeroWords } from "../arch";
import {
  MODE_WARM_START,
  PAGE_SIZE,
  PERMISSION_WRITE,
  SEGMENT_FLAG_RETAINED,
  SEGMENT_FLAG_SHARED,
  SegmentEntry,
} from "../generated/abi";
import { Partition } from "./partition";
import { physical, segmentEntry, stackCount, systemTable } from "./system-table";

/** One bounded step, first through the segments, then through the processes' stacks. True when the partition's memory is as the host packed it. @apart */
export function loadStep(partition: Partition): bool {
  const number = partition.loaderSegment;
  const segments = partition.entry.segmentCount;
  const stacks: u32 = stackCount(partition.entry) == 0 ? 0 : 1;
  if (number == segments + stacks) return true;
  const offset = partition.loaderOffset;
  const sizeBytes = number < segments ? loadPageOf(partition, number, offset) : zeroStackPage(partition, offset);
  if (offset + PAGE_SIZE < sizeBytes) {
    partition.loaderOffset = offset + PAGE_SIZE;
  } else {
    partition.loaderOffset = 0;
    partition.loaderSegment = number + 1;
  }
  return false;
}

/** Lays out a page of a segment; tells how many bytes of the segment there are to lay out. */
function loadPageOf(partition: Partition, number: u32, offset: u32): u32 {
  const segment = segmentEntry(partition.entry.firstSegment + number);
  if (!isLoaded(partition, segment)) return 0;
  loadPage(segment, offset);
  return segment.sizeBytes;
}

/** Read-only segments lie in the image itself: nobody can have changed them. */
function isLoaded(partition: Partition, segment: SegmentEntry): bool {
  if ((segment.permissions & PERMISSION_WRITE) == 0 || (segment.flags & SEGMENT_FLAG_SHARED) != 0) return false;
  return (segment.flags & SEGMENT_FLAG_RETAINED) == 0 || partition.mode != MODE_WARM_START;
}

/** The same for the stacks, whose memory is in one piece. */
function zeroStackPage(partition: Partition, offset: u32): u32 {
  const entry = partition.entry;
  zeroWords(physical(entry.processStackPhys) + offset, PAGE_SIZE >> 2);
  return stackCount(entry) * entry.processStackSizeBytes;
}

/** Zeroes the memory that partitions share, which no start of one of them touches; only while the kernel boots. */
export function zeroSharedSegments(): void {
  for (let i: u32 = 0; i < systemTable().segmentCount; i += 1) {
    const segment = segmentEntry(i);
    if ((segment.flags & SEGMENT_FLAG_SHARED) != 0) zeroWords(physical(segment.phys), segment.sizeBytes >> 2);
  }
}

function loadPage(segment: SegmentEntry, offset: u32): void {
  const to = physical(segment.phys) + offset;
  const sourceBytes: u32 = segment.sourcePhys == 0 ? 0 : segment.sourceSizeBytes;
  if (offset >= sourceBytes) {
    zeroWords(to, PAGE_SIZE >> 2);
    return;
  }
  const from = physical(segment.sourcePhys) + offset;
  const bytes = min<u32>(sourceBytes - offset, PAGE_SIZE);
  const wholeBytes = bytes & ~3;
  copyWords(to, from, wholeBytes >> 2);
  zeroWords(to + wholeBytes, (PAGE_SIZE - wholeBytes) >> 2);
  copyBytes(to + wholeBytes, from + wholeBytes, bytes & 3);
}
