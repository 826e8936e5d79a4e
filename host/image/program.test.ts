import { expect, test } from "vitest";
import { SECTION_NOTE, SEGMENT_NOTE } from "../elf/format.js";
import { ABI_VERSION, PERMISSION_EXECUTE, PERMISSION_READ, PERMISSION_WRITE } from "../generated/abi.js";
import { pagePoolBytes } from "./page-pool.js";
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
});
