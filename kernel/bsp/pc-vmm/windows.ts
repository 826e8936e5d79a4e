/**
 * What the start of a window and the timer mean to vCPUs. Only the running partition's own deadlines and its window's end
 * arm the timer; another's are brought up to date when its window starts.
 */
import { now as clockNow } from "../../core/clock";
import { canRun, isNative, Partition } from "../../core/partition";
import { openInlets, takeFromHost } from "../../core/ports/inlet";
import { takeNewsCount } from "../../core/ports/news";
import { windowEndNs } from "../../core/schedule";
import { isWoken, THREAD_READY, THREAD_SLEEPING, Thread } from "../../core/thread";
import { LINE_PORT_MESSAGE, LINE_SCHEDULE_CHANGE, LINE_WINDOW_START } from "../../generated/abi";
import { advanceTimer, raiseLine, vcpuOf } from "../../vmm/vcpu";
import { isShared, nextDeadline, openWindowOfAll } from "../../vmm/vcpu-list";
import { meetChanges, moduleChanged } from "../pc/changes";
import { openNativeWindow } from "../pc/native";
import {
  arm,
  currentPartition,
  currentThread,
  inIdleTime,
  NEVER,
  notBefore,
  noteTimerFired,
  passEdge,
  windowIsDue,
  windowIsOpen,
} from "../pc/windows";

/** If the window's end is here or near, changes to the next window. Tells the time after that. @apart */
export function changeWindowIfDue(now: u64): u64 {
  return windowIsDue(now) ? changeAtEdge(now) : now;
}

/** @inline */
export function changeAtEdge(now: u64): u64 {
  const edge = passEdge(now);
  if (!inIdleTime()) openWindow(currentPartition(), edge);
  return edge;
}

/** @inline */
function openWindow(partition: Partition, now: u64): void {
  if (moduleChanged(partition)) tellChanges(partition);
  if (isNative(partition)) return openNativeWindow(partition);
  if (!canRun(partition)) return;
  openInlets(partition);
  tellNews(partition);
  if (isShared(partition)) return openWindowOfAll(partition, now, windowEndNs());
  const thread = currentThread();
  if (isWoken(thread, now)) thread.state = THREAD_READY;
  advanceTimer(vcpuOf(thread), now);
  raiseLine(vcpuOf(thread), LINE_WINDOW_START, 1);
}

/** Messages came to a guest operating system: its first vCPU's line tells. @inline */
function tellNews(partition: Partition): void {
  if (partition.newsCount != 0) raiseLine(vcpuOf(partition.firstThread), LINE_PORT_MESSAGE, takeNewsCount(partition));
}

/** A message that the host has for a guest operating system, whose window it is; the last is told. @cold */
export function workOnInlets(partition: Partition, now: u64): void {
  takeFromHost(partition, now);
  if (partition.opened == 0 && canRun(partition)) tellNews(partition);
}

/** A guest operating system that goes on in another schedule is told so by its first vCPU's line. @cold */
function tellChanges(partition: Partition): void {
  if (!meetChanges(partition) || isNative(partition) || !canRun(partition)) return;
  raiseLine(vcpuOf(partition.firstThread), LINE_SCHEDULE_CHANGE, 1);
}

/** The timer's interrupt: early, late or with nothing due, the clock alone decides. Tells what it reads. @apart */
export function timerFired(): u64 {
  noteTimerFired();
  const now = changeWindowIfDue(clockNow());
  if (windowIsOpen() && !isNative(currentPartition())) bringUpToDate(now);
  return now;
}

/** Fires what came due of the partition's own timers and timeouts. */
function bringUpToDate(now: u64): void {
  // Of several vCPUs the decision that follows does it (`takeTurns`).
  if (isShared(currentPartition())) return;
  const thread = currentThread();
  if (thread.state == THREAD_SLEEPING && thread.wakeNs <= now) thread.state = THREAD_READY;
  advanceTimer(vcpuOf(thread), now);
}

/** When somebody of the partition must be looked at again, though nobody runs. @apart */
export function waitingDeadline(): u64 {
  if (!windowIsOpen()) return NEVER;
  if (isShared(currentPartition())) return notBefore(nextDeadline(currentPartition()));
  const thread = currentThread();
  const wakeNs = thread.state == THREAD_SLEEPING ? min<u64>(thread.wakeNs, NEVER) : NEVER;
  return notBefore(min<u64>(wakeNs, vcpuOf(thread).timerNs));
}

/** Arms it for a thread that goes on in ring 3. @inline */
export function armForRunning(now: u64): void {
  arm(runningDeadline(currentThread()), now);
}

function runningDeadline(thread: Thread): u64 {
  if (isShared(currentPartition())) return notBefore(nextDeadline(currentPartition()));
  return notBefore(vcpuOf(thread).timerNs);
}
