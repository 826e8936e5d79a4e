/** Memory blocks (ARINC 653 Part 2): memory that partitions share or that a partition finds by name; mapped since boot. */
import {
  MEMORY_BLOCK_ENTRY_NAME_OFFSET,
  MEMORY_BLOCK_STATUS_SIZE,
  MemoryBlockStatus,
  NAME_SIZE,
  STATUS_BAD_POINTER,
  STATUS_NOT_CONFIGURED,
  STATUS_OK,
} from "../../generated/abi";
import { isReadable, isWritable } from "../guest-memory";
import { sameName, takeName } from "../process/name";
import { refuse } from "../refuse";
import { blockEntry, segmentEntry } from "../system-table";
import { setResult, Thread } from "../thread";

/** Carries out `memory_block`: a look at each of the partition's blocks, MAX_SEGMENTS at most. @cold */
export function memoryBlock(thread: Thread): void {
  const partition = thread.partition;
  const to = thread.ecx;
  if (!isReadable(partition, thread.ebx, NAME_SIZE)) return refuse(thread, STATUS_BAD_POINTER);
  if (!isWritable(partition, to, MEMORY_BLOCK_STATUS_SIZE)) return refuse(thread, STATUS_BAD_POINTER);
  const name = takeName(thread.ebx);
  const first = partition.entry.firstBlock;
  for (let i: u32 = 0; i < partition.entry.blockCount; i += 1) {
    const block = blockEntry(first + i);
    if (sameName(changetype<usize>(block) + MEMORY_BLOCK_ENTRY_NAME_OFFSET, name))
      return describe(thread, block.segment);
  }
  setResult(thread, STATUS_NOT_CONFIGURED, 0);
}

function describe(thread: Thread, index: u32): void {
  const status = changetype<MemoryBlockStatus>(thread.ecx);
  const segment = segmentEntry(index);
  status.address = segment.address;
  status.sizeBytes = segment.sizeBytes;
  status.permissions = segment.permissions;
  status.reserved = 0;
  setResult(thread, STATUS_OK, 0);
}
