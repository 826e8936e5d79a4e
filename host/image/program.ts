/**
 * Where a program's pieces lie in its partition: the segments of its file, then what `partition-memory.ts` adds. What a
 * partition may not have is refused here, before anything boots.
 */
import type { Partition, System } from "../config/model.js";
import * as format from "../elf/format.js";
import { type ElfFile, type ProgramHeader, readElf } from "../elf/reader.js";
import {
  ABI_VERSION,
  PERMISSION_EXECUTE,
  PERMISSION_READ,
  PERMISSION_WRITE,
  SEGMENT_FLAG_RETAINED,
  USER_BOTTOM,
  USER_TOP,
} from "../generated/abi.js";
import type { ImageError } from "./image-error.js";
import { pageCeil, pageFloor } from "./pages.js";
import { addMemory, type PartitionMemory, type PlacedSegment } from "./partition-memory.js";
import { readProgramNote } from "./program-note.js";
import { refusal } from "./program-refusal.js";

export interface PlacedProgram extends PartitionMemory {
  readonly entry: number;
}

/** What of a system bears on its programs. */
export type ProgramSurroundings = Pick<System, "board" | "memoryBlocks">;

/** Linked into a program that creates processes, and into no other. */
const CREATES_PROCESSES = "CREATE_PROCESS";

const hex = (value: number): string => `0x${value.toString(16)}`;

class ProgramPlacer {
  constructor(
    readonly partition: Partition,
    readonly elf: ElfFile,
    readonly system: ProgramSurroundings,
  ) {}

  refuse(message: string, remedy?: string): ImageError {
    return refusal(this.partition, message, remedy);
  }

  place(): PlacedProgram {
    this.checkKind();
    this.checkNote();
    this.checkProcesses();
    const loaded = this.elf.programHeaders
      .filter((header) => header.type === format.SEGMENT_LOAD && header.memorySizeBytes > 0)
      .sort((a, b) => a.virtualAddress - b.virtualAddress)
      .map((header) => this.segment(header));
    if (loaded.length === 0) throw this.refuse("has no segment to load");
    this.checkOverlaps(loaded);
    this.checkEntry(loaded);
    const { index } = this.partition;
    const blocks = this.system.memoryBlocks.filter(({ users }) => users.some(({ partition }) => partition === index));
    return { entry: this.elf.entry, ...addMemory(this.partition, loaded, blocks) };
  }

  checkKind(): void {
    const dynamic = [format.SEGMENT_DYNAMIC, format.SEGMENT_INTERPRETER];
    if (this.elf.fileType === format.FILE_RELOCATABLE) throw this.refuse("is an object file", "link it");
    if (
      this.elf.fileType !== format.FILE_EXECUTABLE ||
      this.elf.programHeaders.some(({ type }) => dynamic.includes(type))
    ) {
      throw this.refuse("is linked dynamically or position-independent", "link it with -static -no-pie");
    }
  }

  checkNote(): void {
    const note = readProgramNote(this.elf);
    if (note === undefined) return;
    if (note.abiVersion !== ABI_VERSION) {
      const message = `was built for version ${note.abiVersion} of the kernel's ABI; this Bulkhead has ${ABI_VERSION}`;
      throw this.refuse(message, "build it again with this Bulkhead");
    }
    if (note.needsVcpu && this.system.board === "pc") {
      throw this.refuse("was built for the hypervisor; the plain board has no vCPU", 'board: "pc-vmm"');
    }
  }

  /** A guest operating system has no processes of the kernel's. */
  checkProcesses(): void {
    if (this.partition.vcpus === 0) return;
    const creates = this.elf.symbols().some(({ name, sectionIndex }) => name === CREATES_PROCESSES && sectionIndex > 0);
    if (!creates) return;
    const message = `calls ${CREATES_PROCESSES}, and the partition has vCPUs instead of processes`;
    throw this.refuse(message, "make the partition native: vcpus: 0, or processes: 32");
  }

  segment(header: ProgramHeader): PlacedSegment {
    const { virtualAddress, memorySizeBytes, flags } = header;
    const address = pageFloor(virtualAddress);
    const end = virtualAddress + memorySizeBytes;
    if (address < USER_BOTTOM || end > USER_TOP) {
      const range = `${hex(virtualAddress)} to ${hex(end)}`;
      const remedy = `link it between ${hex(USER_BOTTOM)} and ${hex(USER_TOP)}`;
      throw this.refuse(`has a segment from ${range}, outside a partition's addresses`, remedy);
    }
    const permissions =
      (flags & format.FLAG_EXECUTE ? PERMISSION_EXECUTE : 0) |
      (flags & format.FLAG_WRITE ? PERMISSION_WRITE : 0) |
      PERMISSION_READ;
    if (permissions & PERMISSION_WRITE && permissions & PERMISSION_EXECUTE) {
      const remedy = "keep code and data in segments of their own (no -N, no RWX in the linker script)";
      throw this.refuse(`has a segment at ${hex(virtualAddress)} that is both writable and executable`, remedy);
    }
    const retained = (flags & format.FLAG_RETAINED) !== 0;
    if (retained && !(permissions & PERMISSION_WRITE)) {
      throw this.refuse(
        `has a segment at ${hex(virtualAddress)} to be retained that nobody can write`,
        "make it writable",
      );
    }
    const content = this.elf.segmentBytes(header);
    const bytes = new Uint8Array(virtualAddress - address + content.length);
    bytes.set(content, virtualAddress - address);
    return {
      address,
      sizeBytes: pageCeil(end) - address,
      permissions,
      flags: retained ? SEGMENT_FLAG_RETAINED : 0,
      bytes,
    };
  }

  checkOverlaps(segments: readonly PlacedSegment[]): void {
    for (const [index, segment] of segments.entries()) {
      const next = segments[index + 1];
      if (next === undefined || segment.address + segment.sizeBytes <= next.address) continue;
      const message = `has two segments that share the page at ${hex(next.address)}`;
      throw this.refuse(message, "align segments to pages: -z max-page-size=4096 -z separate-code");
    }
  }

  checkEntry(segments: readonly PlacedSegment[]): void {
    const { entry } = this.elf;
    const inCode = segments.some(
      ({ address, sizeBytes, permissions }) =>
        permissions & PERMISSION_EXECUTE && entry >= address && entry - address < sizeBytes,
    );
    if (!inCode)
      throw this.refuse(`starts at ${hex(entry)}, where it has no code`, "name the entry with -e or ENTRY()");
  }
}

/**
 * Places a partition's program in the system.
 * @throws ElfError when the file is broken, ImageError when it asks for what a partition cannot have
 */
export function placeProgram(partition: Partition, program: Uint8Array, system: ProgramSurroundings): PlacedProgram {
  const subject = partition.program.kind === "elf" ? partition.program.file : `the program of "${partition.name}"`;
  return new ProgramPlacer(partition, readElf(program, subject), system).place();
}
