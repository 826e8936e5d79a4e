import { expect, test } from "vitest";
import type { MemoryBlock } from "../config/model.js";
import {
  FLAG_RETAINED,
  SECTION_NOTE,
  SECTION_STRINGS,
  SECTION_SYMBOLS,
  SEGMENT_NOTE,
  SYMBOL_BYTES,
} from "../elf/format.js";
import {
  ABI_VERSION,
  PERMISSION_EXECUTE,
  PERMISSION_READ,
  PERMISSION_WRITE,
  SEGMENT_FLAG_RETAINED,
  SEGMENT_FLAG_SHARED,
} from "../generated/abi.js";
import { pagePoolBytes } from "./page-pool.js";
import { stackRanges } from "./process-stacks.js";
import { placeProgram } from "./program.js";
import { CODE, DATA, samplePartition, sampleProgram, segment } from "./sample-system.js";

const partition = samplePartition("guest", 0);
const HYPERVISOR = { board: "pc-vmm", memoryBlocks: [] } as const;
const code = segment(0x10000, CODE, new Uint8Array(0x20));
const place = (...segments: Parameters<typeof sampleProgram>[0] & object) =>
  placeProgram(partition, sampleProgram(segments), HYPERVISOR);

test("the heap follows the data, a guard page the heap, the stack the guard page", () => {
  const placed = placeProgram(partition, sampleProgram(), HYPERVISOR);
  expect(placed).toMatchObject({
    entry: 0x10010,
    heapAddress: 0x14000,
    heapSizeBytes: 0x10000 - 0x2000 - 0x2000,
    stackAddress: 0x14000 + 0xc000 + 0x1000,
    stackSizeBytes: 0x2000,
  });
  expect(placed.segments.map(({ address, sizeBytes, permissions }) => [address, sizeBytes, permissions])).toEqual([
    [0x10000, 0x1000, PERMISSION_READ | PERMISSION_EXECUTE],
    [0x12000, 0x2000 + 0xc000, PERMISSION_READ | PERMISSION_WRITE],
    [0x21000, 0x2000, PERMISSION_READ | PERMISSION_WRITE],
  ]);
});

test("a program without data has its heap behind its code", () => {
  expect(place(code).segments.map(({ address, sizeBytes }) => [address, sizeBytes])).toEqual([
    [0x10000, 0x1000],
    [0x11000, 0xe000],
    [0x20000, 0x2000],
  ]);
});

test("a segment that starts inside a page gets the whole page", () => {
  const [, data] = place(code, segment(0x12345, DATA, Uint8Array.of(7))).segments;
  expect(data!.address).toBe(0x12000);
  expect(data!.bytes).toHaveLength(0x346);
  expect(data!.bytes.at(-1)).toBe(7);
});

const retained = (address: number, flags = DATA | FLAG_RETAINED) => segment(address, flags, new Uint8Array(8), 0x1000);

test("a segment to be retained is told apart, and the heap is not part of it", () => {
  const { segments, heapAddress } = place(code, segment(0x11000, DATA, new Uint8Array(1)), retained(0x12000));
  expect(segments.map(({ address, sizeBytes, flags }) => [address, sizeBytes, flags])).toEqual([
    [0x10000, 0x1000, 0],
    [0x11000, 0x1000, 0],
    [0x12000, 0x1000, SEGMENT_FLAG_RETAINED],
    [0x13000, 0xc000, 0],
    [0x20000, 0x2000, 0],
  ]);
  expect(heapAddress).toBe(0x13000);
});

const block = (name: string, sizeBytes: number, users: MemoryBlock["users"]): MemoryBlock => ({
  name,
  sizeBytes,
  users,
});
const everyone = [
  { partition: 0, writable: false },
  { partition: 1, writable: true },
];

test("memory blocks follow the stack, each behind a guard page, with the rights that the partition has", () => {
  const memoryBlocks = [
    block("others", 0x1000, [{ partition: 1, writable: true }]),
    block("read", 0x3000, everyone),
    block("written", 0x1000, [{ partition: 0, writable: true }]),
  ];
  const { segments } = placeProgram(partition, sampleProgram(), { board: "pc-vmm", memoryBlocks });
  const blocks = segments.filter((each) => each.block);
  expect(segments.slice(-2)).toEqual(blocks);
  expect(
    blocks.map(({ address, sizeBytes, permissions, flags, block }) => [
      block?.name,
      address,
      sizeBytes,
      permissions,
      flags,
    ]),
  ).toEqual([
    ["read", 0x24000, 0x3000, PERMISSION_READ, SEGMENT_FLAG_SHARED],
    ["written", 0x28000, 0x1000, PERMISSION_READ | PERMISSION_WRITE, SEGMENT_FLAG_SHARED],
  ]);
});

