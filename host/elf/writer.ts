/**
 * Writes ELF32 executables for i386: segments page by page behind the headers, then whatever sections carry
 * symbols and debug information. A section that is part of a segment gets its place from that segment.
 */
import * as elf from "./format.js";

export interface SegmentToWrite {
  readonly virtualAddress: number;
  readonly physicalAddress: number;
  readonly flags: number;
  readonly bytes: Uint8Array;
  /** At least `bytes.length`; the rest is zero. */
  readonly memorySizeBytes: number;
}

export interface SectionToWrite {
  readonly name: string;
  readonly type: number;
  readonly flags: number;
  readonly address: number;
  readonly sizeBytes: number;
  /** Index of another section, counted from 1 in the order given. */
  readonly link: number;
  readonly info: number;
  readonly alignment: number;
  readonly entrySizeBytes: number;
  /** Content of a section that is no part of a segment. */
  readonly bytes: Uint8Array;
}

export interface ElfToWrite {
  readonly entry: number;
  readonly segments: readonly SegmentToWrite[];
  readonly sections?: readonly SectionToWrite[];
}

const FILE_ALIGNMENT = 0x1000;

const alignUp = (value: number, alignment: number): number => Math.ceil(value / alignment) * alignment;

interface PlacedSegment extends SegmentToWrite {
  readonly fileOffset: number;
}

function placeSegments(segments: readonly SegmentToWrite[]): { placed: PlacedSegment[]; end: number } {
  let end = elf.HEADER_BYTES + segments.length * elf.PROGRAM_HEADER_BYTES;
  const placed = segments.map((segment) => {
    // The file offset is congruent to the address, as loaders that map files demand.
    const within = segment.virtualAddress % FILE_ALIGNMENT;
    const fileOffset = alignUp(end - within, FILE_ALIGNMENT) + within;
    end = fileOffset + segment.bytes.length;
    return { ...segment, fileOffset };
  });
  return { placed, end };
}

/** The file offset of a section that a segment carries, or undefined. */
function offsetInSegment(section: SectionToWrite, segments: readonly PlacedSegment[]): number | undefined {
  if ((section.flags & elf.SECTION_FLAG_ALLOC) === 0) return undefined;
  const segment = segments.find(
    ({ virtualAddress, memorySizeBytes }) =>
      section.address >= virtualAddress && section.address - virtualAddress <= memorySizeBytes - section.sizeBytes,
  );
  return segment && segment.fileOffset + Math.min(section.address - segment.virtualAddress, segment.bytes.length);
}

/** Joins NUL-terminated names; answers the table and where each name starts. */
function stringTable(names: readonly string[]): { bytes: Uint8Array; offsets: number[] } {
  let text = "\0";
  const offsets = names.map((name) => {
    const offset = text.length;
    text += `${name}\0`;
    return offset;
  });
  return { bytes: new TextEncoder().encode(text), offsets };
}

interface Chunk {
  readonly fileOffset: number;
  readonly bytes: Uint8Array;
}

/** The section table, the sections' content, and where the table starts. */
function placeSections(sections: readonly SectionToWrite[], segments: readonly PlacedSegment[], start: number) {
  const names = stringTable([...sections.map(({ name }) => name), ".shstrtab"]);
  const all: SectionToWrite[] = [
    ...sections,
    {
      name: ".shstrtab",
      type: elf.SECTION_STRINGS,
      flags: 0,
      address: 0,
      sizeBytes: names.bytes.length,
      link: 0,
      info: 0,
      alignment: 1,
      entrySizeBytes: 0,
      bytes: names.bytes,
    },
  ];
  const chunks: Chunk[] = [];
  let end = start;
  const table = new DataView(new ArrayBuffer((all.length + 1) * elf.SECTION_HEADER_BYTES));
  for (const [index, section] of all.entries()) {
    let fileOffset = offsetInSegment(section, segments);
    if (fileOffset === undefined) {
      fileOffset = alignUp(end, Math.max(section.alignment, 4));
      if (section.type !== elf.SECTION_NOBITS) {
        chunks.push({ fileOffset, bytes: section.bytes });
        end = fileOffset + section.bytes.length;
      }
    }
    const { type, flags, address, sizeBytes, link, info, alignment, entrySizeBytes } = section;
    const nameOffset = names.offsets[index]!;
    const words = [nameOffset, type, flags, address, fileOffset, sizeBytes, link, info, alignment, entrySizeBytes];
    for (const [position, word] of words.entries()) {
      table.setUint32((index + 1) * elf.SECTION_HEADER_BYTES + position * 4, word, true);
    }
  }
  const tableOffset = alignUp(end, 4);
  chunks.push({ fileOffset: tableOffset, bytes: new Uint8Array(table.buffer) });
  return { chunks, tableOffset, count: all.length + 1, end: tableOffset + table.byteLength };
}

/** The bytes of an executable. Its first segment's content starts within the first 8 KiB, whatever comes after. */
export function writeElf({ entry, segments, sections }: ElfToWrite): Uint8Array<ArrayBuffer> {
  const { placed, end } = placeSegments(segments);
  const tail = sections === undefined ? undefined : placeSections(sections, placed, end);
  const bytes = new Uint8Array(tail?.end ?? end);
  const view = new DataView(bytes.buffer);
  view.setUint32(0, elf.ELF_MAGIC, true);
  bytes.set([elf.CLASS_32, elf.DATA_LITTLE_ENDIAN, elf.VERSION_CURRENT], 4);
  view.setUint16(16, elf.FILE_EXECUTABLE, true);
  view.setUint16(18, elf.MACHINE_386, true);
  view.setUint32(20, elf.VERSION_CURRENT, true);
  view.setUint32(24, entry, true);
  view.setUint32(28, elf.HEADER_BYTES, true);
  view.setUint32(32, tail?.tableOffset ?? 0, true);
  view.setUint16(40, elf.HEADER_BYTES, true);
  view.setUint16(42, elf.PROGRAM_HEADER_BYTES, true);
  view.setUint16(44, placed.length, true);
  view.setUint16(46, elf.SECTION_HEADER_BYTES, true);
  view.setUint16(48, tail?.count ?? 0, true);
  view.setUint16(50, tail === undefined ? 0 : tail.count - 1, true);
  for (const [index, segment] of placed.entries()) {
    const { fileOffset, virtualAddress, physicalAddress, memorySizeBytes, flags } = segment;
    const size = segment.bytes.length;
    const words = [elf.SEGMENT_LOAD, fileOffset, virtualAddress, physicalAddress, size, memorySizeBytes, flags];
    for (const [position, word] of [...words, FILE_ALIGNMENT].entries()) {
      view.setUint32(elf.HEADER_BYTES + index * elf.PROGRAM_HEADER_BYTES + position * 4, word, true);
    }
    bytes.set(segment.bytes, fileOffset);
  }
  for (const chunk of tail?.chunks ?? []) bytes.set(chunk.bytes, chunk.fileOffset);
  return bytes;
}
