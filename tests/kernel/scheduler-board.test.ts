/** Native partitions on the whole board: the timer at the right time, bounded work, windows that end while there is more of it. */
import { describe, expect, test } from "vitest";
import {
  ACTION_IGNORE,
  ACTION_RESET,
  ACTION_SHUTDOWN,
  decodeHostBlock,
  decodePartitionStatistics,
  HOST_BLOCK_SIZE,
  LEVEL_MODULE,
  MAX_PROCESSES,
  MODE_COLD_START,
  MODE_NORMAL,
  NO_PARTITION,
  PARTITION_STATISTICS_SIZE,
  POLICY_LEAST_LAXITY,
  POLICY_ROUND_ROBIN,
  RUN_ENDED,
  START_HM_MODULE_RESTART,
} from "../../host/generated/abi.js";
import { type NativePc, startNativePc } from "./native-pc.js";
import { HANDLER, MESSAGE, NOBODY, nativeTable } from "./native-world.js";
import { Halted } from "./pc.js";
import { changePartition, HOST_BLOCK, sampleTable, type Table, type WindowPlan } from "./system.js";
import { THREAD_READY } from "./world.js";

const MS = 1_000_000n;
const PERIODIC = 1;
const PERIOD = 4n * MS;
/** How late the timer may be: its grain, and the way to the process. */
const LATE_NS = 10_000n;

const WINDOWS: readonly WindowPlan[] = [
  { partition: 0, durationNs: 2n * MS, flags: PERIODIC },
  { partition: 1, durationNs: MS },
  { partition: 0, durationNs: MS / 2n },
  { partition: NO_PARTITION, durationNs: MS / 2n },
];

/** The native table in these windows; an overrun is only logged. */
function tableOf(processCount: number, change: Parameters<typeof nativeTable>[1] = {}): Table {
  const native = nativeTable(processCount, { periodNs: PERIOD, actions: new Array(16).fill(ACTION_IGNORE), ...change });
  const { header, arrays } = sampleTable(2, WINDOWS);
  const actions = new Array(16).fill(ACTION_IGNORE);
  return changePartition({ header, arrays: { ...arrays, partitions: native.arrays.partitions } }, 1, { actions });
}

const statistics = ({ view }: NativePc, partition: number) =>
  decodePartitionStatistics(view, HOST_BLOCK + HOST_BLOCK_SIZE + partition * PARTITION_STATISTICS_SIZE);
const isOnTime = (now: bigint, ns: bigint) => {
  expect(now).toBeGreaterThanOrEqual(ns);
  expect(now).toBeLessThan(ns + LATE_NS);
};

describe("the timer", () => {
  test("ends a wait on time", () => {
    const pc = startNativePc(tableOf(3));
    pc.createAndStart(1);
    pc.createAndStart(2, { basePriority: 20 });
    pc.normal();
    pc.untilWindow(0);
    expect(pc.running()).toBe(2);
    const due = pc.now() + 300_000n;
    pc.withTime("sleep_until", due);
    expect(pc.running()).toBe(1);
    pc.timer(0n);
    expect(pc.running()).toBe(2);
    isOnTime(pc.now(), due);
  });

  test("fires no more than a process asked for: nothing due, nothing but the window's end", () => {
    const pc = startNativePc(tableOf(3));
    pc.createAndStart(1);
    pc.normal();
    pc.untilWindow(2);
    expect(pc.running()).toBe(1);
    pc.timer(0n);
    expect(pc.call.windowIndex()).toBe(3);
  });

  test.each([POLICY_ROUND_ROBIN, POLICY_LEAST_LAXITY])(
    "of policy %i gives turns in its window, and no storm",
    (policy) => {
      const pc = startNativePc(tableOf(3, { policy, quantumNs: 100_000n }));
      for (const process of [1, 2, 3]) pc.createAndStart(process, { capacityNs: 1_000n * MS });
      pc.normal();
      pc.until(() => pc.call.windowIndex() === 1);
      pc.until(() => pc.call.windowIndex() === 0);
      const seen: number[] = [];
      for (; pc.call.windowIndex() === 0; pc.timer(0n)) seen.push(pc.running());
      expect([...new Set(seen)].sort()).toEqual([1, 2, 3]);
      expect(seen.length).toBeGreaterThan(10);
      expect(seen.length).toBeLessThan(50);
    },
  );

  test("under the preemption lock leaves its owner alone, whatever the policy", () => {
    const pc = startNativePc(tableOf(3, { policy: POLICY_ROUND_ROBIN, quantumNs: 100_000n }));
    for (const process of [1, 2]) pc.createAndStart(process);
    pc.normal();
    pc.untilWindow(0);
    pc.make("preemption_lock");
    let interrupts = 0;
    for (; pc.call.windowIndex() === 0; pc.timer(0n)) interrupts += 1;
    expect(interrupts).toBeLessThan(4);
  });
});

test("a periodic process runs from the flagged window's start as the schedule has it, however late the interrupt", () => {
  const pc = startNativePc(tableOf(3));
  pc.createAndStart(1, { periodNs: PERIOD });
  pc.normal();
  expect(pc.running()).toBe(NOBODY);
  pc.untilWindow(3);
  pc.timer(123_000n);
  const release = pc.call.windowStartNs();
  expect([pc.call.windowIndex(), pc.running()]).toEqual([0, 1]);
  for (let period = 1n; period < 4n; period += 1n) {
    expect(pc.make("periodic_wait")).toBe("OK");
    expect(pc.running()).toBe(NOBODY);
    pc.untilRunning(1);
    isOnTime(pc.now(), release + period * PERIOD);
  }
});

