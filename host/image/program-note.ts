/**
 * The ELF note by which a program says what it was built for (docs/architecture.md, "Programs and their note"). The
 * libraries of C and TypeScript carry it; a program that another toolchain linked may have none.
 */
import * as format from "../elf/format.js";
import type { ElfFile } from "../elf/reader.js";

export interface ProgramNote {
  readonly abiVersion: number;
  /** It may make hypercalls. */
  readonly needsVcpu: boolean;
}

const OWNER = "Bulkhead";
const TYPE = 1;
const DESCRIPTOR_BYTES = 8;
const FLAG_NEEDS_VCPU = 1;
/** Of a note: length of the owner's name with its NUL, length of the descriptor, type (System V ABI, chapter 5). */
const HEADER_BYTES = 12;

/** The program's note, in a note segment or, where the linker made none, in a note section. */
export function readProgramNote(elf: ElfFile): ProgramNote | undefined {
  const segments = elf.programHeaders.filter(({ type }) => type === format.SEGMENT_NOTE);
  const sections = elf.sections.filter(({ type }) => type === format.SECTION_NOTE);
  const all = [...segments.map((each) => elf.segmentBytes(each)), ...sections.map((each) => elf.sectionBytes(each))];
  for (const bytes of all) {
    const note = findNote(bytes);
    if (note) return note;
  }
  return undefined;
}

function findNote(bytes: Uint8Array): ProgramNote | undefined {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  for (let at = 0; at + HEADER_BYTES <= bytes.length; ) {
    const [ownerBytes, descriptorBytes, type] = [0, 4, 8].map((offset) => view.getUint32(at + offset, true));
    const owner = at + HEADER_BYTES;
    const descriptor = owner + aligned(ownerBytes!);
    const end = descriptor + aligned(descriptorBytes!);
    if (descriptor + descriptorBytes! > bytes.length) return undefined;
    const name = new TextDecoder("latin1").decode(bytes.subarray(owner, owner + ownerBytes!));
    if (name === `${OWNER}\0` && type === TYPE && descriptorBytes! >= DESCRIPTOR_BYTES) {
      const flags = view.getUint32(descriptor + 4, true);
      return { abiVersion: view.getUint32(descriptor, true), needsVcpu: (flags & FLAG_NEEDS_VCPU) !== 0 };
    }
    at = end;
  }
  return undefined;
}

const aligned = (length: number): number => Math.ceil(length / 4) * 4;
