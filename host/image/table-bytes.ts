/** The system table as bytes: header, arrays, checksum. */
import {
  CHANNEL_ENTRY_SIZE,
  type ChannelEntry,
  encodeChannelEntry,
  encodeMemoryBlockEntry,
  encodePartitionEntry,
  encodePortEntry,
  encodeProcessEntry,
  encodeScheduleEntry,
  encodeSegmentEntry,
  encodeSystemTable,
  encodeWindowEntry,
  MEMORY_BLOCK_ENTRY_SIZE,
  type MemoryBlockEntry,
  PARTITION_ENTRY_SIZE,
  type PartitionEntry,
  PORT_ENTRY_SIZE,
  type PortEntry,
  PROCESS_ENTRY_SIZE,
  type ProcessEntry,
  SCHEDULE_ENTRY_SIZE,
  type ScheduleEntry,
  SEGMENT_ENTRY_SIZE,
  type SegmentEntry,
  SYSTEM_TABLE_CHECKSUM_OFFSET,
  SYSTEM_TABLE_SIZE,
  type SystemTable,
  WINDOW_ENTRY_SIZE,
  type WindowEntry,
} from "../generated/abi.js";

export interface TableArrays {
  readonly partitions: readonly PartitionEntry[];
  readonly segments: readonly SegmentEntry[];
  readonly schedules: readonly ScheduleEntry[];
  readonly windows: readonly WindowEntry[];
  readonly ports?: readonly PortEntry[];
  readonly channels?: readonly ChannelEntry[];
  readonly blocks?: readonly MemoryBlockEntry[];
  readonly processes?: readonly ProcessEntry[];
}

/** How many entries each array has. */
export type TableCounts = Readonly<Record<keyof TableArrays, number>>;

type Named = "partition" | "segment" | "schedule" | "window" | "port" | "channel" | "block" | "process";
type ComputedField = "sizeBytes" | "checksum" | `${Named}${"Count" | "Offset"}`;

type Offsets = Readonly<Record<`${Named}Offset` | "sizeBytes", number>>;

/** Every size here is a multiple of 8, so that each 64-bit field of an array is aligned. */
function places(counts: TableCounts): Offsets {
  const partitionOffset = SYSTEM_TABLE_SIZE;
  const segmentOffset = partitionOffset + counts.partitions * PARTITION_ENTRY_SIZE;
  const scheduleOffset = segmentOffset + counts.segments * SEGMENT_ENTRY_SIZE;
  const windowOffset = scheduleOffset + counts.schedules * SCHEDULE_ENTRY_SIZE;
  const portOffset = windowOffset + counts.windows * WINDOW_ENTRY_SIZE;
  const channelOffset = portOffset + counts.ports * PORT_ENTRY_SIZE;
  const blockOffset = channelOffset + counts.channels * CHANNEL_ENTRY_SIZE;
  const processOffset = blockOffset + counts.blocks * MEMORY_BLOCK_ENTRY_SIZE;
  const sizeBytes = processOffset + counts.processes * PROCESS_ENTRY_SIZE;
  return {
    partitionOffset,
    segmentOffset,
    scheduleOffset,
    windowOffset,
    portOffset,
    channelOffset,
    blockOffset,
    processOffset,
    sizeBytes,
  };
}

/** Bytes that a table of that many entries takes. */
export const tableSizeBytes = (counts: TableCounts): number => places(counts).sizeBytes;

/** The sum of all 32-bit words, modulo 2^32: zero for a sound table. */
export function wordSum(view: DataView): number {
  let sum = 0;
  for (let offset = 0; offset < view.byteLength; offset += 4) sum = (sum + view.getUint32(offset, true)) >>> 0;
  return sum;
}

export function encodeTable(
  header: Omit<SystemTable, ComputedField>,
  { partitions, segments, schedules, windows, ports = [], channels = [], blocks = [], processes = [] }: TableArrays,
): Uint8Array<ArrayBuffer> {
  const place = places({
    partitions: partitions.length,
    segments: segments.length,
    schedules: schedules.length,
    windows: windows.length,
    ports: ports.length,
    channels: channels.length,
    blocks: blocks.length,
    processes: processes.length,
  });
  const view = new DataView(new ArrayBuffer(place.sizeBytes));
  encodeSystemTable(view, 0, {
    ...header,
    ...place,
    checksum: 0,
    partitionCount: partitions.length,
    segmentCount: segments.length,
    scheduleCount: schedules.length,
    windowCount: windows.length,
    portCount: ports.length,
    channelCount: channels.length,
    blockCount: blocks.length,
    processCount: processes.length,
  });
  const put = <T>(
    entries: readonly T[],
    offset: number,
    sizeBytes: number,
    encode: (view: DataView, offset: number, entry: T) => void,
  ): void => entries.forEach((entry, index) => void encode(view, offset + index * sizeBytes, entry));
  put(partitions, place.partitionOffset, PARTITION_ENTRY_SIZE, encodePartitionEntry);
  put(segments, place.segmentOffset, SEGMENT_ENTRY_SIZE, encodeSegmentEntry);
  put(schedules, place.scheduleOffset, SCHEDULE_ENTRY_SIZE, encodeScheduleEntry);
  put(windows, place.windowOffset, WINDOW_ENTRY_SIZE, encodeWindowEntry);
  put(ports, place.portOffset, PORT_ENTRY_SIZE, encodePortEntry);
  put(channels, place.channelOffset, CHANNEL_ENTRY_SIZE, encodeChannelEntry);
  put(blocks, place.blockOffset, MEMORY_BLOCK_ENTRY_SIZE, encodeMemoryBlockEntry);
  put(processes, place.processOffset, PROCESS_ENTRY_SIZE, encodeProcessEntry);
  view.setUint32(SYSTEM_TABLE_CHECKSUM_OFFSET, -wordSum(view) >>> 0, true);
  return new Uint8Array(view.buffer);
}
