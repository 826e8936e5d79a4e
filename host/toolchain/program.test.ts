import { spawnSync } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Fault } from "../config/fault.js";
import type { Board, Program } from "../config/model.js";
import { readElf } from "../elf/reader.js";
import { ABI_VERSION } from "../generated/abi.js";
import { readProgramNote } from "../image/program-note.js";
import { SymbolMap } from "../symbols/symbol-map.js";
import { buildProgram } from "./program.js";
import { ToolchainError } from "./toolchain-error.js";

const COMPILE_TIMEOUT_MS = 120_000;

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "bulkhead-program-"));
  process.env.BULKHEAD_BUILD_DIR = join(folder, "build");
});
afterAll(() => rm(folder, { recursive: true }));

async function source(name: string, text: string): Promise<string> {
  const file = join(folder, name);
  await writeFile(file, text);
  return file;
}

async function build(
  program: Program,
  board?: Board,
): Promise<{ content: Uint8Array; steps: string[]; warnings: Fault[] }> {
  const steps: string[] = [];
  const warnings: Fault[] = [];
  const { content } = await buildProgram({
    partition: { name: "guest", program },
    ...(board && { board }),
    onProgress: (step) => steps.push(step),
    onWarning: (warning) => warnings.push(warning),
  });
  return { content, steps, warnings };
}

async function faultsOf(program: Program, board?: Board): Promise<readonly Fault[]> {
  const error = await build(program, board).then(
    () => undefined,
    (thrown) => thrown,
  );
  expect(error).toBeInstanceOf(ToolchainError);
  return (error as ToolchainError).faults;
}

const typescript = (entry: string): Program => ({ kind: "typescript", entry });
const c = (...sources: string[]): Program => ({ kind: "c", sources });

test("a TypeScript program becomes an ELF file, and once more only after a change", {
  timeout: COMPILE_TIMEOUT_MS,
}, async () => {
  const program = typescript(await source("hello.ts", 'import { greet } from "./greet";\nconsole.log(greet());\n'));
  await source("greet.ts", 'export const greet = (): string => "hello";\n');
  const first = await build(program);
  expect([...first.content.subarray(0, 4)]).toEqual([0x7f, 0x45, 0x4c, 0x46]);
  expect(first.steps.length).toBeGreaterThan(0);
  expect((await build(program)).steps).toEqual([]);
  await source("greet.ts", 'export const greet = (): string => "good day";\n');
  expect((await build(program)).steps.length).toBeGreaterThan(0);
});

test("the partition library is found by its name", { timeout: COMPILE_TIMEOUT_MS }, async () => {
  const text =
    'import { interrupts, LINE_TIMER, now, partition, timer } from "bulkhead/partition";\n' +
    "export function onInterrupt(line: u32): void {\n  interrupts.take(line);\n}\n" +
    "timer.set(now() + 1000000);\ninterrupts.enable(LINE_TIMER);\ninterrupts.unmask();\npartition.yieldWindow();\n";
  expect((await build(typescript(await source("library.ts", text)))).content.length).toBeGreaterThan(1000);
});

test("a machine address leads back to the line in TypeScript", { timeout: COMPILE_TIMEOUT_MS }, async () => {
  const text =
    'import { sleep } from "bulkhead/partition";\n\nfunction poke(at: usize): void {\n' +
    "  sleep(1);\n  store<u32>(at, 0x12345678);\n}\n\npoke(load<u32>(64));\n";
  const { content } = await build(typescript(await source("poke.ts", text)));
  const elf = readElf(content, "poke");
  const code = elf.programHeaders[0]!;
  const constant = Buffer.from([0x78, 0x56, 0x34, 0x12]);
  const at = Buffer.from(content).indexOf(constant) - code.fileOffset + code.virtualAddress;
  expect(new SymbolMap(elf).locate(at)).toMatchObject({ file: join(folder, "poke.ts"), line: 5 });
});

