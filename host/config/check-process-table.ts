/** The table of a partition's processes: each by itself, as CREATE_PROCESS would have it (ARINC 653 Part 1, 3.3.2). */
import { MAX_PROCESSES, PRIORITY_MAX, PRIORITY_MIN } from "../generated/abi.js";
import { checkObjectName } from "./check-object-name.js";
import { CODES, type ConfigCode } from "./codes.js";
import type { DraftPartition, DraftSystem } from "./draft.js";
import type { DraftProcess } from "./draft-processes.js";
import type { Findings } from "./findings.js";
import { periodOf } from "./periods.js";
import { formatTime } from "./units.js";

/** More than a thousand times what any machine takes. */
const INSTRUCTION_NS_MAX = 1000;

export function checkProcessTables(system: DraftSystem, findings: Findings): void {
  const { partitions, schedules, kernelInstructionNs: instructionNs = 1 } = system;
  if (instructionNs < 1 || instructionNs > INSTRUCTION_NS_MAX) {
    const message = `an instruction of ${formatTime(instructionNs)}: 1ns to ${formatTime(INSTRUCTION_NS_MAX)} are possible`;
    findings.add(CODES.INSTRUCTION, ["kernelInstruction"], { message, remedy: '"10ns" on v86, "1ns" on QEMU' });
  }
  for (const partition of partitions) {
    const { processTable, vcpus = 0 } = partition;
    if (processTable === undefined || vcpus > 0) continue;
    checkCount(partition, processTable.length, findings);
    for (const process of processTable) checkProcess(process, periodOf(partition, schedules), findings);
  }
}

function checkCount({ path }: DraftPartition, count: number, findings: Findings): void {
  const at = [...path, "processes"];
  if (count === 0) {
    const remedy = "name its processes, or processes: 0 beside vcpus: 0";
    findings.add(CODES.COUNT, at, { message: "a table of no process", remedy });
  } else if (count > MAX_PROCESSES) {
    const message = `${count} processes: a partition has 0 to ${MAX_PROCESSES}`;
    findings.add(CODES.PROCESSES, at, { message, remedy: "another partition for some of them", mark: "key" });
  }
}

function checkProcess(process: DraftProcess, partitionPeriodNs: number | undefined, findings: Findings): void {
  const { name, path } = process;
  const write = (clean: string): string => `"${clean}"`;
  checkObjectName({ what: "process", name, path, mark: "key", write }, findings);
  checkPriority(process, findings);
  checkRelease(process, findings);
  checkPeriod(process, partitionPeriodNs, findings);
  checkLengths(process, findings);
}

function checkPriority({ path, priority }: DraftProcess, findings: Findings): void {
  if (priority === undefined || (priority >= PRIORITY_MIN && priority <= PRIORITY_MAX)) return;
  const message = `a priority of ${priority}: ${PRIORITY_MIN} to ${PRIORITY_MAX} are possible`;
  const remedy = `priority: ${priority < PRIORITY_MIN ? PRIORITY_MIN : PRIORITY_MAX}`;
  findings.add(CODES.PRIORITY, [...path, "priority"], { message, remedy });
}

/** A process is periodic, sporadic or neither, and has what belongs to that. */
function checkRelease({ path, named }: DraftProcess, findings: Findings): void {
  if (named.includes("period") && named.includes("interarrival")) {
    const message = "a process with a period is released by the clock, one with an interarrival time by something else";
    findings.add(CODES.RELEASE, [...path, "interarrival"], { message, remedy: "take one of the two out" });
  } else if (named.includes("interarrival") && !named.includes("worstCase")) {
    const message = "a sporadic process without a worst case: how much it may compute for a release is not known";
    findings.add(CODES.RELEASE, path, { message, remedy: 'add worstCase: "1ms"', mark: "key" });
  }
  if (named.includes("delay") && !named.includes("period")) {
    const message = "a delay of a process without a period";
    findings.add(CODES.RELEASE, [...path, "delay"], { message, remedy: "take it out, or give the process a period" });
  }
}

function checkPeriod({ path, periodNs }: DraftProcess, partitionNs: number | undefined, findings: Findings): void {
  if (periodNs === undefined || !partitionNs || (periodNs > 0 && periodNs % partitionNs === 0)) return;
  const nearest = Math.max(1, Math.round(periodNs / partitionNs)) * partitionNs;
  const message = `a period of ${formatTime(periodNs)} is no multiple of the partition's, ${formatTime(partitionNs)}`;
  const remedy = `period: "${formatTime(nearest)}", or another period of the partition`;
  findings.add(CODES.PROCESS_PERIOD, [...path, "period"], { message, remedy });
}

/** Each time that has to fit into another, the nearest one told. */
function checkLengths(process: DraftProcess, findings: Findings): void {
  const { periodNs, deadlineNs, worstCaseNs, interarrivalNs } = process;
  const period = { what: "the period", ns: periodNs };
  const limits = [{ what: "the deadline", ns: deadlineNs }, period];
  const { DEADLINE, WORST_CASE, RELEASE } = CODES;
  checkFits(process, { key: "deadline", what: "a deadline", code: DEADLINE, least: 1 }, [period], findings);
  checkFits(process, { key: "worstCase", what: "a worst case", code: WORST_CASE, least: 1 }, limits, findings);
  const inside = [{ what: "the worst case", ns: worstCaseNs }, ...limits];
  checkFits(process, { key: "longestLock", what: "a lock", code: WORST_CASE, least: 0 }, inside, findings);
  const below = [{ what: "the period", ns: periodNs === undefined ? undefined : periodNs - 1, shownNs: periodNs }];
  checkFits(process, { key: "delay", what: "a delay", code: RELEASE, least: 0 }, below, findings);
  if (interarrivalNs !== 0) return;
  const message = "an interarrival time of no length: releases would follow at once";
  findings.add(RELEASE, [...process.path, "interarrival"], { message, remedy: 'interarrival: "10ms"' });
}

interface Length {
  readonly key: "deadline" | "worstCase" | "longestLock" | "delay";
  readonly what: string;
  readonly code: ConfigCode;
  readonly least: number;
}

interface Limit {
  readonly what: string;
  readonly ns: number | undefined;
  /** As the file has it, where that is not the limit itself. */
  readonly shownNs?: number | undefined;
}

function checkFits(
  process: DraftProcess,
  { key, what, code, least }: Length,
  limits: readonly Limit[],
  findings: Findings,
): void {
  const lengthNs = process[`${key}Ns`];
  if (lengthNs === undefined) return;
  const at = [...process.path, key];
  if (lengthNs < least) {
    findings.add(code, at, { message: `${what} of no length`, remedy: `${key}: "1ms", or take it out` });
    return;
  }
  const limit = limits.find(({ ns }) => ns !== undefined && ns > 0 && lengthNs > ns);
  if (!limit) return;
  const shown = formatTime(limit.shownNs ?? limit.ns!);
  const than = limit.shownNs === undefined ? "longer than" : "not shorter than";
  findings.add(code, at, {
    message: `${what} of ${formatTime(lengthNs)} is ${than} ${limit.what}, ${shown}`,
    remedy: limit.shownNs === undefined ? `${key}: "${shown}" at most` : `${key}: less than "${shown}"`,
  });
}
