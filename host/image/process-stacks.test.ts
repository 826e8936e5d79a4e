import fc from "fast-check";
import { expect, test } from "vitest";
import { PAGE_SIZE } from "../generated/abi.js";
import { NO_STACKS, placeStacks, stackRanges, stacksEnd } from "./process-stacks.js";
import { samplePartition } from "./sample-system.js";

const stacks = (processes: number, processStackBytes: number, freeAddress: number) =>
  placeStacks(samplePartition("one", 0, { vcpus: 0, processes, processStackBytes }), freeAddress);

test("one stack more than there are processes, each at the end of a power of two that has a page to spare", () => {
  const placed = stacks(2, 0x4000, 0x12345);
  expect(placed).toEqual({ address: 0x18000, shift: 15, sizeBytes: 0x4000, count: 3 });
  expect(stackRanges(placed).map(({ address }) => address)).toEqual([0x1c000, 0x24000, 0x2c000]);
  expect(stacksEnd(placed)).toBe(0x30000);
  expect(stacks(1, 0x7000, 0)).toMatchObject({ address: 0, shift: 15 });
  expect(stacks(1, 0x8000, 1)).toMatchObject({ address: 0x10000, shift: 16 });
});

test("where there is no process there is no stack", () => {
  expect(stacks(0, 0x4000, 0x1000)).toEqual(NO_STACKS);
});

test("whatever the size, stacks lie apart, above what is taken, and end where the kernel computes it", () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 128 }),
      fc.integer({ min: 1, max: 1024 }),
      fc.nat(0x100000),
      (n, pages, page) => {
        const free = page * PAGE_SIZE;
        const placed = stacks(n, pages * PAGE_SIZE, free);
        const ranges = stackRanges(placed);
        expect(placed.address % 2 ** placed.shift).toBe(0);
        expect(ranges).toHaveLength(n + 1);
        for (const [index, { address, sizeBytes }] of ranges.entries()) {
          const below = index === 0 ? free : ranges[index - 1]!.address + sizeBytes;
          expect(address - below).toBeGreaterThanOrEqual(PAGE_SIZE);
          expect(address + sizeBytes).toBe(placed.address + (index + 1) * 2 ** placed.shift);
        }
      },
    ),
  );
});
