/**
 * A TypeScript partition computes what the same program computes as WebAssembly in Node.js, to the last digit: numbers
 * of all types, strings, collections, closures, classes.
 */
import { mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { missing, runOn, TARGETS } from "../../tests/boot/run-on.js";
import { compileTypeScript } from "./assemblyscript.js";
import { PACKAGE_ROOT } from "./directories.js";

const TIMEOUT_MS = 120_000;
const FRAMES = 40;
const PROGRAM = join(PACKAGE_ROOT, "partition", "ts", "same-language", "program.ts");

const SYSTEM = `import { defineSystem } from "bulkhead";
export default defineSystem({
  name: "same-language",
  partitions: { program: { entry: ${JSON.stringify(PROGRAM)}, memory: "1MiB" } },
  schedule: { frame: "20ms", windows: [{ partition: "program", duration: "20ms" }] },
});
`;

/** What the program writes as WebAssembly. */
async function reference(): Promise<string[]> {
  const job = { entry: PROGRAM, baseDirectory: PACKAGE_ROOT, runtime: "incremental", memoryBase: 8 };
  const { wasm } = await compileTypeScript({ ...job, options: ["--exportStart", "begin"] });
  const lines: string[] = [];
  const module = await WebAssembly.compile(new Uint8Array(wasm));
  const { exports } = await WebAssembly.instantiate(module, {
    env: { "console.log": (text: number) => lines.push(stringAt(text)), abort: () => expect.unreachable() },
  });
  const memory = exports.memory as WebAssembly.Memory;
  const stringAt = (address: number): string => {
    const length = new DataView(memory.buffer).getUint32(address - 4, true);
    return Buffer.from(memory.buffer, address, length).toString("utf16le");
  };
  (exports.begin as () => void)();
  return lines;
}

let folder: string;
let expected: string[];
beforeAll(async () => {
  // Below the package, so that the system file finds it by its name.
  const builds = join(PACKAGE_ROOT, "build");
  await mkdir(builds, { recursive: true });
  folder = await mkdtemp(join(builds, "same-language-"));
  await writeFile(join(folder, "system.ts"), SYSTEM);
  expected = await reference();
}, TIMEOUT_MS);
afterAll(() => rm(folder, { recursive: true }));

test("the reference is not empty", async () => {
  const calls = (await readFile(PROGRAM, "utf8")).match(/^show\(/gm) ?? [];
  expect(expected.length).toBeGreaterThanOrEqual(calls.length);
  expect(calls.length).toBeGreaterThan(0);
});

for (const target of TARGETS) {
  const why = missing(target);
  describe.skipIf(why !== undefined)(`on ${target}${why ? `: ${why}` : ""}`, () => {
    test("the same lines", { timeout: TIMEOUT_MS }, async () => {
      const transcript = await runOn(target, join(folder, "system.ts"), FRAMES);
      expect(transcript.consoleOf("program")).toEqual(expected);
    });
  });
}
