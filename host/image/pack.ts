/**
 * Packs kernel, programs and system table into one Multiboot ELF file. Physical memory, from below:
 *
 *   KERNEL_PHYS          the kernel's own segments
 *   BOOT_OPTIONS_PHYS    boot options, system table, the kernel's symbols, the programs' pages: one segment, loaded
 *   behind it            page pool; HostBlock and counters; trace rings, health log, ports and channels; what channels exchange
 *                        with the host, a segment of its own where there is some, loaded but for its rings out; the partitions'
 *                        consoles, what the kernel keeps for them, their processes' stacks; memory blocks; the
 *                        partitions' memory: not loaded, and not zero on a PC
 */
import type { Board, Schedule, System } from "../config/model.js";
import { formatSize } from "../config/units.js";
import { FLAG_READ } from "../elf/format.js";
import { type SegmentToWrite, writeElf } from "../elf/writer.js";
import {
  ABI_VERSION,
  BOARD_PC,
  BOARD_PC_VMM,
  BOOT_OPTIONS_PHYS,
  HEALTH_RECORD_SIZE,
  HEALTH_RING_SIZE,
  HOST_BLOCK_SIZE,
  KERNEL_BASE,
  MAX_PARTITIONS,
  PARTITION_STATISTICS_SIZE,
  PHYS_LIMIT,
  PORT_STATE_BYTES,
  type ScheduleEntry,
  SYSTEM_TABLE_MAGIC,
  SYSTEM_TABLE_PHYS,
  type WindowEntry,
} from "../generated/abi.js";
import { bootOptionsPage } from "./boot-options.js";
import { channelEntries, channelsBytes, portCount } from "./channel-entries.js";
import { type ExchangeOptions, placeExchanges } from "./exchanges.js";
import { frameWindows } from "./frame-windows.js";
import { ImageError } from "./image-error.js";
import { kernelSections, kernelSegments, readKernel } from "./kernel-file.js";
import { kernelSymbols } from "./kernel-symbols.js";
import { type ImageLayout, layoutFromTable } from "./layout.js";
import { checkMultibootHeader } from "./multiboot.js";
import { pagePoolBytes } from "./page-pool.js";
import { PhysicalCursor } from "./pages.js";
import { ACTIONS_LENGTH, padded, partitionEntry, traceBytes } from "./partition-entry.js";
import { firstProcess, processEntries } from "./process-entries.js";
import { stackRanges } from "./process-stacks.js";
import { type PlacedProgram, placeProgram } from "./program.js";
import { blockEntries, type Chunk, placeBlocks, placeContent, segmentEntries } from "./segment-entries.js";
import { encodeTable, tableSizeBytes } from "./table-bytes.js";

/** Records that the kernel's own trace ring holds: 256 KiB of them. */
const KERNEL_TRACE_RECORDS = 8192;
const HEALTH_RECORDS = 1024;
const BOARD_NUMBERS: Readonly<Record<Board, number>> = { pc: BOARD_PC, "pc-vmm": BOARD_PC_VMM };

export interface PackedImage {
  readonly elf: Uint8Array<ArrayBuffer>;
  readonly layout: ImageLayout;
}

/** One run of bytes from BOOT_OPTIONS_PHYS up, with zeroes between the chunks. */
function joinChunks(chunks: readonly Chunk[], endPhys: number): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(endPhys - BOOT_OPTIONS_PHYS);
  for (const chunk of chunks) bytes.set(chunk.bytes, chunk.phys - BOOT_OPTIONS_PHYS);
  return bytes;
}

const loadedSegment = (physicalAddress: number, bytes: Uint8Array): SegmentToWrite => ({
  virtualAddress: KERNEL_BASE + physicalAddress,
  physicalAddress,
  flags: FLAG_READ,
  bytes,
  memorySizeBytes: bytes.length,
});

const countSegments = (programs: readonly PlacedProgram[]): number =>
  programs.reduce((sum, { segments }) => sum + segments.length, 0);

/** The schedules, and behind one another the windows of all. */
function scheduleEntries(all: readonly Schedule[]): { schedules: ScheduleEntry[]; windows: WindowEntry[] } {
  const windows: WindowEntry[] = [];
  const schedules = all.map((schedule): ScheduleEntry => {
    const own = frameWindows(schedule);
    const firstWindow = windows.length;
    windows.push(...own);
    return {
      majorFrameNs: BigInt(schedule.majorFrameNs),
      firstWindow,
      windowCount: own.length,
      name: schedule.name,
      changeActions: padded(schedule.changeActions, MAX_PARTITIONS),
      reserved: [0, 0, 0, 0],
    };
  });
  return { schedules, windows };
}

