/** Packs a system with processes, channels and memory blocks. */
import { expect, test } from "vitest";
import {
  CHANNEL_ENTRY_SIZE,
  DEADLINE_HARD,
  DEADLINE_SOFT,
  decodeChannelEntry,
  decodeMemoryBlockEntry,
  decodePartitionEntry,
  decodePortEntry,
  decodeProcessEntry,
  decodeScheduleEntry,
  decodeSegmentEntry,
  decodeSystemTable,
  MEMORY_BLOCK_ENTRY_SIZE,
  NATIVE_MEMORY_BYTES,
  NO_PROCESSES,
  PARTITION_ENTRY_SIZE,
  PERMISSION_TO_READ_HEALTH,
  PERMISSION_TO_SET_SCHEDULE,
  POLICY_EARLIEST_DEADLINE,
  PORT_ENTRY_SIZE,
  PORT_STATE_BYTES,
  PROCESS_ENTRY_SIZE,
  SCHEDULE_ENTRY_SIZE,
  SEGMENT_ENTRY_SIZE,
  SEGMENT_FLAG_SHARED,
  SYSTEM_TABLE_PHYS,
  THREAD_MEMORY_BYTES,
} from "../generated/abi.js";
import { packImage } from "./pack.js";
import { load, mustLieApart } from "./packed.js";
import { sampleKernel, samplePartition, sampleProgram, sampleSystem } from "./sample-system.js";

/** A native partition and a guest operating system with all that they can have. */
const rich = sampleSystem({
  partitions: [
    samplePartition("one", 0, {
      vcpus: 0,
      processes: 3,
      policy: "earliest-deadline",
      quantumNs: 7,
      permissions: ["set-schedule", "read-health"],
      health: { levels: [1, 2], actions: [3], processActions: [4], confirmations: [5] },
    }),
    samplePartition("two", 1),
  ],
  channels: [
    {
      kind: "queuing",
      name: "c",
      messageBytesMax: 100,
      source: { partition: 0, name: "out" },
      destination: { partition: 1, name: "n".repeat(32) },
      depth: 4,
      discards: false,
    },
  ],
  memoryBlocks: [
    {
      name: "frame",
      sizeBytes: 0x2000,
      users: [
        { partition: 0, writable: true },
        { partition: 1, writable: false },
      ],
    },
  ],
  moduleActions: [4, 5, 0],
  schedules: sampleSystem().schedules.map((schedule) => ({ ...schedule, changeActions: [2, 1] })),
});

/** The rich system's table, and its arrays. */
function richTable() {
  const { elf, layout } = packImage(rich, sampleKernel(), [sampleProgram(), sampleProgram()]);
  const memory = load(elf);
  const table = decodeSystemTable(memory, SYSTEM_TABLE_PHYS);
  const array = <T>(count: number, offset: number, size: number, decode: (view: DataView, at: number) => T): T[] =>
    Array.from({ length: count }, (_, index) => decode(memory, SYSTEM_TABLE_PHYS + offset + index * size));
  return {
    elf,
    layout,
    table,
    partitions: array(table.partitionCount, table.partitionOffset, PARTITION_ENTRY_SIZE, decodePartitionEntry),
    segments: array(table.segmentCount, table.segmentOffset, SEGMENT_ENTRY_SIZE, decodeSegmentEntry),
    schedules: array(table.scheduleCount, table.scheduleOffset, SCHEDULE_ENTRY_SIZE, decodeScheduleEntry),
    ports: array(table.portCount, table.portOffset, PORT_ENTRY_SIZE, decodePortEntry),
    channels: array(table.channelCount, table.channelOffset, CHANNEL_ENTRY_SIZE, decodeChannelEntry),
    blocks: array(table.blockCount, table.blockOffset, MEMORY_BLOCK_ENTRY_SIZE, decodeMemoryBlockEntry),
  };
}

test("processes, policy, permissions and health are in the partition's entry", () => {
  const { partitions, table, schedules } = richTable();
  expect(partitions[0]).toMatchObject({
    vcpuCount: 0,
    processCount: 3,
    policy: POLICY_EARLIEST_DEADLINE,
    quantumNs: 7n,
    permissions: PERMISSION_TO_SET_SCHEDULE | PERMISSION_TO_READ_HEALTH,
    kernelMemorySizeBytes: 5 * THREAD_MEMORY_BYTES + NATIVE_MEMORY_BYTES + 0x10000,
    processStackShift: 15,
    processStackSizeBytes: 0x4000,
  });
  const { levels, actions, processActions, confirmations } = partitions[0]!;
  expect(levels).toEqual([1, 2, ...new Array(62).fill(0)]);
  expect([actions, processActions, confirmations].map((array) => [array.length, array[0]])).toEqual([
    [16, 3],
    [16, 4],
    [16, 5],
  ]);
  expect(partitions[1]).toMatchObject({
    processCount: 0,
    kernelMemorySizeBytes: THREAD_MEMORY_BYTES,
    processStackAddress: 0,
    processStackPhys: 0,
  });
  expect(table.moduleActions.slice(0, 4)).toEqual([4, 5, 0, 0]);
  expect(schedules[0]!.changeActions.slice(0, 3)).toEqual([2, 1, 0]);
});

