/** The schedule against absolute time: whatever came late, the current window is the one that the clock says. */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { NO_PARTITION, WINDOW_ENTRY_PARTITION_OFFSET } from "../../host/generated/abi.js";
import { startKernel } from "./kernel.js";
import { layTable, sampleTable, type WindowPlan } from "./system.js";

interface Functions {
  startSchedule(ns: bigint): void;
  currentWindow(): number;
  windowIndex(): number;
  windowStartNs(): bigint;
  windowEndNs(): bigint;
  frames(): number;
  stepWindow(): void;
  skipFrames(now: bigint): number;
}

const PARTITIONS = 2;
const windowPlan: fc.Arbitrary<WindowPlan> = fc.record({
  partition: fc.constantFrom(0, 1, NO_PARTITION),
  durationNs: fc.bigInt({ min: 1n, max: 5_000_000n }),
});
const windowPlans = fc.array(windowPlan, { minLength: 1, maxLength: 6 });
const origin = fc.bigInt({ min: 0n, max: 1n << 40n });

function start(windows: readonly WindowPlan[], originNs: bigint) {
  const kernel = startKernel<Functions>();
  layTable(kernel, sampleTable(PARTITIONS, windows));
  kernel.call.startSchedule(originNs);
  return kernel;
}

/** What absolute time says. */
function windowAt(windows: readonly WindowPlan[], sinceOriginNs: bigint) {
  const frameNs = windows.reduce((sum, { durationNs }) => sum + durationNs, 0n);
  const frame = sinceOriginNs / frameNs;
  let startNs = frame * frameNs;
  for (const [index, { durationNs }] of windows.entries()) {
    if (sinceOriginNs < startNs + durationNs) return { index, startNs, endNs: startNs + durationNs, frame };
    startNs += durationNs;
  }
  throw new Error("the windows do not cover the frame");
}

test("step by step it goes through the windows, each from absolute time", () => {
  fc.assert(
    fc.property(windowPlans, origin, (windows, originNs) => {
      const { call, view } = start(windows, originNs);
      let startNs = 0n;
      for (let step = 0; step < 3 * windows.length; step += 1) {
        const index = step % windows.length;
        expect(call.windowIndex()).toBe(index);
        expect(call.windowStartNs()).toBe(originNs + startNs);
        expect(call.windowEndNs()).toBe(originNs + startNs + windows[index]!.durationNs);
        expect(call.frames()).toBe(1 + Math.floor(step / windows.length));
        const partition = view.getUint32(call.currentWindow() + WINDOW_ENTRY_PARTITION_OFFSET, true);
        expect(partition).toBe(windows[index]!.partition);
        startNs += windows[index]!.durationNs;
        call.stepWindow();
      }
    }),
  );
});

/** From on time to a hundred frames late. */
const lateness = fc.oneof(
  fc.bigInt({ min: 0n, max: 1_000n }),
  fc.bigInt({ min: 0n, max: 10_000_000n }),
  fc.bigInt({ min: 0n, max: 3_000_000_000n }),
);

describe("with entries that come at random times", () => {
  test("the current window is the clock's, reached in less than two frames of steps, and no frame is lost count of", () => {
    fc.assert(
      fc.property(
        windowPlans,
        origin,
        fc.array(lateness, { minLength: 1, maxLength: 12 }),
        (windows, originNs, delays) => {
          const { call } = start(windows, originNs);
          let now = originNs;
          for (const delay of delays) {
            now += delay;
            // As the board does it: step on, and skip what is past altogether.
            let steps = 0;
            while (now >= call.windowEndNs()) {
              call.skipFrames(now);
              call.stepWindow();
              steps += 1;
            }
            const { index, startNs, endNs, frame } = windowAt(windows, now - originNs);
            expect(call.windowIndex()).toBe(index);
            expect(call.windowStartNs()).toBe(originNs + startNs);
            expect(call.windowEndNs()).toBe(originNs + endNs);
            // It counts in 32 bits.
            expect(call.frames()).toBe(Number(BigInt.asUintN(32, frame + 1n)));
            expect(steps).toBeLessThanOrEqual(2 * windows.length);
          }
        },
      ),
      { numRuns: 300 },
    );
  });

  test("skipping tells how many whole frames it passed over", () => {
    const windows = [0, 1].map((partition) => ({ partition, durationNs: 1_000n }));
    const { call } = start(windows, 0n);
    call.stepWindow();
    expect(call.skipFrames(1_999n)).toBe(0);
    expect(call.skipFrames(3_999n)).toBe(0);
    expect(call.skipFrames(21_000n)).toBe(9);
    expect([call.frames(), call.windowStartNs()]).toEqual([10, 19_000n]);
  });
});
