import { expect, test } from "vitest";
import { checkBlocks } from "./check-blocks.js";
import { faultsOf } from "./faults-of.js";

const faults = (memoryBlocks: unknown): string[] =>
  faultsOf({ partitions: { sensors: {}, display: {} }, memoryBlocks }, checkBlocks);

test("a block of pages that two partitions see", () => {
  expect(faults({ "FRAME/0": { size: "16KiB", access: { sensors: "read-write", display: "read" } } })).toEqual([]);
});

test("a size that pages cannot make up", () => {
  expect(faults({ frame: { size: "100B", access: { sensors: "read" } } })).toEqual([
    'BH1030 memoryBlocks.frame.size: 100B is not a multiple of 4KiB ["4KiB"]',
  ]);
});

test("a name that no program could ask for", () => {
  expect(faults({ "a frame": { size: "4KiB", access: { sensors: "read" } } })).toEqual([
    'BH1080 memoryBlocks["a frame"]: "a frame" is no name for a memory block: 1 to 32 printable characters without a blank are possible ["a_frame"]',
  ]);
});

test("partitions that exist, and at least one", () => {
  expect(faults({ frame: { size: "4KiB", access: { sensor: "read" } }, none: { size: "4KiB", access: {} } })).toEqual([
    'BH1040 memoryBlocks.frame.access.sensor: there is no partition "sensor" [did you mean "sensors"?]',
    'BH1016 memoryBlocks.none.access: no partition sees the memory block [access: { sensors: "read-write" }]',
  ]);
});