test("an error in TypeScript points at the source line", { timeout: COMPILE_TIMEOUT_MS }, async () => {
  const file = await source("wrong.ts", "const a: i32 = 1;\nconst b: string = a;\n\nconsole.log(b + c);\n");
  const faults = await faultsOf(typescript(file));
  expect(faults).toMatchObject([
    { code: "BH2001", file, line: 2, column: 19, message: "Type 'i32' is not assignable to type '~lib/string/String'" },
    { code: "BH2001", file, line: 4, column: 17, message: "Cannot find name 'c'" },
  ]);
  expect(faults[1]!.frame).toContain("> 4 | console.log(b + c);");
});

test("an import that nobody provides points at its use", { timeout: COMPILE_TIMEOUT_MS }, async () => {
  const file = await source("import.ts", "declare function launch(code: i32): void;\n\nlaunch(7);\n");
  expect(await faultsOf(typescript(file))).toMatchObject([{ code: "BH2010", file, line: 3 }]);
});

test("a handler of another shape is refused", { timeout: COMPILE_TIMEOUT_MS }, async () => {
  const file = await source("handler.ts", "export function onInterrupt(): void {}\n");
  expect(await faultsOf(typescript(file))).toMatchObject([{ code: "BH2001", file }]);
});

test("a C program: errors of all sources at once, each at its line", { timeout: COMPILE_TIMEOUT_MS }, async () => {
  const one = await source("one.c", "int main(void) {\n  return x;\n}\n");
  const two = await source("two.c", "int f(void) { return 0 }\n");
  const faults = await faultsOf(c(one, two));
  expect(faults.map(({ file, line }) => [file, line]).sort()).toEqual(
    [
      [one, 2],
      [two, 1],
    ].sort(),
  );
});

test("a C program: only what has changed is compiled, headers count", { timeout: COMPILE_TIMEOUT_MS }, async () => {
  const main = await source(
    "main.c",
    '#include <bulkhead/bulkhead.h>\n#include "limit.h"\nint unused;\nint main(void) { int x; return LIMIT; }\n',
  );
  await source("limit.h", "#define LIMIT 0\n");
  const other = await source("other.c", "int other(void) { return 1; }\n");
  const first = await build(c(main, other));
  expect(first.warnings).toMatchObject([{ file: main, line: 4, message: "unused variable 'x'" }]);
  expect((await build(c(main, other))).steps).toEqual([]);
  await source("limit.h", "#define LIMIT 1\n");
  expect((await build(c(main, other))).steps).toEqual(["compiling guest: main.c"]);
});

test("a C program: a function that nobody defines", { timeout: COMPILE_TIMEOUT_MS }, async () => {
  const file = await source("link.c", "int helper(void);\nint main(void) {\n  return helper();\n}\n");
  expect(await faultsOf(c(file))).toMatchObject([
    { code: "BH2003", message: 'nothing defines "helper", which the program uses' },
  ]);
});

test("a C program: the standard's headers, in any order", { timeout: COMPILE_TIMEOUT_MS }, async () => {
  const names =
    "assert ctype errno float inttypes iso646 limits math stdalign stdarg stdatomic stdbool stddef stdint stdio " +
    "stdlib stdnoreturn string strings bulkhead/bulkhead";
  const headers = names.split(" ").map((name) => `#include <${name}.h>\n`);
  const main = "int main(void) { return 0; }\n";
  const forwards = await source("forwards.c", headers.join("") + main);
  const backwards = await source("backwards.c", headers.reverse().join("") + main);
  expect((await build(c(forwards))).warnings).toEqual([]);
  expect((await build(c(backwards))).warnings).toEqual([]);
});

test("a C program: what it does not use of the C library is not in it, what it has itself is its own", {
  timeout: COMPILE_TIMEOUT_MS,
}, async () => {
  const text =
    "#include <stdio.h>\nchar *strchr(const char *text, int character);\n" +
    "char *strchr(const char *text, int character) { return *text == character ? (char *)text : 0; }\n" +
    'int main(void) { return printf("%d", 1); }\n';
  const { content } = await build(c(await source("little.c", text)));
  const names = readElf(content, "little")
    .symbols()
    .map(({ name }) => name);
  for (const name of ["printf", "strchr"]) expect(names.filter((other) => other === name)).toEqual([name]);
  for (const name of ["sin", "malloc", "qsort", "strtod", "sscanf", "strtok"]) expect(names).not.toContain(name);
});

