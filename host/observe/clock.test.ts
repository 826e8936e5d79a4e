import { expect, test } from "vitest";
import { timeNs } from "./clock.js";

/** A counter of 3 GHz. */
const clock = { clockOriginTsc: 600n, clockOriginNs: 50n, clockMultiplier: Math.floor(2 ** 32 / 3), clockShift: 32 };

test("time goes on from the clock's origin", () => {
  expect(timeNs(clock, 600n)).toBe(50);
  expect(timeNs(clock, 600n + 3_000_000n)).toBe(50 + 999_999);
});

test("the product is exact past 64 bits", () => {
  const ticks = 3n * 10n ** 15n;
  const exact = 50n + ((ticks * BigInt(clock.clockMultiplier)) >> 32n);
  expect(timeNs(clock, 600n + ticks)).toBe(Number(exact));
});

test("what came before boot is 0, and the counter may wrap", () => {
  expect(timeNs(clock, 0n)).toBe(0);
  expect(timeNs({ ...clock, clockOriginTsc: 2n ** 64n - 1n }, 5n)).toBe(50 + 1);
});