test("a deadline that passes in another partition's window is the error handler's in the next of its own", () => {
  const pc = startNativePc(tableOf(3));
  pc.createHandler();
  pc.createAndStart(1);
  pc.normal();
  pc.untilWindow(0);
  pc.withTime("replenish", pc.call.windowEndNs() - pc.now() + MS / 2n);
  pc.untilRunning(HANDLER);
  expect(pc.call.windowIndex()).toBe(2);
  isOnTime(pc.now(), pc.call.windowStartNs());
});

test("a fault begins the error handler, whose end lets the process go on where it was", () => {
  const pc = startNativePc(tableOf(3));
  pc.createHandler();
  pc.createAndStart(1);
  pc.normal();
  pc.untilRunning(1);
  const { eip } = pc.context(1);
  pc.trap(14);
  expect(pc.running()).toBe(HANDLER);
  pc.make("process_stop_self");
  expect([pc.running(), pc.context(1).eip]).toEqual([1, eip]);
});

describe("of very many processes that come due at once", () => {
  /** All of them sleep until the same time, which is in the middle of a window. */
  function sleeping() {
    const pc = startNativePc(tableOf(MAX_PROCESSES));
    for (let process = 1; process <= MAX_PROCESSES; process += 1) pc.createAndStart(process);
    pc.normal();
    pc.untilWindow(3);
    const due = pc.call.windowEndNs() + MS;
    pc.until(() => pc.running() !== NOBODY);
    while (pc.running() !== NOBODY) pc.withTime("sleep_until", due);
    expect(pc.call.windowIndex()).toBe(0);
    const ready = () =>
      Array.from({ length: MAX_PROCESSES }, (_, at) => pc.call.threadState(pc.thread(at + 1))).filter(
        (state) => state === THREAD_READY,
      ).length;
    expect(ready()).toBe(0);
    return { pc, due, ready };
  }

  test("no entry of the kernel looks after more than eight, and between two of them interrupts come in", () => {
    const { pc, due, ready } = sleeping();
    const work = pc.call.continueWork;
    const counts: number[] = [];
    pc.call.continueWork = () => {
      counts.push(ready());
      return work();
    };
    pc.until(() => pc.now() >= due);
    expect(counts.length).toBeGreaterThanOrEqual(MAX_PROCESSES / 8);
    for (const [at, count] of counts.entries()) expect(count - (counts[at - 1] ?? 0)).toBeLessThanOrEqual(8);
    expect([pc.running(), ready()]).toEqual([1, MAX_PROCESSES]);
  });

  test("a window that ends meanwhile ends in time, and the rest is done in the next", () => {
    const { pc, ready } = sleeping();
    const step = pc.processor.timestampStep;
    // So slow that the work does not fit the rest of the window.
    pc.until(() => pc.timerAt() > pc.processor.timestamp + 10_000n && pc.call.windowIndex() === 0);
    const before = statistics(pc, 0);
    pc.processor.timestampStep = 80_000n;
    pc.timer(0n);
    pc.processor.timestampStep = step;
    expect(pc.call.windowIndex()).not.toBe(0);
    const done = ready();
    expect(done).toBeGreaterThan(0);
    expect(done).toBeLessThan(MAX_PROCESSES);
    expect(statistics(pc, 1).missedWindows).toBe(0);
    expect(statistics(pc, 0).worstLatenessNs).toBeLessThan(400_000n);
    expect(before.missedWindows).toBe(0);
    pc.untilRunning(1);
    expect(ready()).toBe(MAX_PROCESSES);
  });
});

describe("an error of module level", () => {
  function raise(action: number) {
    const levels = new Array(64).fill(LEVEL_MODULE);
    const { header, arrays } = tableOf(3, { levels });
    const pc = startNativePc({ header: { ...header, moduleActions: new Array(16).fill(action) }, arrays });
    pc.createAndStart(1);
    pc.normal();
    pc.untilWindow(0);
    return { pc, fail: () => pc.make("application_error", { ebx: 1, ecx: MESSAGE, edx: 0 }) };
  }

  test("SHUTDOWN ends the run at once", () => {
    const { pc, fail } = raise(ACTION_SHUTDOWN);
    expect(fail).toThrow(Halted);
    expect(decodeHostBlock(pc.view, HOST_BLOCK).runState).toBe(RUN_ENDED);
  });

  test("RESET starts this partition again, and every other in its own window", () => {
    const { pc, fail } = raise(ACTION_RESET);
    fail();
    const other = pc.call.partitionAt(1);
    expect([pc.call.modeOf(pc.partition), pc.call.modeOf(other)]).toEqual([MODE_COLD_START, MODE_NORMAL]);
    pc.untilRunning(0);
    expect(statistics(pc, 0)).toMatchObject({ restarts: 1, startCondition: START_HM_MODULE_RESTART });
    pc.until(() => statistics(pc, 1).restarts === 1 && pc.call.modeOf(other) === MODE_NORMAL);
    expect(statistics(pc, 1)).toMatchObject({ startCondition: START_HM_MODULE_RESTART });
    pc.untilRunning(0);
    pc.createAndStart(1);
    pc.normal();
    pc.untilWindow(3);
    expect([statistics(pc, 0).restarts, statistics(pc, 1).restarts]).toEqual([1, 1]);
  });
});
