/**
 * The one check of every pointer that a guest passes. An address from a guest is an allegation: it is compared, by
 * subtraction, with the partition's own segments, which are exactly what is mapped writable or readable for it; the
 * guard pages and the pages that the kernel provides are in none. What passes can't fault.
 */
import { PERMISSION_EXECUTE, PERMISSION_READ, PERMISSION_WRITE } from "../generated/abi";
import { Partition } from "./partition";
import { segmentEntry } from "./system-table";

/** Whether the partition may read all of [address, address + length). An empty range passes where its address does. */
export function isReadable(partition: Partition, address: u32, length: u32): bool {
  return isGranted(partition, address, length, PERMISSION_READ);
}

export function isWritable(partition: Partition, address: u32, length: u32): bool {
  return isGranted(partition, address, length, PERMISSION_WRITE);
}

/** Whether `address` is in the partition's code. */
export function isExecutable(partition: Partition, address: u32): bool {
  return isGranted(partition, address, 1, PERMISSION_EXECUTE);
}

function isGranted(partition: Partition, address: u32, length: u32, permission: u32): bool {
  if (segmentGrants(partition.lastSegment, address, length, permission)) return true;
  const first = partition.entry.firstSegment;
  const end = first + partition.entry.segmentCount;
  for (let i = first; i < end; i += 1) {
    if (segmentGrants(i, address, length, permission)) {
      partition.lastSegment = i;
      return true;
    }
  }
  return false;
}

function segmentGrants(index: u32, address: u32, length: u32, permission: u32): bool {
  const segment = segmentEntry(index);
  const offset = address - segment.address;
  return (
    (segment.permissions & permission) != 0 &&
    address >= segment.address &&
    offset <= segment.sizeBytes &&
    length <= segment.sizeBytes - offset
  );
}
