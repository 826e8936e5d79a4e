/** The check of the system table: it must let a good one pass, find each fault, and never read outside the memory. */
import fc from "fast-check";
import { beforeEach, describe, expect, test } from "vitest";
import {
  ACTION_HANDLE,
  ACTION_STOP_PROCESS,
  BOARD_PC,
  BOARD_PC_VMM,
  BOOT_OPTIONS_MAGIC,
  LEVEL_MODULE,
  NATIVE_MEMORY_BYTES,
  NO_PARTITION,
  PANIC_TABLE_BOARD,
  PANIC_TABLE_BOUNDS,
  PANIC_TABLE_CHECKSUM,
  PANIC_TABLE_MAGIC,
  PANIC_TABLE_VERSION,
  type PartitionEntry,
  PERMISSION_EXECUTE,
  PERMISSION_READ,
  PERMISSION_WRITE,
  type SegmentEntry,
  SYSTEM_TABLE_BLOCK_COUNT_OFFSET,
  SYSTEM_TABLE_BLOCK_OFFSET_OFFSET,
  SYSTEM_TABLE_CHANNEL_COUNT_OFFSET,
  SYSTEM_TABLE_CHANNEL_OFFSET_OFFSET,
  SYSTEM_TABLE_CHECKSUM_OFFSET,
  SYSTEM_TABLE_PARTITION_COUNT_OFFSET,
  SYSTEM_TABLE_PARTITION_OFFSET_OFFSET,
  SYSTEM_TABLE_PORT_COUNT_OFFSET,
  SYSTEM_TABLE_PORT_OFFSET_OFFSET,
  SYSTEM_TABLE_SCHEDULE_COUNT_OFFSET,
  SYSTEM_TABLE_SCHEDULE_OFFSET_OFFSET,
  SYSTEM_TABLE_SEGMENT_COUNT_OFFSET,
  SYSTEM_TABLE_SEGMENT_OFFSET_OFFSET,
  SYSTEM_TABLE_SIZE,
  SYSTEM_TABLE_SIZE_BYTES_OFFSET,
  SYSTEM_TABLE_WINDOW_COUNT_OFFSET,
  SYSTEM_TABLE_WINDOW_OFFSET_OFFSET,
  THREAD_MEMORY_BYTES,
  TRACE_RECORD_SIZE,
  TRACE_RING_SIZE,
  USER_BOTTOM,
  USER_TOP,
  type WindowEntry,
} from "../../host/generated/abi.js";
import { wordSum } from "../../host/image/table-bytes.js";
import { type Kernel, startKernel } from "./kernel.js";
import { BOOT_OPTIONS_PHYS, KERNEL_PHYS_END, PHYS_LIMIT, SYSTEM_TABLE_PHYS } from "./map.js";
import {
  areaOf,
  changePartition,
  type Header,
  layTable,
  nativePartition,
  sampleTable,
  scheduleEntry,
  type Table,
} from "./system.js";

interface Functions {
  checkSystemTable(board: number): number;
}

/** Its second partition is a native one. */
const good = changePartition(sampleTable(3), 1, nativePartition(1, 3));
const checkOf = (table: Table): number => {
  const kernel = startKernel<Functions>();
  layTable(kernel, table);
  return kernel.call.checkSystemTable(BOARD_PC_VMM);
};

test("a good table passes", () => {
  expect(checkOf(good)).toBe(0);
  expect(checkOf(sampleTable(1))).toBe(0);
  expect(checkOf(sampleTable(3))).toBe(0);
  expect(checkOf(changePartition(good, 2, { vcpuCount: 0 }))).toBe(0);
});

test("no boot options, no table", () => {
  const kernel = startKernel<Functions>();
  layTable(kernel, good);
  kernel.view.setUint32(BOOT_OPTIONS_PHYS, BOOT_OPTIONS_MAGIC + 1, true);
  expect(kernel.call.checkSystemTable(BOARD_PC_VMM)).toBe(PANIC_TABLE_MAGIC);
});

const PANICS = [PANIC_TABLE_MAGIC, PANIC_TABLE_VERSION, PANIC_TABLE_CHECKSUM, PANIC_TABLE_BOUNDS, PANIC_TABLE_BOARD];

