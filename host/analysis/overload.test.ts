/** Processes that take all of their partition's windows and more: an answer comes, though there is no end to the busy period. */
import { expect, test } from "vitest";
import type { Partition, TableProcess } from "../config/model.js";
import { proveSystem } from "./prove.js";

const MS = 1e6;

/** What the kernel leaves of a window that is the whole frame of 1 ms: less the longest entry, the switch, and its end. */
const SUPPLY_NS = MS - 106_000 - 6_000;
/** What a release and a job take besides the process's own worst case. */
const [RELEASE_NS, JOB_NS] = [15_000, 20_000];

const process = (name: string, priority: number, worstCaseNs: number, longestLockNs = 0): TableProcess => ({
  ...{ name, priority, periodNs: MS, deadlineNs: MS, deadlineType: "hard", delayNs: 0, worstCaseNs, longestLockNs },
});

/** The verdicts on one partition's processes, by priority. */
function verdicts(...processTable: TableProcess[]): unknown[] {
  const partition = { index: 0, name: "a", policy: "priority", periodNs: MS, durationNs: MS, irqs: [], quantumNs: 0 };
  const windows = [{ partition: 0, offsetNs: 0, durationNs: MS, periodicStart: true }];
  const [proof] = proveSystem({
    partitions: [{ ...partition, processTable } as unknown as Partition],
    schedules: [{ name: "main", majorFrameNs: MS, windows, changeActions: [0] }],
  });
  return proof!.partitions[0]!.processes!.map(({ process: name, verdict, responseNs }) => [name, verdict, responseNs]);
}

test("a process that fits exactly is met", () => {
  const worstCase = SUPPLY_NS - RELEASE_NS - JOB_NS;
  expect(verdicts(process("first", 2, worstCase))).toEqual([["first", "met", MS - 6_000]]);
});

test("the kernel's work at the releases of a less urgent process is too much", () => {
  const worstCase = SUPPLY_NS - RELEASE_NS - JOB_NS;
  const [first] = verdicts(process("first", 2, worstCase), process("second", 1, 1));
  expect(first).toEqual(["first", "missed", undefined]);
});

test("a delay that is never made up for is given up", () => {
  const worstCase = SUPPLY_NS - 2 * RELEASE_NS - JOB_NS;
  const [first] = verdicts(process("first", 2, worstCase), process("second", 1, 1, MS / 2));
  expect(first).toEqual(["first", "unproven", undefined]);
});
