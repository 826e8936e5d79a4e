/** Periods in a major frame: what windows give in each, and when there are too many of them. */
import fc from "fast-check";
import { expect, test } from "vitest";
import { draftOf } from "./draft.js";
import { Findings } from "./findings.js";
import { SystemSource } from "./locate.js";
import { checkPeriods, leastSupply } from "./periods.js";

interface Window {
  readonly partition: string;
  readonly offset: string;
  readonly duration: string;
}

const draft = (frame: string, windows: readonly Window[], partition: object = {}) =>
  draftOf({ name: "x", partitions: { a: partition }, schedule: { frame, windows } });

const window = (offsetNs: number, durationNs: number, partition = "a"): Window => ({
  partition,
  offset: `${offsetNs}ns`,
  duration: `${durationNs}ns`,
});

function faultsOf(partition: object, frame: string, windows: readonly Window[]): string[] {
  const findings = new Findings(new SystemSource("/system.ts", ""));
  checkPeriods(draft(frame, windows, partition), findings);
  return findings.faults.map(({ code, path, message, remedy }) => `${code} ${path}: ${message} [${remedy}]`);
}

/** What each single period has of the windows, one nanosecond after the other. */
function leastByCounting(frameNs: number, periodNs: number, windows: readonly (readonly [number, number])[]): number {
  const supplied = new Array<number>(Math.floor(frameNs / periodNs)).fill(0);
  for (const [offsetNs, durationNs] of windows) {
    for (let ns = offsetNs; ns < offsetNs + durationNs; ns++) {
      const period = Math.floor(ns / periodNs);
      if (period < supplied.length) supplied[period]!++;
    }
  }
  return Math.min(...supplied);
}

test("the least that a period has of any windows", () => {
  const step = fc.record({ gap: fc.integer({ min: 0, max: 12 }), long: fc.integer({ min: 1, max: 30 }) });
  fc.assert(
    fc.property(
      fc.array(step, { minLength: 1, maxLength: 6 }),
      fc.integer({ min: 0, max: 20 }),
      fc.integer({ min: 1, max: 40 }),
      (steps, rest, periodNs) => {
        let at = 0;
        const windows = steps.map(({ gap, long }) => {
          const offset = at + gap;
          at = offset + long;
          return [offset, long] as const;
        });
        const frameNs = Math.max(at + rest, periodNs);
        const { schedules } = draft(
          `${frameNs}ns`,
          windows.map(([offset, long]) => window(offset, long)),
        );
        expect(leastSupply("a", periodNs, schedules)).toBe(leastByCounting(frameNs, periodNs, windows));
      },
    ),
    { numRuns: 500, seed: 653 },
  );
});

test("a partition without windows has nothing, and so has one without a period", () => {
  const { schedules } = draft("10ms", [window(0, 1_000_000, "b")]);
  expect(leastSupply("a", 10_000_000, schedules)).toBe(0);
  expect(leastSupply("b", 0, schedules)).toBe(0);
});

test("a tiny period in a huge frame is a fault, found without a look at each of its periods", () => {
  const always = [window(0, 1000e9)];
  const message = "the major frame of 1000s: at most 4096 are possible";
  expect(faultsOf({ period: "1ns" }, "1000s", always)).toEqual([
    `BH1044 partitions.a.period: a period of 1ns is there 1000000000000 times in ${message} ["244140.625us" or more, or a shorter frame]`,
  ]);
  expect(faultsOf({ period: "1ns", duration: "1ns" }, "1000s", always)).toHaveLength(1);
  expect(leastSupply("a", 1, draft("1000s", always).schedules)).toBe(1);
  expect(leastSupply("a", 1, draft("1000s", [window(5, 7), window(500e9, 1e9)]).schedules)).toBe(0);
});

test("as many periods as are possible, and one more", () => {
  const frame = (count: number): string => `${count}ms`;
  const always = (count: number): Window[] => [window(0, count * 1e6)];
  expect(faultsOf({ period: "1ms", duration: "1ms" }, frame(4096), always(4096))).toEqual([]);
  expect(faultsOf({ period: "1ms" }, frame(4097), always(4097))).toEqual([
    'BH1044 partitions.a.period: a period of 1ms is there 4097 times in the major frame of 4.097s: at most 4096 are possible ["1024.25us" or more, or a shorter frame]',
  ]);
});

test("the first of the periods that have too little is told", () => {
  const windows = [window(0, 2_500_000), window(3_000_000, 500_000)];
  expect(faultsOf({ period: "1ms", duration: "1ms" }, "6ms", windows)).toEqual([
    "BH1045 partitions.a.duration: schedule gives the partition 500us from 2ms to 3ms, not 1ms " +
      "[give it a window in each of its periods, or another period or duration]",
  ]);
  expect(faultsOf({ period: "1ms" }, "6ms", windows)).toEqual([
    "BH1045 partitions.a.period: schedule gives the partition no time from 4ms to 5ms " +
      "[give it a window in each of its periods, or another period or duration]",
  ]);
});
