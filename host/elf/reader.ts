/**
 * Reads ELF32 files for i386. The file is an allegation: every offset, size and index is checked before it is
 * used, and whatever is wrong is an ElfError that names the file.
 */
import { ElfError } from "./elf-error.js";
import * as elf from "./format.js";

export interface ProgramHeader {
  readonly type: number;
  readonly fileOffset: number;
  readonly virtualAddress: number;
  readonly physicalAddress: number;
  readonly fileSizeBytes: number;
  readonly memorySizeBytes: number;
  readonly flags: number;
  readonly alignment: number;
}

export interface Section {
  readonly index: number;
  readonly name: string;
  readonly type: number;
  readonly flags: number;
  readonly address: number;
  readonly fileOffset: number;
  readonly sizeBytes: number;
  readonly link: number;
  readonly info: number;
  readonly alignment: number;
  readonly entrySizeBytes: number;
}

export interface ElfSymbol {
  readonly name: string;
  readonly value: number;
  readonly sizeBytes: number;
  readonly type: number;
  readonly isGlobal: boolean;
  /** Index of its section; 0: undefined; from SECTION_INDEX_RESERVED on: none. */
  readonly sectionIndex: number;
}

export interface ElfFile {
  /** The name under which errors speak of it. */
  readonly subject: string;
  readonly fileType: number;
  readonly entry: number;
  readonly programHeaders: readonly ProgramHeader[];
  readonly sections: readonly Section[];
  /** The bytes that the file has for a segment. */
  segmentBytes(header: ProgramHeader): Uint8Array;
  /** The bytes of a section; none for NOBITS. */
  sectionBytes(section: Section): Uint8Array;
  /** All of .symtab; empty in a stripped file. */
  symbols(): ElfSymbol[];
}

/** A bounded view of the file. */
class Source {
  readonly view: DataView;
  constructor(
    readonly bytes: Uint8Array,
    readonly subject: string,
  ) {
    this.view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  }

  /** The part [offset, offset + length); `what` names it in the error when it is not in the file. */
  slice(offset: number, length: number, what: string): Uint8Array {
    if (length > this.bytes.length || offset > this.bytes.length - length) {
      const range = `0x${offset.toString(16)} + ${length} bytes`;
      throw this.malformed(`${what} lies at ${range}, past the end of the file (${this.bytes.length} bytes)`);
    }
    return this.bytes.subarray(offset, offset + length);
  }

  malformed(message: string): ElfError {
    return new ElfError("malformed", this.subject, message);
  }
}

function viewOf(bytes: Uint8Array): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

function checkIdentification(source: Source): void {
  if (source.bytes.length < elf.HEADER_BYTES || source.view.getUint32(0, true) !== elf.ELF_MAGIC) {
    throw new ElfError("wrongKind", source.subject, "is no ELF file");
  }
  const wrong = (message: string): ElfError =>
    new ElfError("wrongKind", source.subject, message, "build it for 32-bit x86 (i386), for instance with clang -m32");
  if (source.view.getUint8(4) !== elf.CLASS_32) throw wrong("is a 64-bit ELF file");
  if (source.view.getUint8(5) !== elf.DATA_LITTLE_ENDIAN) throw wrong("is a big-endian ELF file");
  const machine = source.view.getUint16(18, true);
  if (machine !== elf.MACHINE_386) throw wrong(`is for another processor (ELF machine ${machine})`);
}

/** A table of fixed-size entries: its bytes, one view an entry. */
function entries(source: Source, what: string, offset: number, count: number, size: number, expected: number) {
  if (count === 0) return [];
  if (size !== expected) throw source.malformed(`an entry of the ${what} has ${size} bytes instead of ${expected}`);
  const table = source.slice(offset, count * size, `the ${what}`);
  return Array.from({ length: count }, (_, index) => viewOf(table.subarray(index * size, (index + 1) * size)));
}

function readProgramHeader(source: Source, view: DataView, index: number): ProgramHeader {
  const header = {
    type: view.getUint32(0, true),
    fileOffset: view.getUint32(4, true),
    virtualAddress: view.getUint32(8, true),
    physicalAddress: view.getUint32(12, true),
    fileSizeBytes: view.getUint32(16, true),
    memorySizeBytes: view.getUint32(20, true),
    flags: view.getUint32(24, true),
    alignment: view.getUint32(28, true),
  };
  if (header.type !== elf.SEGMENT_LOAD) return header;
  const what = `segment ${index}`;
  source.slice(header.fileOffset, header.fileSizeBytes, what);
  if (header.fileSizeBytes > header.memorySizeBytes) throw source.malformed(`${what} has more bytes than memory`);
  for (const address of [header.virtualAddress, header.physicalAddress]) {
    if (header.memorySizeBytes > 2 ** 32 - address) throw source.malformed(`${what} runs past the end of memory`);
  }
  return header;
}

