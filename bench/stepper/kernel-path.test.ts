import { expect, test } from "vitest";
import { instructionsWithoutSpin } from "./kernel-path.js";

const repeat = (times: number, addresses: readonly number[]): number[] =>
  Array.from({ length: times }, () => addresses).flat();

test("a path without a loop counts as it is", () => {
  expect(instructionsWithoutSpin([1, 2, 3, 4])).toBe(4);
});

test("a short loop is work", () => {
  expect(instructionsWithoutSpin([1, ...repeat(4, [2, 3]), 4])).toBe(10);
});

test("a spin is counted once", () => {
  expect(instructionsWithoutSpin([1, ...repeat(60, [2, 3, 4]), 5, 6])).toBe(6);
});
