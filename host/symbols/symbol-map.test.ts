import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, expect, test } from "vitest";
import { readElf } from "../elf/reader.js";
import { readDebugInfo } from "./debug-info.js";
import { SymbolMap } from "./symbol-map.js";

const ROOT = fileURLToPath(new URL("../../", import.meta.url));
const require = createRequire(import.meta.url);
let folder: string;

beforeAll(() => {
  mkdirSync(join(ROOT, "build"), { recursive: true });
  folder = mkdtempSync(join(ROOT, "build/symbols-test-"));
  writeFileSync(join(folder, "guest.c"), GUEST);
  writeFileSync(join(folder, "start.S"), START);
});
afterAll(() => rmSync(folder, { recursive: true }));

const GUEST = `
__attribute__((noinline)) int divide(volatile int *a, int b) {
  int quotient = *a;
  quotient /= b; /* line 4 */
  return quotient;
}
static inline int helper(volatile int *a) {
  return *a; /* line 8 */
}
static int w2c_guest_src0x2Fapp0x2Fsmall(volatile int *a) {
  return helper(a) * 3;
}
int w2c_guest_src0x2Fapp0x2FApp0x23run(volatile int *a) {
  return divide(a, 3) + w2c_guest_src0x2Fapp0x2Fsmall(a);
}
static inline int twice(volatile int *a) {
  return *a * 2; /* line 17 */
}
int main(void) {
  volatile int a = 7;
  return divide(&a, 2) + twice(&a) + w2c_guest_src0x2Fapp0x2FApp0x23run(&a);
}
`;
const START = ".globl _start\n_start: call main\nstop: hlt\n";

/** Links the guest with debug information as the flags ask. */
function build(name: string, debug: readonly string[]): SymbolMap {
  const zig = join(
    dirname(require.resolve(`@zigc/${process.platform}-${process.arch}/package.json`)),
    process.platform === "win32" ? "bin/zig.exe" : "bin/zig",
  );
  const flags = "-target x86-freestanding-none -mcpu=i686 -O1 -ffreestanding -fno-sanitize=all -nostdlib -static";
  const args = ["cc", ...flags.split(" "), ...debug, join(folder, "guest.c"), "start.S", "-o", name];
  const env = { ...process.env, ZIG_GLOBAL_CACHE_DIR: join(ROOT, "build/zig-cache") };
  const { status, stderr } = spawnSync(zig, args, { cwd: folder, env, encoding: "utf8", timeout: 120_000 });
  if (status !== 0) throw new Error(stderr);
  return new SymbolMap(readElf(readFileSync(join(folder, name)), name));
}

const addressOf = (map: SymbolMap, name: string): number =>
  map.elf.symbols().find((symbol) => symbol.name === name)!.value;

test.each(["-gdwarf-4", "-gdwarf-5", "-g"])(
  "%s: an address has its function, file and line",
  { timeout: 130_000 },
  (flag) => {
    const map = build(`guest${flag}.elf`, [flag]);
    const division = readDebugInfo(map.elf).lines.find(({ file, line }) => file.endsWith("guest.c") && line === 4)!;
    const location = map.locate(division.address)!;
    expect(location).toMatchObject({ function: "divide", line: 4 });
    expect(location.file).toBe(join(folder, "guest.c"));
  },
);

test("C that was made from TypeScript is shown as the TypeScript", { timeout: 130_000 }, () => {
  const map = build("typescript.elf", ["-g"]);
  const location = map.locate(addressOf(map, "w2c_guest_src0x2Fapp0x2FApp0x23run"))!;
  expect(location).toEqual({ function: "App#run", module: "src/app", offsetBytes: 0 });
});

test("an inlined function is named, and of what was TypeScript the innermost", { timeout: 130_000 }, () => {
  const map = build("inlined.elf", ["-gdwarf-4"]);
  const { lines } = readDebugInfo(map.elf);
  const at = (wanted: number): number => lines.find(({ line }) => line === wanted)!.address;
  expect(map.locate(at(17))).toMatchObject({ function: "twice", offsetBytes: 0, line: 17 });
  expect(map.locate(at(8))).toEqual({ function: "small", offsetBytes: 0, module: "src/app" });
});

test("without debug information the function is left", { timeout: 130_000 }, () => {
  const map = build("plain.elf", ["-g0"]);
  expect(map.locate(addressOf(map, "divide") + 1)).toEqual({ function: "divide", offsetBytes: 1 });
});

test("labels of assembly reach up to the next, and nothing is known outside the code", { timeout: 130_000 }, () => {
  const map = build("labels.elf", ["-g0"]);
  expect(map.locate(addressOf(map, "_start") + 4)).toMatchObject({ function: "_start", offsetBytes: 4 });
  expect(map.locate(addressOf(map, "stop"))).toMatchObject({ function: "stop", offsetBytes: 0 });
  expect(map.locate(0)).toBeUndefined();
  expect(map.locate(0xc0000000)).toBeUndefined();
});

test("damaged debug information is no error", { timeout: 130_000 }, () => {
  const { elf } = build("damaged.elf", ["-g"]);
  const sections = elf.sections.filter(({ name }) => name.startsWith(".debug_"));
  const bytes = readFileSync(join(folder, "damaged.elf"));
  for (let seed = 1; seed < 500; seed += 1) {
    const copy = new Uint8Array(bytes);
    const section = sections[seed % sections.length]!;
    copy[section.fileOffset + ((seed * 7919) % section.sizeBytes)] = (seed * 31) & 0xff;
    expect(() => readDebugInfo(readElf(copy, "damaged.elf"))).not.toThrow();
  }
});
