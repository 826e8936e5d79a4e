/** Programs in TypeScript with processes: an instance of the module for each, and strings that nobody shares. */
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { compileTypeScript } from "./assemblyscript.js";
import { PACKAGE_ROOT } from "./directories.js";
import { fieldsOf, separateInstances } from "./processes.js";
import { buildProgram } from "./program.js";

const COMPILE_TIMEOUT_MS = 120_000;
const SOURCES = join(PACKAGE_ROOT, "partition", "ts");

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "bulkhead-processes-"));
  process.env.BULKHEAD_BUILD_DIR = join(folder, "build");
});
afterAll(() => rm(folder, { recursive: true }));

async function source(name: string, text: string): Promise<string> {
  const file = join(folder, name);
  await writeFile(file, text);
  return file;
}

const HEADER = `typedef struct w2c_program {
  struct w2c_door* w2c_door_instance;
  u32 w2c_main0x2Fcount;
  u32 w2c_0x7Elib0x2Frt0x2Fplain0x2Ditcms0x2Fstate;
  f64 w2c_0x7Elib0x2Fmath0x2Frempio2_y0;
  u32 w2c_0x7EargumentsLength;
  u32 w2c_0x7Elib0x2Fmemory0x2F_0x5Fstack_pointer;
  wasm_rt_memory_t w2c_memory;
  wasm_rt_funcref_table_t w2c_0;
} w2c_program;
`;

test("what belongs to the compiler is each thread's, what belongs to the program is one", () => {
  const fields = fieldsOf(HEADER);
  expect(fields).toEqual({
    own: [
      "w2c_0x7Elib0x2Fmath0x2Frempio2_y0",
      "w2c_0x7EargumentsLength",
      "w2c_0x7Elib0x2Fmemory0x2F_0x5Fstack_pointer",
    ],
    shadowPointer: "w2c_0x7Elib0x2Fmemory0x2F_0x5Fstack_pointer",
    numberText: undefined,
    table: "w2c_0",
    instances: ["w2c_door_instance"],
  });
  const lines = [
    "instance->w2c_main0x2Fcount = var_i0;",
    "instance->w2c_0x7EargumentsLength = var_i0;",
    "var_i0 = instance->w2c_0x7Elib0x2Frt0x2Fplain0x2Ditcms0x2Fstate;",
    "i32_load(&instance->w2c_memory, (u64)(var_i0));",
    "w2c_door_call(instance->w2c_door_instance, var_i0);",
    "instance->w2c_0x7Elib0x2Fmemory0x2F_0x5Fstack_pointer = var_i0;",
    "CALL_INDIRECT(instance->w2c_0, void (*)(void*), t0, var_i0, instance->w2c_0.data[var_i0].module_instance);",
  ];
  expect(separateInstances(lines.join("\n"), fields).split("\n")).toEqual([
    "program_instance.w2c_main0x2Fcount = var_i0;",
    "instance->w2c_0x7EargumentsLength = var_i0;",
    "var_i0 = program_instance.w2c_0x7Elib0x2Frt0x2Fplain0x2Ditcms0x2Fstate;",
    "i32_load(&program_instance.w2c_memory, (u64)(var_i0));",
    "w2c_door_call(instance->w2c_door_instance, var_i0);",
    "instance->w2c_0x7Elib0x2Fmemory0x2F_0x5Fstack_pointer = checked_shadow_pointer(instance, var_i0);",
    "CALL_INDIRECT(program_instance.w2c_0, void (*)(void*), t0, var_i0, instance);",
  ]);
});

test("only a program that makes processes pays for them", { timeout: COMPILE_TIMEOUT_MS }, async () => {
  const alone = 'import { timedWait } from "bulkhead/apex";\nconsole.log(timedWait(1).toString());\n';
  const several =
    'import { aperiodic, OperatingMode, setPartitionMode } from "bulkhead/apex";\n' +
    'aperiodic({ name: "P", priority: 1, stack: 0 }, () => console.log(Math.sin(1).toString()));\n' +
    "setPartitionMode(OperatingMode.NORMAL);\n";
  const has = async (name: string, text: string): Promise<boolean> => {
    const program = { kind: "typescript", entry: await source(name, text) } as const;
    const { content } = await buildProgram({ partition: { name: "guest", program }, board: "pc" });
    return Buffer.from(content).includes("\0partition_run\0");
  };
  expect(await has("alone.ts", alone)).toBe(false);
  expect(await has("several.ts", several)).toBe(true);
});

test("a string of several parts is the same, without an array that exists once", {
  timeout: COMPILE_TIMEOUT_MS,
}, async () => {
  const program = `import { timedWait } from "bulkhead/apex";
function parts(n: i32, s: string): string {
  return \`a\${n}b\${n + 1}c\${s}d\${1.5}\${s}-\${\`\${n}\${s}!\`}.\`;
}
console.log(parts(1, "x"));
timedWait(1);
`;
  const result = await printed(await source("parts.ts", program));
  expect(result.lines).toEqual(["a1b2cxd1.5x-1x!."]);
  expect(result.text).not.toContain("StaticArray");
});

/** What a program writes as WebAssembly, in which no call of the kernel does anything; and its text format. */
async function printed(entry: string): Promise<{ lines: string[]; text: string }> {
  const job = {
    entry,
    baseDirectory: folder,
    runtime: "incremental",
    memoryBase: 8,
    libraries: { "bulkhead/partition": SOURCES, "bulkhead/apex.ts": join(SOURCES, "apex.ts") },
    options: ["--exportStart", "begin"],
  };
  const { text } = await compileTypeScript({ ...job, annotated: true });
  const { wasm } = await compileTypeScript(job);
  const lines: string[] = [];
  const module = await WebAssembly.compile(new Uint8Array(wasm));
  const { exports } = await WebAssembly.instantiate(module, {
    door: { call: () => 0n },
    env: { "console.log": (at: number) => lines.push(stringAt(at)), abort: () => expect.unreachable() },
  });
  const memory = exports.memory as WebAssembly.Memory;
  const stringAt = (address: number): string => {
    const length = new DataView(memory.buffer).getUint32(address - 4, true);
    return Buffer.from(memory.buffer, address, length).toString("utf16le");
  };
  (exports.begin as () => void)();
  return { lines, text };
}
