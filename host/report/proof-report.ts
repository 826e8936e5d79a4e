/** Proofs of schedules, for people and as JSON lines. */
import { type PartitionProof, type ProcessProof, type ScheduleProof, slackOf } from "../analysis/proof.js";
import { formatMeasuredTime, formatTime } from "../config/units.js";
import type { Colors } from "./palette.js";

const VERDICTS = { met: "met", missed: "MISSED", unproven: "not proven", "no-deadline": "no deadline" } as const;
const NONE = "-";

/**
 * @example
 * schedule main, a major frame of 20ms
 *   control  priority, 5ms in each 10ms, processes take 31.0 % of 47.9 %
 *     process  worst response  deadline    slack
 *     law             4.211ms      15ms  10.79ms  met
 */
export function formatProof({ schedule, majorFrameNs, partitions }: ScheduleProof, colors: Colors): string {
  const lines = [`${colors.bold(`schedule ${schedule}`)}, a major frame of ${formatTime(majorFrameNs)}`];
  const width = Math.max(0, ...partitions.map(({ partition }) => partition.length));
  for (const partition of partitions) lines.push(...partitionLines(partition, width, colors));
  return `${lines.join("\n")}\n`;
}

function partitionLines(proof: PartitionProof, width: number, colors: Colors): string[] {
  const { partition, policy, leastNs, periodNs, demand, supply, processes } = proof;
  const given = `${formatTime(leastNs)} in each ${formatTime(periodNs)}`;
  const name = colors.cyan(partition.padEnd(width));
  if (processes === undefined) return [`  ${name}  ${given}; no table of processes: nothing to prove`];
  const load = `its processes take ${percent(demand)} of ${percent(supply)}`;
  return [`  ${name}  ${policy}, ${given}; ${load}`, ...processLines(processes, colors)];
}

function processLines(processes: readonly ProcessProof[], colors: Colors): string[] {
  const rows = processes.map((proof) => [
    proof.process,
    ...[proof.responseNs, proof.deadlineNs, slackOf(proof)].map(timeText),
  ]);
  const table = [["process", "worst response", "deadline", "slack"], ...rows];
  const widths = table[0]!.map((_, column) => Math.max(...table.map((row) => row[column]!.length)));
  const text = (row: readonly string[]): string =>
    row.map((cell, i) => (i === 0 ? cell.padEnd(widths[i]!) : cell.padStart(widths[i]!))).join("  ");
  return [
    `    ${colors.dim(text(table[0]!))}`,
    ...processes.map((proof, i) => `    ${text(rows[i]!)}  ${verdictText(proof, colors)}`),
  ];
}

function verdictText({ verdict, reason }: ProcessProof, colors: Colors): string {
  const paint = { met: colors.green, missed: colors.red, unproven: colors.yellow, "no-deadline": colors.dim }[verdict];
  return `${paint(VERDICTS[verdict])}${reason === undefined ? "" : `: ${reason}`}`;
}

function timeText(ns: number | undefined): string {
  if (ns === undefined) return NONE;
  return ns < 0 ? `-${formatMeasuredTime(-ns)}` : formatMeasuredTime(ns);
}

const percent = (share: number): string => `${(100 * share).toFixed(1)} %`;

/** A line a partition: its part of the proof, with its schedule. */
export const proofJson = ({ schedule, majorFrameNs, partitions }: ScheduleProof): string[] =>
  partitions.map((partition) => JSON.stringify({ t: 0, kind: "proof", schedule, majorFrameNs, ...partition }));
