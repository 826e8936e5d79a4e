import { callForAttention } from "../attention";
import { addReady, removeReady } from "../process/ready-queue";
import { THREAD_READY, Thread } from "../thread";

export function releaseMutexOf(thread: Thread): void {
  thread.mutex = 0;
}

export function changePriority(thread: Thread, priority: u32): void {
  const ready = thread.state == THREAD_READY;
  if (ready) removeReady(thread.partition, thread);
  thread.currentPriority = priority;
  if (ready) addReady(thread.partition, thread);
  callForAttention();
}
