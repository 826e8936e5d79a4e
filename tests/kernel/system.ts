/** Small system tables for kernels under test, in the map of `map.ts`. */
import {
  ABI_VERSION,
  ACTION_SHUTDOWN,
  ACTION_STOP,
  BOARD_PC_VMM,
  BOOT_OPTIONS_MAGIC,
  CONSOLE_RING_SIZE,
  encodeBootOptions,
  HEALTH_RECORD_SIZE,
  HEALTH_RING_SIZE,
  LEVEL_PARTITION,
  MAX_PARTITIONS,
  MAX_PORT_RANGES,
  NO_PARTITION,
  NO_PORT,
  NO_PROCESSES,
  PAGE_SIZE,
  type PartitionEntry,
  PERMISSION_EXECUTE,
  PERMISSION_READ,
  PERMISSION_WRITE,
  POLICY_PRIORITY,
  type ScheduleEntry,
  type SegmentEntry,
  SYSTEM_TABLE_MAGIC,
  TRACE_RECORD_SIZE,
  TRACE_RING_SIZE,
  type WindowEntry,
} from "../../host/generated/abi.js";
import { encodeTable, type TableArrays } from "../../host/image/table-bytes.js";
import type { Kernel } from "./kernel.js";
import { BOOT_OPTIONS_PHYS, PHYS_LIMIT, SYSTEM_TABLE_PHYS } from "./map.js";

export const POOL = 0x50000;
export const POOL_BYTES = 0x20000;
export const HOST_BLOCK = 0x70000;
export const KERNEL_TRACE = 0x72000;
export const KERNEL_TRACE_RECORDS = 64;
export const HEALTH_LOG = 0x74000;
export const HEALTH_RECORDS = 16;
export const PORT_STATES = 0x78000;
/** Memory for channels, up to the first partition's. */
export const CHANNELS = 0x7a000;
export const TRACE_RECORDS = 32;
export const CONSOLE_BYTES = PAGE_SIZE;

const zeros = (length: number): number[] => new Array(length).fill(0);

const READ_EXECUTE = PERMISSION_READ | PERMISSION_EXECUTE;
const READ_WRITE = PERMISSION_READ | PERMISSION_WRITE;
const AREA = 0x80000;
const AREA_BYTES = 0x20000;
/** Of each process; each has 1 << PROCESS_STACK_SHIFT of addresses. */
export const PROCESS_STACK_BYTES = PAGE_SIZE;
export const PROCESS_STACK_SHIFT = 13;

/**
 * Where partition `index` has what. Its stack has a guard page below, and its data one behind. `processStacks` are addresses,
 * `processStackPages` the memory behind them.
 */
export function areaOf(index: number) {
  const start = AREA + index * AREA_BYTES;
  return {
    code: start,
    data: start + 0x1000,
    dataBytes: 0x2000,
    stack: start + 0x4000,
    stackTop: start + 0x6000,
    pristine: start + 0x6000,
    pristineBytes: 0x1235,
    trace: start + 0x8000,
    console: start + 0x9000,
    kernelMemory: start + 0xb000,
    kernelMemoryBytes: 0x9000,
    processStackPages: start + 0x14000,
    processStacks: start + 0x18000,
    end: start + AREA_BYTES,
  };
}

export type Header = Parameters<typeof encodeTable>[0];

export interface Table {
  readonly header: Header;
  readonly arrays: TableArrays;
}

export interface WindowPlan {
  readonly partition: number;
  readonly durationNs: bigint;
  readonly flags?: number;
}

/** `count` partitions, each with code, data and a stack; a window a partition and then idle time, 1 ms each. */
export function sampleTable(count = 2, windows: readonly WindowPlan[] = everyone(count)): Table {
  const indices = Array.from({ length: count }, (_, index) => index);
  const starts = windows.map((_, at) => windows.slice(0, at).reduce((sum, { durationNs }) => sum + durationNs, 0n));
  const arrays = {
    partitions: indices.map(partitionEntry),
    segments: indices.flatMap(segmentEntries),
    windows: windows.map(
      ({ flags = 0, ...window }, at): WindowEntry => ({ ...window, offsetNs: starts[at]!, flags, reserved: [0, 0] }),
    ),
    schedules: [scheduleEntry(0, windows)],
  };
  return { header: HEADER, arrays };
}

export function scheduleEntry(firstWindow: number, windows: readonly WindowPlan[], name = "only"): ScheduleEntry {
  const majorFrameNs = windows.reduce((sum, { durationNs }) => sum + durationNs, 0n);
  const changeActions = zeros(MAX_PARTITIONS);
  return { majorFrameNs, firstWindow, windowCount: windows.length, name, changeActions, reserved: zeros(4) };
}

const everyone = (count: number): WindowPlan[] =>
  [...Array(count).keys(), NO_PARTITION].map((partition) => ({ partition, durationNs: 1_000_000n }));

