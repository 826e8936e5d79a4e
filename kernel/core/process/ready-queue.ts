/**
 * Who of a native partition could run, in the order of its policy. By priority, as ARINC 653 has it: a queue a priority and a
 * map of those that are not empty, so that putting in, taking out and finding the first take the same few steps however
 * many there are. The policies that order by a time have a heap.
 */
import {
  POLICY_EARLIEST_DEADLINE,
  POLICY_LEAST_LAXITY,
  POLICY_PRIORITY,
  POLICY_RATE_MONOTONIC,
  POLICY_ROUND_ROBIN,
  PRIORITY_MAX,
} from "../../generated/abi";
import { Partition } from "../partition";
import { FOREVER, isThread, ownerOf, readyNodeOf, Thread } from "../thread";
import { Heap, insertNode, leastNode, moveNode, removeNode } from "./heap";

const NOBODY: Thread = changetype<Thread>(0);

/** One of the queues by priority. */
@unmanaged
class Level {
  first: Thread;
  last: Thread;
}

/** Kernel memory of the queues: a Level a priority, 0 included, then a bit each. */
const LEVEL_BYTES: u32 = 8;
const LEVELS: u32 = 240;
const MAP_WORDS: u32 = 8;
export const READY_BYTES: u32 = LEVELS * LEVEL_BYTES + MAP_WORDS * 4;
if (PRIORITY_MAX >= 240) ERROR("a level a priority");

/** @inline */
function levelOf(partition: Partition, priority: u32): Level {
  return changetype<Level>(partition.readyLevels + priority * LEVEL_BYTES);
}

/** @inline */
function mapWord(partition: Partition, word: u32): usize {
  return partition.readyLevels + LEVELS * LEVEL_BYTES + (word << 2);
}

/** @inline */
export function readyHeap(partition: Partition): Heap {
  return changetype<Heap>(changetype<usize>(partition) + offsetof<Partition>("readyEntries"));
}

/** Empties the queue. The kernel memory of the levels is zeroed. */
export function initializeReady(partition: Partition): void {
  partition.readySummary = 0;
  partition.readyCount = 0;
}

/** Whether the policy orders by a time. @inline */
function hasHeap(partition: Partition): bool {
  return partition.policy >= POLICY_RATE_MONOTONIC;
}

/** The queue by which the thread is found: the policy may disregard priorities. @inline */
function levelNumber(partition: Partition, thread: Thread): u32 {
  return partition.policy == POLICY_PRIORITY ? thread.currentPriority : 0;
}

/** The thread can run: it comes last of its like. @inline */
export function addReady(partition: Partition, thread: Thread): void {
  if (hasHeap(partition)) return addByTime(partition, thread);
  const number = levelNumber(partition, thread);
  const level = levelOf(partition, number);
  const last = level.last;
  thread.next = NOBODY;
  thread.previous = last;
  level.last = thread;
  if (isThread(last)) {
    last.next = thread;
    return;
  }
  level.first = thread;
  const word = mapWord(partition, number >> 5);
  store<u32>(word, load<u32>(word) | (1 << (number & 31)));
  partition.readySummary |= 1 << (number >> 5);
}

/** By priority alone: the thread can run, and comes first of its like. */
export function addReadyFirst(partition: Partition, thread: Thread): void {
  const number = thread.currentPriority;
  const level = levelOf(partition, number);
  const first = level.first;
  if (!isThread(first)) return addReady(partition, thread);
  thread.next = first;
  thread.previous = NOBODY;
  first.previous = thread;
  level.first = thread;
}

/** The thread, which could run, can't any more. @inline */
export function removeReady(partition: Partition, thread: Thread): void {
  if (hasHeap(partition)) return removeNode(readyHeap(partition), readyNodeOf(thread));
  const number = levelNumber(partition, thread);
  const level = levelOf(partition, number);
  const before = thread.previous;
  const after = thread.next;
  if (isThread(before)) before.next = after;
  else level.first = after;
  if (isThread(after)) after.previous = before;
  else level.last = before;
  if (isThread(level.first)) return;
  const word = mapWord(partition, number >> 5);
  const left = load<u32>(word) & ~(1 << (number & 31));
  store<u32>(word, left);
  if (left == 0) partition.readySummary &= ~(1 << (number >> 5));
}

/** Who is to run; nobody: 0. @inline */
export function firstReady(partition: Partition): Thread {
  if (hasHeap(partition)) return firstByTime(partition);
  const summary = partition.readySummary;
  if (summary == 0) return NOBODY;
  const word = 31 - clz<u32>(summary);
  const bit = 31 - clz<u32>(load<u32>(mapWord(partition, word)));
  return levelOf(partition, (word << 5) + bit).first;
}

/** Whether another is ready beside the first, at the same level. */
export function hasRival(thread: Thread): bool {
  return isThread(thread.next);
}

function firstByTime(partition: Partition): Thread {
  const heap = readyHeap(partition);
  return heap.count == 0 ? NOBODY : ownerOf(leastNode(heap));
}

function addByTime(partition: Partition, thread: Thread): void {
  partition.readyOrder += 1;
  insertNode(readyHeap(partition), readyNodeOf(thread), keyOf(partition, thread), partition.readyOrder);
}

/** What orders the thread has changed while it is ready: its deadline, or what it has yet to compute. */
export function updateReady(partition: Partition, thread: Thread): void {
  if (readyNodeOf(thread).position == 0) return;
  moveNode(readyHeap(partition), readyNodeOf(thread), keyOf(partition, thread));
}

function keyOf(partition: Partition, thread: Thread): u64 {
  switch (partition.policy) {
    case POLICY_RATE_MONOTONIC:
      return thread.periodNs;
    case POLICY_EARLIEST_DEADLINE:
      return thread.deadlineNs;
    case POLICY_LEAST_LAXITY:
      return latestStart(thread);
    default:
      return 0;
  }
}

/** When the thread must go on without a pause to meet its deadline. The less, the less its laxity. */
function latestStart(thread: Thread): u64 {
  if (thread.deadlineNs == FOREVER) return FOREVER;
  return thread.deadlineNs > thread.remainingNs ? thread.deadlineNs - thread.remainingNs : 0;
}

/** Whether `policy` is one. */
export function isPolicy(policy: u32): bool {
  return policy <= POLICY_LEAST_LAXITY;
}

/** Whether processes take turns by the partition's quantum. */
export function takesTurns(partition: Partition): bool {
  return partition.policy == POLICY_ROUND_ROBIN;
}
