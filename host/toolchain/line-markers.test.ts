import { expect, test } from "vitest";
import { applyLines } from "./line-markers.js";
import { readSourceMap } from "./source-map.js";

test("a source map's numbers are differences, segments without a place are skipped", () => {
  // 4: source 0, line 3, column 1;  9: no place;  14: same line;  34: source 1, line 1
  const map = { mappings: "IAEC,K,KAAA,oBCFA", sources: ["a.ts", "b.ts"] };
  expect(readSourceMap(JSON.stringify(map))).toEqual([
    { offset: 4, source: "a.ts", line: 3 },
    { offset: 14, source: "a.ts", line: 3 },
    { offset: 34, source: "b.ts", line: 1 },
  ]);
});

const MARKER = 0x7e5b_0000;
const places = [
  { offset: 0, source: "a.ts", line: 3 },
  { offset: 0, source: "~lib/array.ts", line: 114 },
  { offset: 0, source: "a.ts", line: 5 },
];
const fileOf = (source: string) => (source === "a.ts" ? "/p/a.ts" : undefined);
const marked = (definition: string) =>
  [
    definition,
    "  FUNC_PROLOGUE;",
    "  u32 var_i0;",
    `  var_i0 = ${MARKER}u;`,
    "  one();",
    `  var_i0 = ${MARKER + 1}u;`,
    "  inlined();",
    `  var_i0 = ${MARKER + 2}u;`,
    "  two();",
    "  FUNC_EPILOGUE;",
    "}",
    "next",
  ].join("\n");

test("statements go to the lines that they come from, a library's to the line that uses it", () => {
  const text = applyLines(marked("void w2c_program_a0x2Ff(w2c_program* instance) {"), places, "/b/module.c", fileOf);
  expect(text.split("\n").map((line) => line.trim().replace(/ +/g, " "))).toEqual([
    "void w2c_program_a0x2Ff(w2c_program* instance) {",
    "FUNC_PROLOGUE;",
    '#line 3 "/p/a.ts"',
    "u32 var_i0; one(); inlined();",
    '#line 5 "/p/a.ts"',
    "two(); FUNC_EPILOGUE;",
    "}",
    '#line 9 "/b/module.c"',
    "next",
  ]);
});

test("in a function of the compiler's library its own lines count", () => {
  const text = applyLines(marked("void w2c_program_0x7Elib0x2Fx(w2c_program* instance) {"), places, "/b/m.c", fileOf);
  expect(text).toContain('#line 114 "~lib/array.ts"');
});
