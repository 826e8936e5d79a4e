import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { POLICIES, type Policy, type TableProcess, type Window } from "../config/model.js";
import { samplePartition } from "../image/sample-system.js";
import { DEFAULT_INSTRUCTION_NS, kernelCosts } from "./costs.js";
import type { PartitionProof } from "./proof.js";
import { type Provable, proveSystem } from "./prove.js";
import { simulate } from "./simulated.js";

const MS = 1_000_000;
const US = 1_000;

const process = (name: string, change: Partial<TableProcess> = {}): TableProcess => ({
  ...{ name, priority: 1, delayNs: 0, deadlineType: "hard", longestLockNs: 0 },
  ...change,
});
const window = (offsetNs: number, durationNs: number, periodicStart = false, partition = 0): Window => ({
  ...{ partition, offsetNs, durationNs, periodicStart },
});

interface Subject {
  readonly processTable: readonly TableProcess[];
  readonly windows: readonly Window[];
  readonly frameNs: number;
  readonly periodNs?: number;
  readonly policy?: Policy;
  readonly quantumNs?: number;
}

/** The proof of one partition whose kernel takes next to nothing: 1e-6 ns an instruction. */
function prove({ processTable, windows, frameNs, periodNs = frameNs, ...rest }: Subject, instructionNs = 1e-6) {
  const system: Provable = {
    partitions: [
      samplePartition("one", 0, { ...{ vcpus: 0, processes: processTable.length, processTable, periodNs }, ...rest }),
    ],
    schedules: [{ name: "main", majorFrameNs: frameNs, windows, changeActions: [] }],
    kernelInstructionNs: instructionNs,
  };
  return proveSystem(system)[0]!.partitions[0]!;
}
const responses = ({ processes }: PartitionProof) =>
  processes!.map(({ responseNs }) => (responseNs === undefined ? undefined : Math.round(responseNs / 10_000) / 100));
const verdicts = ({ processes }: PartitionProof) => processes!.map(({ verdict }) => verdict);

/** Windows of 4 ms at 0 and 10 ms of a frame of 20 ms. */
const TWICE = {
  frameNs: 20 * MS,
  periodNs: 10 * MS,
  windows: [window(0, 4 * MS, true), window(10 * MS, 4 * MS, true)],
};
const periodic = (name: string, period: number, worstCase: number, change: Partial<TableProcess> = {}) =>
  process(name, {
    ...{ periodNs: period * MS, deadlineNs: period * MS, worstCaseNs: worstCase * MS },
    ...change,
  });

describe("by priority", () => {
  test("the textbook's response times, on a processor of its own", () => {
    // Burns and Wellings, Real-Time Systems and Programming Languages: C = 3, 3, 5 and T = 7, 12, 20 respond in 3, 6 and 20.
    // Here the window leaves 6 us at the frame's end and no releases lie between grid points.
    const processTable = [
      process("a", { priority: 3, interarrivalNs: 7 * MS, worstCaseNs: 3 * MS }),
      process("b", { priority: 2, interarrivalNs: 12 * MS, worstCaseNs: 3 * MS }),
      process("c", { priority: 1, interarrivalNs: 20 * MS, worstCaseNs: 4.99 * MS }),
    ];
    const whole = { frameNs: 1000 * MS, windows: [window(0, 1000 * MS, true)] };
    expect(responses(prove({ ...whole, processTable }))).toEqual([3.01, 6.01, 20]);
  });

  test("what does not fit a window goes on in the next", () => {
    const processTable = [
      periodic("first", 20, 3, { priority: 20 }),
      periodic("second", 20, 2, { priority: 10, deadlineNs: 11.1 * MS }),
    ];
    // 1 ms of the second is left for the window at 10 ms, and the 6 us that a window loses at its end.
    expect(responses(prove({ ...TWICE, processTable }))).toEqual([3, 11.01]);
    expect(verdicts(prove({ ...TWICE, processTable }))).toEqual(["met", "met"]);
    const late = [processTable[0]!, { ...processTable[1]!, deadlineNs: 11 * MS }];
    expect(verdicts(prove({ ...TWICE, processTable: late }))).toEqual(["met", "missed"]);
  });

  test("releases come at the windows that start periodic processing, and after the delay", () => {
    const late = { ...TWICE, periodNs: 20 * MS, windows: [window(0, 4 * MS), window(10 * MS, 4 * MS, true)] };
    const one = (change: Partial<TableProcess>) => [periodic("one", 20, 5, change)];
    expect(responses(prove({ ...late, processTable: one({}) }))).toEqual([11.01]);
    // Released as a window ends: 4 ms of the next and 1 ms of the one behind it.
    expect(responses(prove({ ...TWICE, processTable: one({ delayNs: 4 * MS }) }))).toEqual([17.01]);
  });

  test("a sporadic process is worst off where a window has just ended", () => {
    const processTable = [process("react", { interarrivalNs: 20 * MS, worstCaseNs: 1 * MS, deadlineNs: 7 * MS })];
    const proof = prove({ ...TWICE, processTable });
    expect(responses(proof)).toEqual([7.01]);
    expect(verdicts(proof)).toEqual(["missed"]);
  });

  test("equals wait for each other, and the lower one's lock for nobody", () => {
    const processTable = [
      periodic("a", 20, 1, { priority: 5 }),
      periodic("b", 20, 1, { priority: 5 }),
      periodic("c", 20, 1, { priority: 1, longestLockNs: 0.5 * MS }),
    ];
    expect(responses(prove({ ...TWICE, processTable }))).toEqual([2.5, 2.5, 3]);
  });

  test("one that may run for ever leaves those below it without a proof", () => {
    const endless = process("endless", { priority: 5 });
    const processTable = [periodic("above", 20, 1, { priority: 6 }), endless, periodic("below", 20, 1)];
    const { processes } = prove({ ...TWICE, processTable });
    expect(processes!.map(({ verdict, reason }) => [verdict, reason])).toEqual([
      ["met", undefined],
      ["no-deadline", "it has no worst case"],
      ["unproven", '"endless" may come before it, and has no worst case'],
    ]);
  });

  test("more work than windows has no end", () => {
    const processTable = [periodic("a", 20, 5, { priority: 2 }), periodic("b", 20, 5, { priority: 1 })];
    const proof = prove({ ...TWICE, processTable });
    expect(verdicts(proof)).toEqual(["met", "missed"]);
    expect(proof.processes![1]!.responseNs).toBeUndefined();
    expect(proof.demand).toBeGreaterThan(proof.supply);
  });

  test("one released once does not come again", () => {
    const processTable = [
      process("once", { priority: 9, worstCaseNs: 3 * MS }),
      periodic("work", 20, 1, { priority: 1, deadlineNs: 4.1 * MS }),
    ];
    expect(responses(prove({ ...TWICE, processTable }))).toEqual([9.01, 10.01]);
  });
});

