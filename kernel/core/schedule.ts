/**
 * The module schedule: whose window it is, from absolute time. Lateness is never carried over: each edge follows from
 * the start of its frame (ARINC 653 Part 1, 2.3.1).
 */
import { ScheduleEntry, WindowEntry } from "../generated/abi";
import { scheduleEntry, windowEntry } from "./system-table";

let schedule: ScheduleEntry = changetype<ScheduleEntry>(0);
let index: u32 = 0;
let frameStartNs: u64 = 0;
let endNs: u64 = 0;
let frameCount: u32 = 0;

/** Starts the first schedule: its first window begins at `ns`. */
export function startSchedule(ns: u64): void {
  schedule = scheduleEntry(0);
  index = 0;
  frameStartNs = ns;
  frameCount = 1;
  endNs = ns + currentWindow().durationNs;
}

/** Windows of the schedule, idle time included. */
export function windowCount(): u32 {
  return schedule.windowCount;
}

export function windowAt(position: u32): WindowEntry {
  return windowEntry(schedule.firstWindow + position);
}

export function currentWindow(): WindowEntry {
  return windowEntry(schedule.firstWindow + index);
}

/** Position of the current window in its schedule. */
export function windowIndex(): u32 {
  return index;
}

/** When the current window began, by the schedule. */
export function windowStartNs(): u64 {
  return frameStartNs + currentWindow().offsetNs;
}

/** When the current window ends. */
export function windowEndNs(): u64 {
  return endNs;
}

/** Major frames begun. */
export function frames(): u32 {
  return frameCount;
}

/** Steps to the window that follows, by the schedule alone. */
export function stepWindow(): void {
  index += 1;
  if (index == schedule.windowCount) {
    index = 0;
    frameStartNs += schedule.majorFrameNs;
    frameCount += 1;
  }
  endNs = windowStartNs() + currentWindow().durationNs;
}

/**
 * After a time in which nothing ran: skips the whole frames that are past, so that what is left to step over is less
 * than two frames. Tells how many were skipped: each window of the schedule that often. To be called in the last window of a frame or in any later.
 */
export function skipFrames(now: u64): u32 {
  if (now < frameStartNs + schedule.majorFrameNs) return 0;
  const past = (now - frameStartNs) / schedule.majorFrameNs;
  if (past < 2) return 0;
  const skipped = u32(past - 1);
  frameStartNs += u64(skipped) * schedule.majorFrameNs;
  frameCount += skipped;
  endNs = windowStartNs() + currentWindow().durationNs;
  return skipped;
}
