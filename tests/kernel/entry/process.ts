/** Processes of native partitions: who runs, their queues, and what health monitoring and the module do to them. */
// biome-ignore-all lint/style/useImportType: AssemblyScript has no "import type".
import { Partition } from "../../../kernel/core/partition";
import { faultQueue, normalQueue, releaseQueue, windowQueue } from "../../../kernel/core/process/kernel-memory";
import { chargeRunning, endAccount } from "../../../kernel/core/process/laxity";
import { isThread, THREAD_DORMANT, Thread } from "../../../kernel/core/thread";
import { POLICY_LEAST_LAXITY } from "../../../kernel/generated/abi";

export { attentionIsCalled, giveAttention } from "../../../kernel/core/attention";
export { raiseAtSwitch, raiseErrorOf } from "../../../kernel/core/health";
export { moduleIsDown, moduleResets } from "../../../kernel/core/module";
export { stopPartition } from "../../../kernel/core/partition";
export { insertNode, leastKey, leastNode, moveNode, removeNode, secondKey } from "../../../kernel/core/process/heap";
export { takeName } from "../../../kernel/core/process/name";
export {
  addReady,
  addReadyFirst,
  hasRival,
  removeReady,
  updateReady,
} from "../../../kernel/core/process/ready-queue";
export { bringUpToDate, dueNs, openWindowOfProcesses, threadToRun } from "../../../kernel/core/process/scheduler";
export { chargeRunning };

export function isLoading(partition: Partition): bool {
  return partition.loading;
}
export function numberOf(thread: Thread): u32 {
  return thread.id;
}
/** What a thread, which is DORMANT, still has of its last run: a bit each. */
export function leftOfThread(thread: Thread): u32 {
  return (
    u32(thread.state != THREAD_DORMANT) |
    (u32(thread.waits != 0) << 1) |
    (u32(changetype<usize>(thread.queue) != 0) << 2) |
    (u32(thread.timeoutPosition != 0) << 3) |
    (u32(thread.deadlinePosition != 0) << 4) |
    (u32(thread.readyPosition != 0) << 5) |
    (u32(thread.mutex != 0) << 6) |
    (u32(thread.promised != 0) << 7) |
    (u32(thread.suspendedItself) << 8)
  );
}
/** And what the partition has: how many wait, are ready, or are objects; locks, errors, news. */
export function leftOfPartition(partition: Partition): u32 {
  const waiting =
    windowQueue(partition).count +
    releaseQueue(partition).count +
    normalQueue(partition).count +
    faultQueue(partition).count;
  const objects =
    partition.bufferCount +
    partition.blackboardCount +
    partition.semaphoreCount +
    partition.eventCount +
    partition.mutexCount;
  const ready = u32(partition.readySummary != 0) + partition.readyCount;
  const news = u32(partition.newsFirst != 0) + partition.newsCount;
  const errors = partition.errorsPut - partition.errorsTaken + u32(isThread(partition.errorHandler));
  const pool = u32(partition.poolNext - partition.poolStart);
  const rest = partition.clockCount + partition.lockLevel + partition.opened + partition.processCount;
  return waiting + objects + ready + news + errors + pool + rest;
}
/** What the partition was not told of yet: OPENED bits. */
export function openedOf(partition: Partition): u32 {
  return partition.opened;
}
/** As a board leaves a window (`bsp/pc/windows.ts`). */
export function leaveWindowOfProcesses(partition: Partition, ns: u64): void {
  if (partition.policy == POLICY_LEAST_LAXITY) endAccount(partition, ns);
}
/** What the policies order processes by. */
export function setUrgency(thread: Thread, priority: u32, periodNs: u64, deadlineNs: u64, remainingNs: u64): void {
  thread.currentPriority = priority;
  thread.periodNs = periodNs;
  thread.deadlineNs = deadlineNs;
  thread.remainingNs = remainingNs;
}
export function remainingNs(thread: Thread): u64 {
  return thread.remainingNs;
}
