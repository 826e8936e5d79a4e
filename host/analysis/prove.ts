/** Proves the deadlines of a system's processes, schedule by schedule, or finds the worst case that misses one (docs/schedule-analysis.md). */
import type { Partition, Schedule, System, TableProcess } from "../config/model.js";
import { DEFAULT_INSTRUCTION_NS, type KernelCosts, kernelCosts } from "./costs.js";
import { worstResponseByDeadline } from "./earliest-deadline.js";
import { type Question, type Response, worstResponse } from "./fixed-order.js";
import { mayComeBefore } from "./order.js";
import type { PartitionProof, ProcessProof, ScheduleProof } from "./proof.js";
import type { Supply } from "./supply.js";
import { type BoundedTask, isBounded, type Task, utilisation } from "./task.js";
import { periodicStarts, supplyOf, tasksOf } from "./tasks.js";
import { drawWorstCase } from "./timeline.js";

/** What the analysis needs of a system. */
export type Provable = Pick<System, "partitions" | "schedules" | "kernelInstructionNs">;

export function proveSystem(system: Provable): ScheduleProof[] {
  const { partitions, schedules, kernelInstructionNs = DEFAULT_INSTRUCTION_NS } = system;
  const devices = partitions.reduce((sum, { irqs }) => sum + irqs.length, 0);
  const costs = kernelCosts(kernelInstructionNs, devices);
  return schedules.map((schedule) => ({
    schedule: schedule.name,
    majorFrameNs: schedule.majorFrameNs,
    partitions: partitions
      .filter(({ index }) => schedule.windows.some(({ partition }) => partition === index))
      .map((partition) => provePartition(partition, schedule, periodicStarts(partition, schedules), costs)),
  }));
}

function provePartition(
  partition: Partition,
  schedule: Schedule,
  starts: readonly number[],
  costs: KernelCosts,
): PartitionProof {
  const { name, policy, periodNs, durationNs, processTable } = partition;
  const supply = supplyOf(partition, schedule, costs);
  const tasks = tasksOf(partition, starts, costs);
  return {
    partition: name,
    policy,
    periodNs,
    durationNs,
    leastNs: leastInAPeriod(partition, schedule),
    supply: supply === undefined ? 0 : supply.frameSupplyNs / supply.frameNs,
    demand: utilisation(tasks.filter(isBounded)),
    ...(processTable && {
      processes: processTable.map((_, index) => proveProcess(partition, index, tasks, supply, costs)),
    }),
  };
}

/** Windows, the kernel's part of them included, as the partition's duration has it. */
function leastInAPeriod({ index, periodNs }: Partition, { windows, majorFrameNs }: Schedule): number {
  const own = windows.filter(({ partition }) => partition === index);
  const given = Array.from({ length: Math.floor(majorFrameNs / periodNs) }, (_, period) => {
    const [start, end] = [period * periodNs, (period + 1) * periodNs];
    const inside = own.map(({ offsetNs, durationNs }) =>
      Math.max(0, Math.min(end, offsetNs + durationNs) - Math.max(start, offsetNs)),
    );
    return inside.reduce((sum, ns) => sum + ns, 0);
  });
  return Math.min(...given);
}

function proveProcess(
  partition: Partition,
  index: number,
  all: readonly Task[],
  supply: Supply | undefined,
  costs: KernelCosts,
): ProcessProof {
  const table = partition.processTable!;
  const process = table[index]!;
  const task = all[index]!;
  const { deadlineNs } = process;
  const known = { process: process.name, ...(deadlineNs !== undefined && { deadlineNs }) };
  const unproven = (reason: string): ProcessProof => ({
    ...known,
    verdict: deadlineNs === undefined ? "no-deadline" : "unproven",
    reason,
  });
  if (!isBounded(task)) return unproven("it has no worst case");
  if (task.phases?.length === 0) return unproven("it is never released: no window starts periodic processing");
  const [before, after] = split(table, index, all, partition);
  const endless = before.find((other) => !isBounded(other));
  if (endless) return unproven(`"${endless.name}" may come before it, and has no worst case`);
  if (supply === undefined) return unproven("the kernel takes all of the partition's windows");
  const question = {
    task,
    before: before as BoundedTask[],
    all,
    blockedNs: blocked(process, partition, all, after, costs),
    supply,
  };
  const response = answer(partition, question);
  if (response.responseNs === undefined) return unproven("the worst case was not found in reasonable time");
  const responseNs = Number.isFinite(response.responseNs) ? { responseNs: response.responseNs } : {};
  if (deadlineNs === undefined) return { ...known, ...responseNs, verdict: "no-deadline" };
  if (response.responseNs <= deadlineNs) return { ...known, ...responseNs, verdict: "met" };
  const { startNs, releaseNs } = response;
  const timeline = drawWorstCase(partition.policy, question, response);
  return { ...known, ...responseNs, verdict: "missed", worstCase: { startNs, releaseNs }, timeline };
}

/** The other tasks: those that may come before that one, and those that never do. */
function split(
  table: readonly TableProcess[],
  index: number,
  all: readonly Task[],
  { policy }: Partition,
): [Task[], Task[]] {
  const others = [...all.entries()].filter(([other]) => other !== index);
  const isBefore = ([other]: [number, Task]): boolean => mayComeBefore(policy, table[other]!, table[index]!);
  const tasks = (entries: readonly [number, Task][]): Task[] => entries.map(([, task]) => task);
  return [tasks(others.filter(isBefore)), tasks(others.filter((entry) => !isBefore(entry)))];
}

/** How long the process may be kept from running by one that comes after it: by a lock, and by a call to the kernel. */
function blocked(
  { deadlineNs }: TableProcess,
  { policy }: Partition,
  all: readonly Task[],
  after: readonly Task[],
  { entryNs }: KernelCosts,
): number {
  // By the earliest deadline anyone may come after it.
  const lower = policy === "earliest-deadline" && deadlineNs !== undefined ? all : after;
  const locks = lower.map(({ lockNs }) => lockNs);
  return Math.max(0, ...locks) + (lower.length > 0 ? entryNs : 0);
}

function answer({ policy }: Partition, question: Question): Response {
  const byDeadline = policy === "earliest-deadline" && question.task.deadlineNs !== undefined;
  return byDeadline ? worstResponseByDeadline(question) : worstResponse(question);
}
