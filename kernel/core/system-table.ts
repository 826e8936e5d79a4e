/**
 * The system table that the host packed into the image: where it lies, and whether it stays within its bounds. What it
 * means was checked on the host; here it is only made sure that the kernel can't be led astray by a damaged one.
 */
import {
  ABI_VERSION,
  BOARD_PC,
  BOOT_OPTIONS_MAGIC,
  BOOT_OPTIONS_PHYS,
  BootOptions,
  CONSOLE_RING_SIZE,
  GRANTABLE_PORT_FIRST,
  GRANTABLE_PORT_LAST,
  HEALTH_RECORD_SIZE,
  HEALTH_RING_SIZE,
  HOST_BLOCK_SIZE,
  KERNEL_BASE,
  KERNEL_PHYS_END,
  MAX_PARTITIONS,
  MAX_PORT_RANGES,
  MAX_PORTS,
  MAX_SEGMENTS,
  MAX_VCPUS,
  NO_PARTITION,
  PAGE_SIZE,
  PANIC_TABLE_BOARD,
  PANIC_TABLE_BOUNDS,
  PANIC_TABLE_CHECKSUM,
  PANIC_TABLE_MAGIC,
  PANIC_TABLE_VERSION,
  PARTITION_ENTRY_PORTS_OFFSET,
  PARTITION_ENTRY_SIZE,
  PARTITION_STATISTICS_SIZE,
  PartitionEntry,
  PERMISSION_EXECUTE,
  PERMISSION_WRITE,
  PHYS_LIMIT,
  PORT_RANGE_SIZE,
  PortRange,
  SCHEDULE_ENTRY_SIZE,
  ScheduleEntry,
  SEGMENT_ENTRY_SIZE,
  SegmentEntry,
  SYSTEM_TABLE_MAGIC,
  SYSTEM_TABLE_PHYS,
  SYSTEM_TABLE_SIZE,
  SystemTable,
  TRACE_RECORD_SIZE,
  TRACE_RING_SIZE,
  USER_BOTTOM,
  USER_TOP,
  WINDOW_ENTRY_SIZE,
  WindowEntry,
} from "../generated/abi";

/** Hardware interrupts of the PC's two controllers. */
export const IRQ_COUNT: u32 = 16;
/** All but the PIT's, which is the kernel's, and the input on which the second controller hangs. */
const GRANTABLE_IRQS: u32 = 0xfffa;

/** Where the kernel sees a physical address below PHYS_LIMIT. */
export function physical(phys: u32): usize {
  return KERNEL_BASE + phys;
}

export function systemTable(): SystemTable {
  return changetype<SystemTable>(physical(SYSTEM_TABLE_PHYS));
}

export function bootOptions(): BootOptions {
  return changetype<BootOptions>(physical(BOOT_OPTIONS_PHYS));
}

export function partitionEntry(index: u32): PartitionEntry {
  return changetype<PartitionEntry>(
    physical(SYSTEM_TABLE_PHYS) + systemTable().partitionOffset + index * PARTITION_ENTRY_SIZE,
  );
}

export function segmentEntry(index: u32): SegmentEntry {
  return changetype<SegmentEntry>(
    physical(SYSTEM_TABLE_PHYS) + systemTable().segmentOffset + index * SEGMENT_ENTRY_SIZE,
  );
}

export function scheduleEntry(index: u32): ScheduleEntry {
  return changetype<ScheduleEntry>(
    physical(SYSTEM_TABLE_PHYS) + systemTable().scheduleOffset + index * SCHEDULE_ENTRY_SIZE,
  );
}

export function windowEntry(index: u32): WindowEntry {
  return changetype<WindowEntry>(physical(SYSTEM_TABLE_PHYS) + systemTable().windowOffset + index * WINDOW_ENTRY_SIZE);
}

/** The number of the vCPU whose line the partition's IRQ raises. */
export function vcpuOfIrq(entry: PartitionEntry, irq: u32): u32 {
  return (entry.irqVcpus >> (irq << 1)) & 3;
}

export function portRange(entry: PartitionEntry, index: u32): PortRange {
  return changetype<PortRange>(changetype<usize>(entry) + PARTITION_ENTRY_PORTS_OFFSET + index * PORT_RANGE_SIZE);
}

/** 0, or the PANIC code of the first fault found. `board` is the BOARD value of this kernel. */
export function checkSystemTable(board: u32): u32 {
  const table = systemTable();
  if (table.magic != SYSTEM_TABLE_MAGIC) return PANIC_TABLE_MAGIC;
  if (bootOptions().magic != BOOT_OPTIONS_MAGIC) return PANIC_TABLE_MAGIC;
  if (table.abiVersion != ABI_VERSION) return PANIC_TABLE_VERSION;
  if (table.memoryEndPhys > PHYS_LIMIT) return PANIC_TABLE_BOUNDS;
  if (table.sizeBytes < SYSTEM_TABLE_SIZE || (table.sizeBytes & 3) != 0) return PANIC_TABLE_BOUNDS;
  if (!within(SYSTEM_TABLE_PHYS, table.sizeBytes)) return PANIC_TABLE_BOUNDS;
  if (wordSum(table.sizeBytes) != 0) return PANIC_TABLE_CHECKSUM;
  if (table.board != board) return PANIC_TABLE_BOARD;
  return boundsHold(table) ? 0 : PANIC_TABLE_BOUNDS;
}

function wordSum(sizeBytes: u32): u32 {
  let sum: u32 = 0;
  for (let offset: u32 = 0; offset < sizeBytes; offset += 4) sum += load<u32>(physical(SYSTEM_TABLE_PHYS) + offset);
  return sum;
}

