/**
 * Packs kernel, programs and system table into one Multiboot ELF file. Physical memory, from below:
 *
 *   KERNEL_PHYS          the kernel's own segments
 *   BOOT_OPTIONS_PHYS    boot options, system table, the kernel's symbols, the programs' pages: one segment, loaded
 *   behind it            page pool; HostBlock and counters; trace rings, health log, consoles; the partitions' memory:
 *                        not loaded, and not zero on a PC
 */
import type { Board, Partition, System } from "../config/model.js";
import { formatSize } from "../config/units.js";
import { FLAG_READ } from "../elf/format.js";
import { writeElf } from "../elf/writer.js";
import {
  ABI_VERSION,
  BOARD_PC,
  BOARD_PC_VMM,
  BOOT_OPTIONS_PHYS,
  CONSOLE_RING_SIZE,
  HEALTH_RECORD_SIZE,
  HEALTH_RING_SIZE,
  HOST_BLOCK_SIZE,
  KERNEL_BASE,
  MAX_PORT_RANGES,
  PARTITION_STATISTICS_SIZE,
  type PartitionEntry,
  PHYS_LIMIT,
  type ScheduleEntry,
  type SegmentEntry,
  SYSTEM_TABLE_MAGIC,
  SYSTEM_TABLE_PHYS,
  TRACE_RECORD_SIZE,
  TRACE_RING_SIZE,
} from "../generated/abi.js";
import { bootOptionsPage } from "./boot-options.js";
import { frameWindows } from "./frame-windows.js";
import { ImageError } from "./image-error.js";
import { kernelSections, kernelSegments, readKernel } from "./kernel-file.js";
import { kernelSymbols } from "./kernel-symbols.js";
import { type ImageLayout, layoutFromTable } from "./layout.js";
import { checkMultibootHeader } from "./multiboot.js";
import { pagePoolBytes } from "./page-pool.js";
import { PhysicalCursor } from "./pages.js";
import { isWritable, type PlacedProgram, placeProgram } from "./program.js";
import { encodeTable, tableSizeBytes } from "./table-bytes.js";

/** Records that the kernel's own trace ring holds: 256 KiB of them. */
const KERNEL_TRACE_RECORDS = 8192;
const HEALTH_RECORDS = 1024;
const BOARD_NUMBERS: Readonly<Record<Board, number>> = { pc: BOARD_PC, "pc-vmm": BOARD_PC_VMM };

export interface PackedImage {
  readonly elf: Uint8Array<ArrayBuffer>;
  readonly layout: ImageLayout;
}

interface Chunk {
  readonly phys: number;
  readonly bytes: Uint8Array;
}

const powerOfTwo = (least: number): number => 2 ** Math.ceil(Math.log2(Math.max(least, 1)));
const traceBytes = (records: number): number => TRACE_RING_SIZE + powerOfTwo(records) * TRACE_RECORD_SIZE;

/** The loaded pages behind the kernel: what the image holds of each segment. */
function placeContent(programs: readonly PlacedProgram[], cursor: PhysicalCursor, chunks: Chunk[]): number[][] {
  return programs.map(({ segments }) =>
    segments.map((segment) => {
      if (isWritable(segment) && segment.bytes.length === 0) return 0;
      const phys = cursor.take(isWritable(segment) ? segment.bytes.length : segment.sizeBytes);
      chunks.push({ phys, bytes: segment.bytes });
      return phys;
    }),
  );
}

/** The segments of one program. Read-only ones lie in the image itself; writable ones get memory of their own. */
function segmentEntries(
  { segments }: PlacedProgram,
  contentPhys: readonly number[],
  cursor: PhysicalCursor,
): SegmentEntry[] {
  return segments.map((segment, index) => {
    const { address, sizeBytes, permissions } = segment;
    const content = contentPhys[index]!;
    const shared = { address, sizeBytes, permissions, reserved: [0, 0] };
    return isWritable(segment)
      ? { ...shared, phys: cursor.take(sizeBytes), sourcePhys: content, sourceSizeBytes: segment.bytes.length }
      : { ...shared, phys: content, sourcePhys: 0, sourceSizeBytes: 0 };
  });
}

function partitionEntry(
  partition: Partition,
  program: PlacedProgram,
  firstSegment: number,
  cursor: PhysicalCursor,
): PartitionEntry {
  const consoleSizeBytes = powerOfTwo(partition.consoleBytes);
  const traceSizeBytes = traceBytes(partition.traceRecords);
  const actions = new Array<number>(48).fill(0);
  for (const [error, action] of partition.actions.entries()) actions[error] = action;
  return {
    name: partition.name,
    periodNs: BigInt(partition.periodNs),
    durationNs: BigInt(partition.durationNs),
    entry: program.entry,
    stackTop: program.stackAddress + program.stackSizeBytes,
    firstSegment,
    segmentCount: program.segments.length,
    vcpuCount: partition.vcpus,
    consolePhys: cursor.take(CONSOLE_RING_SIZE + consoleSizeBytes),
    consoleSizeBytes,
    tracePhys: cursor.take(traceSizeBytes),
    traceSizeBytes,
    heapAddress: program.heapAddress,
    heapSizeBytes: program.heapSizeBytes,
    stackAddress: program.stackAddress,
    stackSizeBytes: program.stackSizeBytes,
    irqs: partition.irqs.reduce((mask, { irq }) => mask | (1 << irq), 0),
    irqVcpus: partition.irqs.reduce((packed, { irq, vcpu }) => (packed | (vcpu << (2 * irq))) >>> 0, 0),
    portRangeCount: partition.ports.length,
    ports: Array.from({ length: MAX_PORT_RANGES }, (_, index) => partition.ports[index] ?? { first: 0, last: 0 }),
    actions,
  };
}