function textAt(strings: Uint8Array, offset: number): string | undefined {
  if (offset >= strings.length) return undefined;
  const end = strings.indexOf(0, offset);
  return end === -1 ? undefined : new TextDecoder().decode(strings.subarray(offset, end));
}

function readSections(source: Source, offset: number, size: number, count: number, nameTable: number): Section[] {
  const headers = entries(source, "section table", offset, count, size, elf.SECTION_HEADER_BYTES);
  const words = headers.map((view) => Array.from({ length: 10 }, (_, index) => view.getUint32(index * 4, true)));
  for (const [index, word] of words.entries()) {
    if (word[1] === elf.SECTION_NULL || word[1] === elf.SECTION_NOBITS) continue;
    source.slice(word[4]!, word[5]!, `section ${index}`);
  }
  const nameWords = words[nameTable];
  if (count > 0 && nameWords === undefined) throw source.malformed(`there is no section ${nameTable} with names`);
  const names =
    nameWords === undefined ? new Uint8Array() : source.slice(nameWords[4]!, nameWords[5]!, "section names");
  return words.map((word, index): Section => {
    const name = word[1] === elf.SECTION_NULL ? "" : textAt(names, word[0]!);
    if (name === undefined) throw source.malformed(`the name of section ${index} lies outside the section names`);
    const [, type, flags, address, fileOffset, sizeBytes, link, info, alignment, entrySizeBytes] = word as Required<
      [number, number, number, number, number, number, number, number, number, number]
    >;
    return { index, name, type, flags, address, fileOffset, sizeBytes, link, info, alignment, entrySizeBytes };
  });
}

function readSymbols(source: Source, sections: readonly Section[]): ElfSymbol[] {
  const table = sections.find(({ type }) => type === elf.SECTION_SYMBOLS);
  if (table === undefined) return [];
  const strings = sections[table.link];
  if (strings?.type !== elf.SECTION_STRINGS) throw source.malformed("the symbol table names no string table");
  const names = source.slice(strings.fileOffset, strings.sizeBytes, strings.name);
  const count = Math.floor(table.sizeBytes / elf.SYMBOL_BYTES);
  return entries(source, "symbol table", table.fileOffset, count, elf.SYMBOL_BYTES, elf.SYMBOL_BYTES).map(
    (view, index): ElfSymbol => {
      const name = textAt(names, view.getUint32(0, true));
      if (name === undefined) throw source.malformed(`the name of symbol ${index} lies outside ${strings.name}`);
      const info = view.getUint8(12);
      return {
        name,
        value: view.getUint32(4, true),
        sizeBytes: view.getUint32(8, true),
        type: info & 0xf,
        isGlobal: info >> 4 !== 0,
        sectionIndex: view.getUint16(14, true),
      };
    },
  );
}

/**
 * Reads an ELF file for i386.
 * @param subject how errors name the file
 * @throws ElfError when it is none, or broken
 * @example readElf(await readFile("kernel.elf"), "kernel.elf").entry
 */
export function readElf(bytes: Uint8Array, subject: string): ElfFile {
  const source = new Source(bytes, subject);
  checkIdentification(source);
  const { view } = source;
  const half = (offset: number): number => view.getUint16(offset, true);
  const word = (offset: number): number => view.getUint32(offset, true);
  const programHeaders = entries(
    source,
    "program header table",
    word(28),
    half(44),
    half(42),
    elf.PROGRAM_HEADER_BYTES,
  );
  const sections = readSections(source, word(32), half(46), half(48), half(50));
  return {
    subject,
    fileType: half(16),
    entry: word(24),
    programHeaders: programHeaders.map((header, index) => readProgramHeader(source, header, index)),
    sections,
    segmentBytes: ({ fileOffset, fileSizeBytes }) => source.slice(fileOffset, fileSizeBytes, "a segment"),
    sectionBytes: (section) =>
      section.type === elf.SECTION_NOBITS || section.type === elf.SECTION_NULL
        ? new Uint8Array()
        : source.slice(section.fileOffset, section.sizeBytes, `section ${section.name}`),
    symbols: () => readSymbols(source, sections),
  };
}
