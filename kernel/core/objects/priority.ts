/** Changing the current priority of a process, whether or not it is among those that could run. */
import { POLICY_PRIORITY } from "../../generated/abi";
import { callForAttention } from "../attention";
import { addReady, addReadyFirst, removeReady } from "../process/ready-queue";
import { THREAD_READY, Thread } from "../thread";

/** Whether its place among those that are ready depends on its priority. @inline */
function isPlaced(thread: Thread): bool {
  return thread.state == THREAD_READY && thread.partition.policy == POLICY_PRIORITY;
}

/** The process comes last among those of its new priority, even if that is its old one. Where it waits, it keeps its place. */
export function setCurrentPriority(thread: Thread, priority: u32): void {
  if (!isPlaced(thread)) {
    thread.currentPriority = priority;
    return;
  }
  removeReady(thread.partition, thread);
  thread.currentPriority = priority;
  addReady(thread.partition, thread);
  callForAttention();
}

/** The process gets a mutex's ceiling, which is not below its priority: if it runs, it goes on. */
export function raisePriority(thread: Thread, ceiling: u32): void {
  if (ceiling != thread.currentPriority) placeFirst(thread, ceiling);
}

/**
 * The process gets back what it had before it owned a mutex, and comes first among those of that priority: it could run all the
 * time, and who takes a mutex and gives it back does not give way to its equals.
 */
export function restorePriority(thread: Thread, retained: u32): void {
  if (retained == thread.currentPriority) return;
  placeFirst(thread, retained);
  callForAttention();
}

function placeFirst(thread: Thread, priority: u32): void {
  if (!isPlaced(thread)) {
    thread.currentPriority = priority;
    return;
  }
  removeReady(thread.partition, thread);
  thread.currentPriority = priority;
  addReadyFirst(thread.partition, thread);
}
