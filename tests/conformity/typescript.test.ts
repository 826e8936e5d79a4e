/** The APEX in TypeScript: `examples/apex-ts-conformity` has each service return each of its codes. */
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { beforeAll, expect, test } from "vitest";
import { APEX_CASES } from "../../host/generated/apex-cases.js";
import { PACKAGE_ROOT } from "../../host/toolchain/directories.js";

/** An entry point is a function: it is always code. */
const IMPOSSIBLE = ["CREATE_ERROR_HANDLER INVALID_PARAM"];

const folder = join(PACKAGE_ROOT, "examples", "apex-ts-conformity");
let lines: string[];
beforeAll(async () => {
  lines = (await readFile(join(folder, "expected.txt"), "utf8")).split("\n");
});

test("each return code of each service is seen", () => {
  const seen = new Set(lines.map((line) => / \| (\w+ \w+) ok$/.exec(line)?.[1]));
  const wanted = new Set(APEX_CASES.map(({ service, code }) => `${service} ${code}`));
  expect([...wanted].filter((each) => !seen.has(each))).toEqual(IMPOSSIBLE);
});

test("nothing fails", () => {
  expect(lines.filter((line) => line.includes("FAILED"))).toEqual([]);
  expect(lines.filter((line) => / \| \d+ cases, 0 failed$/.test(line))).toHaveLength(1);
});

test("the library's table names each service once", async () => {
  const text = await readFile(join(PACKAGE_ROOT, "partition", "ts", "apex.ts"), "utf8");
  const rows = [...text.matchAll(/^ \* \| (?:Part 2: )?([A-Z][A-Z_, ]+) \| \w/gm)];
  const services = new Set(APEX_CASES.map(({ service }) => service));
  expect(rows.flatMap((row) => row[1]!.split(", ")).sort()).toEqual([...services].sort());
});
