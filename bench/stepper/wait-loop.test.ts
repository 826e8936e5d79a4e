import { expect, test } from "vitest";
import { roundOf } from "./wait-loop.js";

test("three equal rounds are a loop, from its first look at the clock on", () => {
  expect(roundOf([1, 2, 7, 8, 9, 7, 8, 9, 7, 8, 9, 7])).toEqual({ start: 2, addresses: [7, 8, 9] });
});

test("looks at the clock with different instructions between them are none", () => {
  expect(roundOf([1, 7, 8, 9, 7, 8, 7, 8, 7])).toBeUndefined();
});

test("nor are two rounds", () => {
  expect(roundOf([7, 8, 9, 7, 8, 9, 7])).toBeUndefined();
});

test("nor is the first look", () => {
  expect(roundOf([1, 2, 7])).toBeUndefined();
});
