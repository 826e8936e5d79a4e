/** Segments and the memory blocks among them. */
import {
  MemoryBlockEntry,
  PAGE_SIZE,
  PERMISSION_EXECUTE,
  PERMISSION_WRITE,
  SegmentEntry,
  SystemTable,
  USER_BOTTOM,
  USER_TOP,
} from "../../generated/abi";
import { blockEntry, partitionEntry, segmentEntry } from "../system-table";
import { indicesFit, pagesWithin, within } from "./bounds";

export function segmentsHold(table: SystemTable): bool {
  for (let i: u32 = 0; i < table.segmentCount; i += 1) if (!segmentHolds(segmentEntry(i))) return false;
  return true;
}

function segmentHolds(entry: SegmentEntry): bool {
  if (((entry.address | entry.sizeBytes) & (PAGE_SIZE - 1)) != 0 || entry.sizeBytes == 0) return false;
  if (entry.address < USER_BOTTOM || entry.address >= USER_TOP) return false;
  if (entry.sizeBytes > USER_TOP - entry.address) return false;
  if (!pagesWithin(entry.phys, entry.sizeBytes)) return false;
  const writeAndExecute = PERMISSION_WRITE | PERMISSION_EXECUTE;
  if ((entry.permissions & writeAndExecute) == writeAndExecute) return false;
  if (entry.sourcePhys == 0) return true;
  return (
    (entry.sourcePhys & 3) == 0 &&
    entry.sourceSizeBytes <= entry.sizeBytes &&
    within(entry.sourcePhys, entry.sourceSizeBytes)
  );
}

/** Each belongs to a partition, and is one of its segments. That it is in that partition's list, `partitions.ts` looks at. */
export function blocksHold(table: SystemTable): bool {
  for (let i: u32 = 0; i < table.blockCount; i += 1) if (!blockHolds(table, blockEntry(i))) return false;
  return true;
}

function blockHolds(table: SystemTable, block: MemoryBlockEntry): bool {
  if (block.partition >= table.partitionCount || block.segment >= table.segmentCount) return false;
  const owner = partitionEntry(block.partition);
  return block.segment >= owner.firstSegment && indicesFit(block.segment - owner.firstSegment, 1, owner.segmentCount);
}
