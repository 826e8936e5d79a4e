import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { attributeFunctions, functionAttributes } from "./inlining.js";

let root: string;
beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), "bulkhead-inlining-"));
  await mkdir(join(root, "kernel", "pc-vmm"), { recursive: true });
});
afterAll(() => rm(root, { recursive: true }));

const TEXT = `/** Owns nothing. @cold is no tag here: an import follows. */
import { b } from "./b";

/** Reads the clock. @inline */
export function now(): u64 { return 0; }

/**
 * Rare.
 * @cold
 */
function repair(): void {}

/** Neither. */
function plain(): void {}
`;

test("a comment tells how the function behind it is compiled, and no other", async () => {
  const file = join(root, "kernel", "pc-vmm", "time.ts");
  await writeFile(file, TEXT);
  const attributes = await functionAttributes(root, [file]);
  expect([...attributes]).toEqual([
    ["kernel0x2Fpc0x2Dvmm0x2Ftime0x2Fnow", "always_inline"],
    ["kernel0x2Fpc0x2Dvmm0x2Ftime0x2Frepair", "noinline, cold"],
  ]);
});

test("declaration and definition get the attribute", () => {
  const source =
    "static u64 w2c_kernel_a(w2c_kernel*);\nu32 w2c_kernel_a;\nstatic u64 w2c_kernel_a(w2c_kernel* instance) {";
  expect(attributeFunctions(source, "kernel", new Map([["a", "cold"]]))).toBe(
    "static __attribute__((cold)) u64 w2c_kernel_a(w2c_kernel*);\nu32 w2c_kernel_a;\n" +
      "static __attribute__((cold)) u64 w2c_kernel_a(w2c_kernel* instance) {",
  );
});
