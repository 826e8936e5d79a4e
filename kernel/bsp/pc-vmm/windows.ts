/**
 * What the start of a window and the timer mean to vCPUs. Only the running partition's own deadlines and its window's end
 * arm the timer; another's are brought up to date when its window starts.
 */
import { now as clockNow } from "../../core/clock";
import { windowEndNs } from "../../core/schedule";
import { isWoken, THREAD_READY, THREAD_SLEEPING, Thread } from "../../core/thread";
import { LINE_WINDOW_START } from "../../generated/abi";
import { advanceTimer, isVcpu, raiseLine, vcpuOf } from "../../vmm/vcpu";
import { isShared, nextDeadline, openWindowOfAll } from "../../vmm/vcpu-list";
import {
  arm,
  currentPartition,
  currentThread,
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
  if (windowIsOpen()) openWindow(edge);
  return edge;
}

/** @inline */
function openWindow(now: u64): void {
  if (isShared(currentPartition())) return openWindowOfAll(currentPartition(), now, windowEndNs());
  const thread = currentThread();
  if (isWoken(thread, now)) thread.state = THREAD_READY;
  if (!isVcpu(thread)) return;
  advanceTimer(vcpuOf(thread), now);
  raiseLine(vcpuOf(thread), LINE_WINDOW_START, 1);
}

/** The timer's interrupt: early, late or with nothing due, the clock alone decides. Tells what it reads. @apart */
export function timerFired(): u64 {
  noteTimerFired();
  const now = changeWindowIfDue(clockNow());
  if (windowIsOpen()) bringUpToDate(now);
  return now;
}

/** Fires what came due of the partition's own timers and timeouts. */
function bringUpToDate(now: u64): void {
  // Of several vCPUs the decision that follows does it (`takeTurns`).
  if (isShared(currentPartition())) return;
  const thread = currentThread();
  if (thread.state == THREAD_SLEEPING && thread.wakeNs <= now) thread.state = THREAD_READY;
  if (isVcpu(thread)) advanceTimer(vcpuOf(thread), now);
}

/** When somebody of the partition must be looked at again, though nobody runs. @apart */
export function waitingDeadline(): u64 {
  if (!windowIsOpen()) return NEVER;
  if (isShared(currentPartition())) return notBefore(nextDeadline(currentPartition()));
  const thread = currentThread();
  const wakeNs = thread.state == THREAD_SLEEPING ? min<u64>(thread.wakeNs, NEVER) : NEVER;
  return notBefore(isVcpu(thread) ? min<u64>(wakeNs, vcpuOf(thread).timerNs) : wakeNs);
}

/** Arms it for a thread that goes on in ring 3. @inline */
export function armForRunning(now: u64): void {
  arm(runningDeadline(currentThread()), now);
}

function runningDeadline(thread: Thread): u64 {
  if (isShared(currentPartition())) return notBefore(nextDeadline(currentPartition()));
  return isVcpu(thread) ? notBefore(vcpuOf(thread).timerNs) : NEVER;
}
