/** Several module schedules: whoever asks for another gets it where the frame ends, and nowhere else. */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  CHANGE_COLD_START,
  CHANGE_IGNORE,
  CHANGE_WARM_START,
  decodeScheduleStatus,
  NO_PARTITION,
  PERMISSION_TO_SET_SCHEDULE,
} from "../../host/generated/abi.js";
import { bootForCalls } from "./calls-world.js";
import { startKernel } from "./kernel.js";
import {
  areaOf,
  changePartition,
  layTable,
  sampleTable,
  scheduleEntry,
  type Table,
  type WindowPlan,
} from "./system.js";

interface Functions {
  startSchedule(ns: bigint): void;
  windowIndex(): number;
  windowStartNs(): bigint;
  windowEndNs(): bigint;
  frames(): number;
  stepWindow(): void;
  skipFrames(now: bigint): number;
  requestSchedule(number: number): void;
  currentSchedule(): number;
  nextSchedule(): number;
  scheduleChanges(): number;
  lastScheduleChangeNs(): bigint;
  changeActionOf(partition: number): number;
  periodicProcessingStarts(): number;
}

const sum = (windows: readonly WindowPlan[]) => windows.reduce((total, { durationNs }) => total + durationNs, 0n);

/** Two partitions, and these schedules. */
function tableOf(schedules: readonly (readonly WindowPlan[])[]): Table {
  const tables = schedules.map((windows) => sampleTable(2, windows));
  let firstWindow = 0;
  const entries = schedules.map((windows, index) => {
    const entry = scheduleEntry(firstWindow, windows, `schedule ${index + 1}`);
    firstWindow += windows.length;
    return entry;
  });
  const { header, arrays } = tables[0]!;
  const windows = tables.flatMap((table) => table.arrays.windows);
  return { header, arrays: { ...arrays, schedules: entries, windows } };
}

function start(table: Table, originNs: bigint) {
  const kernel = startKernel<Functions>();
  layTable(kernel, table);
  kernel.call.startSchedule(originNs);
  return kernel;
}

/** Time, frame by frame. */
class Model {
  current = 0;
  next = 0;
  changes = 0;
  lastChangeNs = 0n;
  frames = 1;

  constructor(
    readonly schedules: readonly (readonly WindowPlan[])[],
    private frameStartNs: bigint,
  ) {}

  advance(now: bigint): void {
    for (;;) {
      const end = this.frameStartNs + sum(this.schedules[this.current]!);
      if (now < end) return;
      this.frameStartNs = end;
      this.frames += 1;
      if (this.next === this.current) continue;
      this.current = this.next;
      this.changes += 1;
      this.lastChangeNs = end;
    }
  }

  window(now: bigint) {
    let startNs = this.frameStartNs;
    for (const [index, { durationNs }] of this.schedules[this.current]!.entries()) {
      if (now < startNs + durationNs) return { index, startNs, endNs: startNs + durationNs };
      startNs += durationNs;
    }
    throw new Error("the windows do not cover the frame");
  }
}

const windowPlan: fc.Arbitrary<WindowPlan> = fc.record({
  partition: fc.constantFrom(0, 1, NO_PARTITION),
  durationNs: fc.bigInt({ min: 1_000n, max: 100_000n }),
});
const schedulePlans = fc.array(fc.array(windowPlan, { minLength: 1, maxLength: 5 }), { minLength: 1, maxLength: 4 });

test("whatever is asked for and whenever, the window is the one that the frames until now lead to", () => {
  const event = fc.record({
    delayNs: fc.oneof(fc.bigInt({ min: 0n, max: 60_000n }), fc.bigInt({ min: 0n, max: 5_000_000n })),
    request: fc.option(fc.nat(3), { nil: undefined }),
  });
  fc.assert(
    fc.property(
      schedulePlans,
      fc.bigInt({ min: 0n, max: 1n << 40n }),
      fc.array(event, { minLength: 1, maxLength: 20 }),
      (schedules, originNs, events) => {
        const { call } = start(tableOf(schedules), originNs);
        const model = new Model(schedules, originNs);
        let now = originNs;
        for (const { delayNs, request } of events) {
          now += delayNs;
          model.advance(now);
          let steps = 0;
          while (now >= call.windowEndNs()) {
            call.skipFrames(now);
            call.stepWindow();
            steps += 1;
          }
          // Of the schedule that ends one frame, of the one that follows two.
          expect(steps).toBeLessThanOrEqual(3 * 5);
          const window = model.window(now);
          expect({
            index: call.windowIndex(),
            startNs: call.windowStartNs(),
            endNs: call.windowEndNs(),
          }).toEqual(window);
          expect([call.currentSchedule(), call.nextSchedule()]).toEqual([model.current, model.next]);
          expect([call.scheduleChanges(), call.lastScheduleChangeNs()]).toEqual([model.changes, model.lastChangeNs]);
          expect(call.frames()).toBe(model.frames);
          if (request === undefined) continue;
          model.next = request % schedules.length;
          call.requestSchedule(model.next);
        }
      },
    ),
    { numRuns: 300 },
  );
});

