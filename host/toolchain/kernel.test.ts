import { cp, mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Fault } from "../config/fault.js";
import { PACKAGE_ROOT } from "./directories.js";
import { buildKernelFrom } from "./kernel.js";
import { ToolchainError } from "./toolchain-error.js";

const COMPILE_TIMEOUT_MS = 120_000;
const DOOR = "export declare function out8(port: u32, value: u32): void;\n";
const DOOR_IN_C = `#include <stdint.h>
struct w2c_cpu;
static inline void w2c_cpu_out8(struct w2c_cpu *cpu, uint32_t port, uint32_t value) {
  __asm__ volatile("outb %b0, %w1" : : "a"(value), "Nd"(port) : "memory");
}
`;
const START =
  '.section .multiboot, "a"\n.long 0x1BADB002, 0, -0x1BADB002\n.text\n.globl _start\n_start: call kernel_boot\n.globl kernel_leave\nkernel_leave: hlt\n';
const SCRIPT = `SECTIONS {
  . = 0xC0100000;
  .text : { KEEP(*(.multiboot)) *(.text .text.*) }
  .data : { *(.rodata .rodata.*) *(.data) *(.bss) }
  start_phys = _start - 0xC0000000;
  memory_end = kernel_heap_base;
}
`;

/** A kernel of one file, beside the real runtime. */
let root: string;
beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), "bulkhead-kernel-"));
  process.env.BULKHEAD_BUILD_DIR = join(root, "build");
  await mkdir(join(root, "kernel", "x86"), { recursive: true });
  await mkdir(join(root, "kernel", "bsp", "test"), { recursive: true });
  await cp(join(PACKAGE_ROOT, "kernel", "wasm"), join(root, "kernel", "wasm"), { recursive: true });
  await writeFile(join(root, "kernel", "x86", "cpu.ts"), DOOR);
  await writeFile(join(root, "kernel", "x86", "cpu-door.h"), DOOR_IN_C);
  await writeFile(join(root, "kernel", "x86", "start.S"), START);
  await writeFile(join(root, "kernel", "x86", "link.ld"), SCRIPT);
});
afterAll(() => rm(root, { recursive: true }));

const main = () => join(root, "kernel", "bsp", "test", "main.ts");

async function build(body: string): Promise<Uint8Array> {
  const text = `import { out8 } from "../../x86/cpu";\n\nexport function boot(): u32 {\n  out8(0x80, 1);\n${body}\n}\n`;
  await writeFile(main(), text);
  return buildKernelFrom(root, "test", join(root, "out", "kernel.elf"), () => {});
}

async function faultsOf(body: string): Promise<readonly Fault[]> {
  const error = await build(body).then(
    () => undefined,
    (thrown) => thrown,
  );
  expect(error).toBeInstanceOf(ToolchainError);
  return (error as ToolchainError).faults;
}

/** The first line of a body. */
const BODY_LINE = 5;

test("a kernel that keeps the rules becomes an ELF file", { timeout: COMPILE_TIMEOUT_MS }, async () => {
  const elf = await build("  return <u32>(load<u64>(memory.data(8)) / 1000003);");
  expect([...elf.subarray(0, 4)]).toEqual([0x7f, 0x45, 0x4c, 0x46]);
  // e_entry is the physical address: link.ld links at 3 GiB and loads at 1 MiB.
  expect(new DataView(elf.buffer, elf.byteOffset).getUint32(24, true)).toBeLessThan(0x400000);
});

test.each([
  ["an object", "  const list = [1, 2, 3];\n  return list.length;"],
  ["a string", "  let text = load<u32>(8).toString();\n  return text.length;"],
  ["a class", "  return new Thing().value;\n}\nclass Thing {\n  value: u32 = 1;"],
])("allocating %s fails the build and shows where", { timeout: COMPILE_TIMEOUT_MS }, async (_, body) => {
  const faults = await faultsOf(body);
  const allocations = faults.filter(({ code }) => code === "BH2011");
  expect(allocations.map(({ line }) => line)).toContain(BODY_LINE);
  for (const { file } of allocations) expect(file).toBe(main());
});

test("an import besides the processor door fails the build", { timeout: COMPILE_TIMEOUT_MS }, async () => {
  const faults = await faultsOf(
    "  return other(3);\n}\ndeclare function other(a: u32): u32;\nfunction unused(): void {",
  );
  expect(faults).toMatchObject([{ code: "BH2010", file: main(), line: BODY_LINE }]);
});

test("floating point fails the build", { timeout: COMPILE_TIMEOUT_MS }, async () => {
  const faults = await faultsOf("  return <u32>(<f64>load<u32>(64) * 1.5);");
  expect(faults).toMatchObject([{ code: "BH2012", file: main(), line: BODY_LINE }]);
});

test("an assertion, which would need strings, fails the build", { timeout: COMPILE_TIMEOUT_MS }, async () => {
  const faults = await faultsOf("  assert(load<u32>(64) == 1);\n  return 0;");
  expect(faults).toMatchObject([{ code: "BH2010", file: main(), line: BODY_LINE }]);
});

test("growing memory fails the build", { timeout: COMPILE_TIMEOUT_MS }, async () => {
  expect(await faultsOf("  return memory.grow(1);")).toMatchObject([{ code: "BH2013", line: BODY_LINE }]);
});

test("an error in TypeScript points at the source line", { timeout: COMPILE_TIMEOUT_MS }, async () => {
  const faults = await faultsOf("  return nothing;");
  expect(faults).toMatchObject([
    { code: "BH2001", file: main(), line: BODY_LINE, message: "Cannot find name 'nothing'" },
  ]);
});