test("processes' stacks lie above all else", () => {
  const native = samplePartition("guest", 0, { vcpus: 0, processes: 2 });
  const memoryBlocks = [block("frame", 0x8000, everyone)];
  const { processStacks } = placeProgram(native, sampleProgram(), { board: "pc", memoryBlocks });
  expect(processStacks).toEqual({ address: 0x30000, shift: 15, sizeBytes: 0x4000, count: 3 });
});

test("what does not fit below USER_TOP is refused with what it needs", () => {
  const native = samplePartition("guest", 0, { vcpus: 0, processes: 2 });
  const high = sampleProgram([code, segment(0xbfba0000, DATA, new Uint8Array(1))]);
  expect(placeProgram(native, high, HYPERVISOR).processStacks.address).toBe(0xbfbb8000);
  const crowded = { ...native, processes: 16 };
  const memoryBlocks = [block("frame", 0x8000, everyone)];
  expect(() => placeProgram(crowded, high, { board: "pc", memoryBlocks })).toThrow(
    "leaves no room for 64KiB and its memory blocks and 17 stacks of 16KiB below 0xbfc00000",
  );
  const many = Array.from({ length: 14 }, (_, n) => block(`b${n}`, 0x1000, everyone));
  expect(() => placeProgram(partition, sampleProgram(), { board: "pc", memoryBlocks: many })).toThrow(
    "has 17 segments with heap, stack and memory blocks; 16 are possible",
  );
});

test("memory that does not suffice is told with what is needed", () => {
  const small = samplePartition("guest", 0, { memoryBytes: 0x3000 });
  expect(() => placeProgram(small, sampleProgram(), HYPERVISOR)).toThrow(
    "BH3011: partitions.guest.memory: 12KiB is too small: data needs 8KiB, stack 8KiB",
  );
});

test.each([
  ["both writable and executable", [segment(0x10000, 7, new Uint8Array(0x20))]],
  ["outside a partition's addresses", [code, segment(0, DATA, new Uint8Array(1))]],
  ["outside a partition's addresses", [code, segment(0xbfbff000, DATA, new Uint8Array(1), 0x1001)]],
  ["share the page at 0x10000", [code, segment(0x10800, DATA, new Uint8Array(1))]],
  ["starts at 0x10010, where it has no code", [segment(0x20000, CODE, new Uint8Array(1))]],
  ["starts at 0x10010, where it has no code", [segment(0x10000, DATA, new Uint8Array(0x20))]],
  ["leaves no room for 64KiB below 0xbfc00000", [code, segment(0xbfbf0000, DATA, new Uint8Array(1))]],
  ["has a segment at 0x12000 to be retained that nobody can write", [code, retained(0x12000, 4 | FLAG_RETAINED)]],
  ["has no segment to load", []],
  [
    "has 18 segments with heap and stack; 16 are possible",
    [code, ...Array.from({ length: 16 }, (_, n) => segment(0x20000 + n * 0x1000, CODE, new Uint8Array(1)))].slice(
      0,
      16,
    ),
  ],
])("a program that %s is refused", (reason, segments) => {
  expect(() => place(...segments)).toThrow(`the program of "guest"`);
  expect(() => place(...segments)).toThrow(reason);
});

/** A program whose constants hold notes: that of another tool first. */
function withNote(abiVersion: number, flags: number, where: "segment" | "section" = "segment"): Uint8Array {
  const bytes = new Uint8Array(56);
  const view = new DataView(bytes.buffer);
  const put = (at: number, words: readonly number[], owner: string): void => {
    for (const [index, word] of words.entries()) view.setUint32(at + 4 * index, word, true);
    bytes.set(new TextEncoder().encode(owner), at + 12);
  };
  put(0, [4, 5, 3], "GNU");
  put(24, [9, 8, 1], "Bulkhead");
  view.setUint32(48, abiVersion, true);
  view.setUint32(52, flags, true);
  const constants = segment(0x11000, 4, bytes);
  if (where === "segment") {
    const program = sampleProgram([code, constants, constants]);
    // The third program header: one and the same bytes as a note.
    new DataView(program.buffer as ArrayBuffer).setUint32(52 + 2 * 32, SEGMENT_NOTE, true);
    return program;
  }
  return sampleProgram([code, constants], [{ ...SECTION, name: ".note.bulkhead", type: SECTION_NOTE, bytes }]);
}

