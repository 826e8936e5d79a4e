import fc from "fast-check";
import { expect, test } from "vitest";
import { ElfError } from "./elf-error.js";
import {
  FLAG_EXECUTE,
  FLAG_READ,
  SECTION_NOBITS,
  SECTION_PROGBITS,
  SECTION_STRINGS,
  SECTION_SYMBOLS,
} from "./format.js";
import { readElf } from "./reader.js";
import { type SectionToWrite, writeElf } from "./writer.js";

const code = Uint8Array.of(0x90, 0x90, 0xf4);
const section = (name: string, type: number, rest: Partial<SectionToWrite>): SectionToWrite => ({
  name,
  type,
  flags: 0,
  address: 0,
  sizeBytes: rest.bytes?.length ?? 0,
  link: 0,
  info: 0,
  alignment: 1,
  entrySizeBytes: 0,
  bytes: new Uint8Array(),
  ...rest,
});

/** One code segment at 0x10040 with a function `go`, and zeroed memory behind the code. */
function sample(): Uint8Array<ArrayBuffer> {
  const symbol = new DataView(new ArrayBuffer(32));
  symbol.setUint32(16, 1, true);
  symbol.setUint32(20, 0x10040, true);
  symbol.setUint32(24, 3, true);
  symbol.setUint8(28, 0x12);
  symbol.setUint16(30, 1, true);
  return writeElf({
    entry: 0x10040,
    segments: [
      {
        virtualAddress: 0x10040,
        physicalAddress: 0x20040,
        flags: FLAG_READ | FLAG_EXECUTE,
        bytes: code,
        memorySizeBytes: 0x100,
      },
    ],
    sections: [
      section(".text", SECTION_PROGBITS, { flags: 6, address: 0x10040, sizeBytes: 3, bytes: code }),
      section(".bss", SECTION_NOBITS, { flags: 3, address: 0x10080, sizeBytes: 0x20 }),
      section(".symtab", SECTION_SYMBOLS, { link: 4, entrySizeBytes: 16, bytes: new Uint8Array(symbol.buffer) }),
      section(".strtab", SECTION_STRINGS, { bytes: new TextEncoder().encode("\0go\0") }),
    ],
  });
}

function patched(change: (view: DataView) => void): Uint8Array {
  const bytes = sample();
  change(new DataView(bytes.buffer));
  return bytes;
}

test("what was written is read", () => {
  const elf = readElf(sample(), "sample");
  expect(elf.entry).toBe(0x10040);
  expect(elf.programHeaders).toMatchObject([
    { virtualAddress: 0x10040, physicalAddress: 0x20040, fileSizeBytes: 3, memorySizeBytes: 0x100, flags: 5 },
  ]);
  expect(elf.segmentBytes(elf.programHeaders[0]!)).toEqual(code);
  expect(elf.programHeaders[0]!.fileOffset % 0x1000).toBe(0x40);
  expect(elf.sections.map(({ name }) => name)).toEqual(["", ".text", ".bss", ".symtab", ".strtab", ".shstrtab"]);
  expect(elf.sectionBytes(elf.sections[1]!)).toEqual(code);
  expect(elf.sectionBytes(elf.sections[2]!)).toHaveLength(0);
  expect(elf.symbols()[1]).toEqual({
    name: "go",
    value: 0x10040,
    sizeBytes: 3,
    type: 2,
    isGlobal: true,
    sectionIndex: 1,
  });
});

test("a section that a segment carries lies inside it", () => {
  const elf = readElf(sample(), "sample");
  expect(elf.sections[1]!.fileOffset).toBe(elf.programHeaders[0]!.fileOffset);
});

test.each([
  ["no ELF file", () => new TextEncoder().encode("#!/bin/sh\n"), "is no ELF file"],
  ["an empty file", () => new Uint8Array(), "is no ELF file"],
  ["a 64-bit file", () => patched((view) => view.setUint8(4, 2)), "is a 64-bit ELF file"],
  ["a big-endian file", () => patched((view) => view.setUint8(5, 2)), "is a big-endian ELF file"],
  ["another processor's", () => patched((view) => view.setUint16(18, 8, true)), "ELF machine 8"],
  ["a cut-off file", () => sample().subarray(0, 60), "the program header table lies at"],
  ["a segment past the end", () => patched((view) => view.setUint32(52 + 4, 0xfffff000, true)), "segment 0 lies at"],
  ["more file than memory", () => patched((view) => view.setUint32(52 + 20, 1, true)), "has more bytes than memory"],
  ["a wrapping segment", () => patched((view) => view.setUint32(52 + 8, 0xffffff80, true)), "past the end of memory"],
  ["odd entries", () => patched((view) => view.setUint16(42, 16, true)), "has 16 bytes instead of 32"],
  ["no section names", () => patched((view) => view.setUint16(50, 99, true)), "there is no section 99"],
])("%s is refused with the reason", (_, bytes, reason) => {
  const attempt = (): unknown => readElf(bytes(), "guest.elf");
  expect(attempt).toThrow(ElfError);
  expect(attempt).toThrow("guest.elf: ");
  expect(attempt).toThrow(reason);
});

test("a damaged file is an ElfError or is read, and nothing else", () => {
  const whole = sample();
  fc.assert(
    fc.property(fc.array(fc.tuple(fc.nat(whole.length - 1), fc.nat(255)), { minLength: 1 }), (changes) => {
      const bytes = whole.slice();
      for (const [offset, value] of changes) bytes[offset] = value;
      try {
        const elf = readElf(bytes, "damaged");
        elf.symbols();
        for (const header of elf.programHeaders) if (header.type === 1) elf.segmentBytes(header);
        for (const item of elf.sections) elf.sectionBytes(item);
      } catch (error) {
        expect(error).toBeInstanceOf(ElfError);
      }
    }),
    { numRuns: 500 },
  );
});
