import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, expect, test } from "vitest";
import { ABI } from "../index.js";
import { generate } from "./outputs.js";

const ROOT = fileURLToPath(new URL("../../", import.meta.url));
const require = createRequire(import.meta.url);
let folder: string;

beforeAll(() => {
  mkdirSync(join(ROOT, "build"), { recursive: true });
  folder = mkdtempSync(join(ROOT, "build/abi-test-"));
});
afterAll(() => rmSync(folder, { recursive: true }));

/** Compiles C or assembly with the compiler that npm installed; answers what it said. */
function compile(name: string, source: string): { status: number | null; said: string } {
  writeFileSync(join(folder, name), source);
  const zig = join(
    dirname(require.resolve(`@zigc/${process.platform}-${process.arch}/package.json`)),
    process.platform === "win32" ? "bin/zig.exe" : "bin/zig",
  );
  const flags = "-target x86-freestanding-none -mcpu=i686 -O2 -ffreestanding -fno-sanitize=all -Wall -Wextra -Werror";
  const args = [
    "cc",
    ...flags.split(" "),
    "-I",
    join(ROOT, "partition/c/include"),
    "-I",
    join(ROOT, "kernel/generated"),
  ];
  const result = spawnSync(zig, [...args, "-c", join(folder, name), "-o", join(folder, `${name}.o`)], {
    encoding: "utf8",
    env: { ...process.env, ZIG_GLOBAL_CACHE_DIR: join(ROOT, "build/zig-cache") },
    timeout: 120_000,
  });
  return { status: result.status, said: result.stderr };
}

/** Compiles AssemblyScript against the generated file `module`; answers what the compiler said. */
function compileAssemblyScript(name: string, source: string): { status: number | null; said: string } {
  writeFileSync(join(folder, name), source);
  const asc = join(dirname(require.resolve("assemblyscript/package.json")), "bin/asc.js");
  const result = spawnSync(
    process.execPath,
    [asc, join(folder, name), "--runtime", "stub", "-O3", "-o", join(folder, "out.wasm")],
    {
      encoding: "utf8",
      cwd: ROOT,
      timeout: 120_000,
    },
  );
  return { status: result.status, said: result.stderr };
}

test.each(generate())("$path is what abi/ says", ({ path, text }) => {
  expect(readFileSync(join(ROOT, path), "utf8") === text, `${path} is stale: run "npm run abi"`).toBe(true);
});

test("every call but iret has a C function, and all of them compile", { timeout: 130_000 }, () => {
  const calls = [...ABI.calls.core, ...ABI.calls.hypercalls].filter(({ name }) => name !== "iret");
  const uses = calls.map(({ name }) => `(void *)bulkhead_${name}`).join(", ");
  const source = `#include <bulkhead/calls.h>\nvoid *const all[] = {${uses}};\n`;
  expect(compile("calls.c", source)).toEqual({ status: 0, said: "" });
});

test("a wrong offset in the C header stops the compiler", { timeout: 130_000 }, () => {
  const header = readFileSync(join(ROOT, "partition/c/include/bulkhead/abi.h"), "utf8");
  const { status, said } = compile("wrong.c", header.replace("uint32_t pending;", "uint64_t pending;"));
  expect(status).not.toBe(0);
  expect(said).toContain("VcpuPage");
});

test("both headers serve assembly", { timeout: 130_000 }, () => {
  const source = [
    '#include "offsets.h"',
    "#include <bulkhead/abi.h>",
    "mov $HOST_BLOCK_PANIC_CR2_OFFSET, %eax",
    "mov $BULKHEAD_UPCALL_RETURN, %eax",
    "mov $BULKHEAD_VCPU_PAGE_RAISED_OFFSET, %eax",
  ];
  expect(compile("both.S", `${source.join("\n")}\n`)).toEqual({ status: 0, said: "" });
});

test.each(["kernel/generated/abi.ts", "partition/ts/generated/abi.ts"])(
  "AssemblyScript lays the classes of %s out as said, and notices when it does not",
  { timeout: 130_000 },
  (path) => {
    const text = readFileSync(join(ROOT, path), "utf8");
    expect(compileAssemblyScript("right.ts", text)).toMatchObject({ status: 0 });
    const wrong = compileAssemblyScript("wrong.ts", text.replace("  pending: u32;", "  pending: u64;"));
    expect(wrong.status).not.toBe(0);
    expect(wrong.said).toContain("VcpuPage");
  },
);
