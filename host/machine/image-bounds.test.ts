import { expect, test } from "vitest";
import { FLAG_READ } from "../elf/format.js";
import { writeElf } from "../elf/writer.js";
import { machineMemoryBytes } from "./image-bounds.js";

const MIB = 1 << 20;
const KIB = 1 << 10;

/** An image of one segment of 16 bytes that ends at `end`. */
function imageTo(end: number): Uint8Array {
  const bytes = new Uint8Array(16);
  const physicalAddress = end - bytes.length;
  const segment = { virtualAddress: physicalAddress, physicalAddress, flags: FLAG_READ, bytes, memorySizeBytes: 16 };
  return writeElf({ entry: physicalAddress, segments: [segment], sections: [] });
}

test.each([
  ["the least", 2 * MIB, 16 * MIB],
  ["whole MiB", 20 * MIB + 4 * KIB, 21 * MIB],
  ["more, where the firmware would keep some of it", 68 * MIB + 960 * KIB, 70 * MIB],
  ["more, where no byte would be left for the firmware", 32 * MIB, 33 * MIB],
])("a machine gets %s", (_, needed, given) => {
  expect(machineMemoryBytes(imageTo(2 * MIB), needed)).toBe(given);
});

test("an image that does not fit is refused", () => {
  expect(() => machineMemoryBytes(imageTo(20 * MIB), 2 * MIB)).toThrow(/the machine's memory only to 0x1000000/);
});