/**
 * Packs a system. The same input gives the same bytes.
 * @param programs the partitions' ELF files, by partition index
 * @param options what channels exchange with the host
 * @throws ImageError or ElfError when kernel or a program is not what it should be, or memory does not suffice
 */
export function packImage(
  system: System,
  kernel: Uint8Array,
  programs: readonly Uint8Array[],
  options: ExchangeOptions = {},
): PackedImage {
  const kernelElf = readKernel(kernel);
  const placed = system.partitions.map((partition, index) => placeProgram(partition, programs[index]!, system));
  const symbols = kernelSymbols(kernelElf);
  const { schedules, windows } = scheduleEntries(system.schedules);
  const firstSegments = placed.map((_, index) => countSegments(placed.slice(0, index)));
  const blocks = placed.map((program, index) => blockEntries(program, index, firstSegments[index]!));
  const processes = processEntries(system.partitions);
  const tableBytes = tableSizeBytes({
    partitions: placed.length,
    segments: countSegments(placed),
    schedules: schedules.length,
    windows: windows.length,
    ports: portCount(system.channels),
    channels: system.channels.length,
    blocks: blocks.flat().length,
    processes: processes.length,
  });

  const chunks: Chunk[] = [{ phys: BOOT_OPTIONS_PHYS, bytes: bootOptionsPage({}) }];
  const cursor = new PhysicalCursor(SYSTEM_TABLE_PHYS + tableBytes);
  const symbolsSizeBytes = symbols?.length ?? 0;
  const symbolsPhys = symbols === undefined ? 0 : cursor.take(symbolsSizeBytes);
  if (symbols !== undefined) chunks.push({ phys: symbolsPhys, bytes: symbols });
  const contentPhys = placeContent(placed, cursor, chunks);
  const loadedEnd = cursor.end;

  const pagePoolSizeBytes = pagePoolBytes(
    placed.map(({ segments, processStacks }, index) => ({
      ranges: [...segments, ...stackRanges(processStacks)],
      vcpuCount: system.partitions[index]!.vcpus,
    })),
  );
  const pagePoolPhys = cursor.take(pagePoolSizeBytes);
  const hostBlockPhys = cursor.take(HOST_BLOCK_SIZE + placed.length * PARTITION_STATISTICS_SIZE);
  const traceRingSizeBytes = traceBytes(KERNEL_TRACE_RECORDS);
  const traceRingPhys = cursor.take(traceRingSizeBytes);
  const healthRingSizeBytes = HEALTH_RING_SIZE + HEALTH_RECORDS * HEALTH_RECORD_SIZE;
  const healthRingPhys = cursor.take(healthRingSizeBytes);
  const portStatePhys = cursor.take(portCount(system.channels) * PORT_STATE_BYTES);
  const storagePhys = cursor.take(channelsBytes(system.channels));
  const { exchanges, loadedPhys, loadedBytes } = placeExchanges(system.channels, options, cursor);
  const { ports, channels, firstInlets } = channelEntries(system, storagePhys, exchanges);
  const partitions = system.partitions.map((partition, index) => {
    const own = {
      firstSegment: firstSegments[index]!,
      firstPort: ports.filter((port) => port.partition < index).length,
      portCount: ports.filter((port) => port.partition === index).length,
      firstBlock: blocks.slice(0, index).flat().length,
      blockCount: blocks[index]!.length,
      firstProcess: firstProcess(system.partitions, index),
      firstInlet: firstInlets[index]!,
    };
    return partitionEntry(partition, placed[index]!, own, cursor);
  });
  const blockPhys = placeBlocks(system.memoryBlocks, cursor);
  const segments = placed.flatMap((program, index) => segmentEntries(program, contentPhys[index]!, blockPhys, cursor));
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
      portStatePhys,
      reserved: [0, 0, 0, 0],
      moduleActions: padded(system.moduleActions, ACTIONS_LENGTH),
    },
    { partitions, segments, schedules, windows, ports, channels, blocks: blocks.flat(), processes },
  );
  chunks.push({ phys: SYSTEM_TABLE_PHYS, bytes: table });

  const loaded = joinChunks(chunks, loadedEnd);
  const elf = writeElf({
    entry: kernelElf.entry,
    segments: [
      ...kernelSegments(kernelElf),
      loadedSegment(BOOT_OPTIONS_PHYS, loaded),
      ...(loadedBytes === 0 ? [] : [loadedSegment(loadedPhys, new Uint8Array(loadedBytes))]),
    ],
    sections: kernelSections(kernelElf),
  });
  checkMultibootHeader(elf);
  return { elf, layout: layoutFromTable(table, "the image") };
}
