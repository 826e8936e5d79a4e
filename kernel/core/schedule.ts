/**
 * The module schedule: whose window it is, from absolute time. Lateness is never carried over: each edge follows from
 * the start of its frame (ARINC 653 Part 1, 2.3.1). A module has several schedules; one follows another where a frame ends (Part 2,
 * multiple module schedules).
 */
import { ScheduleEntry, WINDOW_ENTRY_SIZE, WindowEntry } from "../generated/abi";
import { changeAction, scheduleEntry, windowEntry } from "./system-table";

let schedule: ScheduleEntry = changetype<ScheduleEntry>(0);
let firstWindow: WindowEntry = changetype<WindowEntry>(0);
let window: WindowEntry = changetype<WindowEntry>(0);
let index: u32 = 0;
let frameStartNs: u64 = 0;
let startNs: u64 = 0;
let endNs: u64 = 0;
let frameCount: u32 = 0;
/** Index of the schedule that runs, and of the one that the next frame is to have. */
let current: u32 = 0;
let next: u32 = 0;
let changes: u32 = 0;
let lastChangeNs: u64 = 0;

/** Starts the first schedule: its first window begins at `ns`. */
export function startSchedule(ns: u64): void {
  next = 0;
  takeSchedule();
  window = firstWindow;
  index = 0;
  frameStartNs = ns;
  frameCount = 1;
  startNs = ns;
  endNs = ns + window.durationNs;
}

function takeSchedule(): void {
  current = next;
  schedule = scheduleEntry(next);
  firstWindow = windowAt(0);
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

/** Whether periodic processing starts with the current window: WindowEntry.flags. */
export function periodicProcessingStarts(): bool {
  return (window.flags & 1) != 0;
}

/** Steps to the window that follows, by the schedule alone: it begins where this one ends, for windows leave no gap. @inline */
export function stepWindow(): void {
  startNs = endNs;
  index += 1;
  if (index == schedule.windowCount) {
    index = 0;
    frameStartNs = endNs;
    frameCount += 1;
    if (next != current) changeSchedule(endNs);
    window = firstWindow;
  } else {
    window = changetype<WindowEntry>(changetype<usize>(window) + WINDOW_ENTRY_SIZE);
  }
  endNs = startNs + window.durationNs;
}

/** @cold */
function changeSchedule(ns: u64): void {
  takeSchedule();
  changes += 1;
  lastChangeNs = ns;
}

/**
 * After a time in which nothing ran: skips whole frames that are past. Called before each step of who catches up, it leaves less
 * than two frames of each schedule to step over. Tells how many were skipped: each window of the schedule that often. The
 * frame behind which another schedule begins is never skipped.
 */
export function skipFrames(now: u64): u32 {
  if (next != current || now < frameStartNs + schedule.majorFrameNs) return 0;
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

/** Asks for schedule `number`, which there is, from the end of the frame on: the last request counts. */
export function requestSchedule(number: u32): void {
  next = number;
}

/** Index of the schedule that runs. */
export function currentSchedule(): u32 {
  return current;
}

/** Index of the schedule that the next frame will have, unless another is asked for until then. */
export function nextSchedule(): u32 {
  return next;
}

/** How often the schedule changed: a partition compares it with what it has seen. */
export function scheduleChanges(): u32 {
  return changes;
}

/** When the schedule changed last, by the schedule; 0: never. */
export function lastScheduleChangeNs(): u64 {
  return lastChangeNs;
}

/** The CHANGE value for a partition's first window in the schedule that runs. */
export function changeActionOf(partition: u32): u32 {
  return changeAction(schedule, partition);
}
