/** The partition itself: who it is, how it fares, and its end. */
import { call0, call1 } from "./call";
import { call } from "./door";
import {
  CALL_HEALTH_REPORT,
  CALL_PARTITION_SET_MODE,
  CALL_PARTITION_STATUS,
  CALL_TRACE_EVENT,
  CALL_WINDOW_YIELD,
  INFO_PAGE,
  INFO_PAGE_NAME_OFFSET,
  INFO_PAGE_WINDOWS_OFFSET,
  InfoPage,
  MODE_COLD_START,
  MODE_IDLE,
  MODE_WARM_START,
  PARTITION_STATUS_SIZE,
  PartitionStatus,
  WINDOW_INFO_SIZE,
  WindowInfo,
} from "./generated/abi";

const NAME_SIZE_BYTES: usize = 32;
const statusBuffer = memory.data(PARTITION_STATUS_SIZE, 8);

/** The information page: identity, clock, memory, schedule. Read only. */
export function info(): InfoPage {
  return changetype<InfoPage>(INFO_PAGE);
}

/** The partition's name in the system file. */
export function name(): string {
  const start: usize = INFO_PAGE + INFO_PAGE_NAME_OFFSET;
  let length: usize = 0;
  while (length < NAME_SIZE_BYTES && load<u8>(start + length) != 0) length += 1;
  return String.UTF8.decodeUnsafe(start, length);
}

/** A window of the partition in the major frame; `index` below `info().windowCount`, and below 64. */
export function window(index: u32): WindowInfo {
  return changetype<WindowInfo>(INFO_PAGE + INFO_PAGE_WINDOWS_OFFSET + index * WINDOW_INFO_SIZE);
}

/** The partition's status now. The next call fills the same object anew. */
export function status(): PartitionStatus {
  call1(CALL_PARTITION_STATUS, u32(statusBuffer));
  return changetype<PartitionStatus>(statusBuffer);
}

/** Leaves the rest of the window unused; returns when the partition's next window starts. */
export function yieldWindow(): void {
  call0(CALL_WINDOW_YIELD);
}

/** Reports an error of the program's own; the partition's health table decides what follows. */
export function reportError(code: u32): void {
  call1(CALL_HEALTH_REPORT, code);
}

/** Writes a record with three numbers to the trace. */
export function trace(a: u32, b: u32 = 0, c: u32 = 0): void {
  call(CALL_TRACE_EVENT, a, b, c, 0, 0);
}

/** Stops the partition for good, as the end of the program does; the host shows the code. Does not return. */
export function stop(exitCode: u32 = 0): void {
  call(CALL_PARTITION_SET_MODE, MODE_IDLE, exitCode, 0, 0, 0);
}

/** Starts the partition anew, from its pristine image; the host shows the code. Does not return. */
export function restart(warm: bool = false, exitCode: u32 = 0): void {
  call(CALL_PARTITION_SET_MODE, warm ? MODE_WARM_START : MODE_COLD_START, exitCode, 0, 0, 0);
}
