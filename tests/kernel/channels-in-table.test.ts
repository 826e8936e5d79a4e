/** The check of the system table's ports, channels and memory blocks: it finds each index and size that leads astray. */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  BOARD_PC_VMM,
  type ChannelEntry,
  type MemoryBlockEntry,
  NO_PORT,
  PANIC_TABLE_BOUNDS,
  PORT_QUEUING,
  PORT_SAMPLING,
  type PortEntry,
  SYSTEM_TABLE_CHECKSUM_OFFSET,
  SYSTEM_TABLE_SIZE,
} from "../../host/generated/abi.js";
import { wordSum } from "../../host/image/table-bytes.js";
import { withChannels } from "./channels.js";
import { startKernel } from "./kernel.js";
import { KERNEL_PHYS_END, PHYS_LIMIT, SYSTEM_TABLE_PHYS } from "./map.js";
import { CHANNELS, changePartition, layTable, PORT_STATES, sampleTable, type Table } from "./system.js";

interface Functions {
  checkSystemTable(board: number): number;
}

function checkOf(table: Table): number {
  const kernel = startKernel<Functions>();
  layTable(kernel, table);
  return kernel.call.checkSystemTable(BOARD_PC_VMM);
}

const SAMPLING = 0;
const QUEUING = 1;
/** Ports as sorted: 0 q (queuing source), 1 s (sampling source), 2 listener, 3 queue (destination), 4 other listener. */
const QUEUE_SOURCE = 0;
const SAMPLE_SOURCE = 1;
const LISTENER = 2;
const QUEUE_DESTINATION = 3;
const OTHER_LISTENER = 4;

const BLOCK: MemoryBlockEntry = { name: "block", partition: 1, segment: 4, reserved: [0, 0] };

const channels = withChannels(sampleTable(3), [
  {
    bytes: 64,
    source: { partition: 0, name: "s" },
    destinations: [
      { partition: 1, name: "listener", refreshNs: 1_000n },
      { partition: 2, name: "listener", refreshNs: 1_000n },
    ],
  },
  {
    bytes: 100,
    depth: 3,
    source: { partition: 0, name: "q" },
    destinations: [{ partition: 1, name: "queue" }],
  },
]);
const good = changePartition({ ...channels, arrays: { ...channels.arrays, blocks: [BLOCK] } }, 1, { blockCount: 1 });

const withPort = (index: number, change: Partial<PortEntry>): Table => ({
  ...good,
  arrays: {
    ...good.arrays,
    ports: good.arrays.ports!.map((entry, at) => (at === index ? { ...entry, ...change } : entry)),
  },
});
const withChannel = (index: number, change: Partial<ChannelEntry>): Table => ({
  ...good,
  arrays: {
    ...good.arrays,
    channels: good.arrays.channels!.map((entry, at) => (at === index ? { ...entry, ...change } : entry)),
  },
});
const withBlock = (change: Partial<MemoryBlockEntry>): Table => ({
  ...good,
  arrays: { ...good.arrays, blocks: [{ ...BLOCK, ...change }] },
});
/** Channel 0 comes from the host to both its destinations, channel 1 goes to the host. Ports: 0 q, 1 and 2 the listeners. */
const hosted = withChannels(sampleTable(3), [
  {
    bytes: 64,
    destinations: [
      { partition: 1, name: "listener", refreshNs: 1_000n },
      { partition: 2, name: "listener", refreshNs: 1_000n },
    ],
    exchange: { slotsIn: 4, slotsOut: 0 },
  },
  {
    bytes: 100,
    depth: 3,
    source: { partition: 0, name: "q" },
    destinations: [],
    exchange: { slotsIn: 0, slotsOut: 8 },
  },
]);
const FROM_HOST = 0;
const TO_HOST = 1;
const withHosted = (index: number, change: Partial<ChannelEntry>): Table => ({
  ...hosted,
  arrays: {
    ...hosted.arrays,
    channels: hosted.arrays.channels!.map((entry, at) => (at === index ? { ...entry, ...change } : entry)),
  },
});
const withInlet = (index: number, nextInlet: number): Table => ({
  ...hosted,
  arrays: {
    ...hosted.arrays,
    ports: hosted.arrays.ports!.map((entry, at) => (at === index ? { ...entry, nextInlet } : entry)),
  },
});
const queue = good.arrays.channels![QUEUING]!;

test("good ones pass", () => {
  expect(checkOf(good)).toBe(0);
  expect(good.arrays.ports!.map(({ name }) => name)).toEqual(["q", "s", "listener", "queue", "listener"]);
});

test("a channel may have nobody who is told", () => {
  expect(checkOf(withChannel(QUEUING, { firstListener: NO_PORT }))).toBe(0);
  expect(checkOf(withChannel(SAMPLING, { firstListener: NO_PORT }))).toBe(0);
});

