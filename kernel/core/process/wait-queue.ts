/**
 * A queue of threads that wait for one thing, by its discipline: who came first, or the highest priority and among equals
 * who came first. A thread waits in one queue at most.
 */
import { DISCIPLINE_PRIORITY } from "../../generated/abi";
import { isThread, Thread } from "../thread";

const NOBODY: Thread = changetype<Thread>(0);

@unmanaged
export class WaitQueue {
  first: Thread;
  last: Thread;
  count: u32;
  /** A DISCIPLINE value. */
  discipline: u32;
}

/** Empties the queue; whoever was in it is the caller's care. */
export function initializeQueue(queue: WaitQueue, discipline: u32): void {
  queue.first = NOBODY;
  queue.last = NOBODY;
  queue.count = 0;
  queue.discipline = discipline;
}

/** Puts the thread, which is in no queue, where the discipline says: at most as many steps as threads wait. */
export function enterQueue(queue: WaitQueue, thread: Thread): void {
  let before = queue.last;
  if (queue.discipline == DISCIPLINE_PRIORITY) {
    while (isThread(before) && before.currentPriority < thread.currentPriority) before = before.previous;
  }
  const after = isThread(before) ? before.next : queue.first;
  thread.previous = before;
  thread.next = after;
  if (isThread(before)) before.next = thread;
  else queue.first = thread;
  if (isThread(after)) after.previous = thread;
  else queue.last = thread;
  thread.queue = queue;
  queue.count += 1;
}

/** Takes the thread out of the queue in which it waits, if it does. */
export function leaveQueue(thread: Thread): void {
  const queue = thread.queue;
  if (changetype<usize>(queue) == 0) return;
  const before = thread.previous;
  const after = thread.next;
  if (isThread(before)) before.next = after;
  else queue.first = after;
  if (isThread(after)) after.previous = before;
  else queue.last = before;
  thread.queue = changetype<WaitQueue>(0);
  queue.count -= 1;
}
