/**
 * Lays a partition's memory out anew from its pristine image, a page a step: a start is work of the partition's own
 * windows, and no entry of the kernel is long (16 MiB take 4 ms on a PC, and no neighbour pays for them).
 */
import { copyBytes, copyWords, zeroWords } from "../arch";
import { PAGE_SIZE, PERMISSION_WRITE, SegmentEntry } from "../generated/abi";
import { Partition } from "./partition";
import { physical, segmentEntry } from "./system-table";

/** One bounded step. True when the partition's memory is as the host packed it. @apart */
export function loadStep(partition: Partition): bool {
  if (partition.loaderSegment == partition.entry.segmentCount) return true;
  const segment = segmentEntry(partition.entry.firstSegment + partition.loaderSegment);
  const writable = (segment.permissions & PERMISSION_WRITE) != 0;
  if (writable) loadPage(segment, partition.loaderOffset);
  partition.loaderOffset += PAGE_SIZE;
  // Read-only segments lie in the image itself: nobody can have changed them.
  if (!writable || partition.loaderOffset >= segment.sizeBytes) {
    partition.loaderSegment += 1;
    partition.loaderOffset = 0;
  }
  return false;
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
