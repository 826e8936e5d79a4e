/**
 * Which thread of a native partition runs. The clock's work is done a bounded piece at a time: many processes may come due at
 * once, and a window that ends must not wait for them.
 */
import { ERROR_DEADLINE_MISSED, POLICY_LEAST_LAXITY, STATUS_TIMED_OUT } from "../../generated/abi";
import { raiseErrorOf } from "../health";
import { NO_VECTOR } from "../health-log";
import { moduleIsDown } from "../module";
import { wakeNext } from "../objects/wake-all";
import { canRun, Partition } from "../partition";
import { takeFromHost } from "../ports/inlet";
import { deliverNews } from "../ports/news";
import { isThread, NODE_DEADLINE, ownerOf, setResult, THREAD_READY, Thread, timeoutOf } from "../thread";
import { HeapNode, leastKey, leastNode, removeNode, secondKey } from "./heap";
import { normalQueue, releaseQueue, windowQueue } from "./kernel-memory";
import { chargeRunning } from "./laxity";
import { OPENED_INLETS, OPENED_OBJECT, OPENED_PERIODIC, OPENED_WINDOW } from "./opened";
import { beginRun, releaseFirst } from "./process";
import { addReady, firstReady, hasRival, readyHeap, removeReady, takesTurns } from "./ready-queue";
import { leaveQueue, WaitQueue } from "./wait-queue";
import {
  clockQueue,
  endReason,
  endWait,
  WAIT_NORMAL,
  WAIT_OBJECT,
  WAIT_PERIOD,
  WAIT_SUSPENDED,
  WAIT_TIME,
  WAIT_WINDOW,
} from "./waiting";

/** Processes that one entry of the kernel looks after at most; of those who get messages, one. */
const BATCH: u32 = 8;
const NOBODY: Thread = changetype<Thread>(0);
/** POLICY_LEAST_LAXITY: how much less another's laxity must be before it takes over. */
const LAXITY_STEP_NS: u64 = 100_000;

/** A window of the partition began at `ns`, by the schedule. @inline */
export function openWindowOfProcesses(partition: Partition, ns: u64, periodic: bool): void {
  if (windowQueue(partition).count != 0) partition.opened |= OPENED_WINDOW;
  if (periodic && releaseQueue(partition).count != 0) partition.opened |= OPENED_PERIODIC;
  partition.windowStartNs = ns;
  partition.runningSinceNs = ns;
}

/** Does what has come due by `time`, as much as one entry may. True when there is more. @inline */
export function bringUpToDate(partition: Partition, time: u64): bool {
  return isBehind(partition, time) && catchUp(partition, time);
}

/** Whether something has come due by `time`. @inline */
function isBehind(partition: Partition, time: u64): bool {
  return partition.opened != 0 || partition.newsFirst != 0 || leastKey(clockQueue(partition)) <= time;
}

function catchUp(partition: Partition, time: u64): bool {
  for (let i: u32 = 0; i < BATCH; i += 1) {
    if ((partition.opened & OPENED_INLETS) != 0) {
      takeFromHost(partition, time);
      return isBehind(partition, time);
    } else if (partition.opened != 0) {
      openOne(partition, time);
    } else if (partition.newsFirst != 0) {
      deliverNews(partition, 1);
      return isBehind(partition, time);
    } else if (leastKey(clockQueue(partition)) <= time) {
      expire(partition, leastNode(clockQueue(partition)));
    } else {
      return false;
    }
    if (!canRun(partition) || moduleIsDown()) return true;
  }
  return true;
}

/** One of those who wait for what began goes on; when there is none, that is done with. */
function openOne(partition: Partition, time: u64): void {
  const opened = partition.opened;
  if ((opened & OPENED_OBJECT) != 0) {
    if (!wakeNext(partition)) partition.opened = opened & ~OPENED_OBJECT;
  } else if ((opened & OPENED_WINDOW) != 0) {
    const thread = takeFirst(windowQueue(partition));
    if (isThread(thread)) endReason(thread, WAIT_WINDOW);
    else partition.opened = opened & ~OPENED_WINDOW;
  } else if ((opened & OPENED_PERIODIC) != 0) {
    const thread = takeFirst(releaseQueue(partition));
    if (isThread(thread)) releaseFirst(thread, partition.windowStartNs);
    else partition.opened = opened & ~OPENED_PERIODIC;
  } else {
    const thread = takeFirst(normalQueue(partition));
    if (isThread(thread)) enterRun(thread, time);
    else partition.opened = 0;
  }
}

