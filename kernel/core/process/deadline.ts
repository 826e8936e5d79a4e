/** A process's deadline: release and time capacity, on the clock (ARINC 653 Part 1, 2.3.2.2.1.2). It passes by the clock alone. */
import { deadlineOf, FOREVER, Thread } from "../thread";
import { insertNode, removeNode } from "./heap";
import { updateReady } from "./ready-queue";
import { clockQueue } from "./waiting";

/** The process's deadline is at `ns`; FOREVER: it has none. */
export function setDeadline(thread: Thread, ns: u64): void {
  const queue = clockQueue(thread.partition);
  removeNode(queue, deadlineOf(thread));
  thread.deadlineNs = ns;
  if (ns != FOREVER) insertNode(queue, deadlineOf(thread), ns, thread.id);
  updateReady(thread.partition, thread);
}

/** The process is released at `ns`: its deadline and what it may compute are new. */
export function release(thread: Thread, ns: u64): void {
  thread.releaseNs = ns;
  thread.remainingNs = thread.capacityNs;
  setDeadline(thread, deadlineAfter(thread, ns));
}

/** The deadline of a release at `ns`. */
export function deadlineAfter(thread: Thread, ns: u64): u64 {
  return thread.capacityNs == FOREVER ? FOREVER : ns + thread.capacityNs;
}