describe("damage", () => {
  const table = layTable(startKernel(), good);
  const words = table.length / 4;
  let kernel: Kernel<Functions>;
  const layAgain = () => kernel.bytes.set(table, SYSTEM_TABLE_PHYS);
  beforeEach(() => {
    kernel = startKernel();
    layTable(kernel, good);
  });

  test("of any one bit is found, and told for what it is", () => {
    for (let bit = 0; bit < table.length * 8; bit += 1) {
      layAgain();
      kernel.bytes[SYSTEM_TABLE_PHYS + (bit >> 3)]! ^= 1 << (bit & 7);
      const code = kernel.call.checkSystemTable(BOARD_PC_VMM);
      const word = (bit >> 5) * 4;
      if (word === 0) expect(code).toBe(PANIC_TABLE_MAGIC);
      else if (word === 4) expect(code).toBe(PANIC_TABLE_VERSION);
      else expect([PANIC_TABLE_CHECKSUM, PANIC_TABLE_BOUNDS], `bit ${bit}`).toContain(code);
    }
  });

  test("with a checksum that fits leads the check nowhere outside the memory", () => {
    // An access outside PHYS_LIMIT traps, and the trap fails the test.
    const interesting = fc.constantFrom(0, 1, 4, 8, 0x7fffffff, 0x80000000, 0xffffffe0, 0xffffffff, PHYS_LIMIT);
    const damage = fc.tuple(fc.nat(words - 1), fc.oneof(fc.integer(), interesting));
    fc.assert(
      fc.property(fc.array(damage, { minLength: 1, maxLength: 4 }), (damages) => {
        layAgain();
        for (const [word, value] of damages) kernel.view.setInt32(SYSTEM_TABLE_PHYS + 4 * word, value, true);
        repairChecksum();
        expect([0, ...PANICS]).toContain(kernel.call.checkSystemTable(BOARD_PC_VMM));
      }),
      { numRuns: 3000 },
    );
  });

  test.each<[string, number, number]>([
    ["size below the header's", SYSTEM_TABLE_SIZE_BYTES_OFFSET, SYSTEM_TABLE_SIZE - 4],
    ["size not of whole words", SYSTEM_TABLE_SIZE_BYTES_OFFSET, table.length - 2],
    ["size beyond the memory", SYSTEM_TABLE_SIZE_BYTES_OFFSET, PHYS_LIMIT],
    ["no partition", SYSTEM_TABLE_PARTITION_COUNT_OFFSET, 0],
    ["too many partitions", SYSTEM_TABLE_PARTITION_COUNT_OFFSET, 33],
    ["partitions in the header", SYSTEM_TABLE_PARTITION_OFFSET_OFFSET, SYSTEM_TABLE_SIZE - 8],
    ["partitions beyond the table", SYSTEM_TABLE_PARTITION_OFFSET_OFFSET, table.length - 8],
    ["partitions far beyond", SYSTEM_TABLE_PARTITION_OFFSET_OFFSET, 0xfffffff8],
    ["partitions misaligned", SYSTEM_TABLE_PARTITION_OFFSET_OFFSET, SYSTEM_TABLE_SIZE + 4],
    ["too many segments", SYSTEM_TABLE_SEGMENT_COUNT_OFFSET, 0x08000001],
    ["segments misaligned", SYSTEM_TABLE_SEGMENT_OFFSET_OFFSET, SYSTEM_TABLE_SIZE + 4],
    ["segments beyond the table", SYSTEM_TABLE_SEGMENT_OFFSET_OFFSET, table.length],
    ["no schedule", SYSTEM_TABLE_SCHEDULE_COUNT_OFFSET, 0],
    ["more schedules than the table holds", SYSTEM_TABLE_SCHEDULE_COUNT_OFFSET, 32],
    ["schedules beyond the table", SYSTEM_TABLE_SCHEDULE_OFFSET_OFFSET, table.length],
    ["too many windows", SYSTEM_TABLE_WINDOW_COUNT_OFFSET, 0x08000001],
    ["windows beyond the table", SYSTEM_TABLE_WINDOW_OFFSET_OFFSET, table.length],
    ["too many ports", SYSTEM_TABLE_PORT_COUNT_OFFSET, 0x04000001],
    ["ports beyond the table", SYSTEM_TABLE_PORT_OFFSET_OFFSET, table.length + 8],
    ["too many channels", SYSTEM_TABLE_CHANNEL_COUNT_OFFSET, 0x06000001],
    ["channels misaligned", SYSTEM_TABLE_CHANNEL_OFFSET_OFFSET, SYSTEM_TABLE_SIZE + 4],
    ["too many blocks", SYSTEM_TABLE_BLOCK_COUNT_OFFSET, 0x06000001],
    ["blocks in the header", SYSTEM_TABLE_BLOCK_OFFSET_OFFSET, SYSTEM_TABLE_SIZE - 8],
  ])("%s", (_, offset, value) => {
    layAgain();
    kernel.view.setUint32(SYSTEM_TABLE_PHYS + offset, value, true);
    repairChecksum();
    expect(kernel.call.checkSystemTable(BOARD_PC_VMM)).toBe(PANIC_TABLE_BOUNDS);
  });

  /** Over the size that the table claims, as far as there is memory. */
  function repairChecksum(): void {
    const at = SYSTEM_TABLE_PHYS + SYSTEM_TABLE_CHECKSUM_OFFSET;
    const claimed = kernel.view.getUint32(SYSTEM_TABLE_PHYS + SYSTEM_TABLE_SIZE_BYTES_OFFSET, true);
    const size = Math.min(claimed - (claimed % 4), PHYS_LIMIT - SYSTEM_TABLE_PHYS);
    kernel.view.setUint32(at, 0, true);
    kernel.view.setUint32(at, -wordSum(new DataView(kernel.bytes.buffer, SYSTEM_TABLE_PHYS, size)), true);
  }
});

