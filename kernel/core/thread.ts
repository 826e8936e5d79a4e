/**
 * A thread: a processor context with a state. Its registers lie first, so that a thread's address is that of the
 * context that the gates fill and restore.
 */
import { Context, MAX_PARTITIONS, MAX_VCPUS } from "../generated/abi";
import { callForAttention } from "./attention";
import { Partition } from "./partition";

/** It can run. */
export const THREAD_READY: u32 = 0;
/** Until `wakeNs` or an upcall; then it makes its call of `sleep_until` again. */
export const THREAD_SLEEPING: u32 = 1;
/** Until the partition's next window (`window_yield`). */
export const THREAD_YIELDED: u32 = 2;
/** Until an enabled line is pending (`wait`). */
export const THREAD_WAITING: u32 = 3;
/** Until it is started: the first with its partition, a vCPU besides by `vcpu_start`. */
export const THREAD_DORMANT: u32 = 4;

@unmanaged
export class Thread extends Context {
  partition: Partition;
  /** One of THREAD_*. */
  state: u32;
  /** What `vmm` keeps for this thread; 0: it is no vCPU. */
  virtual: usize;
  /** Guest address of its thread-pointer word, the base of SELECTOR_THREAD; 0: it has none. */
  threadPointer: u32;
  /** Position among all threads of the module: what is kept elsewhere for a thread is found by it. */
  index: u32;
  /** FXSAVE's 512 bytes, current while another thread owns the FPU. */
  fpuArea: usize;
  /** When THREAD_SLEEPING ends, on the clock. */
  wakeNs: u64;
}

/** Threads of the module at most. */
export const MAX_THREADS: u32 = MAX_PARTITIONS * MAX_VCPUS;
const FPU_AREA_BYTES: u32 = 512;

/** Unused bytes below each context: a frame of virtual-8086 mode reaches that far (`x86/gates.S`). */
const ROOM_BELOW: u32 = 16;
const SLOT_BYTES: u32 = 128;
const threads: usize = memory.data(128 * 128, 16);
const fpuAreas: usize = memory.data(128 * 512, 16);
if (offsetof<Thread>() + 16 > 128) ERROR("Thread: larger than its slot");
if (MAX_THREADS != 128) ERROR("the static memory of threads has another size");
let threadCount: u32 = 0;

/** Makes a thread; only while the kernel boots. Threads are never freed. */
export function allocateThread(partition: Partition): Thread {
  const thread = changetype<Thread>(threads + threadCount * SLOT_BYTES + ROOM_BELOW);
  thread.partition = partition;
  thread.state = THREAD_DORMANT;
  thread.index = threadCount;
  thread.fpuArea = fpuAreas + threadCount * FPU_AREA_BYTES;
  threadCount += 1;
  return thread;
}

/** The thread made `steps` after this one. A partition's threads are made one after the other. */
export function threadAfter(thread: Thread, steps: u32): Thread {
  return changetype<Thread>(changetype<usize>(thread) + steps * SLOT_BYTES);
}

/** Whether the thread's wait ends as its partition's window begins. @inline */
export function isWoken(thread: Thread, now: u64): bool {
  return thread.state == THREAD_YIELDED || (thread.state == THREAD_SLEEPING && thread.wakeNs <= now);
}

/** The running thread stops to be ready. */
export function blockThread(thread: Thread, state: u32): void {
  thread.state = state;
  callForAttention();
}

/** What a call of the thread's returns: status in EAX, value in EDX. */
export function setResult(thread: Thread, status: u32, value: u32): void {
  thread.eax = status;
  thread.edx = value;
}
