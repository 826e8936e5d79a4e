/** Which processes come before which, by the partition's policy (`kernel/core/process/ready-queue.ts`). */
import type { Policy, TableProcess } from "../config/model.js";

/**
 * Whether `other` may come before `process`. Equals may. Under the earliest deadline this is said of those that have one; which of
 * them is first depends on the release. Least laxity, with the time capacity for what is yet to be computed, and round
 * robin let anybody in.
 */
export function mayComeBefore(policy: Policy, other: TableProcess, process: TableProcess): boolean {
  switch (policy) {
    case "priority":
      return other.priority >= process.priority;
    case "rate-monotonic":
      return (other.periodNs ?? Number.POSITIVE_INFINITY) <= (process.periodNs ?? Number.POSITIVE_INFINITY);
    case "earliest-deadline":
    case "least-laxity":
      return other.deadlineNs !== undefined || process.deadlineNs === undefined;
    case "round-robin":
      return true;
  }
}
