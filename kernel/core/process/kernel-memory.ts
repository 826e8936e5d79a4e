/**
 * What the kernel keeps for one partition, in memory that the host laid out for it: its threads, and of a native partition the
 * queues of its processes, the tables of its objects, and a pool from which its objects are made while it initialises itself. A
 * start takes all of the pool back; nothing else ever does.
 *
 *   threads, FPU areas | heaps of clock and ready queue | ready levels | object tables | errors | pool
 */
import { zeroWords } from "../../arch";
import {
  DISCIPLINE_FIFO,
  ERROR_STATUS_SIZE,
  MAX_OBJECTS,
  MAX_PENDING_ERRORS,
  NATIVE_MEMORY_BYTES,
  PartitionEntry,
  THREAD_MEMORY_BYTES,
} from "../../generated/abi";
import { isNative, Partition, threadOf } from "../partition";
import { physical } from "../system-table";
import { makeThreads, THREAD_BYTES, THREAD_DORMANT, Thread } from "../thread";
import { READY_BYTES } from "./ready-queue";
import { initializeQueue, leaveQueue, WaitQueue } from "./wait-queue";

/** Of a thread: two nodes can be in the clock queue, and one in the ready queue. */
const CLOCK_ENTRY_BYTES: u32 = 8;
const HEAP_BYTES: u32 = 12;
const KINDS: u32 = 5;
if (THREAD_BYTES + HEAP_BYTES > THREAD_MEMORY_BYTES) ERROR("THREAD_MEMORY_BYTES is too small");
if (READY_BYTES + KINDS * MAX_OBJECTS * 4 + MAX_PENDING_ERRORS * ERROR_STATUS_SIZE > NATIVE_MEMORY_BYTES)
  ERROR("NATIVE_MEMORY_BYTES is too small");

/** Threads of a native partition besides its processes: its first, and its error handler, the last. */
const THREADS_BESIDES: u32 = 2;

export function threadsOf(entry: PartitionEntry): u32 {
  return entry.vcpuCount != 0 ? entry.vcpuCount : entry.processCount + THREADS_BESIDES;
}

/** Kernel memory that the partition needs at least. */
export function kernelMemoryBytes(entry: PartitionEntry): u32 {
  return threadsOf(entry) * THREAD_MEMORY_BYTES + (entry.vcpuCount != 0 ? 0 : NATIVE_MEMORY_BYTES);
}

/** Makes what the partition will ever have of threads, and lays out the rest; only while the kernel boots. */
export function layOutKernelMemory(partition: Partition): void {
  const entry = partition.entry;
  const start = physical(entry.kernelMemoryPhys);
  const least = kernelMemoryBytes(entry);
  const count = threadsOf(entry);
  zeroWords(start, least >> 2);
  partition.threadCount = count;
  partition.firstThread = makeThreads(partition, start, count);
  partition.thread = partition.firstThread;
  partition.policy = entry.policy;
  if (!isNative(partition)) return;
  partition.clockEntries = start + count * THREAD_BYTES;
  partition.readyEntries = partition.clockEntries + count * CLOCK_ENTRY_BYTES;
  partition.readyLevels = start + count * THREAD_MEMORY_BYTES;
  partition.objectTables = partition.readyLevels + READY_BYTES;
  partition.errors = partition.objectTables + KINDS * MAX_OBJECTS * 4;
  partition.poolStart = start + least;
  partition.poolEnd = start + entry.kernelMemorySizeBytes;
}

/** The thread of the partition's error handler, whether or not it was made. */
export function errorHandlerThread(partition: Partition): Thread {
  return threadOf(partition, partition.threadCount - 1);
}

/** `bytes` of the partition's pool, a multiple of 16 apart; 0: there are not so many left. */
export function takeFromPool(partition: Partition, bytes: u32): usize {
  const left = partition.poolEnd - partition.poolNext;
  if (bytes > left || ((bytes + 15) & ~15) > left) return 0;
  const taken = partition.poolNext;
  partition.poolNext += (bytes + 15) & ~15;
  return taken;
}

/** What of a native partition's last run is in the kernel's hands is no more: threads, queues, objects. */
export function forgetProcesses(partition: Partition): void {
  for (let i: u32 = 0; i <= partition.processCount; i += 1) forgetThread(threadOf(partition, i));
  forgetThread(errorHandlerThread(partition));
  partition.processCount = 0;
  partition.errorHandler = changetype<Thread>(0);
  partition.thread = partition.firstThread;
  partition.lockLevel = 0;
  partition.opened = 0;
  zeroWords(partition.readyLevels, READY_BYTES >> 2);
  partition.readySummary = 0;
  partition.readyCount = 0;
  partition.clockCount = 0;
  initializeQueue(windowQueue(partition), DISCIPLINE_FIFO);
  initializeQueue(releaseQueue(partition), DISCIPLINE_FIFO);
  initializeQueue(normalQueue(partition), DISCIPLINE_FIFO);
  initializeQueue(faultQueue(partition), DISCIPLINE_FIFO);
  partition.errorsTaken = partition.errorsPut;
  partition.bufferCount = 0;
  partition.blackboardCount = 0;
  partition.semaphoreCount = 0;
  partition.eventCount = 0;
  partition.mutexCount = 0;
  partition.poolNext = partition.poolStart;
}

/** Out of every queue, a port's included. */
function forgetThread(thread: Thread): void {
  leaveQueue(thread);
  thread.state = THREAD_DORMANT;
  thread.waits = 0;
  thread.suspendedItself = false;
  thread.mutex = 0;
  thread.promised = 0;
  thread.timeoutPosition = 0;
  thread.deadlinePosition = 0;
  thread.readyPosition = 0;
}

/** @inline */
export function windowQueue(partition: Partition): WaitQueue {
  return changetype<WaitQueue>(changetype<usize>(partition) + offsetof<Partition>("windowQueue"));
}

/** @inline */
export function releaseQueue(partition: Partition): WaitQueue {
  return changetype<WaitQueue>(changetype<usize>(partition) + offsetof<Partition>("releaseQueue"));
}

export function normalQueue(partition: Partition): WaitQueue {
  return changetype<WaitQueue>(changetype<usize>(partition) + offsetof<Partition>("normalQueue"));
}

export function faultQueue(partition: Partition): WaitQueue {
  return changetype<WaitQueue>(changetype<usize>(partition) + offsetof<Partition>("faultQueue"));
}
