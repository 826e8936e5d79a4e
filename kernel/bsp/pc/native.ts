/** What runs in the window of a native partition: its threads, by its policy. Both boards have such partitions. */
import { endLoading, Partition } from "../../core/partition";
import { openInlets } from "../../core/ports/inlet";
import { bringUpToDate, dueNs, openWindowOfProcesses, threadToRun } from "../../core/process/scheduler";
import { periodicProcessingStarts, windowStartNs } from "../../core/schedule";
import { isThread, Thread } from "../../core/thread";
import { trace } from "../../core/trace";
import { EVENT_PROCESS, MODE_IDLE } from "../../generated/abi";
import { leaveByIret } from "../../x86/context";
import { resume } from "../../x86/cpu";
import { idle, WORK } from "./idle";
import { startStep } from "./starting";
import { armFromNow, changeThread, currentThread, NEVER, notBefore } from "./windows";

/** A window of the partition begins. @inline */
export function openNativeWindow(partition: Partition): void {
  openInlets(partition);
  openWindowOfProcesses(partition, windowStartNs(), periodicProcessingStarts());
}

/** A piece of its start, when it makes one. */
export function workOnStart(partition: Partition): void {
  if (partition.loading && startStep(partition)) endLoading(partition);
}

/** Decides which thread of the partition, whose window it is, runs now, and makes sure that the timer ends it. */
export function decideNative(partition: Partition, time: u64): u32 {
  if (partition.loading) return work();
  if (partition.mode == MODE_IDLE) return idle(time, NEVER);
  if (bringUpToDate(partition, time)) return work();
  const next = threadToRun(partition, time);
  const deadline = notBefore(min<u64>(dueNs(partition, next, time), NEVER));
  if (!isThread(next)) return idle(time, deadline);
  if (next != currentThread()) changeProcess(partition, next);
  leaveByIret(next);
  armFromNow(deadline);
  return resume(changetype<u32>(next));
}

/** The kernel has more to do for the partition, in pieces between which interrupts come in. */
function work(): u32 {
  armFromNow(NEVER);
  return WORK;
}

function changeProcess(partition: Partition, next: Thread): void {
  changeThread(next);
  trace(partition.traceRing, EVENT_PROCESS, next.id, next.currentPriority, 0);
}