/** One run of bytes from BOOT_OPTIONS_PHYS up, with zeroes between the chunks. */
function joinChunks(chunks: readonly Chunk[], endPhys: number): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(endPhys - BOOT_OPTIONS_PHYS);
  for (const chunk of chunks) bytes.set(chunk.bytes, chunk.phys - BOOT_OPTIONS_PHYS);
  return bytes;
}

/**
 * Packs a system. The same input gives the same bytes.
 * @param programs the partitions' ELF files, by partition index
 * @throws ImageError or ElfError when kernel or a program is not what it should be, or memory does not suffice
 */
export function packImage(system: System, kernel: Uint8Array, programs: readonly Uint8Array[]): PackedImage {
  const kernelElf = readKernel(kernel);
  const placed = system.partitions.map((partition, index) => placeProgram(partition, programs[index]!, system.board));
  const symbols = kernelSymbols(kernelElf);

  const windows = system.schedules.map(frameWindows);
  const schedules = system.schedules.map((schedule, index): ScheduleEntry => {
    const firstWindow = windows.slice(0, index).reduce((sum, list) => sum + list.length, 0);
    const majorFrameNs = BigInt(schedule.majorFrameNs);
    return {
      majorFrameNs,
      firstWindow,
      windowCount: windows[index]!.length,
      name: schedule.name,
      reserved: [0, 0, 0, 0],
    };
  });
  const segmentCount = placed.reduce((sum, { segments }) => sum + segments.length, 0);
  const tableBytes = tableSizeBytes(placed.length, segmentCount, schedules.length, windows.flat().length);

  const chunks: Chunk[] = [{ phys: BOOT_OPTIONS_PHYS, bytes: bootOptionsPage({}) }];
  const cursor = new PhysicalCursor(SYSTEM_TABLE_PHYS + tableBytes);
  const symbolsSizeBytes = symbols?.length ?? 0;
  const symbolsPhys = symbols === undefined ? 0 : cursor.take(symbolsSizeBytes);
  if (symbols !== undefined) chunks.push({ phys: symbolsPhys, bytes: symbols });
  const contentPhys = placeContent(placed, cursor, chunks);
  const loadedEnd = cursor.end;

  const pagePoolSizeBytes = pagePoolBytes(
    placed.map(({ segments }, index) => ({ segments, vcpuCount: system.partitions[index]!.vcpus })),
  );
  const pagePoolPhys = cursor.take(pagePoolSizeBytes);
  const hostBlockPhys = cursor.take(HOST_BLOCK_SIZE + placed.length * PARTITION_STATISTICS_SIZE);
  const traceRingSizeBytes = traceBytes(KERNEL_TRACE_RECORDS);
  const traceRingPhys = cursor.take(traceRingSizeBytes);
  const healthRingSizeBytes = HEALTH_RING_SIZE + HEALTH_RECORDS * HEALTH_RECORD_SIZE;
  const healthRingPhys = cursor.take(healthRingSizeBytes);
  let firstSegment = 0;
  const partitions = system.partitions.map((partition, index) => {
    const entry = partitionEntry(partition, placed[index]!, firstSegment, cursor);
    firstSegment += entry.segmentCount;
    return entry;
  });
  const segments = placed.flatMap((program, index) => segmentEntries(program, contentPhys[index]!, cursor));
  const memoryEndPhys = cursor.end;
  if (memoryEndPhys > PHYS_LIMIT) {
    const message = `the system needs ${formatSize(memoryEndPhys)} of memory; the kernel reaches ${formatSize(PHYS_LIMIT)}`;
    throw new ImageError("tooLarge", message, { path: "partitions", remedy: "give the partitions less memory" });
  }

  const table = encodeTable(
    {
      magic: SYSTEM_TABLE_MAGIC,
      abiVersion: ABI_VERSION,
      name: system.name,
      memoryEndPhys,
      pagePoolPhys,
      pagePoolSizeBytes,
      hostBlockPhys,
      traceRingPhys,
      traceRingSizeBytes,
      healthRingPhys,
      healthRingSizeBytes,
      symbolsPhys,
      symbolsSizeBytes,
      board: BOARD_NUMBERS[system.board],
      reserved: 0,
    },
    { partitions, segments, schedules, windows: windows.flat() },
  );
  chunks.push({ phys: SYSTEM_TABLE_PHYS, bytes: table });

  const loaded = joinChunks(chunks, loadedEnd);
  const elf = writeElf({
    entry: kernelElf.entry,
    segments: [
      ...kernelSegments(kernelElf),
      {
        virtualAddress: KERNEL_BASE + BOOT_OPTIONS_PHYS,
        physicalAddress: BOOT_OPTIONS_PHYS,
        flags: FLAG_READ,
        bytes: loaded,
        memorySizeBytes: loaded.length,
      },
    ],
    sections: kernelSections(kernelElf),
  });
  checkMultibootHeader(elf);
  return { elf, layout: layoutFromTable(table, "the image") };
}
