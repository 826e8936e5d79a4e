/** The objects of a native partition's processes; and such a partition, put together by hand, whose processes can all run. */
// biome-ignore-all lint/style/useImportType: AssemblyScript has no "import type".
import { forgetSegments } from "../../../kernel/core/guest-memory";
import { isNative, Partition, partitionAt, threadOf } from "../../../kernel/core/partition";
import { errorHandlerThread, forgetProcesses, layOutKernelMemory } from "../../../kernel/core/process/kernel-memory";
import { startProcess } from "../../../kernel/core/process/process";
import { bringUpToDate } from "../../../kernel/core/process/scheduler";
import { beginWait, endReason, WAIT_SUSPENDED } from "../../../kernel/core/process/waiting";
import { systemTable } from "../../../kernel/core/system-table";
import { FOREVER, THREAD_READY, Thread } from "../../../kernel/core/thread";
import {
  ERROR_HANDLER,
  MODE_COLD_START,
  MODE_NORMAL,
  PartitionEntry,
  PartitionStatistics,
  SYSTEM_TABLE_SIZE,
} from "../../../kernel/generated/abi";

export { dispatchObjectCall } from "../../../kernel/core/objects/calls";
export { changePriority } from "../../../kernel/core/objects/mutex";
export { stopProcess } from "../../../kernel/core/process/process";
export { firstReady } from "../../../kernel/core/process/ready-queue";

/** In COLD_START. Its segments follow the system table's header. */
export function makeObjectsPartition(entry: PartitionEntry, statistics: PartitionStatistics): Partition {
  systemTable().segmentOffset = SYSTEM_TABLE_SIZE;
  const partition = partitionAt(0);
  partition.entry = entry;
  partition.statistics = statistics;
  forgetSegments(partition);
  layOutKernelMemory(partition);
  if (isNative(partition)) startObjectsPartition(partition);
  return partition;
}

/** All that it had is no more. */
export function startObjectsPartition(partition: Partition): void {
  forgetProcesses(partition);
  partition.mode = MODE_COLD_START;
}

/** NORMAL: `processes` of them can run, with this priority. */
export function beginProcesses(partition: Partition, processes: u32, priority: u32): void {
  partition.mode = MODE_NORMAL;
  partition.processCount = processes;
  for (let i: u32 = 1; i <= processes; i += 1) beginObjectsProcess(threadOf(partition, i), priority);
}

/** A DORMANT process starts: aperiodic, without a deadline. */
export function beginObjectsProcess(thread: Thread, priority: u32): void {
  thread.basePriority = priority;
  thread.periodNs = FOREVER;
  thread.capacityNs = FOREVER;
  startProcess(thread, 0);
}

/** The partition's error handler runs. */
export function beginObjectsHandler(partition: Partition): Thread {
  const handler = errorHandlerThread(partition);
  handler.id = ERROR_HANDLER;
  partition.errorHandler = handler;
  handler.state = THREAD_READY;
  return handler;
}

export function suspendObjectsProcess(thread: Thread): void {
  beginWait(thread, WAIT_SUSPENDED);
}
export function resumeObjectsProcess(thread: Thread): void {
  endReason(thread, WAIT_SUSPENDED);
}

/** Everything that is due at `ns` comes. */
export function expireUntil(partition: Partition, ns: u64): void {
  while (bringUpToDate(partition, ns));
}

export function lockPreemption(partition: Partition, thread: Thread, level: u32): void {
  partition.lockOwner = thread;
  partition.lockLevel = level;
}
export function objectsThread(partition: Partition, number: u32): Thread {
  return threadOf(partition, number);
}
export function canRunNow(thread: Thread): bool {
  return thread.state == THREAD_READY;
}
export function priorityOf(thread: Thread): u32 {
  return thread.currentPriority;
}
export function nextInQueue(thread: Thread): Thread {
  return thread.next;
}
/** The first thread of the ready level. */
export function firstOfLevel(partition: Partition, level: u32): Thread {
  return changetype<Thread>(load<usize>(partition.readyLevels + level * 8));
}
/** The first process that waits for the object. */
export function firstWaiting(partition: Partition, kind: u32, identifier: u32): Thread {
  return changetype<Thread>(load<usize>(load<usize>(partition.objectTables + (kind * 256 + identifier - 1) * 4)));
}
export function poolLeft(partition: Partition): u32 {
  return partition.poolEnd - partition.poolNext;
}
