/** The APEX in C: its headers by themselves, and its library in a program, with the compiler that npm installed. */
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { APEX } from "../../abi/apex.js";
import type { Fault } from "../config/fault.js";
import type { Board } from "../config/model.js";
import { type ElfFile, readElf } from "../elf/reader.js";
import { findCompiler } from "./c-compiler.js";
import { PACKAGE_ROOT } from "./directories.js";
import { buildProgram } from "./program.js";

const COMPILE_TIMEOUT_MS = 120_000;
/** The program header's flag of what a warm start leaves as it is (partition/c/link.ld). */
const RETAINED = 0x00100000;
const PT_LOAD = 1;

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "bulkhead-apex-"));
  process.env.BULKHEAD_BUILD_DIR = join(folder, "build");
});
afterAll(() => rm(folder, { recursive: true }));

async function build(
  name: string,
  text: string,
  board: Board = "pc-vmm",
): Promise<{ elf: ElfFile; warnings: Fault[] }> {
  const file = join(folder, name);
  await writeFile(file, text);
  const warnings: Fault[] = [];
  const { content } = await buildProgram({
    partition: { name: "apex", program: { kind: "c", sources: [file] } },
    board,
    onWarning: (warning) => warnings.push(warning),
  });
  return { elf: readElf(content, name), warnings };
}

test.each(["pc", "pc-vmm"] as const)(
  "board %s: every service is in the library, which compiles without a warning",
  {
    timeout: COMPILE_TIMEOUT_MS,
  },
  async (board) => {
    const services = APEX.flatMap((group) => group.services.map(({ name }) => `(void *)${name}`));
    const text = `#include "apex.h"\nvoid *const services[] = {${services.join(", ")}};\nint main(void) { return services[0] == 0; }\n`;
    expect((await build("services.c", text, board)).warnings).toEqual([]);
  },
);

/** An application that is written to the standard alone. */
const CLIENT = `
static MESSAGE_ADDR_TYPE room;
static void work(void) {
  RETURN_CODE_TYPE code;
  SYSTEM_TIME_TYPE now;
  GET_TIME(&now, &code);
  for (;;) PERIODIC_WAIT(&code);
}
int main(void) {
  PROCESS_ATTRIBUTE_TYPE attributes = {0};
  PROCESS_ID_TYPE process;
  SAMPLING_PORT_ID_TYPE port;
  MESSAGE_SIZE_TYPE length;
  VALIDITY_TYPE validity;
  RETURN_CODE_TYPE code;
  attributes.NAME[0] = 'w';
  attributes.ENTRY_POINT = (SYSTEM_ADDRESS_TYPE)&work;
  attributes.PERIOD = attributes.TIME_CAPACITY = INFINITE_TIME_VALUE;
  attributes.BASE_PRIORITY = MIN_PRIORITY_VALUE;
  attributes.STACK_SIZE = 4096;
  attributes.DEADLINE = SOFT;
  CREATE_PROCESS(&attributes, &process, &code);
  CREATE_SAMPLING_PORT("IN", SYSTEM_LIMIT_MESSAGE_SIZE, DESTINATION, 1000000, &port, &code);
  READ_SAMPLING_MESSAGE(port, room, &length, &validity, &code);
  if (validity == VALID && code == NO_ERROR) START(process, &code);
  SET_PARTITION_MODE(NORMAL, &code);
  return (int)code;
}
`;

/** What the compiler says of it as strict C99, without any header of Bulkhead's own. */
async function asC99(name: string, text: string): Promise<readonly Fault[]> {
  const file = join(folder, name);
  await writeFile(file, text);
  const compiler = await findCompiler("x87");
  const include = join(PACKAGE_ROOT, "partition/c/include");
  return compiler.run(["-std=c99", "-Wall", "-Wextra", "-Wpedantic", `-I${include}`, "-c", file, "-o", `${file}.o`]);
}

test("each header stands alone, in C99", { timeout: COMPILE_TIMEOUT_MS }, async () => {
  for (const header of ["apexType.h", ...APEX.map((group) => group.header), "apex.h"]) {
    expect(await asC99(`${header}.c`, `#include "${header}"\nint main(void) { return 0; }\n`), header).toEqual([]);
  }
});

test("an application that knows the standard alone compiles in C99", { timeout: COMPILE_TIMEOUT_MS }, async () => {
  const includes = ["Partition", "Process", "Time", "Sampling"].map((name) => `#include "apex${name}.h"\n`);
  expect(await asC99("client.c", `${includes.join("")}${CLIENT}`)).toEqual([]);
});

test("the manual's example compiles in C99", { timeout: COMPILE_TIMEOUT_MS }, async () => {
  const manual = await readFile(join(PACKAGE_ROOT, "docs/arinc653.md"), "utf8");
  const [, example] = manual.match(/^```c\n(.*?)^```$/ms)!;
  expect(await asC99("manual.c", example!)).toEqual([]);
});

test("a conformity program says its cases", { timeout: COMPILE_TIMEOUT_MS }, async () => {
  const text = (check: number) =>
    `#include "${join(PACKAGE_ROOT, "tests/conformity/apex-check.h")}"\n` +
    `int main(void) { APEX_EXPECT(CREATE_PROCESS, INVALID_PARAM, ${check}, NO_ERROR); return 0; }\n`;
  expect((await build("cases.c", text(2))).warnings).toEqual([]);
  await expect(build("no-case.c", text(99))).rejects.toThrow("APEX_CASE_CREATE_PROCESS_INVALID_PARAM_99");
});

test("retained variables have a segment of their own, where there are any", {
  timeout: COMPILE_TIMEOUT_MS,
}, async () => {
  const program = (attribute: string) =>
    `#include <bulkhead/bulkhead.h>\nint turns = 1;\n${attribute} int runs = 7;\nint main(void) { return ++runs + turns++; }\n`;
  const retained = (await build("retained.c", program("BULKHEAD_RETAINED"))).elf.programHeaders;
  const without = (await build("without.c", program(""))).elf.programHeaders;
  const loads = (headers: typeof without) => headers.filter(({ type }) => type === PT_LOAD);
  const [segment, ...others] = loads(retained).filter(({ flags }) => flags & RETAINED);
  expect(others).toEqual([]);
  expect(segment).toMatchObject({ flags: RETAINED | 6, fileSizeBytes: 4, memorySizeBytes: 4 });
  expect(segment!.virtualAddress % 4096).toBe(0);
  expect(loads(without).filter(({ flags }) => flags & RETAINED)).toEqual([]);
  expect(loads(retained)).toHaveLength(loads(without).length + 1);
});
