/** The information page of a partition: who it is and what it has, fixed at boot but for the schedule (abi: InfoPage). */
import { copyBytes } from "../arch";
import {
  ABI_VERSION,
  INFO_MAGIC,
  INFO_PAGE_NAME_OFFSET,
  INFO_PAGE_PORTS_OFFSET,
  INFO_PAGE_RANGES_OFFSET,
  INFO_PAGE_WINDOWS_OFFSET,
  InfoPage,
  MAX_INFO_WINDOWS,
  MAX_PORT_RANGES,
  MEMORY_RANGE_SIZE,
  MemoryRange,
  PARTITION_ENTRY_NAME_OFFSET,
  PARTITION_ENTRY_PORTS_OFFSET,
  PartitionEntry,
  PORT_RANGE_SIZE,
  ScheduleEntry,
  WINDOW_INFO_SIZE,
  WindowInfo,
} from "../generated/abi";
import { clockMultiplier, clockOriginNs, clockOriginTsc, clockShift } from "./clock";
import { scheduleEntry, segmentEntry, windowEntry } from "./system-table";

const NAME_BYTES: u32 = 32;

/** Bits of InfoPage.features. */
export const FEATURE_CALL_BY_SYSENTER: u32 = 1;
export const FEATURE_HYPERCALLS: u32 = 2;

/** Fills a zeroed page for partition `index`; `board` is a BOARD value. */
export function fillInfoPage(
  page: InfoPage,
  index: u32,
  entry: PartitionEntry,
  frequencyHz: u64,
  features: u32,
  board: u32,
): void {
  page.magic = INFO_MAGIC;
  page.abiVersion = ABI_VERSION;
  copyBytes(
    changetype<usize>(page) + INFO_PAGE_NAME_OFFSET,
    changetype<usize>(entry) + PARTITION_ENTRY_NAME_OFFSET,
    NAME_BYTES,
  );
  page.identifier = index;
  page.vcpuCount = entry.vcpuCount;
  page.features = features;
  page.board = board;
  page.clockShift = clockShift();
  page.clockMultiplier = clockMultiplier();
  page.clockOriginTsc = clockOriginTsc();
  page.clockOriginNs = clockOriginNs();
  page.tscFrequencyHz = frequencyHz;
  page.periodNs = entry.periodNs;
  page.durationNs = entry.durationNs;
  page.heapAddress = entry.heapAddress;
  page.heapSizeBytes = entry.heapSizeBytes;
  page.stackAddress = entry.stackAddress;
  page.stackSizeBytes = entry.stackSizeBytes;
  page.irqs = entry.irqs;
  page.irqVcpus = entry.irqVcpus;
  page.portRangeCount = entry.portRangeCount;
  page.processCount = entry.processCount;
  page.processStackAddress = entry.processStackAddress;
  page.processStackShift = entry.processStackShift;
  page.processStackSizeBytes = entry.processStackSizeBytes;
  page.permissions = entry.permissions;
  page.policy = entry.policy;
  copyBytes(
    changetype<usize>(page) + INFO_PAGE_PORTS_OFFSET,
    changetype<usize>(entry) + PARTITION_ENTRY_PORTS_OFFSET,
    MAX_PORT_RANGES * PORT_RANGE_SIZE,
  );
  listRanges(page, entry);
  page.majorFrameNs = scheduleEntry(0).majorFrameNs;
  listWindows(page, index, scheduleEntry(0));
}

function listRanges(page: InfoPage, entry: PartitionEntry): void {
  page.rangeCount = entry.segmentCount;
  for (let i: u32 = 0; i < entry.segmentCount; i += 1) {
    const segment = segmentEntry(entry.firstSegment + i);
    const range = changetype<MemoryRange>(changetype<usize>(page) + INFO_PAGE_RANGES_OFFSET + i * MEMORY_RANGE_SIZE);
    range.address = segment.address;
    range.sizeBytes = segment.sizeBytes;
    range.permissions = segment.permissions;
  }
}

function listWindows(page: InfoPage, index: u32, schedule: ScheduleEntry): void {
  let count: u32 = 0;
  for (let i: u32 = 0; i < schedule.windowCount; i += 1) {
    const window = windowEntry(schedule.firstWindow + i);
    if (window.partition != index) continue;
    if (count < MAX_INFO_WINDOWS) {
      const info = changetype<WindowInfo>(
        changetype<usize>(page) + INFO_PAGE_WINDOWS_OFFSET + count * WINDOW_INFO_SIZE,
      );
      info.offsetNs = window.offsetNs;
      info.durationNs = window.durationNs;
    }
    count += 1;
  }
  page.windowCount = count;
}
