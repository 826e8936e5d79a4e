import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { checkSystem } from "./check.js";
import { ConfigError, type Fault } from "./fault.js";
import { SystemSource } from "./locate.js";

let directory: string;
beforeAll(() => {
  directory = mkdtempSync(join(tmpdir(), "bulkhead-deadlines-"));
  writeFileSync(join(directory, "a.c"), "");
});
afterAll(() => rmSync(directory, { recursive: true }));

/** Windows of 4 ms at 0 and 10 ms of a frame of 20 ms, with those processes. */
const systemOf = (processes: object, change: object = {}, partition: object = {}): object => ({
  name: "a",
  partitions: { one: { sources: ["a.c"], memory: "64KiB", period: "10ms", processes, ...partition } },
  schedule: {
    frame: "20ms",
    windows: [
      { partition: "one", duration: "4ms" },
      { partition: "one", offset: "10ms", duration: "4ms" },
    ],
  },
  ...change,
});

/** Faults and warnings. */
function judge(value: object): { faults: readonly Fault[]; warnings: Fault[] } {
  const warnings: Fault[] = [];
  const source = new SystemSource(
    join(directory, "system.ts"),
    `export default defineSystem(${JSON.stringify(value)})`,
  );
  try {
    checkSystem(value as Record<string, unknown>, source, (warning) => warnings.push(warning));
    return { faults: [], warnings };
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    return { faults: error.faults, warnings };
  }
}
const told = (faults: readonly Fault[]): string[] =>
  faults.map(
    ({ code, path, message, remedy, severity = "error" }) => `${severity} ${code} ${path}: ${message} [${remedy}]`,
  );

const fine = { period: "20ms", deadline: "15ms", worstCase: "3ms", priority: 20 };
const late = { period: "20ms", deadline: "11ms", worstCase: "2ms", priority: 10 };
const MISSED =
  'BH1092 partitions.one.processes.late.deadline: in schedule "main" the deadline of 11ms can be missed: the worst response is 11.288ms, 288us late';
const MOVE = "[a window nearer to its release or a longer one, a greater priority, or a later deadline]";

test("deadlines that are met are nothing to tell of", () => {
  expect(judge(systemOf({ fine }))).toEqual({ faults: [], warnings: [] });
});

test("a hard deadline that is missed is a fault, with the worst case drawn", () => {
  const { faults, warnings } = judge(systemOf({ fine, late }));
  expect(told(faults)).toEqual([`error ${MISSED} ${MOVE}`]);
  expect(faults[0]!.line).toBe(1);
  expect(faults[0]!.drawing).toContain("\nlate            |^");
  expect(warnings).toEqual([]);
});

test("a soft one is a warning, and the system is taken", () => {
  const { faults, warnings } = judge(systemOf({ fine, late: { ...late, deadlineType: "soft" } }));
  expect(faults).toEqual([]);
  expect(told(warnings)).toEqual([`warning ${MISSED} ${MOVE}`]);
  expect(warnings[0]!.drawing).toBeDefined();
});

test("on a machine with faster instructions the same deadline is met", () => {
  const processes = { fine, late: { ...late, deadline: "11.1ms" } };
  expect(judge(systemOf(processes)).faults).toHaveLength(1);
  expect(judge(systemOf(processes, { kernelInstruction: "1ns" }))).toEqual({ faults: [], warnings: [] });
  expect(told(judge(systemOf(processes, { kernelInstruction: "0ns" })).faults)).toEqual([
    'error BH1094 kernelInstruction: an instruction of 0ns: 1ns to 1us are possible ["10ns" on v86, "1ns" on QEMU]',
  ]);
});

test("each schedule is looked at, with the releases that go on from another", () => {
  const main = { frame: "20ms", windows: [{ partition: "one", duration: "4ms" }] };
  const late = { frame: "20ms", windows: [{ partition: "one", offset: "16ms", duration: "4ms" }] };
  const faultsOf = (schedules: object) =>
    told(judge(systemOf({ fine }, { schedule: undefined, schedules }, { period: "20ms" })).faults);
  expect(faultsOf({ main })).toEqual([]);
  expect(faultsOf({ late })).toEqual([]);
  // Released at 0 ms of the frame, as "main" has it.
  expect(faultsOf({ main, late })).toEqual([
    expect.stringContaining('in schedule "late" the deadline of 15ms can be missed: the worst response is 19.141ms'),
  ]);
});

test("more work than the windows have time for is one fault, whatever the deadlines", () => {
  const heavy = { ...fine, worstCase: "9ms" };
  expect(told(judge(systemOf({ heavy, late })).faults)).toEqual([
    'error BH1090 partitions.one.processes: its processes take 55.4 % of the processor; schedule "main" gives them 38.9 % ' +
      "[longer windows, longer periods, or shorter worst cases]",
  ]);
});

test("a period without a window that starts it", () => {
  const windows = [
    { partition: "one", duration: "4ms", periodicStart: false },
    { partition: "one", offset: "10ms", duration: "4ms", periodicStart: false },
  ];
  const { faults, warnings } = judge(systemOf({ fine }, { schedule: { frame: "20ms", windows } }));
  expect(told(faults)).toEqual([
    "error BH1091 partitions.one.processes.fine.period: the process would never be released: no window of its partition starts " +
      'periodic processing [take periodicStart: false out of a window of "one"]',
  ]);
  expect(warnings).toMatchObject([{ code: "BH1093" }]);
});

test("what nobody can prove is a warning, where somebody asked for a proof", () => {
  const endless = { priority: 30 };
  expect(told(judge(systemOf({ fine, endless })).warnings)).toEqual([
    'warning BH1093 partitions.one.processes.fine.deadline: in schedule "main" the deadline is not proven: "endless" may come ' +
      "before it, and has no worst case [a worstCase of each process that may come before it]",
  ]);
  expect(judge(systemOf({ fine: { ...fine, worstCase: undefined }, endless }))).toEqual({ faults: [], warnings: [] });
  expect(judge(systemOf({ fine, endless: { priority: 1 } }))).toEqual({ faults: [], warnings: [] });
});