test("a C program: assertions are in it unless it says NDEBUG", { timeout: COMPILE_TIMEOUT_MS }, async () => {
  const text = "#include <assert.h>\nint main(int count) { assert(count > 5); return 0; }\n";
  const symbols = async (name: string, program: string) =>
    readElf((await build(c(await source(name, program)))).content, name)
      .symbols()
      .map((symbol) => symbol.name);
  expect(await symbols("asserts.c", text)).toContain("bulkhead_assertion_failed");
  expect(await symbols("silent.c", `#define NDEBUG\n${text}`)).not.toContain("bulkhead_assertion_failed");
});

test("every program carries a note of the ABI that it was built for", { timeout: COMPILE_TIMEOUT_MS }, async () => {
  const programs = [
    c(await source("noted.c", "int main(void) { return 0; }\n")),
    typescript(await source("noted.ts", "console.log('noted');\n")),
  ];
  for (const program of programs) {
    for (const board of ["pc", "pc-vmm"] as const) {
      const { content } = await build(program, board);
      const note = readProgramNote(readElf(content, "program"));
      expect(note).toEqual({ abiVersion: ABI_VERSION, needsVcpu: board === "pc-vmm" });
    }
  }
});

test("on the plain board a hypercall in C is an error at its line", { timeout: COMPILE_TIMEOUT_MS }, async () => {
  const text =
    "#include <bulkhead/bulkhead.h>\nint main(void) {\n  bulkhead_window_yield();\n  bulkhead_wait();\n" +
    "  bulkhead_unmask();\n  return 0;\n}\n";
  const program = c(await source("hypercall.c", text));
  const faults = await faultsOf(program, "pc");
  expect(faults).toMatchObject([
    { code: "BH2002", line: 4, message: expect.stringContaining('the board "pc" has no hypercalls and no vCPU') },
    { code: "BH2002", line: 5, message: expect.stringContaining("bulkhead_unmask") },
  ]);
  await build(program, "pc-vmm");
});

test("on the plain board a hypercall in TypeScript is a fault at its line", {
  timeout: COMPILE_TIMEOUT_MS,
}, async () => {
  const text =
    'import { interrupts, now, partition, timer } from "bulkhead/partition";\n\npartition.yieldWindow();\n' +
    "interrupts.wait();\ntimer.set(now());\n";
  const file = await source("hypercall.ts", text);
  const message = "the plain board has no hypercalls and no virtual interrupts";
  expect(await faultsOf(typescript(file), "pc")).toMatchObject([
    { code: "BH2014", file, line: 4, message },
    { code: "BH2014", file, line: 5, message },
  ]);
  const handler = await source("handles.ts", "export function onInterrupt(line: u32): void {}\n");
  expect(await faultsOf(typescript(handler), "pc")).toMatchObject([{ code: "BH2014", file: handler }]);
});

const gcc = spawnSync("gcc", ["--version"]).status === 0;
test.skipIf(!gcc)("BULKHEAD_CC takes a compiler of the system: gcc", { timeout: COMPILE_TIMEOUT_MS }, async () => {
  process.env.BULKHEAD_CC = "gcc";
  try {
    const one = await build(
      c(
        await source(
          "gcc.c",
          '#include <bulkhead/bulkhead.h>\n#include <math.h>\nint main(void) { printf("%g", sin(1)); }\n',
        ),
      ),
    );
    const two = await build(typescript(await source("gcc.ts", "console.log((1.5 * Math.random()).toString());\n")));
    expect([one, two].map(({ content }) => content[0])).toEqual([0x7f, 0x7f]);
  } finally {
    delete process.env.BULKHEAD_CC;
  }
});

test("a compiler that does not start is named", async () => {
  process.env.BULKHEAD_CC = join(folder, "no-compiler");
  try {
    expect(await faultsOf(c(await source("any.c", "int main(void) { return 0; }\n")))).toMatchObject([
      { code: "BH2005" },
    ]);
  } finally {
    delete process.env.BULKHEAD_CC;
  }
});

test("sources that do not exist are named", async () => {
  const faults = await faultsOf(c(join(folder, "nowhere.c"), join(folder, "neither.c")));
  expect(faults.map(({ code }) => code)).toEqual(["BH2004", "BH2004"]);
});
