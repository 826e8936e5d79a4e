/** A run as a machine might have told it, for the reporters' tests. */
import type { HealthEvent, PanicEvent, PartitionSummary, Reporter, RunSummary } from "./events.js";

export const NAMES = ["guest", "io"];

const whose = (partitionIndex: number) => ({ partitionIndex, partition: NAMES[partitionIndex]! });

const COUNTS: PartitionSummary = {
  windows: 20,
  missedWindows: 0,
  overruns: 0,
  worstLatenessNs: 3_140,
  coreCalls: 42,
  hypercalls: 1234,
  rejectedCalls: 0,
  virtualInterrupts: 200,
  faults: 0,
  restarts: 0,
  consoleDropped: 0,
  healthDropped: 0,
  mode: "NORMAL",
};

export const SUMMARY: RunSummary = {
  reason: "ended",
  machine: "v86",
  timeNs: 201_500_000,
  frames: 20,
  partitions: [
    COUNTS,
    {
      ...COUNTS,
      windows: 19,
      missedWindows: 1,
      overruns: 2,
      worstLatenessNs: 1_200_000,
      rejectedCalls: 3,
      faults: 2,
      restarts: 1,
      consoleDropped: 77,
      mode: "IDLE",
    },
  ],
};

export const PANIC: PanicEvent = {
  timeNs: 5_000_000,
  text: "exception inside the kernel",
  detail: 14,
  partitionIndex: 1,
  registers: { eax: 0, ebx: 1, ecx: 2, edx: 0xffffffff, eip: 0xc0101234, cr2: 4 },
  stack: [
    { address: 0xc0101234, location: { function: "startWindow", offsetBytes: 31, module: "core/schedule" } },
    { address: 0xc0100100 },
  ],
};

const FAULT: HealthEvent = {
  kind: "health",
  timeNs: 4_000_000,
  ...whose(1),
  error: "MEMORY_VIOLATION",
  action: "COLD_RESTART",
  mode: "NORMAL",
  vector: 14,
  errorCode: 5,
  eip: 0x1020,
  esp: 0x9000,
  address: 0xc0100000,
  vcpu: 0,
  place: { address: 0x1020, location: { function: "peek", offsetBytes: 9, file: "/src/io.c", line: 42 } },
};

const REPORT: HealthEvent = {
  ...FAULT,
  timeNs: 4_500_000,
  ...whose(0),
  error: "APPLICATION_ERROR",
  action: "IGNORE",
  vector: undefined,
  errorCode: 7,
  address: 0,
  place: { address: 0x1044 },
};

/** Console output in pieces, health events, lost output, and a last line that nobody ended. */
export function tell(reporter: Reporter): void {
  const console = (timeNs: number, partitionIndex: number, text: string): void =>
    reporter.event({ kind: "console", timeNs, ...whose(partitionIndex), text });
  console(1_000_000, 0, "hello\nw");
  console(2_000_000, 1, "\x1b[31mred\x1b[0m\r\n");
  console(3_000_000, 0, "orld\n");
  reporter.event(FAULT);
  reporter.event(REPORT);
  reporter.event({ kind: "lost", timeNs: 4_600_000, ring: "console", ...whose(1), count: 512 });
  console(5_000_000, 0, "unfinished");
}
