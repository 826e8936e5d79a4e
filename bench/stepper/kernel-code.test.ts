import { expect, test } from "vitest";
import { branchOf, isTimestampRead, type KernelCode } from "./kernel-code.js";

/** The bytes, at address 0x1000. */
function code(...bytes: number[]): KernelCode {
  const text = new DataView(Uint8Array.from(bytes).buffer);
  return { text, textAddress: 0x1000, address: () => 0 };
}

test("jumps lead on, back and far", () => {
  expect(branchOf(code(0x72, 0xf0), 0x1000)).toEqual([0x1002, 0xff2]);
  expect(branchOf(code(0xeb, 0x10), 0x1000)).toEqual([0x1012]);
  expect(branchOf(code(0xe9, 0x00, 0x01, 0x00, 0x00), 0x1000)).toEqual([0x1105]);
  expect(branchOf(code(0x0f, 0x82, 0x00, 0xff, 0xff, 0xff), 0x1000)).toEqual([0x1006, 0xf06]);
});

test("what is no jump leads nowhere else", () => {
  expect(branchOf(code(0x0f, 0x31), 0x1000)).toEqual([]);
});

test("RDTSC is told from the rest", () => {
  expect(isTimestampRead(code(0x0f, 0x31), 0x1000)).toBe(true);
  expect(isTimestampRead(code(0x0f, 0x82, 0, 0, 0, 0), 0x1000)).toBe(false);
});
