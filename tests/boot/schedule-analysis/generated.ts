/** Systems of a few partitions and processes for the analysis to judge and the machine to run. */
import fc from "fast-check";
import { proveSystem } from "../../../host/analysis/prove.js";
import { POLICIES, type System, type TableProcess, type Window } from "../../../host/config/model.js";
import { ACTION_IGNORE, ACTION_STOP, ERROR_DEADLINE_MISSED, LEVEL_PARTITION } from "../../../host/generated/abi.js";
import { samplePartition, sampleSystem } from "../../../host/image/sample-system.js";

const MS = 1_000_000;
/** What a process does besides its loop: a few instructions of C, counted far too many. */
const AROUND_THE_LOOP_NS = 2_000;
const NS_PER_ROUND = 20;

/** Windows of a frame of 20 ms: whose, and how long; the rest is idle. */
const layout = fc.constantFrom(
  [
    [0, 4],
    [1, 6],
    [0, 4],
    [1, 4],
  ],
  [
    [1, 3],
    [0, 9],
    [1, 5],
  ],
  [
    [0, 2],
    [1, 3],
    [0, 3],
    [1, 3],
    [0, 2],
    [1, 3],
    [0, 2],
  ],
);
const process = fc.record({
  priority: fc.integer({ min: 1, max: 3 }),
  /** Of the partition's period. */
  periods: fc.constantFrom(1, 2, 3),
  /** Hundredths of the period. */
  deadline: fc.integer({ min: 40, max: 100 }),
  delay: fc.constantFrom(0, 0, 5, 30),
  sporadic: fc.boolean(),
  /** How much it computes, beside the others. */
  weight: fc.integer({ min: 1, max: 10 }),
});
const partition = fc.record({
  policy: fc.constantFrom(...POLICIES),
  quantumUs: fc.constantFrom(500, 2000),
  processes: fc.array(process, { minLength: 1, maxLength: 4 }),
});

export const structures = fc.record({ layout, partitions: fc.tuple(partition, partition) });
export type Structure = typeof structures extends fc.Arbitrary<infer T> ? T : never;

const FRAME_NS = 20 * MS;

/** The system in which each process takes its weight times `unitNs`. */
export function systemOf({ layout, partitions }: Structure, unitNs: number): System {
  let offsetNs = 0;
  const seen = new Set<number>();
  const windows = layout.map(([index, ms]): Window => {
    const periodicStart = !seen.has(index!);
    seen.add(index!);
    const window = { partition: index!, offsetNs, durationNs: ms! * MS, periodicStart };
    offsetNs += window.durationNs;
    return window;
  });
  const actions = new Array(16).fill(ACTION_STOP);
  actions[ERROR_DEADLINE_MISSED] = ACTION_IGNORE;
  return sampleSystem({
    name: "generated",
    partitions: partitions.map(({ policy, quantumUs, processes }, index) =>
      samplePartition(`p${index}`, index, {
        ...{ vcpus: 0, processes: processes.length, policy, quantumNs: quantumUs * 1000, periodNs: FRAME_NS },
        ...{ memoryBytes: 0x20000, stackBytes: 0x4000, traceRecords: 4096, processStackBytes: 0x2000 },
        processTable: processes.map((shape, at) => tableProcess(shape, at, unitNs)),
        health: {
          levels: new Array(64).fill(LEVEL_PARTITION),
          actions,
          processActions: actions,
          confirmations: new Array(16).fill(0),
        },
      }),
    ),
    schedules: [{ name: "main", majorFrameNs: FRAME_NS, windows, changeActions: [0, 0] }],
  });
}

function tableProcess(shape: Structure["partitions"][0]["processes"][0], at: number, unitNs: number): TableProcess {
  const { priority, periods, deadline, delay, sporadic, weight } = shape;
  const periodNs = periods * FRAME_NS;
  const common = { name: `process-${at}`, priority, worstCaseNs: Math.ceil(weight * unitNs), longestLockNs: 0 };
  // Nothing in the APEX gives an aperiodic process a deadline at each release.
  if (sporadic) return { ...common, interarrivalNs: periodNs, delayNs: 0, deadlineType: "soft" };
  const deadlineNs = Math.round((deadline * periodNs) / 100);
  return { ...common, periodNs, delayNs: (delay * FRAME_NS) / 100, deadlineNs, deadlineType: "hard" };
}

/** The rounds of the loop that take the process no longer than its worst case. */
export const roundsOf = ({ worstCaseNs }: TableProcess): number =>
  Math.max(1, Math.floor((worstCaseNs! - AROUND_THE_LOOP_NS) / NS_PER_ROUND));

/** Whether every deadline of the system is proven to be met. */
export function isProven(system: System): boolean {
  return proveSystem(system).every(({ partitions }) =>
    partitions.every(({ processes, demand, supply }) =>
      processes!.every(({ verdict }) => demand <= supply && (verdict === "met" || verdict === "no-deadline")),
    ),
  );
}

/** The longest unit with which all deadlines are still proven, to a hundredth; 0: there is none. */
export function greatestUnitNs(structure: Structure): number {
  let proven = 0;
  let unproven = FRAME_NS;
  while (unproven - proven > Math.max(proven / 100, 1000)) {
    const middle = (proven + unproven) / 2;
    if (isProven(systemOf(structure, middle))) proven = middle;
    else unproven = middle;
  }
  return proven;
}