describe("by the other policies", () => {
  const table = [
    periodic("fast", 20, 2, { priority: 1, deadlineNs: 20 * MS }),
    periodic("slow", 40, 3, { priority: 9, deadlineNs: 12 * MS }),
  ];
  test.each<[Policy, (number | undefined)[]]>([
    ["priority", [11.01, 3]],
    ["rate-monotonic", [2, 11.01]],
    // The deadline of "slow" at 12 ms is before that of "fast" at 20 ms.
    ["earliest-deadline", [11.01, 3]],
    ["round-robin", [11.01, 11.01]],
    ["least-laxity", [11.01, 11.01]],
  ])("%s", (policy, expected) => {
    expect(responses(prove({ ...TWICE, processTable: table, policy }))).toEqual(expected);
  });

  test("by the earliest deadline a full processor is enough, which by priority it is not", () => {
    const whole = { frameNs: 60 * MS, periodNs: 10 * MS, windows: [window(0, 60 * MS, true)] };
    const full = [periodic("a", 20, 9.99, { priority: 2 }), periodic("b", 30, 14.98, { priority: 1 })];
    expect(verdicts(prove({ ...whole, processTable: full, policy: "earliest-deadline" }))).toEqual(["met", "met"]);
    expect(verdicts(prove({ ...whole, processTable: full }))).toEqual(["met", "missed"]);
  });
});

describe("what the kernel takes", () => {
  test("each window, release and job has its cost", () => {
    const processTable = [periodic("one", 20, 1, { priority: 2 }), periodic("two", 20, 1, { priority: 1 })];
    const costs = kernelCosts(DEFAULT_INSTRUCTION_NS, 0);
    const proof = prove({ ...TWICE, processTable }, DEFAULT_INSTRUCTION_NS);
    const first = costs.windowStartNs + costs.entryNs + 2 * costs.releaseNs + costs.jobNs + MS;
    expect(proof.processes![0]!.responseNs).toBe(first);
    const second = costs.windowStartNs + 2 * costs.releaseNs + 2 * (costs.jobNs + MS);
    expect(proof.processes![1]!.responseNs).toBe(second);
    expect(proof.supply).toBeCloseTo((8 * MS - 2 * (costs.windowStartNs + costs.windowEndNs)) / (20 * MS), 12);
  });

  test("a window that the kernel needs for itself gives nothing", () => {
    const processTable = [periodic("one", 20, 1)];
    const short = { ...TWICE, windows: [window(0, 100 * US, true), window(10 * MS, 100 * US, true)] };
    expect(prove({ ...short, processTable }, DEFAULT_INSTRUCTION_NS).processes![0]).toMatchObject({
      verdict: "unproven",
      reason: "the kernel takes all of the partition's windows",
    });
  });
});

