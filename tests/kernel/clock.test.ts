/** The clock against exact arithmetic. */
import fc from "fast-check";
import { expect, test } from "vitest";
import { startKernel } from "./kernel.js";

interface Functions {
  calibrate(frequencyHz: bigint, timestamp: bigint, ns: bigint): void;
  nanosecondsAt(timestamp: bigint): bigint;
  spinUntil(ns: bigint): bigint;
  clockMultiplier(): number;
  clockShift(): number;
}

const SECOND = 1_000_000_000n;
const FREQUENCY_MIN = 10_000_000n;
const FREQUENCY_MAX = 8_500_000_000n;
/** Fifty years: at the highest frequency the counter wraps after 68. */
const YEARS_NS = 50n * 365n * 86_400n * SECOND;

const { call, processor } = startKernel<Functions>();
const frequency = fc.oneof(
  fc.bigInt({ min: FREQUENCY_MIN, max: FREQUENCY_MAX }),
  // Where the shift changes.
  fc.constantFrom(FREQUENCY_MIN, 62_500_000n, 500_000_000n, SECOND - 1n, SECOND, SECOND + 1n, FREQUENCY_MAX),
);
const origin = fc.bigInt({ min: 0n, max: 1n << 62n });
const originNs = fc.bigInt({ min: 0n, max: 1n << 50n });
const delta = (frequencyHz: bigint) => fc.bigInt({ min: 0n, max: (YEARS_NS / SECOND) * frequencyHz });

const reading = fc
  .record({ frequencyHz: frequency, tsc: origin, ns: originNs })
  .chain((clock) => fc.record({ clock: fc.constant(clock), delta: delta(clock.frequencyHz) }));

test("it is the documented formula, to the nanosecond", () => {
  fc.assert(
    fc.property(reading, ({ clock: { frequencyHz, tsc, ns }, delta }) => {
      call.calibrate(frequencyHz, tsc, ns);
      const expected = ns + ((delta * BigInt(call.clockMultiplier())) >> BigInt(call.clockShift()));
      expect(call.nanosecondsAt(tsc + delta)).toBe(expected);
    }),
    { numRuns: 1000 },
  );
});

test("it stays the formula over many readings, near and far, of one calibration", () => {
  const readings = fc.array(fc.oneof(fc.bigInt({ min: 0n, max: 1n << 20n }), fc.bigInt({ min: 0n, max: 1n << 36n })));
  fc.assert(
    fc.property(frequency, origin, originNs, readings, (frequencyHz, tsc, ns, steps) => {
      call.calibrate(frequencyHz, tsc, ns);
      let delta = 0n;
      for (const step of steps) {
        delta += step;
        const expected = ns + ((delta * BigInt(call.clockMultiplier())) >> BigInt(call.clockShift()));
        expect(call.nanosecondsAt(tsc + delta)).toBe(expected);
      }
    }),
    { numRuns: 300 },
  );
});

test("it never runs backwards", () => {
  fc.assert(
    fc.property(reading, fc.bigInt({ min: 0n, max: 1n << 34n }), ({ clock, delta }, step) => {
      call.calibrate(clock.frequencyHz, clock.tsc, clock.ns);
      const before = call.nanosecondsAt(clock.tsc + delta);
      expect(call.nanosecondsAt(clock.tsc + delta + step)).toBeGreaterThanOrEqual(before);
    }),
    { numRuns: 1000 },
  );
});

test("it keeps true time to the part in 10^9 that it promises, and the rounding of one reading", () => {
  fc.assert(
    fc.property(reading, ({ clock: { frequencyHz, tsc, ns }, delta }) => {
      call.calibrate(frequencyHz, tsc, ns);
      const trueNs = (delta * SECOND) / frequencyHz;
      const error = call.nanosecondsAt(tsc + delta) - ns - trueNs;
      expect(error < 0n ? -error : error).toBeLessThanOrEqual(trueNs / SECOND + 2n);
    }),
    { numRuns: 1000 },
  );
});

test("spinning ends at the first reading that is not too early", () => {
  fc.assert(
    fc.property(
      fc.bigInt({ min: 1n, max: 300n }),
      fc.bigInt({ min: 0n, max: 10_000n }),
      fc.bigInt({ min: 0n, max: 10_000n }),
      (step, start, target) => {
        call.calibrate(SECOND, 0n, 0n);
        processor.timestamp = start;
        processor.timestampStep = step;
        const end = call.spinUntil(target);
        expect(end).toBeGreaterThanOrEqual(target);
        expect(end === start + step || end - step < target).toBe(true);
      },
    ),
  );
});
