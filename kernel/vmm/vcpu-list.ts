/**
 * The vCPUs of one partition, which share its windows round robin: each runs for VCPU_SLICE_NS while another could, or
 * until it has nothing to do. No function here looks at more than the MAX_VCPUS of one partition.
 */
import { Partition, threadOf } from "../core/partition";
import { isWoken, THREAD_READY, THREAD_SLEEPING, Thread } from "../core/thread";
import { LINE_WINDOW_START, VCPU_SLICE_NS } from "../generated/abi";
import { advanceTimer, raiseLine, TIMER_OFF, vcpuOf, wakeIfDue } from "./vcpu";

/** Whether several vCPUs share the partition's windows. */
export function isShared(partition: Partition): bool {
  return partition.entry.vcpuCount > 1;
}

/** The partition was started: nobody's turn has begun. `windowEndNs` is its window's. @cold */
export function resetTurns(partition: Partition, windowEndNs: u64): void {
  partition.sliceEndNs = 0;
  partition.sliceWindowEndNs = windowEndNs;
}

/** A window of the partition begins, which ends at `windowEndNs`. A slice goes on where the last window cut it. @cold */
export function openWindowOfAll(partition: Partition, now: u64, windowEndNs: u64): void {
  const leftNs = max<u64>(partition.sliceEndNs, partition.sliceWindowEndNs) - partition.sliceWindowEndNs;
  partition.sliceEndNs = now + leftNs;
  partition.sliceWindowEndNs = windowEndNs;
  for (let i: u32 = 0; i < partition.threadCount; i += 1) {
    const thread = threadOf(partition, i);
    if (isWoken(thread, now)) thread.state = THREAD_READY;
    const vcpu = vcpuOf(thread);
    advanceTimer(vcpu, now);
    raiseLine(vcpu, LINE_WINDOW_START, 1);
  }
}

/** Fires what came due of timers and timeouts, and wakes who has something pending. @cold */
export function bringAllUpToDate(partition: Partition, now: u64): void {
  for (let i: u32 = 0; i < partition.threadCount; i += 1) {
    const thread = threadOf(partition, i);
    if (thread.state == THREAD_SLEEPING && thread.wakeNs <= now) thread.state = THREAD_READY;
    advanceTimer(vcpuOf(thread), now);
    wakeIfDue(vcpuOf(thread));
  }
}

/** Whose turn it is: the thread that runs, while its slice lasts, or the next that can; it again when none can. @cold */
export function threadInTurn(partition: Partition, now: u64): Thread {
  const current = partition.thread;
  if (current.state == THREAD_READY && now < partition.sliceEndNs) return current;
  const next = nextReady(partition, current);
  if (next != current || now >= partition.sliceEndNs) partition.sliceEndNs = now + VCPU_SLICE_NS;
  return next;
}

function nextReady(partition: Partition, current: Thread): Thread {
  const first = vcpuOf(current).number;
  const count = partition.threadCount;
  for (let i: u32 = 1; i < count; i += 1) {
    const number = first + i < count ? first + i : first + i - count;
    const thread = threadOf(partition, number);
    if (thread.state == THREAD_READY) return thread;
  }
  return current;
}

/** When something of the partition's vCPUs comes due: a timer, a timeout, or the end of a slice that another waits for. @cold */
export function nextDeadline(partition: Partition): u64 {
  let deadline = TIMER_OFF;
  let ready: u32 = 0;
  for (let i: u32 = 0; i < partition.threadCount; i += 1) {
    const thread = threadOf(partition, i);
    deadline = min<u64>(deadline, vcpuOf(thread).timerNs);
    if (thread.state == THREAD_SLEEPING) deadline = min<u64>(deadline, thread.wakeNs);
    if (thread.state == THREAD_READY) ready += 1;
  }
  return ready > 1 ? min<u64>(deadline, partition.sliceEndNs) : deadline;
}
