import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { expect, test } from "vitest";
import { patchV86 } from "./v86-patch.js";

const original = readFileSync(createRequire(import.meta.url).resolve("v86/build/v86.wasm"));

test("the patched module is valid and exports what the emulator needs", async () => {
  const exports = WebAssembly.Module.exports(await WebAssembly.compile(patchV86(original)));
  expect(exports).toEqual(
    expect.arrayContaining([
      { name: "pollAfter", kind: "global" },
      { name: "stackPointer", kind: "global" },
      { name: "raiseGeneralProtection", kind: "function" },
    ]),
  );
});

test("the file itself stays as it is", () => {
  const before = Buffer.from(original);
  patchV86(original);
  expect(before.equals(original)).toBe(true);
});

test("another version is refused, with what to do", () => {
  const other = Uint8Array.from(original);
  other[other.length - 1]! ^= 1;
  expect(() => patchV86(other)).toThrow(/not the one of v86 0\.5\.462.*npm ci/);
});
