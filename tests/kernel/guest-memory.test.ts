/** The check of guests' pointers against a simple model: a range is granted if one segment or one stack holds all its bytes. */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  PAGE_SIZE,
  PERMISSION_EXECUTE,
  PERMISSION_READ,
  PERMISSION_WRITE,
  type SegmentEntry,
} from "../../host/generated/abi.js";
import {
  areaOf,
  changePartition,
  layTable,
  nativePartition,
  PROCESS_STACK_BYTES,
  PROCESS_STACK_SHIFT,
  sampleTable,
  type Table,
} from "./system.js";
import { bootWorld } from "./world.js";

interface Functions {
  isReadable(partition: number, address: number, length: number): number;
  isWritable(partition: number, address: number, length: number): number;
  isExecutable(partition: number, address: number): number;
  physicalOf(partition: number, address: number): number;
  clearPointerCache(partition: number): void;
}

interface Stacks {
  readonly page: number;
  readonly shift: number;
  readonly pages: number;
  readonly processes: number;
}

interface Piece {
  readonly address: number;
  readonly pages: number;
  readonly permissions: number;
}

const END_OF_ADDRESSES = 2 ** 32;
const DISTINCT = [PERMISSION_READ, PERMISSION_WRITE, PERMISSION_EXECUTE];

/** The model: mathematics, not 32 bits. */
const grants = (pieces: readonly Piece[], address: number, length: number, permission: number): boolean =>
  pieces.some(({ address: start, pages, permissions }) => {
    const inside = address >= start && address + length <= start + pages * PAGE_SIZE;
    return inside && (permissions & permission) !== 0;
  });

/** Of each of `stacks` the mapped part. */
function piecesOf({ page, shift, pages, processes }: Stacks): Piece[] {
  const address = page * PAGE_SIZE;
  return Array.from({ length: processes + 1 }, (_, n) => ({
    address: address + (n + 1) * 2 ** shift - pages * PAGE_SIZE,
    pages,
    permissions: PERMISSION_READ | PERMISSION_WRITE,
  }));
}

/** There an empty range is in the next stride, and refused. */
const isEndOfStack = (stacks: readonly Piece[], address: number): boolean =>
  stacks.some((stack) => address === stack.address + stack.pages * PAGE_SIZE);

/** Partition 1 has `pieces`, of any addresses; 0 and 2 have segments before and behind them in the table. */
function tableWith(pieces: readonly Piece[], stacks?: Stacks): Table {
  const sample = sampleTable(3);
  const segments = pieces.map(
    ({ address, pages, permissions }): SegmentEntry => ({
      ...sample.arrays.segments[3]!,
      address,
      sizeBytes: pages * PAGE_SIZE,
      permissions,
    }),
  );
  const around = [...sample.arrays.segments.slice(0, 3), ...segments, ...sample.arrays.segments.slice(6)];
  const table = { ...sample, arrays: { ...sample.arrays, segments: around } };
  const ofStacks =
    stacks === undefined
      ? {}
      : {
          processCount: stacks.processes,
          processStackAddress: stacks.page * PAGE_SIZE,
          processStackShift: stacks.shift,
          processStackSizeBytes: stacks.pages * PAGE_SIZE,
        };
  const second = changePartition(table, 1, { segmentCount: pieces.length, ...ofStacks });
  return changePartition(second, 2, { firstSegment: 3 + pieces.length });
}

const piece: fc.Arbitrary<Piece> = fc
  .record({
    page: fc.oneof(fc.integer({ min: 1, max: 40 }), fc.integer({ min: 0xfffd0, max: 0xfffff })),
    pages: fc.integer({ min: 1, max: 6 }),
    permissions: fc.integer({ min: 0, max: 7 }),
  })
  .map(({ page, pages, permissions }) => ({
    address: page * PAGE_SIZE,
    pages: Math.min(pages, END_OF_ADDRESSES / PAGE_SIZE - page),
    permissions,
  }));

/** Ranges at the edges of `pieces`, near 4 GiB and past it. */
const range = (pieces: readonly Piece[]) => {
  const edges = pieces.flatMap(({ address, pages }) => [address, address + pages * PAGE_SIZE]);
  const address = fc
    .tuple(fc.constantFrom(0, END_OF_ADDRESSES, ...edges), fc.integer({ min: -9, max: 9 }))
    .map(([edge, offset]) => (edge + offset + END_OF_ADDRESSES) % END_OF_ADDRESSES);
  const length = fc.oneof(
    fc.integer({ min: 0, max: 20 }),
    fc
      .tuple(fc.integer({ min: 1, max: 6 }), fc.integer({ min: -9, max: 9 }))
      .map(([pages, off]) => pages * PAGE_SIZE + off),
    fc.integer({ min: END_OF_ADDRESSES - 70_000, max: END_OF_ADDRESSES - 1 }),
  );
  return fc.record({ address, length });
};

