/**
 * Waits of a native partition's threads: how they begin and end. A thread may wait for two things at once, something and the
 * end of its suspension; it is ready when it waits for nothing. Whoever ends a wait gives the call's result.
 */
import { STATUS_BAD_ARGUMENT, STATUS_NOT_AVAILABLE, STATUS_OK, STATUS_WRONG_MODE } from "../../generated/abi";
import { callForAttention } from "../attention";
import { now } from "../clock";
import { isInitialising, isNative, Partition } from "../partition";
import { FOREVER, setResult, THREAD_BLOCKED, THREAD_READY, Thread, timeoutOf } from "../thread";
import { Heap, insertNode, removeNode } from "./heap";
import { chargeSoFar } from "./laxity";
import { addReady, removeReady } from "./ready-queue";
import { enterQueue, leaveQueue, WaitQueue } from "./wait-queue";

/** It is suspended. */
export const WAIT_SUSPENDED: u32 = 1;
/** For an object or a port: it is in a queue there. */
export const WAIT_OBJECT: u32 = 2;
/** For a time (`timed_wait`, a start with delay, `sleep_until`). */
export const WAIT_TIME: u32 = 4;
/** For its next release (`periodic_wait`, a start with delay). */
export const WAIT_PERIOD: u32 = 8;
/** For a window of the partition: the next, or the next with periodic processing; it is in a queue of the partition's. */
export const WAIT_WINDOW: u32 = 16;
/** Started before NORMAL: for the entry into NORMAL; in a queue of the partition's. */
export const WAIT_NORMAL: u32 = 32;
/** It caused a fault: for the error handler's end; in a queue of the partition's. */
export const WAIT_FAULT: u32 = 64;

/** The longest time that a call may name, besides for ever: a clock plus this does not wrap. */
export const TIME_MAX_NS: u64 = 1 << 62;

/** @inline */
export function clockQueue(partition: Partition): Heap {
  return changetype<Heap>(changetype<usize>(partition) + offsetof<Partition>("clockEntries"));
}

/** Whether a call may name this time: up to TIME_MAX_NS, or for ever. */
export function isTimeout(ns: u64): bool {
  return ns <= TIME_MAX_NS || ns == FOREVER;
}

/**
 * Whether the running thread may wait now: not while it initialises the partition, holds the preemption lock or a mutex,
 * is the error handler, or is a vCPU.
 */
export function mayWait(thread: Thread): bool {
  const partition = thread.partition;
  if (!isNative(partition) || isInitialising(partition)) return false;
  return partition.lockLevel == 0 && thread.mutex == 0 && thread != partition.errorHandler;
}

/**
 * The running thread's call finds nothing: it waits in `queue` for at most `timeoutNs`, which `isTimeout`, or is told why not.
 * Who finds something for it calls `endWait`.
 */
export function waitFor(thread: Thread, queue: WaitQueue, timeoutNs: u64): void {
  if (timeoutNs == 0) return setResult(thread, STATUS_NOT_AVAILABLE, 0);
  if (!mayWait(thread)) return setResult(thread, STATUS_WRONG_MODE, 0);
  beginWait(thread, WAIT_OBJECT);
  enterQueue(queue, thread);
  if (timeoutNs != FOREVER) armTimeout(thread, now() + timeoutNs);
}

/** The thread, which may be ready, waits for one thing more. */
export function beginWait(thread: Thread, reason: u32): void {
  chargeSoFar(thread.partition);
  if (thread.state == THREAD_READY) removeReady(thread.partition, thread);
  thread.state = THREAD_BLOCKED;
  thread.waits |= reason;
  callForAttention();
}

/** The thread's wait in the queue that it is in ends with this result. */
export function endWait(thread: Thread, status: u32, value: u32): void {
  setResult(thread, status, value);
  leaveQueue(thread);
  removeNode(clockQueue(thread.partition), timeoutOf(thread));
  endReason(thread, WAIT_OBJECT);
}

/** The thread waits no more for these reasons: it is ready when that was all. */
export function endReason(thread: Thread, reasons: u32): void {
  thread.waits &= ~reasons;
  if (thread.waits != 0 || thread.state != THREAD_BLOCKED) return;
  chargeSoFar(thread.partition);
  thread.state = THREAD_READY;
  addReady(thread.partition, thread);
  callForAttention();
}

/** The clock will end one of the thread's waits at `ns`: the timer may have to fire earlier than it is armed for. */
export function armTimeout(thread: Thread, ns: u64): void {
  insertNode(clockQueue(thread.partition), timeoutOf(thread), ns, thread.id);
  callForAttention();
}

/** The wait's timeout in EBX..EDI of a call: what a checker of arguments needs. @inline */
export function timeOf(low: u32, high: u32): u64 {
  return (u64(high) << 32) | u64(low);
}

/** STATUS_BAD_ARGUMENT where no call may name this time. */
export function timeoutStatus(ns: u64): u32 {
  return isTimeout(ns) ? STATUS_OK : STATUS_BAD_ARGUMENT;
}
