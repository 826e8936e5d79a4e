import { expect, test } from "vitest";
import { readElf } from "../elf/reader.js";
import {
  ACTION_STOP,
  BOARD_PC,
  BOARD_PC_VMM,
  decodeBootOptions,
  decodePartitionEntry,
  decodeSystemTable,
  decodeWindowEntry,
  NO_PARTITION,
  PAGE_SIZE,
  PARTITION_ENTRY_SIZE,
  PERMISSION_WRITE,
  SYSTEM_TABLE_PHYS,
  WINDOW_ENTRY_SIZE,
} from "../generated/abi.js";
import { withBootOptions } from "./boot-options.js";
import { readLayout } from "./layout.js";
import { packImage } from "./pack.js";
import { load, mustLieApart } from "./packed.js";
import { sampleKernel, samplePartition, sampleProgram, sampleSystem } from "./sample-system.js";
import { wordSum } from "./table-bytes.js";

const pack = () => packImage(sampleSystem(), sampleKernel(), [sampleProgram(), sampleProgram()]);

test("the table says what the system says, and sums to zero", () => {
  const memory = load(pack().elf);
  const table = decodeSystemTable(memory, SYSTEM_TABLE_PHYS);
  expect(table).toMatchObject({ name: "sample", partitionCount: 2, scheduleCount: 1, symbolsPhys: 0 });
  expect(wordSum(new DataView(memory.buffer, SYSTEM_TABLE_PHYS, table.sizeBytes))).toBe(0);
  const entry = decodePartitionEntry(memory, SYSTEM_TABLE_PHYS + table.partitionOffset + PARTITION_ENTRY_SIZE);
  expect(entry).toMatchObject({ name: "two", entry: 0x10010, vcpuCount: 1, consoleSizeBytes: 0x1000 });
  expect(entry.actions).toEqual([...new Array(12).fill(ACTION_STOP), 0, 0, 0, 0]);
});

test("a partition's devices are in the table, and the board that the system needs", () => {
  const irqs = [
    { irq: 3, vcpu: 0 },
    { irq: 15, vcpu: 3 },
  ];
  const ports = [
    { first: 0x2f8, last: 0x2ff },
    { first: 0x300, last: 0x300 },
  ];
  const devices = samplePartition("one", 0, { vcpus: 4, irqs, ports });
  const system = sampleSystem({ partitions: [devices, samplePartition("two", 1)] });
  const memory = load(packImage(system, sampleKernel(), [sampleProgram(), sampleProgram()]).elf);
  const table = decodeSystemTable(memory, SYSTEM_TABLE_PHYS);
  expect(table.board).toBe(BOARD_PC_VMM);
  const [one, two] = [0, 1].map((index) =>
    decodePartitionEntry(memory, SYSTEM_TABLE_PHYS + table.partitionOffset + index * PARTITION_ENTRY_SIZE),
  );
  expect(one).toMatchObject({ vcpuCount: 4, irqs: 0x8008, irqVcpus: 0xc0000000, portRangeCount: 2 });
  expect(one!.ports.slice(0, 3)).toEqual([...ports, { first: 0, last: 0 }]);
  expect(two).toMatchObject({ irqs: 0, irqVcpus: 0, portRangeCount: 0 });

  const plain = sampleSystem({ board: "pc", partitions: [samplePartition("one", 0, { vcpus: 0 })], schedules: [] });
  const plainMemory = load(packImage(plain, sampleKernel(), [sampleProgram()]).elf);
  expect(decodeSystemTable(plainMemory, SYSTEM_TABLE_PHYS).board).toBe(BOARD_PC);
});

test("windows tile the frame, idle time included", () => {
  const memory = load(pack().elf);
  const { windowOffset, windowCount } = decodeSystemTable(memory, SYSTEM_TABLE_PHYS);
  const windows = Array.from({ length: windowCount }, (_, index) =>
    decodeWindowEntry(memory, SYSTEM_TABLE_PHYS + windowOffset + index * WINDOW_ENTRY_SIZE),
  );
  expect(windows.map(({ partition, offsetNs, durationNs, flags }) => [partition, offsetNs, durationNs, flags])).toEqual(
    [
      [NO_PARTITION, 0n, 1_000_000n, 0],
      [0, 1_000_000n, 4_000_000n, 1],
      [NO_PARTITION, 5_000_000n, 1_000_000n, 0],
      [1, 6_000_000n, 3_000_000n, 0],
      [NO_PARTITION, 9_000_000n, 1_000_000n, 0],
    ],
  );
});

