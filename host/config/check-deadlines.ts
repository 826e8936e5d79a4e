/** Deadlines and loads, as `host/analysis` proves them: of a system without any other fault. */
import { type PartitionProof, type ProcessProof, type ScheduleProof, slackOf } from "../analysis/proof.js";
import { proveSystem } from "../analysis/prove.js";
import { CODES } from "./codes.js";
import type { Finding, Findings } from "./findings.js";
import type { Path } from "./locate.js";
import type { Policy, System, TableProcess } from "./model.js";
import { formatMeasuredTime, formatTime } from "./units.js";

export function checkDeadlines(system: System, findings: Findings): void {
  checkReleases(system, findings);
  for (const proof of proveSystem(system)) {
    for (const partition of proof.partitions) checkPartition(partition, proof, system, findings);
  }
}

/** Processes with a period in a partition of which no window starts periodic processing. */
function checkReleases({ partitions, schedules }: System, findings: Findings): void {
  for (const { index, name, processTable = [] } of partitions) {
    const first = processTable.find(({ periodNs }) => periodNs !== undefined);
    const windows = schedules.flatMap((schedule) => schedule.windows.filter(({ partition }) => partition === index));
    if (first === undefined || windows.length === 0 || windows.some(({ periodicStart }) => periodicStart)) continue;
    const message = "the process would never be released: no window of its partition starts periodic processing";
    const remedy = `take periodicStart: false out of a window of "${name}"`;
    findings.add(CODES.NEVER_RELEASED, [...processPath(name, first.name), "period"], { message, remedy });
  }
}

function checkPartition(proof: PartitionProof, schedule: ScheduleProof, system: System, findings: Findings): void {
  const { partition, supply, demand, processes } = proof;
  if (processes === undefined) return;
  if (demand > supply) {
    const message = `its processes take ${percent(demand)} of the processor; schedule "${schedule.schedule}" gives them ${percent(supply)}`;
    const remedy = "longer windows, longer periods, or shorter worst cases";
    findings.add(CODES.UTILISATION, ["partitions", partition, "processes"], { message, remedy, mark: "key" });
    return;
  }
  const table = system.partitions.find(({ name }) => name === partition)!.processTable!;
  for (const [index, process] of processes.entries()) {
    checkProcess(process, table[index]!, proof, schedule, findings);
  }
}

function checkProcess(
  proof: ProcessProof,
  { deadlineType, worstCaseNs }: TableProcess,
  { partition, policy }: PartitionProof,
  { schedule }: ScheduleProof,
  findings: Findings,
): void {
  const path = [...processPath(partition, proof.process), "deadline"];
  if (proof.verdict === "missed") {
    const finding = missed(proof, policy, schedule);
    if (deadlineType === "hard") findings.add(CODES.DEADLINE_MISSED, path, finding);
    else findings.warn(CODES.DEADLINE_MISSED, path, finding);
  }
  // Who gives no worst case asks for no proof.
  if (proof.verdict !== "unproven" || worstCaseNs === undefined) return;
  const message = `in schedule "${schedule}" the deadline is not proven: ${proof.reason}`;
  findings.warn(CODES.UNPROVEN, path, { message, remedy: "a worstCase of each process that may come before it" });
}

function missed(proof: ProcessProof, policy: Policy, schedule: string): Finding {
  const { deadlineNs, responseNs, timeline } = proof;
  const late = slackOf(proof);
  const takes =
    responseNs === undefined || late === undefined
      ? "in the worst case there is no end to it"
      : `the worst response is ${formatMeasuredTime(responseNs)}, ${formatMeasuredTime(-late)} late`;
  return {
    message: `in schedule "${schedule}" the deadline of ${formatTime(deadlineNs!)} can be missed: ${takes}`,
    remedy: `a window nearer to its release or a longer one, ${policy === "priority" ? "a greater priority, " : ""}or a later deadline`,
    ...(timeline !== undefined && { drawing: timeline }),
  };
}

const processPath = (partition: string, process: string): Path => ["partitions", partition, "processes", process];
const percent = (share: number): string => `${(100 * share).toFixed(1)} %`;
