import fc from "fast-check";
import { expect, test } from "vitest";
import type { SystemDefinition } from "../config/define.js";
import { systemText } from "./system-text.js";

const system: SystemDefinition = {
  name: "two",
  partitions: {
    "first-one": { sources: ["first/a.c", "first/b.c"], api: "pok", memory: "1MiB", processes: 4 },
    second: { entry: "second.ts", memory: "256KiB", health: { memoryViolation: "restart" } },
  },
  channels: {
    order: {
      kind: "queuing",
      size: "32B",
      depth: 8,
      from: { partition: "first-one", port: "ORDER_OUT" },
      to: { partition: "second", port: "ORDER_IN" },
    },
  },
  schedule: { frame: "20ms", windows: [{ partition: "first-one", duration: "5ms" }] },
};

test("is laid out as a person would write it", () => {
  expect(systemText(system, ["Made of a description.", ""])).toBe(`// Made of a description.
//
import { defineSystem } from "bulkhead";

export default defineSystem({
  name: "two",
  partitions: {
    "first-one": { sources: ["first/a.c", "first/b.c"], api: "pok", memory: "1MiB", processes: 4 },
    second: { entry: "second.ts", memory: "256KiB", health: { memoryViolation: "restart" } },
  },
  channels: {
    order: {
      kind: "queuing",
      size: "32B",
      depth: 8,
      from: { partition: "first-one", port: "ORDER_OUT" },
      to: { partition: "second", port: "ORDER_IN" },
    },
  },
  schedule: {
    frame: "20ms",
    windows: [{ partition: "first-one", duration: "5ms" }],
  },
});
`);
});

test("a heading cannot end its comment", () => {
  expect(systemText(system, ["one\n*/ evil()"])).toMatch(/^\/\/ one \*\/ evil\(\)\nimport/);
});

test("whatever is written is read back", () => {
  const evaluate = (text: string): unknown => {
    const body = text.replace(/^import .*$/m, "").replace("export default", "return");
    return new Function("defineSystem", body)((value: unknown) => value);
  };
  const leaf = fc.oneof(fc.string(), fc.string({ unit: "grapheme" }), fc.integer(), fc.boolean());
  const key = fc.oneof(fc.string(), fc.constantFrom("__proto__", "a-b", "1", "constructor", "class"));
  const { value } = fc.letrec((tie) => ({
    value: fc.oneof({ maxDepth: 4 }, leaf, fc.array(tie("value")), fc.dictionary(key, tie("value"))),
  }));
  fc.assert(
    fc.property(fc.dictionary(key, value), (definition) => {
      expect(evaluate(systemText(definition as never))).toEqual(definition);
    }),
    { seed: 5, numRuns: 300 },
  );
});
