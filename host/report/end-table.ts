/** The table at the end of a run: what became of each partition. */
import Table from "cli-table3";
import type { PartitionSummary, RunSummary } from "./events.js";
import { type Colors, partitionPaint } from "./palette.js";
import { shortTime } from "./short-time.js";

const HEAD = [
  "partition",
  "windows",
  "overruns",
  "worst",
  "calls",
  "hypercalls",
  "rejected",
  "interrupts",
  "faults",
  "restarts",
  "state",
];

const BARE = {
  top: "",
  "top-mid": "",
  "top-left": "",
  "top-right": "",
  bottom: "",
  "bottom-mid": "",
  "bottom-left": "",
  "bottom-right": "",
  left: "",
  "left-mid": "",
  mid: "",
  "mid-mid": "",
  right: "",
  "right-mid": "",
  middle: "  ",
};

export function endTable(summary: RunSummary, names: readonly string[], colors: Colors): string {
  const table = new Table({
    chars: BARE,
    style: { head: [], border: [], "padding-left": 0, "padding-right": 0 },
    colAligns: HEAD.map((_, column) => (column === 0 || column === HEAD.length - 1 ? "left" : "right")),
    head: HEAD.map((title) => colors.dim(title)),
  });
  for (const [index, partition] of summary.partitions.entries()) {
    const name = partitionPaint(colors, index)(names[index] ?? `partition ${index}`);
    table.push([name, ...row(partition, colors)]);
  }
  const lines = table
    .toString()
    .split("\n")
    .map((line) => line.trimEnd());
  const lost = remarks(summary, names);
  return [title(summary), "", ...lines, ...(lost.length > 0 ? ["", ...lost] : [])].join("\n");
}

function row(partition: PartitionSummary, colors: Colors): string[] {
  const { windows, missedWindows, overruns, worstLatenessNs, mode } = partition;
  const alarm = (count: number): string => (count > 0 ? colors.red(String(count)) : "0");
  const notice = (count: number): string => (count > 0 ? colors.yellow(String(count)) : "0");
  const state = mode === "NORMAL" ? "running" : mode === "IDLE" ? "stopped" : "starting";
  return [
    missedWindows > 0 ? `${windows} ${colors.red(`(${missedWindows} missed)`)}` : String(windows),
    alarm(overruns),
    worstLatenessNs > 0 ? `+${shortTime(worstLatenessNs)}` : "on time",
    String(partition.coreCalls),
    String(partition.hypercalls),
    notice(partition.rejectedCalls),
    String(partition.virtualInterrupts),
    alarm(partition.faults),
    notice(partition.restarts),
    state,
  ];
}

function title({ frames, timeNs, machine }: RunSummary): string {
  const count = frames === 1 ? "1 major frame" : `${frames} major frames`;
  return `${count} on ${machine}, ${shortTime(timeNs)} since power-on`;
}

/** What was lost on the way to the user. */
function remarks({ partitions }: RunSummary, names: readonly string[]): string[] {
  return partitions.flatMap(({ consoleDropped, healthDropped }, index) => [
    ...(consoleDropped > 0
      ? [`${names[index]}: ${consoleDropped} bytes of console output did not fit into its ring`]
      : []),
    ...(healthDropped > 0 ? [`${names[index]}: ${healthDropped} more health events were counted but not logged`] : []),
  ]);
}
