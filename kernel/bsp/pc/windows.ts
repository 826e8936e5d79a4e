/**
 * The change from one window to the next, and the one hardware timer behind it, on both boards. What happens in the new
 * window, and which deadlines besides its end arm the timer, is the board's own.
 */
import { now as clockNow, spinUntil } from "../../core/clock";
import { raiseAtSwitch } from "../../core/health";
import { hostBlock, tellEnded } from "../../core/host-block";
import { canRun, Partition, partitionAt, runningPartitions } from "../../core/partition";
import { endAccount } from "../../core/process/laxity";
import {
  currentSchedule,
  currentWindow,
  frames,
  scheduleChanges,
  skipFrames,
  stepWindow,
  windowAt,
  windowCount,
  windowEndNs,
  windowIndex,
  windowStartNs,
} from "../../core/schedule";
import { bootOptions, physical, systemTable } from "../../core/system-table";
import { Thread } from "../../core/thread";
import { trace } from "../../core/trace";
import {
  ERROR_WINDOW_OVERRUN,
  EVENT_FRAME_START,
  EVENT_SCHEDULE,
  EVENT_WINDOW_END,
  EVENT_WINDOW_START,
  MODE_NORMAL,
  NO_PARTITION,
  POLICY_LEAST_LAXITY,
  RUN_ENDED,
  TraceRing,
  WindowEntry,
} from "../../generated/abi";
import { activateThread } from "../../x86/switch";
import { resetIsPending } from "./changes";
import { endMachine, notePartition } from "./panic";
import { armTimer, TIMER_EARLY_NS } from "./timer";

/** The timer is armed this much before a window's end; the rest is spun away on the clock. Covers the PIT's grain. */
const LEAD_NS: u64 = 2_500;
/** Closer to the edge than this, waiting for the timer makes no sense: it is spun away. */
const SPIN_MAX_NS: u64 = 6_000;
/** A deadline later than any; a little can be added to it. */
export const NEVER: u64 = 0xffff_ffff_0000_0000;
/** `armedNs` when the timer must be armed anew whatever the deadline. */
const NOT_ARMED: u64 = 0;

/** Whose window it is, and its thread; meaningless in idle time. */
let partition: Partition = changetype<Partition>(0);
let thread: Thread = changetype<Thread>(0);
let idleTime: bool = true;
let armedNs: u64 = NOT_ARMED;
/** When the timer is to fire for the window's end. */
let endArmNs: u64 = 0;
let frameOriginNs: u64 = 0;
let changesTraced: u32 = 0;

/** The partition whose window it is; only where `inIdleTime` is false, as in every trap from ring 3. */
export function currentPartition(): Partition {
  return partition;
}

/** And its thread: the one that ring 3 is. */
export function currentThread(): Thread {
  return thread;
}

/** Whether the current window belongs to no partition. */
export function inIdleTime(): bool {
  return idleTime;
}

export function kernelRing(): TraceRing {
  return changetype<TraceRing>(physical(systemTable().traceRingPhys));
}

/** Whether the window's end is here or so near that it is spun for. @inline */
export function windowIsDue(now: u64): bool {
  return now + SPIN_MAX_NS >= windowEndNs();
}

/** Spins to the window's end, if that is yet to come, and enters the next window. Tells the time. @inline */
export function passEdge(now: u64): u64 {
  const edge = now < windowEndNs() ? spinUntil(windowEndNs()) : now;
  changeWindow(edge);
  return edge;
}

/** The first window of the schedule, which was started, begins at `now`. @cold */
export function enterFirstWindow(now: u64): void {
  frameOriginNs = windowStartNs();
  hostBlock().frames = 1;
  enterWindow(now);
}

/** Whether the window belongs to a partition that runs. @inline */
export function windowIsOpen(): bool {
  return !idleTime && canRun(partition);
}

/** Another thread of the partition whose window it is takes its turn. @cold */
export function changeThread(next: Thread): void {
  partition.thread = next;
  thread = next;
  activateThread(next);
}

/** @inline */
function changeWindow(now: u64): void {
  const frame = frames();
  leaveWindow(now);
  stepWindow();
  if (now >= windowEndNs()) missWindows(now);
  if (frames() != frame) startFrame(now);
  enterWindow(now);
}

