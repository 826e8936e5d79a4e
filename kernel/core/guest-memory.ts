/**
 * The one check of every pointer that a guest passes. An address from a guest is an allegation: it is compared, by
 * subtraction, with the partition's own segments and its processes' stacks, which are exactly what is mapped writable or
 * readable for it; the guard pages and the pages that the kernel provides are in none. What passes can't fault.
 */
import { PartitionEntry, PERMISSION_EXECUTE, PERMISSION_READ, PERMISSION_WRITE, USER_TOP } from "../generated/abi";
import { Partition } from "./partition";
import { physical, segmentEntry } from "./system-table";

/** `findSegment` when there is none. */
const NO_SEGMENT: u32 = 0xffff_ffff;

/** Whether the partition may read all of [address, address + length). An empty range passes where its address does. @inline */
export function isReadable(partition: Partition, address: u32, length: u32): bool {
  const offset = address - partition.readableAddress;
  const sizeBytes = partition.readableBytes;
  if (offset > sizeBytes || length > sizeBytes - offset) return searchReadable(partition, address, length);
  return true;
}

/** @inline */
export function isWritable(partition: Partition, address: u32, length: u32): bool {
  const offset = address - partition.writableAddress;
  const sizeBytes = partition.writableBytes;
  if (offset > sizeBytes || length > sizeBytes - offset) return searchWritable(partition, address, length);
  return true;
}

/** The partition remembers no segment: an empty range in the kernel's pages is all that is granted unsearched. */
export function forgetSegments(partition: Partition): void {
  partition.readableAddress = USER_TOP;
  partition.readableBytes = 0;
  partition.writableAddress = USER_TOP;
  partition.writableBytes = 0;
}

/** Not in the segment that was found last. Stacks cost no search, and are not remembered. @apart */
function searchReadable(partition: Partition, address: u32, length: u32): bool {
  if (isAmongStacks(partition.entry, address) && stackGrants(partition.entry, address, length)) return true;
  const found = findSegment(partition, address, length, PERMISSION_READ);
  if (found == NO_SEGMENT) return false;
  partition.readableAddress = segmentEntry(found).address;
  partition.readableBytes = segmentEntry(found).sizeBytes;
  return true;
}

/** @apart */
function searchWritable(partition: Partition, address: u32, length: u32): bool {
  if (isAmongStacks(partition.entry, address) && stackGrants(partition.entry, address, length)) return true;
  const found = findSegment(partition, address, length, PERMISSION_WRITE);
  if (found == NO_SEGMENT) return false;
  partition.writableAddress = segmentEntry(found).address;
  partition.writableBytes = segmentEntry(found).sizeBytes;
  return true;
}

/** Whether `address` is in the partition's code. */
export function isExecutable(partition: Partition, address: u32): bool {
  return findSegment(partition, address, 1, PERMISSION_EXECUTE) != NO_SEGMENT;
}

/**
 * Where the kernel sees a partition's memory while another's address space is active. `address` begins a range, not empty, that
 * was checked; the range is in one piece there too.
 */
export function physicalOf(partition: Partition, address: u32): usize {
  const entry = partition.entry;
  if (isAmongStacks(entry, address) && stackGrants(entry, address, 1)) return stackByte(entry, address);
  const found = findSegment(partition, address, 1, PERMISSION_READ | PERMISSION_WRITE);
  const segment = segmentEntry(found);
  return physical(segment.phys) + (address - segment.address);
}

/** Whether it may lie in a stack: they are above all segments. Where there are none, their address is 0. @inline */
function isAmongStacks(entry: PartitionEntry, address: u32): bool {
  return address - 1 >= entry.processStackAddress - 1;
}

/** Whether one stack holds [address, address + length): of each stride the upper end. @inline */
function stackGrants(entry: PartitionEntry, address: u32, length: u32): bool {
  const shift = entry.processStackShift;
  const offset = address - entry.processStackAddress;
  if (offset >= (entry.processCount + 1) << shift) return false;
  const stride: u32 = 1 << shift;
  const low = offset & (stride - 1);
  return low >= stride - entry.processStackSizeBytes && length <= stride - low;
}

/** The kernel's view of a byte of a stack. */
function stackByte(entry: PartitionEntry, address: u32): usize {
  const shift = entry.processStackShift;
  const sizeBytes = entry.processStackSizeBytes;
  const offset = address - entry.processStackAddress;
  const stride: u32 = 1 << shift;
  const inStack = (offset & (stride - 1)) - (stride - sizeBytes);
  return physical(entry.processStackPhys) + (offset >> shift) * sizeBytes + inStack;
}

/** The segment that grants the access, by its index in the system table. @cold */
function findSegment(partition: Partition, address: u32, length: u32, permission: u32): u32 {
  const first = partition.entry.firstSegment;
  const end = first + partition.entry.segmentCount;
  for (let i = first; i < end; i += 1) if (segmentGrants(i, address, length, permission)) return i;
  return NO_SEGMENT;
}

/** @inline */
function segmentGrants(index: u32, address: u32, length: u32, permission: u32): bool {
  const segment = segmentEntry(index);
  if ((segment.permissions & permission) == 0 || address < segment.address) return false;
  const offset = address - segment.address;
  return offset <= segment.sizeBytes && length <= segment.sizeBytes - offset;
}
