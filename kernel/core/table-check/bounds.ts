/** What every check of the system table asks: does it lie in the table, does it lie in the memory that the table claims? */
import { KERNEL_PHYS_END, PAGE_SIZE, SYSTEM_TABLE_SIZE } from "../../generated/abi";
import { systemTable } from "../system-table";

/** Whether [phys, phys + size) lies in the memory that the table claims, above the kernel. Subtracts: sums may wrap. */
export function within(phys: u32, sizeBytes: u32): bool {
  const end = systemTable().memoryEndPhys;
  return phys >= KERNEL_PHYS_END && phys <= end && sizeBytes <= end - phys;
}

export function pagesWithin(phys: u32, sizeBytes: u32): bool {
  return ((phys | sizeBytes) & (PAGE_SIZE - 1)) == 0 && within(phys, sizeBytes);
}

/** Whether the table has the array. */
export function arrayFits(offset: u32, count: u32, entryBytes: u32): bool {
  const size = systemTable().sizeBytes;
  return (offset & 7) == 0 && offset >= SYSTEM_TABLE_SIZE && offset <= size && count <= (size - offset) / entryBytes;
}

/** Whether [first, first + count) are indices below `total`. */
export function indicesFit(first: u32, count: u32, total: u32): bool {
  return first <= total && count <= total - first;
}

export function isPowerOfTwo(value: u32): bool {
  return value != 0 && (value & (value - 1)) == 0;
}

/** A ring of records: its header, then as many records as a power of two. */
export function ringFits(phys: u32, sizeBytes: u32, headerBytes: u32, recordBytes: u32): bool {
  if ((phys & 15) != 0 || sizeBytes <= headerBytes || !within(phys, sizeBytes)) return false;
  const records = (sizeBytes - headerBytes) / recordBytes;
  return isPowerOfTwo(records) && records * recordBytes == sizeBytes - headerBytes;
}

/** Whether none of `count` bytes is greater than `greatest`. */
export function bytesHold(at: usize, count: u32, greatest: u32): bool {
  for (let i: u32 = 0; i < count; i += 1) if (load<u8>(at + i) > greatest) return false;
  return true;
}