describe("bounds of the header's memory", () => {
  const belowMemory = KERNEL_PHYS_END - 0x1000;
  test.each<[string, Partial<Header>]>([
    ["more memory than the kernel maps", { memoryEndPhys: PHYS_LIMIT + 1 }],
    ["less memory than it names", { memoryEndPhys: areaOf(2).console }],
    ["page pool misaligned", { pagePoolPhys: 0x50800 }],
    ["page pool of a part of a page", { pagePoolSizeBytes: 0x1800 }],
    ["page pool in the kernel", { pagePoolPhys: belowMemory }],
    ["page pool beyond the memory", { pagePoolPhys: PHYS_LIMIT - 0x1000, pagePoolSizeBytes: 0x2000 }],
    ["page pool that wraps", { pagePoolPhys: PHYS_LIMIT - 0x1000, pagePoolSizeBytes: 0xfffff000 }],
    ["host block misaligned", { hostBlockPhys: 0x70008 }],
    ["host block in the kernel", { hostBlockPhys: belowMemory }],
    ["host block whose statistics do not fit", { hostBlockPhys: PHYS_LIMIT - 512 }],
    ["kernel trace misaligned", { traceRingPhys: 0x72008 }],
    ["kernel trace of no record", { traceRingSizeBytes: TRACE_RING_SIZE }],
    ["kernel trace of 3 records", { traceRingSizeBytes: TRACE_RING_SIZE + 3 * TRACE_RECORD_SIZE }],
    ["kernel trace with a part of a record", { traceRingSizeBytes: TRACE_RING_SIZE + 4 * TRACE_RECORD_SIZE + 4 }],
    ["kernel trace beyond the memory", { traceRingPhys: PHYS_LIMIT - 16 }],
    ["health log misaligned", { healthRingPhys: 0x74001 }],
    ["health log in the kernel", { healthRingPhys: belowMemory }],
    ["symbols beyond the memory", { symbolsPhys: PHYS_LIMIT - 16, symbolsSizeBytes: 17 }],
    ["an action that there is not", { moduleActions: [...good.header.moduleActions.slice(1), ACTION_STOP_PROCESS] }],
    ["symbols in the kernel", { symbolsPhys: belowMemory, symbolsSizeBytes: 16 }],
  ])("%s", (_, change) => {
    expect(checkOf({ ...good, header: { ...good.header, ...change } })).toBe(PANIC_TABLE_BOUNDS);
  });
});

const ports = (...ranges: [first: number, last: number][]): Partial<PartitionEntry> => ({
  portRangeCount: ranges.length,
  ports: Array.from({ length: 8 }, (_, at) => ({ first: ranges[at]?.[0] ?? 0, last: ranges[at]?.[1] ?? 0 })),
});

