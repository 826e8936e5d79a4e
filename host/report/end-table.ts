/** The table at the end of a run: what became of each partition. */
import Table from "cli-table3";
import type { PortSummary } from "../exchange/ports.js";
import type { PartitionSummary, RunSummary } from "./events.js";
import { type Colors, partitionPaint } from "./palette.js";
import { shortTime } from "./short-time.js";

interface Column {
  readonly title: string;
  readonly align: "left" | "right";
  cell(partition: PartitionSummary, colors: Colors): string;
  /** Left out where no partition has anything to show. */
  readonly shown?: (partition: PartitionSummary) => boolean;
}

const alarm = (count: number, colors: Colors): string => (count > 0 ? colors.red(String(count)) : "0");
const notice = (count: number, colors: Colors): string => (count > 0 ? colors.yellow(String(count)) : "0");
const counted = (title: string, cell: Column["cell"]): Column => ({ title, align: "right", cell });

const COLUMNS: readonly Column[] = [
  counted("windows", ({ windows, missedWindows }, colors) =>
    missedWindows > 0 ? `${windows} ${colors.red(`(${missedWindows} missed)`)}` : String(windows),
  ),
  counted("overruns", ({ overruns }, colors) => alarm(overruns, colors)),
  counted("worst", ({ worstLatenessNs }) => (worstLatenessNs > 0 ? `+${shortTime(worstLatenessNs)}` : "on time")),
  counted("calls", ({ coreCalls }) => String(coreCalls)),
  counted("hypercalls", ({ hypercalls }) => String(hypercalls)),
  counted("rejected", ({ rejectedCalls }, colors) => notice(rejectedCalls, colors)),
  counted("interrupts", ({ virtualInterrupts }) => String(virtualInterrupts)),
  {
    ...counted("devices", ({ deviceInterrupts }) => String(deviceInterrupts ?? "")),
    shown: ({ deviceInterrupts }) => deviceInterrupts !== undefined,
  },
  counted("faults", ({ faults }, colors) => alarm(faults, colors)),
  counted("restarts", ({ restarts }, colors) => notice(restarts, colors)),
  { title: "state", align: "left", cell: state },
];

function state({ mode, exitCode }: PartitionSummary, colors: Colors): string {
  if (mode === "NORMAL") return "running";
  if (mode !== "IDLE") return "starting";
  return exitCode === 0 ? "stopped" : `stopped, ${colors.red(`code ${exitCode}`)}`;
}

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
  const columns = COLUMNS.filter(({ shown }) => shown === undefined || summary.partitions.some(shown));
  const table = new Table({
    chars: BARE,
    style: { head: [], border: [], "padding-left": 0, "padding-right": 0 },
    colAligns: ["left", ...columns.map(({ align }) => align)],
    head: ["partition", ...columns.map(({ title }) => title)].map((text) => colors.dim(text)),
  });
  for (const [index, partition] of summary.partitions.entries()) {
    const name = partitionPaint(colors, index)(names[index] ?? `partition ${index}`);
    table.push([name, ...columns.map(({ cell }) => cell(partition, colors))]);
  }
  const lines = table
    .toString()
    .split("\n")
    .map((line) => line.trimEnd());
  const lost = remarks(summary, names);
  return [title(summary), "", ...lines, ...(lost.length > 0 ? ["", ...lost] : [])].join("\n");
}

function title({ frames, timeNs, machine, reason }: RunSummary): string {
  const count = frames === 1 ? "1 major frame" : `${frames} major frames`;
  const end = reason === "all-stopped" ? ": all partitions have stopped" : "";
  return `${count} on ${machine}, ${shortTime(timeNs)} since power-on${end}`;
}

/** What was lost on the way from or to the user. */
function remarks({ partitions, ports = [] }: RunSummary, names: readonly string[]): string[] {
  return [...consoleRemarks(partitions, names), ...ports.flatMap(portRemarks)];
}

function portRemarks({ name, lost, refused, discarded, left }: PortSummary): string[] {
  const remark = (count: number, text: string): string[] => {
    return count === 0 ? [] : [`port ${name}: ${count} ${count === 1 ? "message" : "messages"} ${text}`];
  };
  return [
    ...remark(lost, "lost on the way out"),
    ...remark(refused, "refused"),
    ...remark(discarded, "discarded by the full queue"),
    ...remark(left, "not taken until the end"),
  ];
}

function consoleRemarks(partitions: readonly PartitionSummary[], names: readonly string[]): string[] {
  return partitions.flatMap(({ consoleDropped, healthDropped }, index) => [
    ...(consoleDropped > 0
      ? [`${names[index]}: ${consoleDropped} bytes of console output did not fit into its ring`]
      : []),
    ...(healthDropped > 0 ? [`${names[index]}: ${healthDropped} more health events were counted but not logged`] : []),
  ]);
}
