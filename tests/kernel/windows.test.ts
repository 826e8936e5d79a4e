/** The whole board on a fake PC, with interrupts as late as one likes: windows follow the clock alone. */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  ACTION_IGNORE,
  CALL_WINDOW_YIELD,
  CONTEXT_EAX_OFFSET,
  decodeHostBlock,
  decodePartitionStatistics,
  decodeTraceRing,
  EVENT_WINDOW_START,
  HOST_BLOCK_SIZE,
  HYPERCALL_NULL,
  MODE_NORMAL,
  NO_PARTITION,
  PARTITION_STATISTICS_SIZE,
} from "../../host/generated/abi.js";
import { type Pc, startPc } from "./pc.js";
import { changePartition, HOST_BLOCK, KERNEL_TRACE, sampleTable, type Table, type WindowPlan } from "./system.js";
import { traceRecords } from "./world.js";

interface Functions {
  windowIndex(): number;
  windowStartNs(): bigint;
  windowEndNs(): bigint;
  frames(): number;
  partitionAt(index: number): number;
  modeOf(partition: number): number;
}

const PARTITIONS = 2;
/** What the timer's 838 ns grain and the arming itself take. */
const GRAIN_NS = 2_000n;
/** The longest that the 8254 can count. */
const ONE_SHOT_NS = 54_000_000n;

const statistics = ({ view }: Pc<Functions>, partition: number) =>
  decodePartitionStatistics(view, HOST_BLOCK + HOST_BLOCK_SIZE + partition * PARTITION_STATISTICS_SIZE);

/** An overrun is logged and no more, so that every partition goes on. */
const lenient = (windows: readonly WindowPlan[]): Table =>
  [0, 1].reduce(
    (table, index) => changePartition(table, index, { actions: new Array(16).fill(ACTION_IGNORE) }),
    sampleTable(PARTITIONS, windows),
  );

const windowPlan: fc.Arbitrary<WindowPlan> = fc.record({
  partition: fc.constantFrom(0, 1, NO_PARTITION),
  durationNs: fc.bigInt({ min: 60_000n, max: 4_000_000n }),
});
const windowPlans = fc.array(windowPlan, { minLength: 1, maxLength: 5 });
const lateness = fc.oneof(
  fc.constant(0n),
  fc.bigInt({ min: 0n, max: 5_000n }),
  fc.bigInt({ min: 0n, max: 6_000_000n }),
  fc.bigInt({ min: 0n, max: 200_000_000n }),
);
const step = fc.oneof(
  { weight: 4, arbitrary: fc.record({ kind: fc.constant("timer" as const), late: lateness }) },
  fc.record({ kind: fc.constant("call" as const), late: fc.constant(0n) }),
);

/** Which windows of which partition have begun, by position since the schedule's start. */
function windowsUpTo(windows: readonly WindowPlan[], position: number, partition: number): number {
  let count = 0;
  for (let at = 0; at <= position; at += 1) if (windows[at % windows.length]!.partition === partition) count += 1;
  return count;
}

