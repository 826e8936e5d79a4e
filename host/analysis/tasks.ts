/** From a partition and its place in a schedule to what the analyses take: its supply and its tasks. */
import type { Partition, Policy, Schedule, TableProcess } from "../config/model.js";
import type { KernelCosts } from "./costs.js";
import { type Span, Supply } from "./supply.js";
import { modulo, type Task } from "./task.js";

/** What least laxity lets one process run before another takes over (`kernel/core/process/scheduler.ts`, LAXITY_STEP_NS). */
const LAXITY_STEP_NS = 100_000;

/** How long a process runs before another may have its turn, by the clock alone; undefined: for as long as it comes first. */
export function turnLengthNs({ policy, quantumNs }: Partition): number | undefined {
  if (policy === "least-laxity") return LAXITY_STEP_NS;
  return policy === "round-robin" && quantumNs > 0 ? quantumNs : undefined;
}

/** What the schedule's windows leave the partition's processes; undefined: nothing at all. */
export function supplyOf(partition: Partition, schedule: Schedule, costs: KernelCosts): Supply | undefined {
  // A turn may be over because the window was: then the next begins with another.
  const startNs = costs.windowStartNs + (turnLengthNs(partition) === undefined ? 0 : costs.turnNs);
  const spans = schedule.windows.flatMap(({ partition: whose, offsetNs, durationNs }): Span[] => {
    const span = { startNs: offsetNs + startNs, endNs: offsetNs + durationNs - costs.windowEndNs };
    return whose === partition.index && span.startNs < span.endNs ? [span] : [];
  });
  return spans.length === 0 ? undefined : new Supply(schedule.majorFrameNs, spans);
}

/**
 * Where, in the partition's period, its periodic processing starts: in any of the schedules, since releases go on by the clock
 * when another schedule begins.
 */
export function periodicStarts({ index, periodNs }: Partition, schedules: readonly Schedule[]): number[] {
  const starts = schedules.flatMap(({ windows }) =>
    windows.filter(({ partition, periodicStart }) => partition === index && periodicStart),
  );
  return [...new Set(starts.map(({ offsetNs }) => modulo(offsetNs, periodNs)))];
}

export function tasksOf(partition: Partition, starts: readonly number[], costs: KernelCosts): Task[] {
  return (partition.processTable ?? []).map((process) => taskOf(process, partition, starts, costs));
}

function rankOf({ priority, periodNs }: TableProcess, policy: Policy): number {
  if (policy === "priority") return -priority;
  return policy === "rate-monotonic" ? (periodNs ?? Number.POSITIVE_INFINITY) : 0;
}

function taskOf(process: TableProcess, partition: Partition, starts: readonly number[], costs: KernelCosts): Task {
  const { name, periodNs, interarrivalNs, delayNs, deadlineNs, worstCaseNs, longestLockNs } = process;
  const gridNs = partition.periodNs;
  const turnNs = turnLengthNs(partition);
  const turns = turnNs === undefined || worstCaseNs === undefined ? 0 : Math.ceil(worstCaseNs / turnNs);
  return {
    name,
    costNs: worstCaseNs === undefined ? undefined : worstCaseNs + costs.jobNs + turns * costs.turnNs,
    releaseNs: costs.releaseNs,
    everyNs: periodNs ?? interarrivalNs ?? Number.POSITIVE_INFINITY,
    phases: periodNs === undefined ? undefined : starts.map((start) => modulo(start + delayNs, gridNs)),
    gridNs,
    deadlineNs,
    rank: rankOf(process, partition.policy),
    lockNs: longestLockNs,
  };
}
