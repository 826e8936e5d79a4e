/** Partitions: what they have of memory, devices and health tables. */
import {
  ACTION_HANDLE,
  ACTION_RESET,
  BOARD_PC,
  CONSOLE_RING_SIZE,
  GRANTABLE_PORT_FIRST,
  GRANTABLE_PORT_LAST,
  LEVEL_MODULE,
  MAX_PORT_RANGES,
  MAX_PORTS,
  MAX_PROCESSES,
  MAX_QUEUING_PORTS,
  MAX_SAMPLING_PORTS,
  MAX_SEGMENTS,
  MAX_VCPUS,
  PAGE_SIZE,
  PARTITION_ENTRY_ACTIONS_OFFSET,
  PARTITION_ENTRY_LEVELS_OFFSET,
  PARTITION_ENTRY_PROCESS_ACTIONS_OFFSET,
  PartitionEntry,
  PHYS_LIMIT,
  SystemTable,
  TRACE_RECORD_SIZE,
  TRACE_RING_SIZE,
  USER_TOP,
} from "../../generated/abi";
import { kernelMemoryBytes } from "../process/kernel-memory";
import { isPolicy } from "../process/ready-queue";
import {
  blockEntry,
  IRQ_COUNT,
  partitionEntry,
  portEntry,
  portRange,
  segmentEntry,
  stackCount,
  vcpuOfIrq,
} from "../system-table";
import { bytesHold, indicesFit, isPowerOfTwo, pagesWithin, ringFits, within } from "./bounds";

/** All but the PIT's, which is the kernel's, and the input on which the second controller hangs. */
const GRANTABLE_IRQS: u32 = 0xfffa;
/** Addresses of a process's stack and what lies below it: at most this much, as a power of two. */
const STACK_SHIFT_MAX: u32 = 28;

export function partitionsHold(table: SystemTable): bool {
  let irqs: u32 = 0;
  let ports: u32 = 0;
  for (let i: u32 = 0; i < table.partitionCount; i += 1) {
    const entry = partitionEntry(i);
    if (!partitionHolds(table, entry) || (entry.irqs & irqs) != 0 || !listsHold(table, entry, i)) return false;
    irqs |= entry.irqs;
    ports += entry.portCount;
  }
  // Each port is in its owner's list, and no list has another's: so every port is in one.
  return ports == table.portCount;
}

function partitionHolds(table: SystemTable, entry: PartitionEntry): bool {
  return (
    threadsHold(table, entry) &&
    segmentsFit(table, entry) &&
    stacksHold(entry) &&
    irqsHold(entry) &&
    portRangesHold(entry) &&
    observedMemoryHolds(entry) &&
    healthHolds(entry)
  );
}

function threadsHold(table: SystemTable, entry: PartitionEntry): bool {
  if (entry.vcpuCount > (table.board == BOARD_PC ? 0 : MAX_VCPUS)) return false;
  if (entry.processCount > (entry.vcpuCount == 0 ? MAX_PROCESSES : 0)) return false;
  // Periods of processes are multiples of it.
  if (entry.vcpuCount == 0 && entry.periodNs == 0) return false;
  if (!isPolicy(entry.policy) || (entry.kernelMemoryPhys & 15) != 0) return false;
  return (
    within(entry.kernelMemoryPhys, entry.kernelMemorySizeBytes) &&
    entry.kernelMemorySizeBytes >= kernelMemoryBytes(entry)
  );
}

/** Its segments are in the table, and no two of them have an address in common: what one of them grants can't fault. */
function segmentsFit(table: SystemTable, entry: PartitionEntry): bool {
  const count = entry.segmentCount;
  if (count == 0 || count > MAX_SEGMENTS || !indicesFit(entry.firstSegment, count, table.segmentCount)) return false;
  for (let i: u32 = 0; i < count; i += 1) {
    const segment = segmentEntry(entry.firstSegment + i);
    for (let j: u32 = i + 1; j < count; j += 1) {
      const other = segmentEntry(entry.firstSegment + j);
      const below = segment.address < other.address ? segment : other;
      const above = segment.address < other.address ? other : segment;
      if (above.address - below.address < below.sizeBytes) return false;
    }
  }
  return true;
}