/** So late that windows have passed unseen: they are counted, and the schedule is not moved. @cold */
function missWindows(now: u64): void {
  while (now >= windowEndNs()) {
    const skipped = skipFrames(now);
    for (let i: u32 = 0; skipped != 0 && i < windowCount(); i += 1) countMissed(windowAt(i), skipped);
    countMissed(currentWindow(), 1);
    stepWindow();
  }
}

function countMissed(window: WindowEntry, times: u32): void {
  if (window.partition != NO_PARTITION) partitionAt(window.partition).statistics.missedWindows += times;
}

/** @cold */
function startFrame(now: u64): void {
  const limit = bootOptions().frameLimit;
  const timeLimit = bootOptions().timeLimitNs;
  const frameLimitReached = limit != 0 && frames() > limit;
  const allStopped = bootOptions().endWhenIdle != 0 && runningPartitions() == 0 && !resetIsPending();
  if (frameLimitReached || allStopped || (timeLimit != 0 && now - frameOriginNs >= timeLimit)) endRun();
  hostBlock().frames = frames();
  trace(kernelRing(), EVENT_FRAME_START, frames(), 0, 0);
  if (scheduleChanges() == changesTraced) return;
  changesTraced = scheduleChanges();
  trace(kernelRing(), EVENT_SCHEDULE, currentSchedule(), 0, 0);
}

/** The run ends. @cold */
export function endRun(): void {
  tellEnded();
  endMachine(RUN_ENDED);
}

/** @inline */
function leaveWindow(now: u64): void {
  const lateness = now - windowEndNs();
  if (idleTime) return;
  const leaving = partition;
  if (leaving.policy == POLICY_LEAST_LAXITY) endAccount(leaving, now);
  const statistics = leaving.statistics;
  if (lateness > statistics.worstLatenessNs) statistics.worstLatenessNs = lateness;
  trace(kernelRing(), EVENT_WINDOW_END, leaving.index, windowIndex(), u32(lateness));
  if (lateness <= bootOptions().overrunToleranceNs) return;
  statistics.overruns += 1;
  if (leaving.mode != MODE_NORMAL) return;
  raiseAtSwitch(leaving, ERROR_WINDOW_OVERRUN, u32(lateness));
}

/** @inline */
function enterWindow(now: u64): void {
  armedNs = NOT_ARMED;
  endArmNs = windowEndNs() - LEAD_NS;
  const index = currentWindow().partition;
  notePartition(index);
  idleTime = index == NO_PARTITION;
  if (idleTime) {
    hostBlock().idleWindows += 1;
    return;
  }
  const entering = partitionAt(index);
  partition = entering;
  const lateness = now - windowStartNs();
  const statistics = entering.statistics;
  statistics.windows += 1;
  if (lateness > statistics.worstStartLatenessNs) statistics.worstStartLatenessNs = lateness;
  entering.healthInWindow = 0;
  thread = entering.thread;
  activateThread(thread);
  trace(kernelRing(), EVENT_WINDOW_START, index, windowIndex(), u32(lateness));
}

/** What is left of the current window. */
export function windowLeftNs(now: u64): u64 {
  return now < windowEndNs() ? windowEndNs() - now : 0;
}

/** Arms the timer for the window's end, and for `deadline` when that comes before, unless it is armed for that already. @inline */
export function arm(deadline: u64, now: u64): void {
  const next = min<u64>(endArmNs, deadline);
  if (next == armedNs) return;
  armedNs = next;
  armTimer(next - now);
}

/**
 * The same for who has been at work since the time was read: of a native partition many processes may be looked after
 * first, and the timer would be as late.
 */
export function armFromNow(deadline: u64): void {
  const next = min<u64>(endArmNs, deadline);
  if (next == armedNs) return;
  armedNs = next;
  armTimer(next - clockNow());
}

/** The same where the timer has just fired. @inline */
export function armAgain(deadline: u64, now: u64): void {
  const next = min<u64>(endArmNs, deadline);
  armedNs = next;
  armTimer(next - now);
}

/** The timer fired: it is armed no more. */
export function noteTimerFired(): void {
  armedNs = NOT_ARMED;
}

/**
 * The timer may fire early, which a window's end wants and a partition's deadline does not: it would cost two interrupts.
 * `ns` is at most NEVER.
 */
export function notBefore(ns: u64): u64 {
  return ns + TIMER_EARLY_NS;
}
