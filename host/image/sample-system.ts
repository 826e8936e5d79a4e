/** A small system, a kernel and programs for tests: real ELF files, made by the writer, that nothing executes. */
import type { Partition, System } from "../config/model.js";
import { FLAG_EXECUTE, FLAG_READ, FLAG_WRITE } from "../elf/format.js";
import { type SectionToWrite, type SegmentToWrite, writeElf } from "../elf/writer.js";
import { KERNEL_BASE, KERNEL_PHYS } from "../generated/abi.js";

export const CODE = FLAG_READ | FLAG_EXECUTE;
export const DATA = FLAG_READ | FLAG_WRITE;

export function segment(
  address: number,
  flags: number,
  bytes: Uint8Array,
  memorySizeBytes = bytes.length,
): SegmentToWrite {
  return { virtualAddress: address, physicalAddress: address, flags, bytes, memorySizeBytes };
}

const MULTIBOOT_MAGIC = 0x1badb002;

/** A kernel with one segment: a Multiboot header with `flags`, then `hlt`. */
export function sampleKernel(flags = 3, phys = KERNEL_PHYS, sections?: readonly SectionToWrite[]): Uint8Array {
  const view = new DataView(new ArrayBuffer(0x20));
  view.setUint32(0, MULTIBOOT_MAGIC, true);
  view.setUint32(4, flags, true);
  view.setUint32(8, -(MULTIBOOT_MAGIC + flags) >>> 0, true);
  view.setUint8(12, 0xf4);
  const code = { ...segment(KERNEL_BASE + phys, CODE, new Uint8Array(view.buffer), 0x3000), physicalAddress: phys };
  return writeElf({ entry: phys + 12, segments: [code], ...(sections && { sections }) });
}

export const PROGRAM_ENTRY = 0x10010;

/** Code at 0x10000, 16 bytes of data at 0x12000 with zeroed memory up to 0x13800. */
export function sampleProgram(segments?: readonly SegmentToWrite[], sections?: readonly SectionToWrite[]): Uint8Array {
  return writeElf({
    entry: PROGRAM_ENTRY,
    segments: segments ?? [
      segment(0x10000, CODE, new Uint8Array(0x20).fill(0x90)),
      segment(0x12000, DATA, new Uint8Array(16).fill(0xda), 0x1800),
    ],
    ...(sections && { sections }),
  });
}

export function samplePartition(name: string, index: number, change: Partial<Partition> = {}): Partition {
  return {
    name,
    index,
    program: { kind: "c", sources: [] },
    memoryBytes: 0x10000,
    stackBytes: 0x2000,
    consoleBytes: 0x1000,
    traceRecords: 64,
    vcpus: 1,
    processes: 0,
    processStackBytes: 0x4000,
    objectBytes: 0x10000,
    policy: "priority",
    quantumNs: 1_000_000,
    permissions: [],
    irqs: [],
    ports: [],
    periodNs: 10_000_000,
    durationNs: 4_000_000,
    health: {
      levels: new Array(48).fill(1),
      actions: new Array(12).fill(1),
      processActions: new Array(12).fill(8),
      confirmations: new Array(12).fill(1),
    },
    ...change,
  };
}

/** Partitions "one" and "two" in a frame of 10 ms with idle time before, between and behind. */
export function sampleSystem(change: Partial<System> = {}): System {
  return {
    file: "/system.ts",
    name: "sample",
    board: "pc-vmm",
    partitions: [samplePartition("one", 0), samplePartition("two", 1, { memoryBytes: 0x8000 })],
    schedules: [
      {
        name: "only",
        majorFrameNs: 10_000_000,
        windows: [
          { partition: 0, offsetNs: 1_000_000, durationNs: 4_000_000, periodicStart: true },
          { partition: 1, offsetNs: 6_000_000, durationNs: 3_000_000, periodicStart: false },
        ],
        changeActions: [],
      },
    ],
    channels: [],
    memoryBlocks: [],
    moduleActions: [],
    ...change,
  };
}