test("code lies in the image, data has memory of its own and a pristine copy", () => {
  const { elf, layout } = pack();
  const memory = load(elf);
  for (const { segments } of layout.partitions) {
    const [code, data, stack] = segments;
    expect(memory.getUint32(code!.phys, true)).toBe(0x90909090);
    expect(code!.sourcePhys).toBe(0);
    expect(memory.getUint32(data!.sourcePhys, true)).toBe(0xdadadada);
    expect(data).toMatchObject({ address: 0x12000, sourceSizeBytes: 16 });
    expect(stack).toMatchObject({ sizeBytes: 0x2000, sourcePhys: 0 });
    expect(code!.permissions & PERMISSION_WRITE).toBe(0);
  }
});

test("nothing in physical memory overlaps, and all of it ends at memoryEndPhys", () => {
  const { layout } = pack();
  const memory = load(pack().elf);
  const table = decodeSystemTable(memory, SYSTEM_TABLE_PHYS);
  const ranges = [
    [SYSTEM_TABLE_PHYS, table.sizeBytes],
    [table.pagePoolPhys, table.pagePoolSizeBytes],
    [table.hostBlockPhys, 256 + 2 * 128],
    [layout.trace.phys, layout.trace.sizeBytes],
    [layout.health.phys, layout.health.sizeBytes],
    ...layout.partitions.flatMap(({ consolePhys, consoleSizeBytes, trace, segments }) => [
      [consolePhys, consoleSizeBytes + 32],
      [trace.phys, trace.sizeBytes],
      ...segments.map(({ phys, sizeBytes }) => [phys, sizeBytes]),
      ...segments.filter(({ sourcePhys }) => sourcePhys).map((item) => [item.sourcePhys, item.sourceSizeBytes]),
    ]),
  ];
  mustLieApart(ranges, layout.memoryEndPhys);
});

test("the layout is read back from the packed file alone", () => {
  const { elf, layout } = pack();
  expect(readLayout(elf)).toEqual(layout);
  expect(layout.partitions[1]!.statisticsPhys).toBe(layout.hostBlockPhys + 256 + 128);
  expect(layout.schedules[0]!.windows[0]).toEqual({ partition: undefined, offsetNs: 0, durationNs: 1_000_000 });
});

test("the same input gives the same bytes", () => {
  expect(pack().elf).toEqual(pack().elf);
});

test("boot options are written into a copy, and the table stays sound", () => {
  const { elf, layout } = pack();
  const before = elf.slice();
  const asked = withBootOptions(elf, {
    frameLimit: 20,
    timeLimitNs: 5_000_000_000n,
    exitPort: 0xf4,
    overrunToleranceNs: 9,
  });
  expect(decodeBootOptions(load(asked), 0x400000)).toMatchObject({
    frameLimit: 20,
    timeLimitNs: 5_000_000_000n,
    exitPort: 0xf4,
    overrunToleranceNs: 9,
  });
  expect(elf).toEqual(before);
  expect(readLayout(asked)).toEqual(layout);
});

test("a damaged table, or a file that is no image, is told apart", () => {
  const { elf } = pack();
  const header = readElf(elf, "image").programHeaders.at(-1)!;
  const damaged = elf.slice();
  damaged[header.fileOffset + PAGE_SIZE + 200]! ^= 1;
  expect(() => readLayout(damaged, "x.elf")).toThrow("BH3014: x.elf: its system table is damaged: wrong checksum");
  expect(() => readLayout(sampleKernel(), "x.elf")).toThrow("BH3014: x.elf: there is no system table in it");
  expect(() => withBootOptions(sampleKernel(), {})).toThrow("there are no boot options in it");
});

test("a kernel that a Multiboot loader would not take is refused", () => {
  const programs = [sampleProgram(), sampleProgram()];
  expect(() => packImage(sampleSystem(), sampleKernel(0x10003), programs)).toThrow(
    "has flags 0x10003, not just bits 0 and 1",
  );
  expect(() => packImage(sampleSystem(), sampleProgram(), programs)).toThrow(
    "the kernel's memory is 0x100000 to 0x400000",
  );
  expect(() => packImage(sampleSystem(), sampleKernel(3, 0x3ff000), programs)).toThrow("0x3ff000 to 0x402000");
});

test("more memory than the kernel reaches is refused", () => {
  const partitions = [samplePartition("one", 0, { memoryBytes: 900 * 2 ** 20 })];
  const system = sampleSystem({ partitions, schedules: [] });
  expect(() => packImage(system, sampleKernel(), [sampleProgram()])).toThrow("the kernel reaches 896MiB");
});