test("a partition finds its ports and memory blocks by its entry", () => {
  const { partitions, ports, channels, blocks, segments, layout } = richTable();
  expect(partitions.map(({ firstPort, portCount }) => [firstPort, portCount])).toEqual([
    [0, 1],
    [1, 1],
  ]);
  expect(ports.map(({ name, partition }) => [name, partition])).toEqual([
    ["out", 0],
    ["n".repeat(32), 1],
  ]);
  expect(channels[0]).toMatchObject({ source: 0, destination: 1, maxMessages: 4 });
  expect(partitions.map(({ firstBlock, blockCount }) => [firstBlock, blockCount])).toEqual([
    [0, 1],
    [1, 1],
  ]);
  const shared = blocks.map(({ segment }) => segments[segment]!);
  expect(blocks.map(({ name, partition }) => [name, partition])).toEqual([
    ["frame", 0],
    ["frame", 1],
  ]);
  expect(new Set(shared.map(({ phys }) => phys)).size).toBe(1);
  for (const segment of shared) {
    expect(segment).toMatchObject({ sizeBytes: 0x2000, sourcePhys: 0, flags: SEGMENT_FLAG_SHARED });
  }
  expect(layout.partitions.map(({ vcpuCount, processCount, ports }) => [vcpuCount, processCount, ports[0]])).toEqual([
    [0, 3, { name: "out", kind: "queuing", direction: "source", channel: 0 }],
    [1, 0, { name: "n".repeat(32), kind: "queuing", direction: "destination", channel: 0 }],
  ]);
  expect(layout.channels).toEqual([{ kind: "queuing", messageBytesMax: 100, depth: 4 }]);
});

test("what the kernel keeps, stacks and blocks overlap nothing either", () => {
  const { table, partitions, channels, segments, layout } = richTable();
  const unique = new Map(segments.map(({ phys, sizeBytes }) => [phys, sizeBytes]));
  mustLieApart(
    [
      [SYSTEM_TABLE_PHYS, table.sizeBytes],
      [table.pagePoolPhys, table.pagePoolSizeBytes],
      [table.healthRingPhys, table.healthRingSizeBytes],
      [table.portStatePhys, 2 * PORT_STATE_BYTES],
      ...channels.map(({ storagePhys, storageSizeBytes }) => [storagePhys, storageSizeBytes]),
      ...partitions.flatMap((entry) => [
        [entry.consolePhys, entry.consoleSizeBytes + 32],
        [entry.tracePhys, entry.traceSizeBytes],
        [entry.kernelMemoryPhys, entry.kernelMemorySizeBytes],
      ]),
      [partitions[0]!.processStackPhys, 4 * 0x4000],
      ...unique,
    ],
    layout.memoryEndPhys,
  );
});

test("a partition finds the processes that it is to make by its entry; one without a table makes which it likes", () => {
  const any = samplePartition("any", 0, { vcpus: 0, processes: 4 });
  const common = { delayNs: 0, priority: 7, longestLockNs: 0 };
  const told = samplePartition("told", 1, {
    vcpus: 0,
    processes: 2,
    processTable: [
      { ...common, name: "periodic", periodNs: 20_000_000, deadlineNs: 5_000_000, deadlineType: "hard" },
      { ...common, name: "x".repeat(32), interarrivalNs: 1, worstCaseNs: 1, deadlineType: "soft" },
    ],
  });
  const last = samplePartition("last", 2, {
    vcpus: 0,
    processes: 1,
    processTable: [{ ...common, name: "only", deadlineType: "soft" }],
  });
  const { elf } = packImage(
    sampleSystem({ partitions: [any, told, last] }),
    sampleKernel(),
    [1, 2, 3].map(() => sampleProgram()),
  );
  const memory = load(elf);
  const { partitionOffset, processCount, processOffset } = decodeSystemTable(memory, SYSTEM_TABLE_PHYS);
  const partitions = [0, 1, 2].map((index) =>
    decodePartitionEntry(memory, SYSTEM_TABLE_PHYS + partitionOffset + index * PARTITION_ENTRY_SIZE),
  );
  expect(partitions.map(({ firstProcess, processCount: count }) => [firstProcess, count])).toEqual([
    [NO_PROCESSES, 4],
    [0, 2],
    [2, 1],
  ]);
  expect(processCount).toBe(3);
  const processes = [0, 1, 2].map((index) =>
    decodeProcessEntry(memory, SYSTEM_TABLE_PHYS + processOffset + index * PROCESS_ENTRY_SIZE),
  );
  const none = 2n ** 64n - 1n;
  const entry = { basePriority: 7, deadline: DEADLINE_SOFT, partition: 1, reserved: 0 };
  expect(processes).toEqual([
    { ...entry, name: "periodic", periodNs: 20_000_000n, capacityNs: 5_000_000n, deadline: DEADLINE_HARD },
    { ...entry, name: "x".repeat(32), periodNs: none, capacityNs: none },
    { ...entry, name: "only", periodNs: none, capacityNs: none, partition: 2 },
  ]);
});
