import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { BenchFailure } from "../bench-failure.js";
import { timingTests } from "./programs.js";
import { figures, medianRatio } from "./ratios.js";

test("figures are the lines that end in a number", () => {
  const output = [
    "*** BEGIN OF TEST TIME TEST 1 ***",
    "rtems_semaphore_obtain: available - 98",
    "rtems_semaphore_obtain: not available - NO_WAIT - 57",
    "overhead - -1",
    "*** END OF TEST TIME TEST 1 ***",
  ].join("\n");
  expect(figures(output)).toEqual([
    ["rtems_semaphore_obtain: available", 98],
    ["rtems_semaphore_obtain: not available - NO_WAIT", 57],
    ["overhead", -1],
  ]);
});

test("the median is of the ratios", () => {
  const ratio = (native: number, guest: number) => ({ test: "tm01", operation: "x", native, guest });
  expect(medianRatio([ratio(100, 110), ratio(10, 20), ratio(50, 50)])).toBe(1.1);
});

test("a tree where a board was not built is told", () => {
  const tree = mkdtempSync(join(tmpdir(), "bulkhead-rtems-"));
  try {
    expect(() => timingTests(tree)).toThrow(BenchFailure);
    for (const board of ["pc686", "bulkhead"]) {
      const folder = join(tree, "build", "i386", board, "testsuites", "tmtests");
      mkdirSync(folder, { recursive: true });
      for (const file of ["tm01.exe", `only-${board}.exe`, "tm02.norun.exe"]) writeFileSync(join(folder, file), "");
    }
    expect(timingTests(tree).map(({ name }) => name)).toEqual(["tm01"]);
  } finally {
    rmSync(tree, { recursive: true });
  }
});
