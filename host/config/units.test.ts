import fc from "fast-check";
import { expect, test } from "vitest";
import { formatSize, formatTime, parseSize, parseTime } from "./units.js";

test.each([
  ["10ms", 10_000_000],
  ["250us", 250_000],
  ["1s", 1_000_000_000],
  ["500ns", 500],
  ["0.1ms", 100_000],
  ["1.5us", 1_500],
  ["0ms", 0],
])("%s is %d ns", (text, ns) => expect(parseTime(text)).toBe(ns));

test.each([
  ["64KiB", 65_536],
  ["1MiB", 1_048_576],
  ["0.5MiB", 524_288],
  ["4096B", 4_096],
])("%s is %d bytes", (text, bytes) => expect(parseSize(text)).toBe(bytes));

test.each([
  ["10"],
  ["10 ms"],
  ["-1ms"],
  ["1e3ms"],
  ["0.5ns"],
  ["1min"],
  ["ms"],
  [""],
  ["9999999999999999s"],
  ["1toString"],
  [7],
  [null],
  [undefined],
])("%j is no time", (text) => expect(parseTime(text)).toBeUndefined());

test("what is formatted can be parsed again", () => {
  fc.assert(fc.property(fc.nat({ max: 1e15 }), (value) => parseTime(formatTime(value)) === value));
  fc.assert(fc.property(fc.nat({ max: 1e12 }), (value) => parseSize(formatSize(value)) === value));
});

test("the largest unit that says it shortly", () => {
  expect([0, 500, 1_500, 4_050_000, 2e9, 3_333_333].map(formatTime)).toEqual([
    "0ns",
    "500ns",
    "1.5us",
    "4.05ms",
    "2s",
    "3333.333us",
  ]);
  expect([512, 5000, 65_536, 1_572_864].map(formatSize)).toEqual(["512B", "5000B", "64KiB", "1.5MiB"]);
});