test("a sampling channel may have no source", () => {
  const { ports, channels: entries } = good.arrays;
  // Its source becomes the only destination of another channel.
  const other = { ...entries![SAMPLING]!, source: NO_PORT, firstListener: NO_PORT };
  const moved = ports!.map((entry, at) => (at === SAMPLE_SOURCE ? { ...entry, channel: 2, direction: 1 } : entry));
  const lonely = { ...entries![SAMPLING]!, source: NO_PORT };
  expect(
    checkOf({ ...good, arrays: { ...good.arrays, ports: moved, channels: [lonely, entries![QUEUING]!, other] } }),
  ).toBe(0);
});

test("the host may be an end of a channel that has rings for it", () => {
  expect(checkOf(hosted)).toBe(0);
  expect(hosted.arrays.partitions.map(({ firstInlet }) => firstInlet)).toEqual([NO_PORT, 1, 2]);
});

test("a channel may tell the host, and take from it, besides", () => {
  const exchange = { exchangePhys: CHANNELS + 0x2000, ringOutPhys: CHANNELS + 0x3000, slotsIn: 2, slotsOut: 1 };
  expect(checkOf(withChannel(QUEUING, exchange))).toBe(0);
});

test.each([
  ["good ones", good],
  ["those with the host", hosted],
])("damage of any kind to %s leads the check nowhere outside the memory", (_, undamaged) => {
  // An access outside PHYS_LIMIT traps, and the trap fails the test.
  const kernel = startKernel<Functions>();
  const table = layTable(kernel, undamaged);
  const view = new DataView(kernel.bytes.buffer, SYSTEM_TABLE_PHYS, table.length);
  const interesting = fc.constantFrom(0, 1, 2, 4, 5, 64, 0x7fffffff, 0x80000000, 0xfffffff0, NO_PORT, PHYS_LIMIT);
  const word = fc.integer({ min: SYSTEM_TABLE_SIZE / 4, max: table.length / 4 - 1 });
  fc.assert(
    fc.property(fc.array(fc.tuple(word, fc.oneof(fc.integer(), interesting)), { minLength: 1 }), (damages) => {
      kernel.bytes.set(table, SYSTEM_TABLE_PHYS);
      for (const [at, value] of damages) view.setInt32(4 * at, value, true);
      view.setUint32(SYSTEM_TABLE_CHECKSUM_OFFSET, 0, true);
      view.setUint32(SYSTEM_TABLE_CHECKSUM_OFFSET, -wordSum(view), true);
      expect([0, PANIC_TABLE_BOUNDS]).toContain(kernel.call.checkSystemTable(BOARD_PC_VMM));
    }),
    { numRuns: 3000 },
  );
});