describe("devices of a partition", () => {
  test("what may be given passes", () => {
    const devices = {
      vcpuCount: 4,
      irqs: (1 << 3) | (1 << 15),
      irqVcpus: 3 << 30,
      ...ports([0x100, 0x1fe], [0x3ff, 0x3ff]),
    };
    expect(checkOf(changePartition(good, 2, devices))).toBe(0);
  });

  test("an IRQ belongs to one partition", () => {
    const shared = changePartition(changePartition(good, 0, { irqs: 1 << 5 }), 2, { irqs: 1 << 5 });
    expect(checkOf(shared)).toBe(PANIC_TABLE_BOUNDS);
  });
});

describe("boards", () => {
  const forBoard = (table: Table, board: number): Table => ({ ...table, header: { ...table.header, board } });
  const native = [0, 1, 2].reduce((table, index) => changePartition(table, index, { vcpuCount: 0 }), good);
  const checkOn = (board: number, table: Table) => {
    const kernel = startKernel<Functions>();
    layTable(kernel, table);
    return kernel.call.checkSystemTable(board);
  };

  test("a table for the other board is refused", () => {
    expect(checkOn(BOARD_PC, native)).toBe(PANIC_TABLE_BOARD);
    expect(checkOn(BOARD_PC_VMM, forBoard(native, BOARD_PC))).toBe(PANIC_TABLE_BOARD);
  });

  test("the plain board takes native partitions and no vCPU", () => {
    expect(checkOn(BOARD_PC, forBoard(native, BOARD_PC))).toBe(0);
    expect(checkOn(BOARD_PC, forBoard(changePartition(native, 2, { vcpuCount: 1 }), BOARD_PC))).toBe(
      PANIC_TABLE_BOUNDS,
    );
  });
});

describe("bounds of a partition", () => {
  test.each<[string, Partial<PartitionEntry>]>([
    ["no segment", { segmentCount: 0 }],
    ["too many segments", { segmentCount: 17, firstSegment: 0 }],
    ["segments beyond the array", { firstSegment: 7 }],
    ["segments far beyond", { firstSegment: 0xffffffff }],
    ["more vCPUs than there can be", { vcpuCount: 5 }],
    ["processes beside vCPUs", { processCount: 1 }],
    ["stacks of processes beside vCPUs", { ...nativePartition(2, 3), vcpuCount: 1, processCount: 0 }],
    ["a policy that there is not", { policy: 5 }],
    ["kernel memory misaligned", { kernelMemoryPhys: areaOf(2).kernelMemory + 8 }],
    ["kernel memory in the kernel", { kernelMemoryPhys: KERNEL_PHYS_END - 0x1000 }],
    ["kernel memory beyond the memory", { kernelMemoryPhys: PHYS_LIMIT - 0x1000 }],
    ["too little kernel memory for a vCPU", { kernelMemorySizeBytes: THREAD_MEMORY_BYTES - 16 }],
    ["a level that there is not", { levels: [...Array(63).fill(0), LEVEL_MODULE + 1] }],
    ["an action that there is not", { actions: [...Array(15).fill(0), ACTION_STOP_PROCESS] }],
    ["a process's action that there is not", { processActions: [...Array(15).fill(0), ACTION_HANDLE + 1] }],
    ["the timer's IRQ", { irqs: 1 }],
    ["the cascade's IRQ", { irqs: 4 }],
    ["an IRQ beyond the controllers", { irqs: 1 << 16 }],
    ["an IRQ of a vCPU that is not there", { irqs: 1 << 5, irqVcpus: 1 << 10 }],
    ["more port ranges than an entry holds", { portRangeCount: 9 }],
    ["a port of the board", ports([0x20, 0x21])],
    ["a port of the chipset", ports([0x3f0, 0xcf8])],
    ["ports from high to low", ports([0x2ff, 0x2f8])],
    ["too many ports", ports([0x100, 0x17f], [0x180, 0x200])],
    ["trace misaligned", { tracePhys: areaOf(2).trace + 8 }],
    ["trace in the kernel", { tracePhys: KERNEL_PHYS_END - 0x1000 }],
    ["trace of no power of two", { traceSizeBytes: TRACE_RING_SIZE + 12 * TRACE_RECORD_SIZE }],
    ["console misaligned", { consolePhys: areaOf(2).console + 8 }],
    ["console below a page", { consoleSizeBytes: 0x800 }],
    ["console of no power of two", { consoleSizeBytes: 0x1800 }],
    ["console larger than all memory", { consoleSizeBytes: 0x80000000 }],
    ["console beyond the memory", { consolePhys: PHYS_LIMIT - 0x1000 }],
  ])("%s", (_, change) => {
    expect(checkOf(changePartition(good, 2, change))).toBe(PANIC_TABLE_BOUNDS);
  });
});

