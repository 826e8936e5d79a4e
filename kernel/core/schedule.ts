/**
 * The module schedule: whose window it is, from absolute time. Lateness is never carried over: each edge follows from
 * the start of its frame (ARINC 653 Part 1, 2.3.1).
 */
import { ScheduleEntry, WINDOW_ENTRY_SIZE, WindowEntry } from "../generated/abi";
import { scheduleEntry, windowEntry } from "./system-table";

let schedule: ScheduleEntry = changetype<ScheduleEntry>(0);
let window: WindowEntry = changetype<WindowEntry>(0);
let index: u32 = 0;
let frameStartNs: u64 = 0;
let startNs: u64 = 0;
let endNs: u64 = 0;
let frameCount: u32 = 0;

/** Starts the first schedule: its first window begins at `ns`. */
export function startSchedule(ns: u64): void {
  schedule = scheduleEntry(0);
  window = windowAt(0);
  index = 0;
  frameStartNs = ns;
  frameCount = 1;
  startNs = ns;
  endNs = ns + window.durationNs;
}

/** Windows of the schedule, idle time included. */
export function windowCount(): u32 {
  return schedule.windowCount;
}

export function windowAt(position: u32): WindowEntry {
  return windowEntry(schedule.firstWindow + position);
}

export function currentWindow(): WindowEntry {
  return window;
}

/** Position of the current window in its schedule. */
export function windowIndex(): u32 {
  return index;
}

/** When the current window began, by the schedule. */
export function windowStartNs(): u64 {
  return startNs;
}

/** When the current window ends. */
export function windowEndNs(): u64 {
  return endNs;
}

/** Major frames begun. */
export function frames(): u32 {
  return frameCount;
}

/** Steps to the window that follows, by the schedule alone: it begins where this one ends, for windows leave no gap. @inline */
export function stepWindow(): void {
  startNs = endNs;
  index += 1;
  if (index == schedule.windowCount) {
    index = 0;
    frameStartNs = endNs;
    frameCount += 1;
    window = windowAt(0);
  } else {
    window = changetype<WindowEntry>(changetype<usize>(window) + WINDOW_ENTRY_SIZE);
  }
  endNs = startNs + window.durationNs;
}

/**
 * After a time in which nothing ran: skips the whole frames that are past, so that what is left to step over is less
 * than two frames. Tells how many were skipped: each window of the schedule that often.
 */
export function skipFrames(now: u64): u32 {
  if (now < frameStartNs + schedule.majorFrameNs) return 0;
  const past = (now - frameStartNs) / schedule.majorFrameNs;
  if (past < 2) return 0;
  const skipped = u32(past - 1);
  const skippedNs = u64(skipped) * schedule.majorFrameNs;
  frameStartNs += skippedNs;
  startNs += skippedNs;
  endNs += skippedNs;
  frameCount += skipped;
  return skipped;
}

export function currentSchedule(): u32 {
  return 0;
}
export function scheduleChanges(): u32 {
  return 0;
}
export function changeActionOf(partition: u32): u32 {
  return partition & 0;
}
export function periodicProcessingStarts(): bool {
  return (window.flags & 1) != 0;
}