/** Processes have stacks, each with a page below that is not mapped, among the partition's own addresses; no segment is there. */
function stacksHold(entry: PartitionEntry): bool {
  const sizeBytes = entry.processStackSizeBytes;
  const address = entry.processStackAddress;
  const shift = entry.processStackShift;
  if (sizeBytes == 0) return entry.processCount == 0 && address == 0 && shift == 0;
  if (entry.vcpuCount != 0 || address == 0 || shift > STACK_SHIFT_MAX) return false;
  const stride: u32 = 1 << shift;
  if ((sizeBytes & (PAGE_SIZE - 1)) != 0) return false;
  if ((address & (stride - 1)) != 0 || address >= USER_TOP) return false;
  if (sizeBytes > stride || sizeBytes + PAGE_SIZE > stride) return false;
  const count = stackCount(entry);
  if (u64(count) << shift > u64(USER_TOP - address)) return false;
  if (u64(count) * u64(sizeBytes) > u64(PHYS_LIMIT)) return false;
  return pagesWithin(entry.processStackPhys, count * sizeBytes) && segmentsAvoid(entry, address, count << shift);
}

function segmentsAvoid(entry: PartitionEntry, address: u32, sizeBytes: u32): bool {
  for (let i: u32 = 0; i < entry.segmentCount; i += 1) {
    const segment = segmentEntry(entry.firstSegment + i);
    const apart =
      segment.address < address
        ? address - segment.address >= segment.sizeBytes
        : segment.address - address >= sizeBytes;
    if (!apart) return false;
  }
  return true;
}

/** Each IRQ raises a line of a vCPU that there is. That no other partition has it, `partitionsHold` looks at. */
function irqsHold(entry: PartitionEntry): bool {
  if ((entry.irqs & ~GRANTABLE_IRQS) != 0) return false;
  for (let irq: u32 = 0; irq < IRQ_COUNT; irq += 1) {
    if ((entry.irqs & (1 << irq)) != 0 && vcpuOfIrq(entry, irq) >= entry.vcpuCount) return false;
  }
  return true;
}

function portRangesHold(entry: PartitionEntry): bool {
  if (entry.portRangeCount > MAX_PORT_RANGES) return false;
  let ports: u32 = 0;
  for (let i: u32 = 0; i < entry.portRangeCount; i += 1) {
    const range = portRange(entry, i);
    const first: u32 = range.first;
    const last: u32 = range.last;
    if (first < GRANTABLE_PORT_FIRST || last > GRANTABLE_PORT_LAST || first > last) return false;
    ports += last - first + 1;
  }
  return ports <= MAX_PORTS;
}

function observedMemoryHolds(entry: PartitionEntry): bool {
  if (!ringFits(entry.tracePhys, entry.traceSizeBytes, TRACE_RING_SIZE, TRACE_RECORD_SIZE)) return false;
  if ((entry.consolePhys & 15) != 0 || entry.consoleSizeBytes < PAGE_SIZE) return false;
  if (!isPowerOfTwo(entry.consoleSizeBytes) || entry.consoleSizeBytes > PHYS_LIMIT) return false;
  return within(entry.consolePhys, CONSOLE_RING_SIZE + entry.consoleSizeBytes);
}

function healthHolds(entry: PartitionEntry): bool {
  const at = changetype<usize>(entry);
  return (
    bytesHold(at + PARTITION_ENTRY_LEVELS_OFFSET, 64, LEVEL_MODULE) &&
    bytesHold(at + PARTITION_ENTRY_ACTIONS_OFFSET, 16, ACTION_RESET) &&
    bytesHold(at + PARTITION_ENTRY_PROCESS_ACTIONS_OFFSET, 16, ACTION_HANDLE)
  );
}

/** Its ports and memory blocks are in the table, and its own. */
function listsHold(table: SystemTable, entry: PartitionEntry, index: u32): bool {
  if (entry.portCount > MAX_SAMPLING_PORTS + MAX_QUEUING_PORTS || entry.blockCount > MAX_SEGMENTS) return false;
  if (!indicesFit(entry.firstPort, entry.portCount, table.portCount)) return false;
  if (!indicesFit(entry.firstBlock, entry.blockCount, table.blockCount)) return false;
  for (let i: u32 = 0; i < entry.portCount; i += 1) {
    if (portEntry(entry.firstPort + i).partition != index) return false;
  }
  for (let i: u32 = 0; i < entry.blockCount; i += 1) {
    if (blockEntry(entry.firstBlock + i).partition != index) return false;
  }
  return true;
}