describe("bounds of a native partition", () => {
  const { processStackAddress: address, processStackPhys: phys } = good.arrays.partitions[1]!;
  const many = { processCount: 127, kernelMemorySizeBytes: 0x20000 };
  test.each<[string, Partial<PartitionEntry>]>([
    ["more processes than there can be", { processCount: 129, kernelMemorySizeBytes: 0x20000 }],
    ["too little kernel memory", { kernelMemorySizeBytes: NATIVE_MEMORY_BYTES + 5 * THREAD_MEMORY_BYTES - 16 }],
    ["processes without stacks", { processStackSizeBytes: 0, processStackAddress: 0, processStackShift: 0 }],
    ["no period", { periodNs: 0n }],
    ["a place for stacks that are not there", { processCount: 0, processStackSizeBytes: 0 }],
    ["stacks at no address", { processStackAddress: 0 }],
    ["stacks whose address is no multiple of their distance", { processStackAddress: address + 0x1000 }],
    ["stacks in the kernel", { processStackAddress: 0xfffe0000 }],
    ["stacks into the kernel's pages", { processStackAddress: USER_TOP - 0x6000 }],
    ["stacks that wrap", { ...many, processStackAddress: 0x80000000, processStackShift: 25 }],
    ["stacks too far apart", { processStackAddress: 0x20000000, processStackShift: 29 }],
    ["stacks much too far apart", { processStackShift: 32 }],
    ["no page between two stacks", { processStackSizeBytes: 0x2000 }],
    ["stacks of a part of a page", { processStackSizeBytes: 0x800 }],
    ["stacks that are longer than all addresses", { processStackSizeBytes: 0xfffff000 }],
    ["pages of stacks misaligned", { processStackPhys: phys + 0x10 }],
    ["pages of stacks in the kernel", { processStackPhys: KERNEL_PHYS_END - 0x1000 }],
    ["pages of stacks beyond the memory", { processStackPhys: PHYS_LIMIT - 0x3000 }],
    [
      "more pages of stacks than memory",
      { processStackSizeBytes: 0x800000, processStackShift: 24, processStackAddress: 0x10000000 },
    ],
    ["stacks over a segment", { processStackAddress: areaOf(1).code }],
  ])("%s", (_, change) => {
    expect(checkOf(changePartition(good, 1, change))).toBe(PANIC_TABLE_BOUNDS);
  });

  test("a stack for the error handler alone passes, and any address that stacks may have", () => {
    expect(checkOf(changePartition(good, 1, { processCount: 0 }))).toBe(0);
    expect(checkOf(changePartition(good, 1, { ...many, processCount: 128 }))).toBe(0);
    expect(checkOf(changePartition(good, 1, { processStackAddress: USER_TOP - 0x8000 }))).toBe(0);
    expect(checkOf(changePartition(good, 1, { processStackAddress: 0x70000000, processStackShift: 28 }))).toBe(0);
  });
});

