import { expect, test } from "vitest";
import { timeOf } from "./times.js";

test.each([
  ["0.05", "PeriodSeconds", "s", 50_000_000],
  ["1.0E-1", "PeriodSeconds", "s", 100_000_000],
  [".5", "PeriodSeconds", "s", 500_000_000],
  ["2.", "PeriodSeconds", "s", 2_000_000_000],
  ["3", "Period", "s", 3_000_000_000],
  ["20000000", "Period", "ns", 20_000_000],
  ["0.02", "Period", "ns", 20_000_000],
  ["0.02", "RefreshRateSeconds", "ns", 20_000_000],
  ["20ms", "Period", "ns", 20_000_000],
  ["20 ms", "PeriodSeconds", "s", 20_000_000],
  ["250us", "Period", "s", 250_000],
  ["5000", "RepeatWindowAtNanosecondInterval", "s", 5000],
  ["7", "PeriodMs", "ns", 7_000_000],
  ["0", "Offset", "ns", 0],
  ["+1", "Offset", "ns", 1],
] as const)("%s of %s, in a file of %s", (text, name, unit, ns) => {
  expect(timeOf(text, name, unit)).toEqual({ ns, isOdd: false });
});

test("what is no whole number of nanoseconds is rounded, and said to be", () => {
  expect(timeOf("0.0000000015", "PeriodSeconds", "s")).toEqual({ ns: 2, isOdd: true });
  expect(timeOf("0.033333333333", "PeriodSeconds", "s")).toEqual({ ns: 33_333_333, isOdd: true });
});

test.each(["", ".", "-1", "1,5", "ten", "1e999", "9".repeat(40), "1e9", "NaN", "0x10"])("%j is no time", (text) => {
  expect(timeOf(text, "PeriodSeconds", "s")).toBe(undefined);
});