describe("with interrupts that come late by any time", () => {
  test("the window is the clock's, the timer is armed for its end, and every window is counted, run or missed", () => {
    fc.assert(
      fc.property(windowPlans, fc.array(step, { minLength: 1, maxLength: 25 }), (windows, steps) => {
        const pc = startPc<Functions>(lenient(windows), 0);
        const { call, view } = pc;
        pc.start();
        const originNs = decodeHostBlock(view, HOST_BLOCK).frameOriginNs;
        const frameNs = windows.reduce((sum, { durationNs }) => sum + durationNs, 0n);
        const offsets = windows.map((_, at) => windows.slice(0, at).reduce((sum, plan) => sum + plan.durationNs, 0n));
        for (const { kind, late } of steps) {
          const before = pc.now();
          const looksAtClock = kind === "timer" || !pc.guestRuns();
          if (looksAtClock) pc.timer(late);
          else {
            view.setUint32(pc.context() + CONTEXT_EAX_OFFSET, HYPERCALL_NULL, true);
            pc.call82();
          }
          // From absolute time: lateness leaves nothing behind.
          const frame = BigInt(call.frames() - 1);
          expect(call.windowStartNs()).toBe(originNs + frame * frameNs + offsets[call.windowIndex()]!);
          // The window that the clock says, at some moment of this entry.
          expect(call.windowStartNs()).toBeLessThanOrEqual(pc.now());
          // A null call does not look: the timer's interrupt ends the window, at this very moment if need be.
          if (looksAtClock) expect(call.windowEndNs()).toBeGreaterThan(before);
          const armedFor = call.nanosecondsAt(pc.timerAt());
          // At an end that is here already there is nothing left to wait for but the shortest shot.
          const isOver = call.windowEndNs() <= pc.now();
          expect(armedFor).toBeLessThanOrEqual((isOver ? pc.now() : call.windowEndNs()) + GRAIN_NS);
          expect(armedFor).toBeLessThanOrEqual(pc.now() + ONE_SHOT_NS + GRAIN_NS);
        }
        const position = (call.frames() - 1) * windows.length + call.windowIndex();
        for (let partition = 0; partition < PARTITIONS; partition += 1) {
          const { windows: run, missedWindows } = statistics(pc, partition);
          expect(run + missedWindows, `windows of partition ${partition}`).toBe(
            windowsUpTo(windows, position, partition),
          );
        }
      }),
      { numRuns: 100 },
    );
  });
});

describe("with interrupts on time", () => {
  const windows = [
    { partition: 0, durationNs: 1_000_000n },
    { partition: 1, durationNs: 500_000n },
    { partition: NO_PARTITION, durationNs: 200_000n },
  ];
  const frames = 40;

  function run(each: (pc: Pc<Functions>) => void = () => {}) {
    const pc = startPc<Functions>(lenient(windows), 10_000);
    pc.start();
    while (pc.call.frames() < frames) {
      each(pc);
      pc.timer(0n);
    }
    return pc;
  }

  test("no window starts late, none is missed, and the partitions run from the first frames on", () => {
    const pc = run();
    for (let partition = 0; partition < PARTITIONS; partition += 1) {
      const { windows, missedWindows, overruns, worstStartLatenessNs } = statistics(pc, partition);
      expect([windows, missedWindows, overruns]).toEqual([partition === 0 ? frames : frames - 1, 0, 0]);
      expect(worstStartLatenessNs).toBeLessThan(1_000n);
      expect(pc.call.modeOf(pc.call.partitionAt(partition))).toBe(MODE_NORMAL);
    }
    expect(decodeHostBlock(pc.view, HOST_BLOCK).frames).toBe(frames);
  });

  test("a thread that yields is not resumed before its next window, though its window stays its own", () => {
    const pc = run((pc) => {
      if (!pc.guestRuns()) return;
      const window = pc.call.windowStartNs();
      pc.view.setUint32(pc.context() + CONTEXT_EAX_OFFSET, CALL_WINDOW_YIELD, true);
      pc.call80();
      expect(pc.guestRuns()).toBe(false);
      expect(pc.call.windowStartNs()).toBe(window);
    });
    expect(statistics(pc, 1).windows).toBe(frames - 1);
  });

  test("the kernel's trace tells each window's start with its lateness", () => {
    const pc = run();
    const starts = traceRecords(pc.view, KERNEL_TRACE).filter(({ event }) => event === EVENT_WINDOW_START);
    expect(starts.length).toBeGreaterThan(5);
    for (const { a, c, partition } of starts) {
      expect([0, 1]).toContain(a);
      expect(partition).toBe(NO_PARTITION);
      expect(c).toBeLessThan(1_000);
    }
    expect(decodeTraceRing(pc.view, KERNEL_TRACE).written).toBeGreaterThan(frames);
  });
});
