/**
 * A thread: a processor context with a state. Its registers lie first, so that a thread's address is that of the
 * context that the gates fill and restore. A vCPU is a thread, and so is a process of a native partition.
 */
import { Context } from "../generated/abi";
import { callForAttention } from "./attention";
import { Partition } from "./partition";
import { HeapNode } from "./process/heap";
import { WaitQueue } from "./process/wait-queue";

/** It can run. */
export const THREAD_READY: u32 = 0;
/** Until `wakeNs` or an upcall; then it makes its call of `sleep_until` again. Of vCPUs. */
export const THREAD_SLEEPING: u32 = 1;
/** Until the partition's next window (`window_yield`). Of vCPUs. */
export const THREAD_YIELDED: u32 = 2;
/** Until an enabled line is pending (`wait`). Of vCPUs. */
export const THREAD_WAITING: u32 = 3;
/** Until it is started: the first with its partition, a vCPU by `vcpu_start`, a process by `process_start`. */
export const THREAD_DORMANT: u32 = 4;
/** Of native partitions' threads: for what `waits` says (`process/waiting.ts`). */
export const THREAD_BLOCKED: u32 = 5;

@unmanaged
export class Thread extends Context {
  partition: Partition;
  /** One of THREAD_*. */
  state: u32;
  /** What `vmm` keeps for this thread; 0: it is no vCPU. */
  virtual: usize;
  /** Guest address of its thread-pointer word, the base of SELECTOR_THREAD; 0: it has none. */
  threadPointer: u32;
  /** Number of the vCPU; of a process its identifier, from 1; 0: the first thread; ERROR_HANDLER. */
  id: u32;
  /** FXSAVE's 512 bytes, current while another thread owns the FPU. */
  fpuArea: usize;
  /** When THREAD_SLEEPING ends, on the clock. */
  wakeNs: u64;

  // From here on: a native partition's threads alone.

  /** Its neighbours in the queue that it is in, of those who are ready or of those who wait; 0: none. */
  next: Thread;
  previous: Thread;
  /** The queue in which it waits, or 0. */
  queue: WaitQueue;
  /** WAIT_* bits: all that it waits for. */
  waits: u32;
  currentPriority: u32;
  basePriority: u32;
  /** A DEADLINE value. */
  deadlineKind: u32;
  /** Between two releases; FOREVER: it is aperiodic. */
  periodNs: u64;
  /** From release to deadline; FOREVER: it has none. */
  capacityNs: u64;
  /** Its last release. */
  releaseNs: u64;
  /** When its deadline is; FOREVER: it has none now. */
  deadlineNs: u64;
  /** Of a start with delay that the entry into NORMAL or a window of periodic processing will begin. */
  delayNs: u64;
  /** POLICY_LEAST_LAXITY: what it has yet to compute. */
  remainingNs: u64;
  entry: u32;
  argument: u32;
  stackTop: u32;
  stackSizeBytes: u32;
  /** The mutex that it owns, or 0. */
  mutex: usize;
  /** The blackboard that woke it and whose message it has yet to fetch (`objects/blackboard.ts`), or 0. */
  promised: usize;
  /** Faults at process level since it was started. */
  faults: u32;
  name: usize;
  /** It waits for the end of a suspension that it asked for itself. */
  suspendedItself: bool;
  /** Of its timeout, in the partition's clock queue. */
  timeoutKey: u64;
  timeoutOrder: u32;
  timeoutPosition: u32;
  timeoutOwner: usize;
  timeoutKind: u32;
  /** Of its deadline, in the same. */
  deadlineKey: u64;
  deadlineOrder: u32;
  deadlinePosition: u32;
  deadlineOwner: usize;
  deadlineNodeKind: u32;
  /** In the ready heap of the policies that have one. */
  readyKey: u64;
  readyOrder: u32;
  readyPosition: u32;
  readyOwner: usize;
  readyKind: u32;
}

/** A time that never comes, and the length of what never ends: -1 in the calls. */
export const FOREVER: u64 = u64.MAX_VALUE;

/** HeapNode.kind */
export const NODE_TIMEOUT: u32 = 0;
export const NODE_DEADLINE: u32 = 1;
export const NODE_READY: u32 = 2;

/** Unused bytes below each context: a frame of virtual-8086 mode reaches that far (`x86/gates.S`). */
const ROOM_BELOW: u32 = 16;
/** A thread's slot: the room, the thread, its name. */
const SLOT_BYTES: u32 = 368;
const FPU_AREA_BYTES: u32 = 512;
if (16 + offsetof<Thread>() + 32 > 368) ERROR("Thread: larger than its slot");

/** Kernel memory of a thread's slot and FPU area. */
export const THREAD_BYTES: u32 = SLOT_BYTES + FPU_AREA_BYTES;

/** Makes `count` threads of a partition in THREAD_BYTES * count bytes of kernel memory, 16-byte aligned; they are zeroed. Only while the kernel boots. */
export function makeThreads(partition: Partition, at: usize, count: u32): Thread {
  const areas = at + count * SLOT_BYTES;
  for (let i: u32 = 0; i < count; i += 1) {
    const thread = changetype<Thread>(at + i * SLOT_BYTES + ROOM_BELOW);
    thread.partition = partition;
    thread.state = THREAD_DORMANT;
    thread.id = i;
    thread.fpuArea = areas + i * FPU_AREA_BYTES;
    thread.name = changetype<usize>(thread) + offsetof<Thread>();
    initializeNode(timeoutOf(thread), thread, NODE_TIMEOUT);
    initializeNode(deadlineOf(thread), thread, NODE_DEADLINE);
    initializeNode(readyNodeOf(thread), thread, NODE_READY);
  }
  return changetype<Thread>(at + ROOM_BELOW);
}

function initializeNode(node: HeapNode, thread: Thread, kind: u32): void {
  node.owner = changetype<usize>(thread);
  node.kind = kind;
  node.position = 0;
}

/** The thread `steps` after this one in its partition. */
export function threadAfter(thread: Thread, steps: u32): Thread {
  return changetype<Thread>(changetype<usize>(thread) + steps * SLOT_BYTES);
}

/** Whether there is one. @inline */
export function isThread(thread: Thread): bool {
  return changetype<usize>(thread) != 0;
}

/** @inline */
export function timeoutOf(thread: Thread): HeapNode {
  return changetype<HeapNode>(changetype<usize>(thread) + offsetof<Thread>("timeoutKey"));
}

/** @inline */
export function deadlineOf(thread: Thread): HeapNode {
  return changetype<HeapNode>(changetype<usize>(thread) + offsetof<Thread>("deadlineKey"));
}

/** @inline */
export function readyNodeOf(thread: Thread): HeapNode {
  return changetype<HeapNode>(changetype<usize>(thread) + offsetof<Thread>("readyKey"));
}

/** The thread that a node of a heap belongs to. @inline */
export function ownerOf(node: HeapNode): Thread {
  return changetype<Thread>(node.owner);
}

/** Whether the wait of a vCPU ends as its partition's window begins. @inline */
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
