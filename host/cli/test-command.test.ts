/** `bulkhead test` in a user's project, by each of the two runners. */
import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { SaxesParser } from "saxes";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { PACKAGE_ROOT } from "../toolchain/directories.js";

const folders: string[] = [];
afterAll(() => {
  for (const folder of folders) rmSync(folder, { recursive: true });
});

/** A project with Bulkhead installed, and what else is named. */
function project(installed: readonly string[], files: Readonly<Record<string, string>>): string {
  const folder = mkdtempSync(join(tmpdir(), "bulkhead-test-"));
  folders.push(folder);
  mkdirSync(join(folder, "node_modules"));
  symlinkSync(PACKAGE_ROOT, join(folder, "node_modules", "bulkhead"), "junction");
  for (const name of installed) {
    symlinkSync(join(PACKAGE_ROOT, "node_modules", name), join(folder, "node_modules", name), "junction");
  }
  for (const [name, text] of Object.entries({ "package.json": '{ "type": "module" }', ...files })) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), text);
  }
  return folder;
}

function bulkheadTest(cwd: string, args: readonly string[] = [], more: NodeJS.ProcessEnv = { NO_COLOR: "1" }) {
  const program = join(PACKAGE_ROOT, "bin", "bulkhead.mjs");
  const env = { ...process.env, NO_COLOR: undefined, FORCE_COLOR: undefined, VITEST: undefined, ...more };
  const { status, stdout, stderr } = spawnSync(process.execPath, [program, "test", ...args], {
    cwd,
    env,
    encoding: "utf8",
  });
  return { status, stdout: timeless(stdout), stderr };
}

const timeless = (text: string): string =>
  text
    .replace(/\d+ ms$/gm, "N ms")
    .replace(/in \d+\.\d s$/gm, "in N s")
    .replace(/"durationMs":[\d.]+/g, '"durationMs":0');

const SYSTEM = `import { defineSystem } from "bulkhead";
export default defineSystem({
  name: "small",
  partitions: { guest: { sources: ["guest.c"], memory: "64KiB" } },
  schedule: { frame: "10ms", windows: [{ partition: "guest", duration: "4ms" }] },
});
`;
const GUEST = `#include <bulkhead/bulkhead.h>
int main(void) { printf("at work\\n"); return 3; }
`;

/** Tests of that system, one a kind of outcome, for a runner that has \`test\`. */
const tests = (runner: string): string => `${runner}
import assert from "node:assert/strict";
import { boot } from "bulkhead";

test("works", async () => {
  const system = await boot(new URL("./system.ts", import.meta.url));
  await system.partition("guest").waitForMode("IDLE");
  assert.deepEqual(system.partition("guest").output, ["at work"]);
  console.log("a remark");
});

describe("a group", () => {
  test("fails & says <why>", () => assert.equal("left", "right"));
  test.skip("is skipped", () => {});
});
`;

const RUNNERS = [
  ["Node's runner", [], 'import { describe, test } from "node:test";'],
  ["Vitest", ["vitest"], 'import { describe, test } from "vitest";'],
] as const;

