import { expect, test } from "vitest";
import { checkMultibootHeader } from "./multiboot.js";

const at = (offset: number, flags = 3, checksum = -(0x1badb002 + flags) >>> 0): Uint8Array => {
  const view = new DataView(new ArrayBuffer(0x4000));
  view.setUint32(offset, 0x1badb002, true);
  view.setUint32(offset + 4, flags, true);
  view.setUint32(offset + 8, checksum, true);
  return new Uint8Array(view.buffer);
};

test("the header is found up to the last place that a loader looks at", () => {
  expect(() => checkMultibootHeader(at(0x1000))).not.toThrow();
  expect(() => checkMultibootHeader(at(8192 - 12))).not.toThrow();
});

test.each([8192 - 8, 8192, 0x1002])("a header at %i is none", (offset) => {
  expect(() => checkMultibootHeader(at(offset))).toThrow("no Multiboot header");
});

test("a wrong checksum makes it none", () => {
  expect(() => checkMultibootHeader(at(0x1000, 3, 0))).toThrow("no Multiboot header");
});
