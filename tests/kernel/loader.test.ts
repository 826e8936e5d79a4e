/** Laying out a partition's memory: its pristine image and zeros, a page a step at most. */
import fc from "fast-check";
import { expect, test } from "vitest";
import {
  MODE_COLD_START,
  MODE_WARM_START,
  PAGE_SIZE,
  PERMISSION_READ,
  PERMISSION_WRITE,
  SEGMENT_FLAG_RETAINED,
  SEGMENT_FLAG_SHARED,
  type SegmentEntry,
  START_PARTITION_RESTART,
} from "../../host/generated/abi.js";
import { changePartition, layTable, sampleTable } from "./system.js";
import { bootWorld } from "./world.js";

interface Functions {
  loadStep(partition: number): number;
  restartPartition(partition: number, mode: number, condition: number): void;
  endLoading(partition: number): void;
  zeroSharedSegments(): void;
}

/** Segments lie from here on, their pristine content behind. */
const MEMORY = 0xa0000;
const PRISTINE = 0xe0000;
const MEMORY_END = 0x110000;

const segment = fc.record({
  pages: fc.integer({ min: 1, max: 4 }),
  gapPages: fc.integer({ min: 0, max: 1 }),
  writable: fc.boolean(),
  flags: fc.constantFrom(0, 0, 0, SEGMENT_FLAG_RETAINED, SEGMENT_FLAG_SHARED),
  /** Of the segment's size; undefined: no pristine content. */
  filled: fc.option(fc.double({ min: 0, max: 1, noNaN: true }), { nil: undefined }),
});

const start = fc.record({
  plans: fc.array(segment, { minLength: 1, maxLength: 8 }),
  stacks: fc.option(fc.record({ processes: fc.integer({ min: 0, max: 5 }), pages: fc.integer({ min: 1, max: 2 }) }), {
    nil: undefined,
  }),
  mode: fc.constantFrom(MODE_COLD_START, MODE_WARM_START),
  seed: fc.integer(),
});

test("memory ends as the image has it, and no step touches more than a page", () => {
  fc.assert(
    fc.property(start, ({ plans, stacks, mode, seed }) => {
      let phys = MEMORY;
      let sourcePhys = PRISTINE;
      const segments = plans.map(({ pages, gapPages, writable, flags, filled }): SegmentEntry => {
        const sizeBytes = pages * PAGE_SIZE;
        const sourceSizeBytes = filled === undefined ? 0 : Math.round(filled * sizeBytes);
        const entry = {
          address: phys,
          sizeBytes,
          phys,
          permissions: writable ? PERMISSION_READ | PERMISSION_WRITE : PERMISSION_READ,
          sourcePhys: filled === undefined ? 0 : sourcePhys,
          sourceSizeBytes,
          flags,
          reserved: 0,
        };
        phys += sizeBytes + gapPages * PAGE_SIZE;
        sourcePhys += (sourceSizeBytes + 3) & ~3;
        return entry;
      });
      const stackBytes = stacks === undefined ? 0 : (stacks.processes + 1) * stacks.pages * PAGE_SIZE;
      expect(phys + stackBytes).toBeLessThanOrEqual(PRISTINE);
      expect(sourcePhys).toBeLessThanOrEqual(MEMORY_END);

      const { call, bytes, partitions } = world;
      const sample = sampleTable(1);
      const table = { ...sample, arrays: { ...sample.arrays, segments } };
      const ofStacks = stacks && {
        processCount: stacks.processes,
        processStackSizeBytes: stacks.pages * PAGE_SIZE,
        processStackPhys: phys,
      };
      layTable(world, changePartition(table, 0, { segmentCount: segments.length, ...ofStacks }));
      // A PC's memory, and a partition's before its restart, hold anything.
      for (let at = MEMORY; at < MEMORY_END; at += 1) bytes[at] = (at * 31 + seed) >> 3;

      const expected = bytes.slice(MEMORY, MEMORY_END);
      const at = (phys: number) => phys - MEMORY;
      expected.fill(0, at(phys), at(phys + stackBytes));
      for (const { phys, sizeBytes, permissions, sourcePhys, sourceSizeBytes, flags } of segments) {
        if ((permissions & PERMISSION_WRITE) === 0 || flags === SEGMENT_FLAG_SHARED) continue;
        if (flags === SEGMENT_FLAG_RETAINED && mode === MODE_WARM_START) continue;
        expected.fill(0, at(phys), at(phys + sizeBytes));
        if (sourcePhys !== 0) expected.set(bytes.subarray(sourcePhys, sourcePhys + sourceSizeBytes), at(phys));
      }

      const partition = partitions[0]!.address;
      call.restartPartition(partition, mode, START_PARTITION_RESTART);
      const pages = segments.reduce((sum, { sizeBytes }) => sum + sizeBytes, stackBytes) / PAGE_SIZE;
      let steps = 0;
      for (let done = 0; done === 0; steps += 1) {
        const before = bytes.slice(MEMORY, MEMORY_END);
        done = call.loadStep(partition);
        expect(changedPages(before, bytes.subarray(MEMORY, MEMORY_END))).toBeLessThanOrEqual(1);
      }
      call.endLoading(partition);
      expect(steps).toBeLessThanOrEqual(pages + 1);
      expect(Buffer.compare(bytes.subarray(MEMORY, MEMORY_END), expected)).toBe(0);
    }),
    { numRuns: 60 },
  );
});

const world = bootWorld<Functions>(sampleTable(1));

test("memory that partitions share is zeroed with the module", () => {
  const { call, bytes } = world;
  const sample = sampleTable(1);
  const [code, data, stack] = sample.arrays.segments;
  const segments = [code!, { ...data!, flags: SEGMENT_FLAG_SHARED }, stack!];
  layTable(world, { ...sample, arrays: { ...sample.arrays, segments } });
  bytes.fill(0xee, data!.phys, stack!.phys + stack!.sizeBytes);
  call.zeroSharedSegments();
  const left = bytes.subarray(data!.phys, stack!.phys + stack!.sizeBytes).findIndex((byte) => byte !== 0);
  expect(left).toBe(data!.sizeBytes);
});

function changedPages(before: Uint8Array, after: Uint8Array): number {
  let changed = 0;
  for (let at = 0; at < before.length; at += PAGE_SIZE) {
    const same = Buffer.compare(before.subarray(at, at + PAGE_SIZE), after.subarray(at, at + PAGE_SIZE)) === 0;
    if (!same) changed += 1;
  }
  return changed;
}