describe.each(RUNNERS)("with %s", (_name, installed, runner) => {
  let folder: string;
  beforeAll(() => {
    const files = { "system.ts": SYSTEM, "guest.c": GUEST, "tests/small.test.ts": tests(runner).replace("./", "../") };
    folder = project(installed, files);
  });

  test("tells each test, what a failure says and where, and the count", () => {
    const { status, stdout, stderr } = bulkheadTest(folder, ["--junit", "out/tests.xml"]);
    expect(status).toBe(7);
    expect(stderr).toBe("testing tests/small.test.ts\n");
    expect(stdout).toContain("a remark\n");
    expect(stdout).toMatch(/^tests\/small\.test\.ts\n {2}ok {6}works {2}N ms\n/m);
    expect(stdout).toMatch(/^ {2}FAILED {2}a group > fails & says <why> {2}N ms\n {10}AssertionError.*right/ms);
    expect(stdout).toMatch(/small\.test\.ts:13:\d+/);
    expect(stdout).toContain("\n  skipped a group > is skipped\n");
    expect(stdout).toMatch(/\n1 failed, 1 passed, 1 skipped in N s\n$/);
    expect(junit(join(folder, "out", "tests.xml"))).toEqual([
      'testsuites name="bulkhead test" tests="3" failures="1" skipped="1" errors="0"',
      'testsuite name="tests/small.test.ts" tests="3" failures="1" skipped="1" errors="0"',
      'testcase classname="tests/small.test.ts" name="works"',
      'testcase classname="tests/small.test.ts" name="a group > fails & says <why>"',
      "failure",
      'testcase classname="tests/small.test.ts" name="a group > is skipped"',
      "skipped",
    ]);
  });

  test("as JSON, one object a line and nothing else", () => {
    const { stdout } = bulkheadTest(folder, ["tests", "--json"]);
    const events = stdout
      .trim()
      .split("\n")
      .map((line) => JSON.parse(line));
    expect(events).toMatchObject([
      { kind: "output", text: expect.stringContaining("a remark") },
      { kind: "test", name: ["works"], state: "passed", errors: [] },
      { kind: "test", name: ["a group", "fails & says <why>"], state: "failed" },
      { kind: "test", name: ["a group", "is skipped"], state: "skipped", errors: [] },
      { kind: "end", passed: 1, failed: 1, skipped: 1 },
    ]);
  });

  test("a file that can't be loaded fails, and what passes passes", () => {
    writeFileSync(join(folder, "bad.test.ts"), "throw new Error('no');\n");
    writeFileSync(join(folder, "good.test.ts"), `${runner}\ntest("nothing", () => {});\n`);
    const bad = bulkheadTest(folder, ["bad.test.ts"]);
    expect(bad.status).toBe(7);
    expect(bad.stdout).toMatch(/FAILED {2}the file itself/);
    expect(bulkheadTest(folder, ["good.test.ts"]).stdout).toMatch(/ok {6}nothing.*\n\n1 passed in N s\n$/);
    rmSync(join(folder, "bad.test.ts"));
    rmSync(join(folder, "good.test.ts"));
  });
});

/** The elements of a JUnit file with their attributes, but for times and messages. Throws where it is no XML. */
function junit(file: string): string[] {
  const elements: string[] = [];
  const parser = new SaxesParser();
  parser.on("opentag", ({ name, attributes }) => {
    const shown = Object.entries(attributes).filter(([key]) => key !== "time" && key !== "message");
    elements.push([name, ...shown.map(([key, value]) => `${key}="${value}"`)].join(" "));
  });
  parser.on("error", (error) => {
    throw error;
  });
  parser.write(readFileSync(file, "utf8")).close();
  return elements;
}

test("colour is for terminals, or where it is asked for", () => {
  const folder = project([], { "a.test.ts": 'import { test } from "node:test"; test("x", () => {});' });
  const control = String.fromCharCode(27);
  expect(bulkheadTest(folder).stdout).not.toContain(control);
  expect(bulkheadTest(folder, [], { FORCE_COLOR: "1" }).stdout).toContain(control);
});

test("what can't be run is said at once", () => {
  const empty = project([], { "node_modules/x/x.test.ts": "", "build/x.test.ts": "" });
  const none = bulkheadTest(empty);
  expect(none).toMatchObject({ status: 64, stdout: "" });
  expect(none.stderr).toMatch(/^bulkhead: there are no tests below the current folder: a test is a file \*\.test\.ts/);
  expect(bulkheadTest(empty, ["nowhere.test.ts"]).stderr).toMatch(/^bulkhead: the tests cannot be found: ENOENT/);
  const vitest = project([], { "a.test.ts": 'import { test } from "vitest";' });
  expect(bulkheadTest(vitest)).toMatchObject({
    status: 64,
    stderr: expect.stringMatching(/^bulkhead: a\.test\.ts is written for Vitest, .*: npm install --save-dev vitest\n/),
  });
});