describe("bounds of a segment", () => {
  const withSegment = (change: Partial<SegmentEntry>): Table => {
    const segments = good.arrays.segments.map((entry, at) => (at === 4 ? { ...entry, ...change } : entry));
    return { ...good, arrays: { ...good.arrays, segments } };
  };
  const pristine = areaOf(1).pristine;

  test.each<[string, Partial<SegmentEntry>]>([
    ["address misaligned", { address: areaOf(1).data + 0x10 }],
    ["size of a part of a page", { sizeBytes: 0x1010 }],
    ["empty", { sizeBytes: 0 }],
    ["in page 0", { address: USER_BOTTOM - 0x1000 }],
    ["at the kernel's pages", { address: USER_TOP }],
    ["in the kernel", { address: 0xfffff000 }],
    ["into the kernel's pages", { address: USER_TOP - 0x1000 }],
    ["pages misaligned", { phys: areaOf(1).data + 0x10 }],
    ["pages of the kernel", { phys: KERNEL_PHYS_END - 0x2000 }],
    ["pages beyond the memory", { phys: PHYS_LIMIT - 0x1000 }],
    ["writable and executable", { permissions: PERMISSION_READ | PERMISSION_WRITE | PERMISSION_EXECUTE }],
    ["pristine content misaligned", { sourcePhys: pristine + 2 }],
    ["pristine content larger than the segment", { sourceSizeBytes: 0x2004 }],
    ["pristine content in the kernel", { sourcePhys: KERNEL_PHYS_END - 0x1000 }],
    ["pristine content beyond the memory", { sourcePhys: PHYS_LIMIT - 0x1000 }],
    ["an address of another segment's", { address: areaOf(1).stack + 0x1000 }],
    ["into another segment", { address: areaOf(1).stack - 0x1000 }],
  ])("%s", (_, change) => {
    expect(checkOf(withSegment(change))).toBe(PANIC_TABLE_BOUNDS);
  });

  test("any address that a partition may have passes", () => {
    expect(checkOf(withSegment({ address: USER_BOTTOM }))).toBe(0);
    expect(checkOf(withSegment({ address: USER_TOP - 0x2000 }))).toBe(0);
  });
});

describe("bounds of a schedule", () => {
  const withWindow = (at: number, change: Partial<WindowEntry>): Table => {
    const windows = good.arrays.windows.map((entry, index) => (index === at ? { ...entry, ...change } : entry));
    return { ...good, arrays: { ...good.arrays, windows } };
  };
  const withSchedule = (change: Partial<(typeof good.arrays.schedules)[number]>): Table => {
    const schedules = good.arrays.schedules.map((entry) => ({ ...entry, ...change }));
    return { ...good, arrays: { ...good.arrays, schedules } };
  };

  const withSchedules = (count: number): Table => {
    const schedules = Array.from({ length: count }, () => good.arrays.schedules[0]!);
    return { ...good, arrays: { ...good.arrays, schedules } };
  };

  test("each is looked at", () => {
    const broken = scheduleEntry(0, [{ partition: 0, durationNs: 999_999n }]);
    const table = withSchedules(31);
    expect(checkOf(withSchedules(32))).toBe(0);
    expect(checkOf({ ...table, arrays: { ...table.arrays, schedules: [...table.arrays.schedules, broken] } })).toBe(
      PANIC_TABLE_BOUNDS,
    );
  });

  test.each<[string, Table]>([
    ["no window", withSchedule({ windowCount: 0 })],
    ["windows beyond the array", withSchedule({ windowCount: 5 })],
    ["first window far beyond", withSchedule({ firstWindow: 0xfffffffe, windowCount: 4 })],
    ["a frame longer than its windows", withSchedule({ majorFrameNs: 5_000_000n })],
    ["a frame shorter than its windows", withSchedule({ majorFrameNs: 3_000_000n })],
    ["a window of no partition there is", withWindow(1, { partition: 3 })],
    ["an empty window", withWindow(1, { durationNs: 0n })],
    ["a gap", withWindow(2, { offsetNs: 2_000_001n })],
    ["an overlap", withWindow(2, { offsetNs: 1_999_999n })],
    ["a window longer than its frame", withWindow(3, { durationNs: 1n << 63n })],
    ["a change that there is not", withSchedule({ changeActions: [...Array(31).fill(0), 3] })],
    ["more schedules than there can be", withSchedules(33)],
  ])("%s", (_, table) => {
    expect(checkOf(table)).toBe(PANIC_TABLE_BOUNDS);
  });

  test("windows whose sum wraps past 64 bits do not pass for a frame", () => {
    const half = 1n << 63n;
    const frame = half + 1n;
    const windows = [frame, frame, half - 1n].map((durationNs) => ({ partition: NO_PARTITION, durationNs }));
    let offsetNs = 0n;
    const entries = windows.map((window): WindowEntry => {
      const entry = { ...window, offsetNs, flags: 0, reserved: [0, 0] };
      offsetNs = BigInt.asUintN(64, offsetNs + window.durationNs);
      return entry;
    });
    const schedules = [{ ...good.arrays.schedules[0]!, majorFrameNs: frame, windowCount: 3 }];
    expect(offsetNs).toBe(frame);
    expect(checkOf({ ...good, arrays: { ...good.arrays, windows: entries, schedules } })).toBe(PANIC_TABLE_BOUNDS);
  });
});