function enterRun(thread: Thread, time: u64): void {
  beginRun(thread, time);
  endReason(thread, WAIT_NORMAL);
}

function takeFirst(queue: WaitQueue): Thread {
  const thread = queue.first;
  if (isThread(thread)) leaveQueue(thread);
  return thread;
}

/** A time of a process has come: its deadline, or the end of a wait. */
function expire(partition: Partition, node: HeapNode): void {
  const thread = ownerOf(node);
  removeNode(clockQueue(partition), node);
  if (node.kind == NODE_DEADLINE) raiseErrorOf(thread, ERROR_DEADLINE_MISSED, NO_VECTOR, 0, 0);
  else if ((thread.waits & WAIT_OBJECT) != 0) endWait(thread, STATUS_TIMED_OUT, 0);
  else if ((thread.waits & (WAIT_TIME | WAIT_PERIOD)) != 0) endReason(thread, WAIT_TIME | WAIT_PERIOD);
  else endSuspension(thread, STATUS_TIMED_OUT);
}

/** The process is suspended no more; who suspended himself is told by `status`. */
export function endSuspension(thread: Thread, status: u32): void {
  if (thread.suspendedItself) {
    thread.suspendedItself = false;
    setResult(thread, status, 0);
    removeNode(clockQueue(thread.partition), timeoutOf(thread));
  }
  endReason(thread, WAIT_SUSPENDED);
}

/** Who is to run at `time`; nobody: 0. The error handler comes first, then who holds the preemption lock. @inline */
export function threadToRun(partition: Partition, time: u64): Thread {
  const handler = partition.errorHandler;
  if (isThread(handler) && handler.state == THREAD_READY) return handler;
  if (partition.lockLevel != 0) return partition.lockOwner.state == THREAD_READY ? partition.lockOwner : NOBODY;
  if (partition.policy != 0) return byPolicy(partition, time);
  return firstReady(partition);
}

/** The policies in which the passing of time changes who comes first. */
function byPolicy(partition: Partition, time: u64): Thread {
  const running = partition.thread;
  if (partition.policy == POLICY_LEAST_LAXITY) chargeRunning(partition, time);
  else if (takesTurns(partition) && running.state == THREAD_READY && isTurnOver(partition, running, time)) {
    removeReady(partition, running);
    addReady(partition, running);
  }
  const first = firstReady(partition);
  if (first != running || time >= partition.sliceEndNs) partition.sliceEndNs = time + partition.entry.quantumNs;
  return first;
}

function isTurnOver(partition: Partition, running: Thread, time: u64): bool {
  return partition.entry.quantumNs != 0 && time >= partition.sliceEndNs && hasRival(running);
}

/** When something comes due of the partition, whose thread `running` runs, or 0. @inline */
export function dueNs(partition: Partition, running: Thread, time: u64): u64 {
  const due = leastKey(clockQueue(partition));
  if (partition.policy == 0 || !isThread(running) || isAlone(partition, running)) return due;
  return min<u64>(due, turnEndNs(partition, running, time));
}

/** Whether nobody takes over from the thread by the policy: it is the error handler, or holds the preemption lock. */
function isAlone(partition: Partition, running: Thread): bool {
  return partition.lockLevel != 0 || running == partition.errorHandler;
}

/** When another has its turn. */
function turnEndNs(partition: Partition, running: Thread, time: u64): u64 {
  if (takesTurns(partition)) {
    return partition.entry.quantumNs != 0 && hasRival(running) ? partition.sliceEndNs : u64.MAX_VALUE;
  }
  if (partition.policy != POLICY_LEAST_LAXITY) return u64.MAX_VALUE;
  const heap = readyHeap(partition);
  const second = secondKey(heap);
  return second == u64.MAX_VALUE ? second : time + (second - leastKey(heap)) + LAXITY_STEP_NS;
}
