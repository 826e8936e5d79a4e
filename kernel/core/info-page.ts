/** The information page of a partition: who it is and what it has, all of it fixed at boot (abi: InfoPage). */
import { copyBytes } from "../arch";
import {
  ABI_VERSION,
  INFO_MAGIC,
  INFO_PAGE_NAME_OFFSET,
  INFO_PAGE_RANGES_OFFSET,
  INFO_PAGE_WINDOWS_OFFSET,
  InfoPage,
  MAX_INFO_WINDOWS,
  MEMORY_RANGE_SIZE,
  MemoryRange,
  PARTITION_ENTRY_NAME_OFFSET,
  PartitionEntry,
  WINDOW_INFO_SIZE,
  WindowInfo,
} from "../generated/abi";
import { clockMultiplier, clockOriginNs, clockOriginTsc, clockShift } from "./clock";
import { scheduleEntry, segmentEntry, windowEntry } from "./system-table";

const NAME_BYTES: u32 = 32;
const FEATURE_CALL_BY_SYSENTER: u32 = 1;

/** Fills a zeroed page for partition `index`. */
export function fillInfoPage(
  page: InfoPage,
  index: u32,
  entry: PartitionEntry,
  frequencyHz: u64,
  sysenter: bool,
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
  page.features = sysenter ? FEATURE_CALL_BY_SYSENTER : 0;
  page.clockShift = clockShift();
  page.clockMultiplier = clockMultiplier();
  page.clockOriginTsc = clockOriginTsc();
  page.clockOriginNs = clockOriginNs();
  page.tscFrequencyHz = frequencyHz;
  page.periodNs = entry.periodNs;
  page.durationNs = entry.durationNs;
  page.majorFrameNs = scheduleEntry(0).majorFrameNs;
  page.heapAddress = entry.heapAddress;
  page.heapSizeBytes = entry.heapSizeBytes;
  page.stackAddress = entry.stackAddress;
  page.stackSizeBytes = entry.stackSizeBytes;
  listRanges(page, entry);
  listWindows(page, index);
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

function listWindows(page: InfoPage, index: u32): void {
  const schedule = scheduleEntry(0);
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
