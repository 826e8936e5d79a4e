/**
 * A process's life (ARINC 653 Part 1, 2.3.2): made while the partition initialises itself, started, released, stopped. The
 * calls that ask for it, with their checks, are in `calls.ts`.
 */
import { beginThread } from "../../arch";
import { INFO_PAGE } from "../../generated/abi";
import { callForAttention } from "../attention";
import { now } from "../clock";
import { releaseMutexOf } from "../objects/mutex";
import { isInitialising, Partition } from "../partition";
import { deadlineOf, FOREVER, THREAD_BLOCKED, THREAD_DORMANT, THREAD_READY, Thread, timeoutOf } from "../thread";
import { release } from "./deadline";
import { removeNode } from "./heap";
import { normalQueue, releaseQueue } from "./kernel-memory";
import { chargeSoFar } from "./laxity";
import { removeReady } from "./ready-queue";
import { enterQueue, leaveQueue } from "./wait-queue";
import { armTimeout, clockQueue, endReason, WAIT_NORMAL, WAIT_PERIOD, WAIT_TIME, WAIT_WINDOW } from "./waiting";

/** Top of the stack with that number; number 0 is the error handler's. */
export function stackTopOf(partition: Partition, number: u32): u32 {
  return partition.entry.processStackAddress + ((number + 1) << partition.entry.processStackShift);
}

export function isPeriodic(thread: Thread): bool {
  return thread.periodNs != FOREVER;
}

/**
 * Starts a DORMANT process, with nothing left of its last run. Before NORMAL it is armed only; then an aperiodic one is ready
 * after `delayNs`, and a periodic one that much after the next window with periodic processing begins.
 */
export function startProcess(thread: Thread, delayNs: u64): void {
  beginThread(thread, thread.entry, thread.stackTop, INFO_PAGE, thread.argument);
  thread.currentPriority = thread.basePriority;
  thread.faults = 0;
  thread.promised = 0;
  thread.suspendedItself = false;
  thread.waits = 0;
  thread.delayNs = delayNs;
  thread.deadlineNs = FOREVER;
  thread.state = THREAD_BLOCKED;
  if (!isInitialising(thread.partition)) return beginRun(thread, now());
  thread.waits = WAIT_NORMAL;
  enterQueue(normalQueue(thread.partition), thread);
}

/** The partition is in NORMAL: what the start's delay counts from is `ns`. */
export function beginRun(thread: Thread, ns: u64): void {
  if (isPeriodic(thread)) {
    thread.waits |= WAIT_WINDOW;
    enterQueue(releaseQueue(thread.partition), thread);
    return;
  }
  const start = ns + thread.delayNs;
  release(thread, start);
  if (thread.delayNs == 0) return endReason(thread, 0);
  thread.waits |= WAIT_TIME;
  armTimeout(thread, start);
}

/** A window with periodic processing began at `ns`: the first release of a process, which has left the queue, is there or after its delay. */
export function releaseFirst(thread: Thread, ns: u64): void {
  const first = ns + thread.delayNs;
  release(thread, first);
  if (thread.delayNs != 0) {
    thread.waits |= WAIT_PERIOD;
    armTimeout(thread, first);
  }
  endReason(thread, WAIT_WINDOW);
}

/** Makes a process that is not DORMANT so; what it held is free again. */
export function stopProcess(thread: Thread): void {
  const partition = thread.partition;
  chargeSoFar(partition);
  releaseMutexOf(thread);
  if (thread.state == THREAD_READY) removeReady(partition, thread);
  leaveQueue(thread);
  removeNode(clockQueue(partition), timeoutOf(thread));
  removeNode(clockQueue(partition), deadlineOf(thread));
  if (partition.lockOwner == thread) partition.lockLevel = 0;
  thread.state = THREAD_DORMANT;
  thread.waits = 0;
  thread.suspendedItself = false;
  callForAttention();
}
