/** The system table as bytes: header, arrays, checksum. */
import {
  encodePartitionEntry,
  encodeScheduleEntry,
  encodeSegmentEntry,
  encodeSystemTable,
  encodeWindowEntry,
  PARTITION_ENTRY_SIZE,
  type PartitionEntry,
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
}

type ComputedField =
  | "sizeBytes"
  | "checksum"
  | `${"partition" | "segment" | "schedule" | "window"}${"Count" | "Offset"}`;

interface ArrayPlaces {
  readonly partitionOffset: number;
  readonly segmentOffset: number;
  readonly scheduleOffset: number;
  readonly windowOffset: number;
  readonly sizeBytes: number;
}

/** Every size here is a multiple of 8, so that each 64-bit field of an array is aligned. */
function places(partitions: number, segments: number, schedules: number, windows: number): ArrayPlaces {
  const partitionOffset = SYSTEM_TABLE_SIZE;
  const segmentOffset = partitionOffset + partitions * PARTITION_ENTRY_SIZE;
  const scheduleOffset = segmentOffset + segments * SEGMENT_ENTRY_SIZE;
  const windowOffset = scheduleOffset + schedules * SCHEDULE_ENTRY_SIZE;
  return {
    partitionOffset,
    segmentOffset,
    scheduleOffset,
    windowOffset,
    sizeBytes: windowOffset + windows * WINDOW_ENTRY_SIZE,
  };
}

/** Bytes that a table of that many entries takes. */
export const tableSizeBytes = (partitions: number, segments: number, schedules: number, windows: number): number =>
  places(partitions, segments, schedules, windows).sizeBytes;

/** The sum of all 32-bit words, modulo 2^32: zero for a sound table. */
export function wordSum(view: DataView): number {
  let sum = 0;
  for (let offset = 0; offset < view.byteLength; offset += 4) sum = (sum + view.getUint32(offset, true)) >>> 0;
  return sum;
}

export function encodeTable(
  header: Omit<SystemTable, ComputedField>,
  { partitions, segments, schedules, windows }: TableArrays,
): Uint8Array<ArrayBuffer> {
  const place = places(partitions.length, segments.length, schedules.length, windows.length);
  const view = new DataView(new ArrayBuffer(place.sizeBytes));
  encodeSystemTable(view, 0, {
    ...header,
    ...place,
    checksum: 0,
    partitionCount: partitions.length,
    segmentCount: segments.length,
    scheduleCount: schedules.length,
    windowCount: windows.length,
  });
  partitions.forEach((entry, index) => {
    encodePartitionEntry(view, place.partitionOffset + index * PARTITION_ENTRY_SIZE, entry);
  });
  segments.forEach((entry, index) => {
    encodeSegmentEntry(view, place.segmentOffset + index * SEGMENT_ENTRY_SIZE, entry);
  });
  schedules.forEach((entry, index) => {
    encodeScheduleEntry(view, place.scheduleOffset + index * SCHEDULE_ENTRY_SIZE, entry);
  });
  windows.forEach((entry, index) => {
    encodeWindowEntry(view, place.windowOffset + index * WINDOW_ENTRY_SIZE, entry);
  });
  view.setUint32(SYSTEM_TABLE_CHECKSUM_OFFSET, -wordSum(view) >>> 0, true);
  return new Uint8Array(view.buffer);
}