/** Whether [phys, phys + size) lies in the memory that the table claims, above the kernel. Subtracts: sums may wrap. */
function within(phys: u32, sizeBytes: u32): bool {
  const end = systemTable().memoryEndPhys;
  return phys >= KERNEL_PHYS_END && phys <= end && sizeBytes <= end - phys;
}

function arrayFits(offset: u32, count: u32, entryBytes: u32): bool {
  const size = systemTable().sizeBytes;
  return (offset & 7) == 0 && offset >= SYSTEM_TABLE_SIZE && offset <= size && count <= (size - offset) / entryBytes;
}

function boundsHold(table: SystemTable): bool {
  if (table.partitionCount == 0 || table.partitionCount > MAX_PARTITIONS || table.scheduleCount == 0) return false;
  if (!arrayFits(table.partitionOffset, table.partitionCount, PARTITION_ENTRY_SIZE)) return false;
  if (!arrayFits(table.segmentOffset, table.segmentCount, SEGMENT_ENTRY_SIZE)) return false;
  if (!arrayFits(table.scheduleOffset, table.scheduleCount, SCHEDULE_ENTRY_SIZE)) return false;
  if (!arrayFits(table.windowOffset, table.windowCount, WINDOW_ENTRY_SIZE)) return false;
  if (!pagesWithin(table.pagePoolPhys, table.pagePoolSizeBytes)) return false;
  if ((table.hostBlockPhys & 15) != 0) return false;
  if (!within(table.hostBlockPhys, HOST_BLOCK_SIZE + table.partitionCount * PARTITION_STATISTICS_SIZE)) return false;
  if (!ringFits(table.traceRingPhys, table.traceRingSizeBytes, TRACE_RING_SIZE, TRACE_RECORD_SIZE)) return false;
  if (!ringFits(table.healthRingPhys, table.healthRingSizeBytes, HEALTH_RING_SIZE, HEALTH_RECORD_SIZE)) return false;
  if (table.symbolsPhys != 0 && !within(table.symbolsPhys, table.symbolsSizeBytes)) return false;
  let irqs: u32 = 0;
  for (let i: u32 = 0; i < table.partitionCount; i += 1) {
    const entry = partitionEntry(i);
    if (!partitionHolds(table, entry) || (entry.irqs & irqs) != 0) return false;
    irqs |= entry.irqs;
  }
  for (let i: u32 = 0; i < table.segmentCount; i += 1) if (!segmentHolds(segmentEntry(i))) return false;
  for (let i: u32 = 0; i < table.scheduleCount; i += 1) if (!scheduleHolds(table, scheduleEntry(i))) return false;
  return true;
}

function pagesWithin(phys: u32, sizeBytes: u32): bool {
  return ((phys | sizeBytes) & (PAGE_SIZE - 1)) == 0 && within(phys, sizeBytes);
}

function isPowerOfTwo(value: u32): bool {
  return value != 0 && (value & (value - 1)) == 0;
}

/** A ring of records: its header, then as many records as a power of two. */
function ringFits(phys: u32, sizeBytes: u32, headerBytes: u32, recordBytes: u32): bool {
  if ((phys & 15) != 0 || sizeBytes <= headerBytes || !within(phys, sizeBytes)) return false;
  const records = (sizeBytes - headerBytes) / recordBytes;
  return isPowerOfTwo(records) && records * recordBytes == sizeBytes - headerBytes;
}

function partitionHolds(table: SystemTable, entry: PartitionEntry): bool {
  if (entry.segmentCount == 0 || entry.segmentCount > MAX_SEGMENTS) return false;
  if (entry.firstSegment > table.segmentCount) return false;
  if (entry.segmentCount > table.segmentCount - entry.firstSegment) return false;
  if (entry.vcpuCount > (table.board == BOARD_PC ? 0 : MAX_VCPUS) || !irqsHold(entry) || !portsHold(entry))
    return false;
  if (!ringFits(entry.tracePhys, entry.traceSizeBytes, TRACE_RING_SIZE, TRACE_RECORD_SIZE)) return false;
  if ((entry.consolePhys & 15) != 0 || entry.consoleSizeBytes < PAGE_SIZE) return false;
  if (!isPowerOfTwo(entry.consoleSizeBytes) || entry.consoleSizeBytes > PHYS_LIMIT) return false;
  return within(entry.consolePhys, CONSOLE_RING_SIZE + entry.consoleSizeBytes);
}

/** Each IRQ raises a line of a vCPU that there is. That no other partition has it, `boundsHold` looks at. */
function irqsHold(entry: PartitionEntry): bool {
  if ((entry.irqs & ~GRANTABLE_IRQS) != 0) return false;
  for (let irq: u32 = 0; irq < IRQ_COUNT; irq += 1) {
    if ((entry.irqs & (1 << irq)) != 0 && vcpuOfIrq(entry, irq) >= entry.vcpuCount) return false;
  }
  return true;
}

function portsHold(entry: PartitionEntry): bool {
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

/** The windows cover the frame without a gap, so that the kernel always knows whose time it is. */
function scheduleHolds(table: SystemTable, schedule: ScheduleEntry): bool {
  if (schedule.windowCount == 0 || schedule.firstWindow > table.windowCount) return false;
  if (schedule.windowCount > table.windowCount - schedule.firstWindow) return false;
  let end: u64 = 0;
  for (let i: u32 = 0; i < schedule.windowCount; i += 1) {
    const window = windowEntry(schedule.firstWindow + i);
    if (window.partition != NO_PARTITION && window.partition >= table.partitionCount) return false;
    if (window.offsetNs != end || window.durationNs == 0 || window.durationNs > schedule.majorFrameNs - end)
      return false;
    end += window.durationNs;
  }
  return end == schedule.majorFrameNs;
}