const HEADER: Header = {
  magic: SYSTEM_TABLE_MAGIC,
  abiVersion: ABI_VERSION,
  name: "sample",
  memoryEndPhys: PHYS_LIMIT,
  pagePoolPhys: POOL,
  pagePoolSizeBytes: POOL_BYTES,
  hostBlockPhys: HOST_BLOCK,
  traceRingPhys: KERNEL_TRACE,
  traceRingSizeBytes: TRACE_RING_SIZE + KERNEL_TRACE_RECORDS * TRACE_RECORD_SIZE,
  healthRingPhys: HEALTH_LOG,
  healthRingSizeBytes: HEALTH_RING_SIZE + HEALTH_RECORDS * HEALTH_RECORD_SIZE,
  symbolsPhys: 0,
  symbolsSizeBytes: 0,
  board: BOARD_PC_VMM,
  portStatePhys: PORT_STATES,
  reserved: zeros(4),
  moduleActions: new Array(16).fill(ACTION_SHUTDOWN),
};

function partitionEntry(index: number): PartitionEntry {
  const area = areaOf(index);
  return {
    name: `p${index}`,
    periodNs: 10_000_000n,
    durationNs: 1_000_000n,
    quantumNs: 0n,
    entry: area.code + 0x10,
    stackTop: area.stackTop,
    firstSegment: index * 3,
    segmentCount: 3,
    vcpuCount: 1,
    processCount: 0,
    policy: POLICY_PRIORITY,
    permissions: 0,
    consolePhys: area.console,
    consoleSizeBytes: CONSOLE_BYTES,
    tracePhys: area.trace,
    traceSizeBytes: TRACE_RING_SIZE + TRACE_RECORDS * TRACE_RECORD_SIZE,
    heapAddress: area.data + 0x1800,
    heapSizeBytes: 0x800,
    stackAddress: area.stack,
    stackSizeBytes: area.stackTop - area.stack,
    irqs: 0,
    irqVcpus: 0,
    portRangeCount: 0,
    kernelMemoryPhys: area.kernelMemory,
    kernelMemorySizeBytes: area.kernelMemoryBytes,
    firstPort: 0,
    portCount: 0,
    firstBlock: 0,
    blockCount: 0,
    processStackAddress: 0,
    processStackShift: 0,
    processStackSizeBytes: 0,
    processStackPhys: 0,
    firstProcess: NO_PROCESSES,
    firstInlet: NO_PORT,
    reserved: 0,
    ports: Array.from({ length: MAX_PORT_RANGES }, () => ({ first: 0, last: 0 })),
    levels: new Array(64).fill(LEVEL_PARTITION),
    actions: new Array(16).fill(ACTION_STOP),
    processActions: new Array(16).fill(ACTION_STOP),
    confirmations: zeros(16),
  };
}

/** What makes partition `index` a native one of that many processes, 3 at most, each with a stack. */
export function nativePartition(index: number, processCount: number): Partial<PartitionEntry> {
  const area = areaOf(index);
  const stacks = {
    processStackAddress: area.processStacks,
    processStackShift: PROCESS_STACK_SHIFT,
    processStackSizeBytes: PROCESS_STACK_BYTES,
    processStackPhys: area.processStackPages,
  };
  return { vcpuCount: 0, processCount, ...(processCount === 0 ? {} : stacks) };
}

function segmentEntries(index: number): SegmentEntry[] {
  const area = areaOf(index);
  const segment = (address: number, end: number, permissions: number, pristineBytes: number): SegmentEntry => ({
    address,
    sizeBytes: end - address,
    phys: address,
    permissions,
    sourcePhys: pristineBytes === 0 ? 0 : area.pristine,
    sourceSizeBytes: pristineBytes,
    flags: 0,
    reserved: 0,
  });
  return [
    segment(area.code, area.code + PAGE_SIZE, READ_EXECUTE, 0),
    segment(area.data, area.data + area.dataBytes, READ_WRITE, area.pristineBytes),
    segment(area.stack, area.stackTop, READ_WRITE, 0),
  ];
}

/** The table with `change` made to partition `index`. */
export function changePartition({ header, arrays }: Table, index: number, change: Partial<PartitionEntry>): Table {
  const partitions = arrays.partitions.map((entry, at) => (at === index ? { ...entry, ...change } : entry));
  return { header, arrays: { ...arrays, partitions } };
}

/** Puts table and boot options where the kernel looks for them. */
export function layTable(kernel: Kernel<unknown>, { header, arrays }: Table, overrunToleranceNs = 0): Uint8Array {
  encodeBootOptions(kernel.view, BOOT_OPTIONS_PHYS, {
    magic: BOOT_OPTIONS_MAGIC,
    frameLimit: 0,
    timeLimitNs: 0n,
    exitPort: 0,
    overrunToleranceNs,
    endWhenIdle: 0,
    reserved: 0,
  });
  const table = encodeTable(header, arrays);
  kernel.bytes.set(table, SYSTEM_TABLE_PHYS);
  return table;
}

const { console, kernelMemory } = areaOf(0);
if (console + CONSOLE_RING_SIZE + CONSOLE_BYTES > kernelMemory) throw new Error("the areas overlap");
