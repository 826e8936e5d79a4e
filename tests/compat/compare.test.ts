import { expect, test } from "vitest";
import { compareLines } from "./compare.js";

test("lines that name their partition are compared one by one", () => {
  const expected = "$ bulkhead run system.ts\na | one\na ! memory violation\na | two\nb | three\n";
  expect(compareLines(expected, { a: ["one", "two", "more"], b: ["three"] })).toEqual([]);
  expect(compareLines(expected, { a: ["one", "2"] })).toEqual([
    { partition: "a", expected: "two", actual: "2" },
    { partition: "b", expected: "three", actual: null },
  ]);
});

test("in a console of all partitions the lines of each are found in their order, the kernel's are passed over", () => {
  const expected = "one\n--- Scheduling processor: 0\n    scheduling thread 1 (priority 4)\nthree\ntwo\n";
  expect(compareLines(expected, { a: ["one", "two", "and so on"], b: ["three"] })).toEqual([]);
});

test("what another kernel printed and no partition of ours is missing; what came between known lines is strange", () => {
  expect(compareLines("one\ntwo\nthree\n", { a: ["one", "strange", "three"] })).toEqual([
    { partition: null, expected: "two", actual: null },
    { partition: "a", expected: null, actual: "strange" },
  ]);
  expect(compareLines("one\ntwo\n", { a: ["two", "one"] })).not.toEqual([]);
});
