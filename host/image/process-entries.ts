/** The processes that partitions are to make, as the system table has them. */
import type { DeadlineType, Partition } from "../config/model.js";
import { DEADLINE_HARD, DEADLINE_SOFT, NO_PROCESSES, type ProcessEntry } from "../generated/abi.js";

/** Instead of a time: there is none. */
const FOREVER = 2n ** 64n - 1n;
const DEADLINES: Readonly<Record<DeadlineType, number>> = { hard: DEADLINE_HARD, soft: DEADLINE_SOFT };

const timeOf = (ns: number | undefined): bigint => (ns === undefined ? FOREVER : BigInt(ns));

/** Those of all partitions, one partition's behind the other's. */
export const processEntries = (partitions: readonly Partition[]): ProcessEntry[] =>
  partitions.flatMap(({ processTable = [] }, partition) =>
    processTable.map(
      ({ name, periodNs, deadlineNs, priority, deadlineType }): ProcessEntry => ({
        name,
        periodNs: timeOf(periodNs),
        capacityNs: timeOf(deadlineNs),
        basePriority: priority,
        deadline: DEADLINES[deadlineType],
        partition,
        reserved: 0,
      }),
    ),
  );

/** Where those of the partition begin, or that it makes which it likes. */
export function firstProcess(partitions: readonly Partition[], index: number): number {
  if (partitions[index]!.processTable === undefined) return NO_PROCESSES;
  return processEntries(partitions.slice(0, index)).length;
}
