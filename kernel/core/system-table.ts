/** The system table that the host packed into the image: where it and its arrays lie. `table-check/` looks at it before anybody uses it. */
import {
  BOOT_OPTIONS_PHYS,
  BootOptions,
  CHANNEL_ENTRY_SIZE,
  ChannelEntry,
  KERNEL_BASE,
  MEMORY_BLOCK_ENTRY_SIZE,
  MemoryBlockEntry,
  PARTITION_ENTRY_PORTS_OFFSET,
  PARTITION_ENTRY_SIZE,
  PartitionEntry,
  PORT_ENTRY_SIZE,
  PORT_RANGE_SIZE,
  PORT_STATE_BYTES,
  PortEntry,
  PortRange,
  PROCESS_ENTRY_SIZE,
  ProcessEntry,
  SCHEDULE_ENTRY_CHANGE_ACTIONS_OFFSET,
  SCHEDULE_ENTRY_SIZE,
  ScheduleEntry,
  SEGMENT_ENTRY_SIZE,
  SegmentEntry,
  SYSTEM_TABLE_PHYS,
  SystemTable,
  WINDOW_ENTRY_SIZE,
  WindowEntry,
} from "../generated/abi";

/** Hardware interrupts of the PC's two controllers. */
export const IRQ_COUNT: u32 = 16;

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

export function portEntry(index: u32): PortEntry {
  return changetype<PortEntry>(physical(SYSTEM_TABLE_PHYS) + systemTable().portOffset + index * PORT_ENTRY_SIZE);
}

export function channelEntry(index: u32): ChannelEntry {
  return changetype<ChannelEntry>(
    physical(SYSTEM_TABLE_PHYS) + systemTable().channelOffset + index * CHANNEL_ENTRY_SIZE,
  );
}

export function blockEntry(index: u32): MemoryBlockEntry {
  return changetype<MemoryBlockEntry>(
    physical(SYSTEM_TABLE_PHYS) + systemTable().blockOffset + index * MEMORY_BLOCK_ENTRY_SIZE,
  );
}

export function processEntry(index: u32): ProcessEntry {
  return changetype<ProcessEntry>(
    physical(SYSTEM_TABLE_PHYS) + systemTable().processOffset + index * PROCESS_ENTRY_SIZE,
  );
}

/** Where the kernel keeps the state of the port: PORT_STATE_BYTES. */
export function portStateAddress(index: u32): usize {
  return physical(systemTable().portStatePhys) + index * PORT_STATE_BYTES;
}

/** The CHANGE value of a partition in that schedule. */
export function changeAction(schedule: ScheduleEntry, partition: u32): u32 {
  return load<u8>(changetype<usize>(schedule) + SCHEDULE_ENTRY_CHANGE_ACTIONS_OFFSET + partition);
}

/** Stacks for processes: one more than processes, the error handler's. */
export function stackCount(entry: PartitionEntry): u32 {
  return entry.processStackSizeBytes == 0 ? 0 : entry.processCount + 1;
}

/** The number of the vCPU whose line the partition's IRQ raises. */
export function vcpuOfIrq(entry: PartitionEntry, irq: u32): u32 {
  return (entry.irqVcpus >> (irq << 1)) & 3;
}

export function portRange(entry: PartitionEntry, index: u32): PortRange {
  return changetype<PortRange>(changetype<usize>(entry) + PARTITION_ENTRY_PORTS_OFFSET + index * PORT_RANGE_SIZE);
}