describe("what leads astray", () => {
  test.each<[string, Table]>([
    ["port states misaligned", { ...good, header: { ...good.header, portStatePhys: PORT_STATES + 8 } }],
    ["port states in the kernel", { ...good, header: { ...good.header, portStatePhys: KERNEL_PHYS_END - 0x1000 } }],
    ["port states beyond the memory", { ...good, header: { ...good.header, portStatePhys: PHYS_LIMIT - 64 } }],
    ["a port of no partition there is", withPort(OTHER_LISTENER, { partition: 3 })],
    ["a port of another partition", withPort(OTHER_LISTENER, { partition: 1 })],
    ["a port of no channel there is", withPort(LISTENER, { channel: 2 })],
    ["a port of another channel", withPort(SAMPLE_SOURCE, { channel: QUEUING, kind: PORT_QUEUING })],
    ["a port of another kind than its channel", withPort(LISTENER, { kind: PORT_QUEUING })],
    ["a port with longer messages than its channel", withPort(LISTENER, { maxMessageSize: 65 })],
    ["a port with more messages than its channel", withPort(QUEUE_DESTINATION, { maxMessages: 4 })],
    ["a port in no direction", withPort(LISTENER, { direction: 2 })],
    ["a second source", withPort(LISTENER, { direction: 0 })],
    ["a queue without a destination", withChannel(QUEUING, { destination: NO_PORT })],
    ["a queue without a source", withChannel(QUEUING, { source: NO_PORT })],
    ["a listener that is no port", withPort(LISTENER, { nextListener: 5 })],
    ["listeners in a circle", withPort(OTHER_LISTENER, { nextListener: LISTENER })],
    ["a listener of itself", withPort(LISTENER, { nextListener: LISTENER })],
    ["a listener of another channel", withPort(LISTENER, { nextListener: QUEUE_DESTINATION })],
    ["a source that listens", withChannel(SAMPLING, { firstListener: SAMPLE_SOURCE })],
    ["a first listener that is no port", withChannel(SAMPLING, { firstListener: 5 })],
    ["a channel of no kind", withChannel(SAMPLING, { kind: 2 })],
    ["a channel whose source is no port", withChannel(QUEUING, { source: 5 })],
    ["a channel whose source is another's", withChannel(SAMPLING, { source: QUEUE_SOURCE })],
    ["a queue whose destination is no port", withChannel(QUEUING, { destination: 5 })],
    ["a queue whose destination is its source", withChannel(QUEUING, { destination: QUEUE_SOURCE })],
    ["messages of no bytes", withChannel(SAMPLING, { maxMessageSize: 0 })],
    ["a queue of no messages", withChannel(QUEUING, { maxMessages: 0 })],
    ["a queue of too many messages", withChannel(QUEUING, { maxMessages: 513 })],
    ["messages misaligned", withChannel(QUEUING, { storagePhys: CHANNELS + 8 })],
    ["messages in the kernel", withChannel(QUEUING, { storagePhys: KERNEL_PHYS_END - 0x1000 })],
    ["messages beyond the memory", withChannel(QUEUING, { storagePhys: PHYS_LIMIT - 64 })],
    ["too little room for the messages", withChannel(QUEUING, { storageSizeBytes: queue.storageSizeBytes - 16 })],
    ["a queue to the host without a ring out", withHosted(TO_HOST, { slotsOut: 0 })],
    ["a queue from the host to the host", withHosted(TO_HOST, { source: NO_PORT, slotsIn: 1 })],
    ["rings without an exchange", withHosted(TO_HOST, { exchangePhys: 0 })],
    ["slots that are no power of two", withHosted(FROM_HOST, { slotsIn: 3 })],
    ["slots out that are no power of two", withHosted(TO_HOST, { slotsOut: 3 })],
    ["too many slots", withHosted(FROM_HOST, { slotsIn: 0x20000 })],
    ["too many slots out", withHosted(TO_HOST, { slotsOut: 0x80000000 })],
    ["an exchange misaligned", withHosted(FROM_HOST, { exchangePhys: CHANNELS + 0x2008 })],
    ["an exchange in the kernel", withHosted(FROM_HOST, { exchangePhys: KERNEL_PHYS_END - 0x1000 })],
    ["an exchange beyond the memory", withHosted(FROM_HOST, { exchangePhys: PHYS_LIMIT - 64 })],
    ["a ring in beyond the memory", withHosted(FROM_HOST, { exchangePhys: PHYS_LIMIT - 64 - 4 * 80 + 16 })],
    ["a ring out misaligned", withHosted(TO_HOST, { ringOutPhys: CHANNELS + 0x2008 })],
    ["a ring out in the kernel", withHosted(TO_HOST, { ringOutPhys: KERNEL_PHYS_END - 0x1000 })],
    ["a ring out beyond the memory", withHosted(TO_HOST, { ringOutPhys: PHYS_LIMIT - 8 * 128 + 16 })],
    ["inlets of a channel without a ring in", withHosted(FROM_HOST, { slotsIn: 0 })],
    ["a first inlet that is no port", changePartition(hosted, 1, { firstInlet: 3 })],
    ["another partition's inlet", changePartition(hosted, 1, { firstInlet: 2 })],
    ["a source as an inlet", changePartition(hosted, 0, { firstInlet: 0 })],
    ["an inlet that is no port", withInlet(1, 7)],
    ["inlets in a circle", withInlet(1, 1)],
    ["too little room for the sample", withChannel(SAMPLING, { storageSizeBytes: 128 })],
    ["a partition's ports beyond the array", changePartition(good, 2, { portCount: 2 })],
    ["a partition's ports far beyond", changePartition(good, 2, { firstPort: 0xffffffff })],
    ["more ports than a partition may have", changePartition(good, 0, { portCount: 1025 })],
    ["a port in no partition's list", changePartition(good, 0, { portCount: 1 })],
    ["another partition's ports", changePartition(good, 0, { firstPort: 1 })],
    ["a block of no partition there is", withBlock({ partition: 3 })],
    ["a block of another partition", withBlock({ partition: 0, segment: 1 })],
    ["a block of no segment there is", withBlock({ segment: 9 })],
    ["a block in another partition's segment", withBlock({ segment: 6 })],
    ["a block before its partition's segments", withBlock({ segment: 2 })],
    ["a partition's blocks beyond the array", changePartition(good, 1, { firstBlock: 1 })],
    ["more blocks than segments", changePartition(good, 1, { blockCount: 17 })],
  ])("%s", (_, table) => {
    expect(checkOf(table)).toBe(PANIC_TABLE_BOUNDS);
  });

  test("a queue from a partition to itself", () => {
    const plan = {
      bytes: 8,
      depth: 1,
      source: { partition: 1, name: "out" },
      destinations: [{ partition: 1, name: "in" }],
    };
    expect(checkOf(withChannels(sampleTable(3), [plan]))).toBe(PANIC_TABLE_BOUNDS);
  });

  test("messages longer than any may be", () => {
    const tooLong = withChannel(SAMPLING, { maxMessageSize: 8193, storageSizeBytes: 0x3000 });
    const ports = tooLong.arrays.ports!.map((entry) =>
      entry.kind === PORT_SAMPLING ? { ...entry, maxMessageSize: 8193 } : entry,
    );
    expect(checkOf({ ...tooLong, arrays: { ...tooLong.arrays, ports } })).toBe(PANIC_TABLE_BOUNDS);
  });
});
