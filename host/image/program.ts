/**
 * Where a program's pieces lie in its partition: the segments of its file, the heap right behind them, a guard
 * page, the stack. What a partition may not have is refused here, before anything boots.
 */
import type { Board, Partition } from "../config/model.js";
import { formatSize } from "../config/units.js";
import * as format from "../elf/format.js";
import { type ElfFile, type ProgramHeader, readElf } from "../elf/reader.js";
import {
  ABI_VERSION,
  MAX_SEGMENTS,
  PAGE_SIZE,
  PERMISSION_EXECUTE,
  PERMISSION_READ,
  PERMISSION_WRITE,
  USER_BOTTOM,
  USER_TOP,
} from "../generated/abi.js";
import { ImageError } from "./image-error.js";
import { pageCeil, pageFloor } from "./pages.js";
import { readProgramNote } from "./program-note.js";

/** Whole pages of the partition. */
export interface ProgramSegment {
  readonly address: number;
  readonly sizeBytes: number;
  /** PERMISSION bits. */
  readonly permissions: number;
  /** Content from `address` on; the rest is zero. */
  readonly bytes: Uint8Array;
}

export interface PlacedProgram {
  readonly entry: number;
  readonly segments: readonly ProgramSegment[];
  readonly heapAddress: number;
  readonly heapSizeBytes: number;
  readonly stackAddress: number;
  readonly stackSizeBytes: number;
}

export const isWritable = ({ permissions }: { readonly permissions: number }): boolean =>
  (permissions & PERMISSION_WRITE) !== 0;

const hex = (value: number): string => `0x${value.toString(16)}`;

class ProgramPlacer {
  constructor(
    readonly partition: Partition,
    readonly elf: ElfFile,
    readonly board: Board,
  ) {}

  refuse(message: string, remedy?: string): ImageError {
    const { name, program } = this.partition;
    return new ImageError("program", `the program of "${name}" ${message}`, {
      path: `partitions.${name}`,
      ...(program.kind === "elf" ? { file: program.file } : {}),
      ...(remedy === undefined ? {} : { remedy }),
    });
  }

  place(): PlacedProgram {
    this.checkKind();
    this.checkNote();
    const loaded = this.elf.programHeaders
      .filter((header) => header.type === format.SEGMENT_LOAD && header.memorySizeBytes > 0)
      .sort((a, b) => a.virtualAddress - b.virtualAddress)
      .map((header) => this.segment(header));
    if (loaded.length === 0) throw this.refuse("has no segment to load");
    this.checkOverlaps(loaded);
    this.checkEntry(loaded);
    return this.addMemory(loaded);
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
    if (note.needsVcpu && this.board === "pc") {
      throw this.refuse("was built for the hypervisor; the plain board has no vCPU", 'board: "pc-vmm"');
    }
  }

  segment(header: ProgramHeader): ProgramSegment {
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
    const content = this.elf.segmentBytes(header);
    const bytes = new Uint8Array(virtualAddress - address + content.length);
    bytes.set(content, virtualAddress - address);
    return { address, sizeBytes: pageCeil(end) - address, permissions, bytes };
  }

  checkOverlaps(segments: readonly ProgramSegment[]): void {
    for (const [index, segment] of segments.entries()) {
      const next = segments[index + 1];
      if (next === undefined || segment.address + segment.sizeBytes <= next.address) continue;
      const message = `has two segments that share the page at ${hex(next.address)}`;
      throw this.refuse(message, "align segments to pages: -z max-page-size=4096 -z separate-code");
    }
  }

  checkEntry(segments: readonly ProgramSegment[]): void {
    const { entry } = this.elf;
    const inCode = segments.some(
      ({ address, sizeBytes, permissions }) =>
        permissions & PERMISSION_EXECUTE && entry >= address && entry - address < sizeBytes,
    );
    if (!inCode)
      throw this.refuse(`starts at ${hex(entry)}, where it has no code`, "name the entry with -e or ENTRY()");
  }

  /** Adds heap and stack: what is left of the partition's memory. */
  addMemory(loaded: readonly ProgramSegment[]): PlacedProgram {
    const memoryBytes = pageCeil(this.partition.memoryBytes);
    const stackSizeBytes = pageCeil(this.partition.stackBytes);
    const dataBytes = loaded.filter(isWritable).reduce((sum, { sizeBytes }) => sum + sizeBytes, 0);
    const heapSizeBytes = memoryBytes - dataBytes - stackSizeBytes;
    if (heapSizeBytes < 0) {
      const needs = `data needs ${formatSize(dataBytes)}, stack ${formatSize(stackSizeBytes)}`;
      throw new ImageError("memory", `${formatSize(memoryBytes)} is too small: ${needs}`, {
        path: `partitions.${this.partition.name}.memory`,
        remedy: `give it at least "${formatSize(dataBytes + stackSizeBytes)}", and more for a heap`,
      });
    }
    const last = loaded.at(-1)!;
    const heapAddress = last.address + last.sizeBytes;
    const stackAddress = heapAddress + heapSizeBytes + PAGE_SIZE;
    if (stackAddress + stackSizeBytes > USER_TOP) {
      throw this.refuse(`leaves no room for ${formatSize(memoryBytes)} below ${hex(USER_TOP)}`, "link it lower");
    }
    const memory: ProgramSegment[] = [...loaded];
    if (heapSizeBytes > 0) {
      if (isWritable(last)) memory[memory.length - 1] = { ...last, sizeBytes: last.sizeBytes + heapSizeBytes };
      else memory.push(emptySegment(heapAddress, heapSizeBytes));
    }
    memory.push(emptySegment(stackAddress, stackSizeBytes));
    if (memory.length > MAX_SEGMENTS) {
      throw this.refuse(`has ${memory.length} segments with heap and stack; ${MAX_SEGMENTS} are possible`);
    }
    return { entry: this.elf.entry, segments: memory, heapAddress, heapSizeBytes, stackAddress, stackSizeBytes };
  }
}

function emptySegment(address: number, sizeBytes: number): ProgramSegment {
  return { address, sizeBytes, permissions: PERMISSION_READ | PERMISSION_WRITE, bytes: new Uint8Array() };
}

/**
 * Places a partition's program, on the board that the system asks for.
 * @throws ElfError when the file is broken, ImageError when it asks for what a partition cannot have
 */
export function placeProgram(partition: Partition, program: Uint8Array, board: Board): PlacedProgram {
  const subject = partition.program.kind === "elf" ? partition.program.file : `the program of "${partition.name}"`;
  return new ProgramPlacer(partition, readElf(program, subject), board).place();
}
