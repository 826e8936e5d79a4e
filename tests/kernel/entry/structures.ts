/** The fields of the kernel's own classes, for tests to look at and to set. */
// biome-ignore-all lint/style/useImportType: AssemblyScript has no "import type".
import { forgetSegments } from "../../../kernel/core/guest-memory";
import { threadOf as coreThreadOf, Partition } from "../../../kernel/core/partition";
import { Thread } from "../../../kernel/core/thread";
import { Vcpu } from "../../../kernel/vmm/vcpu";

/** First address past the kernel's static memory. */
export function staticEnd(): usize {
  return __heap_base;
}

export function threadOf(partition: Partition): Thread {
  return partition.thread;
}
/** The partition's thread `number`, which need not be the one that runs. */
export function threadAt(partition: Partition, number: u32): Thread {
  return coreThreadOf(partition, number);
}
/** The thread has its turn, as far as the partition knows. */
export function setTurn(partition: Partition, thread: Thread): void {
  partition.thread = thread;
}
export function sliceEndNs(partition: Partition): u64 {
  return partition.sliceEndNs;
}
export function modeOf(partition: Partition): u32 {
  return partition.mode;
}
export function lastErrorOf(partition: Partition): u32 {
  return partition.lastError;
}
export function pageDirectoryOf(partition: Partition): u32 {
  return partition.pageDirectory;
}
/** Forgets which segments pointers were last found in: a cache, which a check may change. */
export function clearPointerCache(partition: Partition): void {
  forgetSegments(partition);
}
export function startWindowForHealth(partition: Partition): void {
  partition.healthInWindow = 0;
}

export function threadState(thread: Thread): u32 {
  return thread.state;
}
export function setThreadState(thread: Thread, state: u32): void {
  thread.state = state;
}
export function sleepUntilNs(thread: Thread, ns: u64): void {
  thread.wakeNs = ns;
}
export function wakeNs(thread: Thread): u64 {
  return thread.wakeNs;
}

export function pageOf(vcpu: Vcpu): usize {
  return changetype<usize>(vcpu.page);
}
export function timerNs(vcpu: Vcpu): u64 {
  return vcpu.timerNs;
}
export function setExceptions(vcpu: Vcpu, mask: u32, handler: u32): void {
  vcpu.exceptionMask = mask;
  vcpu.exceptionHandler = handler;
}