test("the drawing of a miss fits a terminal and shows where it happens", () => {
  const processTable = [
    periodic("first-with-a-long-name-that-no-row-holds", 20, 3, { priority: 20 }),
    periodic("second", 20, 2, { priority: 10, deadlineNs: 11 * MS }),
  ];
  const lines = prove({ ...TWICE, processTable }).processes![1]!.timeline!.split("\n");
  expect(lines.filter((line) => line.length > 100)).toEqual([]);
  const [windows, first, , second, axis] = lines;
  expect(windows).toMatch(/^windows {12}\|#+\.+#+\|$/);
  expect(first).toMatch(/^first-with-a-long- \|\^=+ +\|$/);
  expect(second).toMatch(/^second {13}\|\^\.+=+\.+=+!\|$/);
  expect(axis).toMatch(/^ +0ns +11.007ms$/);
});

/** A frame of `slots` slots of a tenth of a millisecond, some of them the partition's. */
const SLOT = 100;
const generated = fc.record({
  policy: fc.constantFrom(...POLICIES),
  open: fc.array(fc.boolean(), { minLength: 10, maxLength: 20 }).filter((open) => open.includes(true)),
  quantum: fc.constantFrom(30, 100, 250),
  processes: fc.array(
    fc.record({
      priority: fc.integer({ min: 1, max: 3 }),
      cost: fc.integer({ min: 10, max: 200 }),
      periods: fc.integer({ min: 1, max: 3 }),
      deadline: fc.integer({ min: 1, max: 100 }),
      delay: fc.integer({ min: 0, max: 9 }),
      sporadic: fc.boolean(),
      jitter: fc.array(fc.nat(300), { minLength: 40, maxLength: 40 }),
    }),
    { minLength: 1, maxLength: 4 },
  ),
});

test("no response is longer than what was proven", () => {
  let bounded = 0;
  let reached = 0;
  fc.assert(
    fc.property(generated, ({ policy, open, quantum, processes }) => {
      const frame = open.length * SLOT;
      // Slots one behind the other are one window; each loses its last 6 us.
      const windows = open.flatMap((mine, slot) => (mine ? [{ start: slot * SLOT, end: slot * SLOT + SLOT - 6 }] : []));
      const isOpen = (time: number): boolean => {
        const inFrame = time % frame;
        return windows.some(({ start, end }) => inFrame >= start && inFrame < end);
      };
      const first = windows[0]!.start;
      const proof = prove({
        ...{ policy, frameNs: frame * US, quantumNs: quantum * US },
        windows: windows.map(({ start }, i) => window(start * US, SLOT * US, i === 0)),
        processTable: processes.map(({ priority, cost, periods, deadline, delay, sporadic }, i) =>
          process(`p${i}`, {
            priority,
            worstCaseNs: cost * US,
            ...(sporadic ? { interarrivalNs: periods * frame * US } : { periodNs: periods * frame * US }),
            delayNs: sporadic ? 0 : Math.floor((delay * frame) / 10) * US,
            deadlineNs: Math.ceil((deadline * periods * frame) / 100) * US,
          }),
        ),
      });
      const end = 24 * frame;
      const simulated = processes.map(({ priority, cost, periods, deadline, delay, sporadic, jitter }) => {
        const period = periods * frame;
        const releases: number[] = [];
        let time = sporadic ? jitter[0]! : first + Math.floor((delay * frame) / 10);
        for (let i = 1; time < end - 8 * frame; time += period + (sporadic ? jitter[i++ % jitter.length]! : 0)) {
          releases.push(time);
        }
        // By its rate a sporadic process comes last: it has no period.
        const rate = sporadic ? Number.POSITIVE_INFINITY : period;
        return { priority, cost, period: rate, releases, deadline: Math.ceil((deadline * period) / 100) };
      });
      const seen = simulate(simulated, policy, quantum, isOpen, end);
      for (const [i, { responseNs, verdict, deadlineNs }] of proof.processes!.entries()) {
        // Who is late starts his next release late: there only the verdict counts.
        if (responseNs === undefined || verdict === "missed") continue;
        bounded += 1;
        if (seen[i]! * US > responseNs - 2 * US) reached += 1;
        expect(seen[i]! * US, `process ${i}: ${policy}`).toBeLessThanOrEqual(responseNs);
        expect(responseNs).toBeLessThanOrEqual(deadlineNs!);
      }
    }),
    { numRuns: 100 },
  );
  // The bound is no bound for its own sake: many of the responses are as long.
  expect(bounded).toBeGreaterThan(100);
  expect(reached / bounded).toBeGreaterThan(0.2);
});