/** In the middle of the addresses, where no piece is. */
const stacksOf: fc.Arbitrary<Stacks> = fc
  .record({
    shift: fc.integer({ min: 13, max: 16 }),
    room: fc.integer({ min: 1, max: 3 }),
    processes: fc.integer({ min: 0, max: 4 }),
    place: fc.integer({ min: 1, max: 20 }),
  })
  .map(({ shift, room, processes, place }) => ({
    page: (0x40000000 + place * 2 ** shift) / PAGE_SIZE,
    shift,
    pages: Math.max(1, 2 ** (shift - 12) - room),
    processes,
  }));

const world = fc
  .tuple(fc.array(piece, { minLength: 1, maxLength: 5 }), fc.option(stacksOf, { nil: undefined }))
  .chain(([pieces, stacks]) => {
    const all = [...pieces, ...(stacks === undefined ? [] : piecesOf(stacks))];
    return fc.record({
      pieces: fc.constant(pieces),
      stacks: fc.constant(stacks),
      ranges: fc.array(range(all), { minLength: 20 }),
    });
  });

test("it grants what the model grants, whatever was asked before", () => {
  // The kernel boots once: what it was given is changed under it.
  const kernel = bootWorld<Functions>(tableWith([]));
  const partition = kernel.call.partitionAt(1);
  fc.assert(
    fc.property(world, ({ pieces, stacks, ranges }) => {
      layTable(kernel, tableWith(pieces, stacks));
      const ofStacks = stacks === undefined ? [] : piecesOf(stacks);
      kernel.call.clearPointerCache(partition);
      for (const { address, length } of ranges) {
        const granted = [
          kernel.call.isReadable(partition, address, length),
          kernel.call.isWritable(partition, address, length),
          kernel.call.isExecutable(partition, address),
        ];
        const inStack = (permission: number) =>
          grants(ofStacks, address, length, permission) && !isEndOfStack(ofStacks, address);
        const [read, write] = DISTINCT.map((permission) =>
          Number(grants(pieces, address, length, permission) || inStack(permission)),
        );
        expect(granted).toEqual([read, write, Number(grants(pieces, address, 1, PERMISSION_EXECUTE))]);
      }
    }),
    { numRuns: 500 },
  );
});

test("where the kernel sees a range of a segment, and of a stack", () => {
  const table = changePartition(sampleTable(3), 1, nativePartition(1, 3));
  const { call, partitions } = bootWorld<Functions>(table);
  const partition = partitions[1]!.address;
  const { data, dataBytes, processStacks, processStackPages } = areaOf(1);
  // The segments of these tables lie where they are addressed.
  for (const address of [data, data + 5, data + dataBytes - 1]) {
    expect(call.physicalOf(partition, address)).toBe(address);
  }
  const stride = 2 ** PROCESS_STACK_SHIFT;
  for (let stack = 0; stack < 4; stack += 1) {
    const bottom = processStacks + (stack + 1) * stride - PROCESS_STACK_BYTES;
    for (const offset of [0, 5, PROCESS_STACK_BYTES - 1]) {
      const phys = processStackPages + stack * PROCESS_STACK_BYTES + offset;
      expect(call.physicalOf(partition, bottom + offset)).toBe(phys);
    }
  }
});

describe("of a real layout", () => {
  const areas = [areaOf(0), areaOf(1)] as const;
  const boot = () => {
    const { call, partitions } = bootWorld<Functions>();
    return { call, partition: partitions[0]!.address };
  };

  test("nothing of another partition, nor between one's own segments", () => {
    const { call, partition } = boot();
    const own = areas[0];
    for (const address of [areas[1].code, areas[1].data, areas[1].stack, own.stack - 4, own.stackTop, 0, PAGE_SIZE]) {
      expect(call.isReadable(partition, address, 4)).toBe(0);
      expect(call.isWritable(partition, address, 4)).toBe(0);
      expect(call.isExecutable(partition, address)).toBe(0);
    }
  });

  test("code is not writable, data is not executable", () => {
    const { call, partition } = boot();
    const own = areas[0];
    expect([call.isReadable(partition, own.code, 4), call.isExecutable(partition, own.code)]).toEqual([1, 1]);
    expect(call.isWritable(partition, own.code, 4)).toBe(0);
    expect([call.isReadable(partition, own.data, 4), call.isWritable(partition, own.data, 4)]).toEqual([1, 1]);
    expect(call.isExecutable(partition, own.data)).toBe(0);
  });
});