const MILLISECOND = 1_000_000n;
const everyone: WindowPlan[] = [
  { partition: 0, durationNs: MILLISECOND, flags: 1 },
  { partition: 1, durationNs: MILLISECOND },
];
const firstAlone: WindowPlan[] = [{ partition: 0, durationNs: 3n * MILLISECOND, flags: 1 }];

test("a partition's change action is that of the schedule that runs", () => {
  const table = tableOf([everyone, firstAlone]);
  const [one, two] = table.arrays.schedules;
  const actions = [CHANGE_WARM_START, CHANGE_COLD_START, ...Array(30).fill(CHANGE_IGNORE)];
  const schedules = [one!, { ...two!, changeActions: actions }];
  const { call } = start({ ...table, arrays: { ...table.arrays, schedules } }, 0n);
  expect([0, 1].map((partition) => call.changeActionOf(partition))).toEqual([CHANGE_IGNORE, CHANGE_IGNORE]);
  call.requestSchedule(1);
  call.stepWindow();
  expect(call.changeActionOf(0)).toBe(CHANGE_IGNORE);
  call.stepWindow();
  expect([0, 1].map((partition) => call.changeActionOf(partition))).toEqual([CHANGE_WARM_START, CHANGE_COLD_START]);
});

test("a window says whether periodic processing starts with it", () => {
  const { call } = start(tableOf([everyone]), 0n);
  const seen = Array.from({ length: 4 }, () => {
    const starts = call.periodicProcessingStarts();
    call.stepWindow();
    return starts;
  });
  expect(seen).toEqual([1, 0, 1, 0]);
});

describe("the calls", () => {
  const to = areaOf(0).data;
  const boot = (permissions = PERMISSION_TO_SET_SCHEDULE) => {
    const world = bootForCalls(changePartition(tableOf([everyone, firstAlone]), 0, { permissions }));
    const call = world.call as unknown as Functions;
    call.startSchedule(MILLISECOND);
    const set = (schedule: number) => world.make("schedule_set", { ebx: schedule }).status;
    const status = () => {
      expect(world.make("schedule_status", { ebx: to }).status).toBe("OK");
      return decodeScheduleStatus(world.view, to);
    };
    return { ...world, call, set, status };
  };

  test("schedule_set asks for another; schedule_status tells", () => {
    const { call, set, status } = boot();
    expect(status()).toEqual({ lastSwitchNs: 0n, current: 1, next: 1 });
    expect(set(2)).toBe("OK");
    expect(status()).toEqual({ lastSwitchNs: 0n, current: 1, next: 2 });
    expect(set(2)).toBe("OK");
    call.stepWindow();
    call.stepWindow();
    expect(status()).toEqual({ lastSwitchNs: 3n * MILLISECOND, current: 2, next: 2 });
  });

  test("the last request counts, also for the schedule that runs", () => {
    const { call, set, status } = boot();
    expect([set(1), set(2), set(1), set(1)]).toEqual(["NO_ACTION", "OK", "OK", "NO_ACTION"]);
    call.stepWindow();
    call.stepWindow();
    expect(status()).toEqual({ lastSwitchNs: 0n, current: 1, next: 1 });
  });

  test("a schedule that there is not comes before a permission that there is not", () => {
    const { set, status } = boot(0);
    expect([set(0), set(3), set(0xffffffff)]).toEqual(["BAD_ARGUMENT", "BAD_ARGUMENT", "BAD_ARGUMENT"]);
    expect(set(2)).toBe("NOT_CONFIGURED");
    expect(status().next).toBe(1);
  });

  test("schedule_id finds a schedule by its name, whatever stands behind its end", () => {
    const { make, bytes } = boot(0);
    const find = (name: string, behind: number) => {
      bytes.fill(behind, to, to + 32);
      bytes.set(Buffer.from(`${name}\0`), to);
      return make("schedule_id", { ebx: to });
    };
    expect(find("schedule 1", 0)).toEqual({ status: "OK", value: 1 });
    expect(find("schedule 2", 0xee)).toEqual({ status: "OK", value: 2 });
    expect(find("schedule", 0)).toEqual({ status: "NOT_CONFIGURED", value: 0 });
    expect(make("schedule_id", { ebx: 4 }).status).toBe("BAD_POINTER");
    expect(make("schedule_status", { ebx: areaOf(0).code }).status).toBe("BAD_POINTER");
  });
});
