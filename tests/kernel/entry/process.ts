/** Processes of native partitions: who runs, their queues, and what health monitoring and the module do to them. */
// biome-ignore-all lint/style/useImportType: AssemblyScript has no "import type".
import { Partition } from "../../../kernel/core/partition";
import { chargeRunning, endAccount } from "../../../kernel/core/process/laxity";
import { Thread } from "../../../kernel/core/thread";
import { POLICY_LEAST_LAXITY } from "../../../kernel/generated/abi";

export { attentionIsCalled, giveAttention } from "../../../kernel/core/attention";
export { raiseAtSwitch, raiseErrorOf } from "../../../kernel/core/health";
export { moduleIsDown, moduleResets } from "../../../kernel/core/module";
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