const SECTION = { flags: 2, address: 0x11000, sizeBytes: 56, link: 0, info: 0, alignment: 4, entrySizeBytes: 0 };

test.each(["segment", "section"] as const)("a note in a %s tells what the program was built for", (where) => {
  const placeNoted = (version: number, flags: number, board: "pc" | "pc-vmm") => () =>
    placeProgram(partition, withNote(version, flags, where), { board, memoryBlocks: [] });
  for (const board of ["pc", "pc-vmm"] as const) {
    expect(placeNoted(ABI_VERSION, 0, board)).not.toThrow();
    expect(placeNoted(ABI_VERSION - 1, 0, board)).toThrow(
      `was built for version ${ABI_VERSION - 1} of the kernel's ABI; this Bulkhead has ${ABI_VERSION}`,
    );
  }
  expect(placeNoted(ABI_VERSION, 1, "pc-vmm")).not.toThrow();
  expect(placeNoted(ABI_VERSION, 1, "pc")).toThrow("was built for the hypervisor; the plain board has no vCPU");
});

/** A program whose first symbol has that name, and that section. */
function withSymbol(name: string, sectionIndex: number): Uint8Array {
  const symbols = new DataView(new ArrayBuffer(2 * SYMBOL_BYTES));
  symbols.setUint32(SYMBOL_BYTES, 1, true);
  symbols.setUint32(SYMBOL_BYTES + 4, 0x10010, true);
  symbols.setUint16(SYMBOL_BYTES + 14, sectionIndex, true);
  const strings = new TextEncoder().encode(`\0${name}\0`);
  const section = { ...SECTION, flags: 0, address: 0, alignment: 4 };
  return sampleProgram(undefined, [
    { ...section, name: ".strtab", type: SECTION_STRINGS, bytes: strings, sizeBytes: strings.length },
    {
      ...section,
      name: ".symtab",
      type: SECTION_SYMBOLS,
      link: 1,
      entrySizeBytes: SYMBOL_BYTES,
      bytes: new Uint8Array(symbols.buffer),
      sizeBytes: symbols.byteLength,
    },
  ]);
}

test("a program that creates processes is refused where there are vCPUs, with the remedy", () => {
  const placeWith = (program: Uint8Array, vcpus: number) => () =>
    placeProgram(samplePartition("guest", 0, { vcpus }), program, HYPERVISOR);
  const program = withSymbol("CREATE_PROCESS", 1);
  expect(placeWith(program, 0)).not.toThrow();
  expect(placeWith(program, 1)).toThrow(
    'BH3010: partitions.guest: the program of "guest" calls CREATE_PROCESS, and the partition has vCPUs instead of processes',
  );
  expect(placeWith(withSymbol("CREATE_PROCESS", 0), 1)).not.toThrow();
  expect(placeWith(withSymbol("CREATE_PROCESSES", 1), 1)).not.toThrow();
});

test("a note that is cut off is none", () => {
  const program = withNote(ABI_VERSION - 1, 0);
  const at = Buffer.from(program).lastIndexOf("Bulkhead") - 8;
  new DataView(program.buffer as ArrayBuffer).setUint32(at, 0xfffffff0, true);
  expect(() => placeProgram(partition, program, HYPERVISOR)).not.toThrow();
});

test("a program that is not linked for good is refused", () => {
  const object = sampleProgram();
  new DataView(object.buffer as ArrayBuffer).setUint16(16, 1, true);
  expect(() => placeProgram(partition, object, HYPERVISOR)).toThrow("is an object file");
  new DataView(object.buffer as ArrayBuffer).setUint16(16, 3, true);
  expect(() => placeProgram(partition, object, HYPERVISOR)).toThrow("is linked dynamically or position-independent");
});

test("the page pool holds a directory, the tables, the provided table, the information page and the vCPUs", () => {
  const low = { address: 0x10000, sizeBytes: 0x1000 };
  const across = { address: 0x3ff000, sizeBytes: 0x2000 };
  const kernel = pagePoolBytes([]);
  expect(pagePoolBytes([{ ranges: [low], vcpuCount: 1 }]) - kernel).toBe(5 * 0x1000);
  expect(pagePoolBytes([{ ranges: [low, across], vcpuCount: 2 }]) - kernel).toBe(7 * 0x1000);
  // Stacks that lie in three spans of 4 MiB.
  const stacks = stackRanges({ address: 0x800000, shift: 21, sizeBytes: 0x4000, count: 5 });
  expect(pagePoolBytes([{ ranges: [low, ...stacks], vcpuCount: 0 }]) - kernel).toBe(7 * 0x1000);
});
