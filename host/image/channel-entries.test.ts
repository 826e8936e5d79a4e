import { expect, test } from "vitest";
import type { Channel } from "../config/model.js";
import {
  CHANNEL_STATE_BYTES,
  DIRECTION_DESTINATION,
  DIRECTION_SOURCE,
  NO_PORT,
  PORT_QUEUING,
  PORT_SAMPLING,
} from "../generated/abi.js";
import { channelEntries, channelsBytes, portCount } from "./channel-entries.js";
import { samplePartition, sampleSystem } from "./sample-system.js";

const sampling: Channel = {
  kind: "sampling",
  name: "attitude",
  messageBytesMax: 64,
  source: { partition: 1, name: "b" },
  destinations: [
    { partition: 3, name: "in", refreshNs: 50 },
    { partition: 2, name: "in", refreshNs: 60 },
    { partition: 0, name: "Z", refreshNs: 70 },
  ],
};
const queuing: Channel = {
  kind: "queuing",
  name: "commands",
  messageBytesMax: 17,
  source: { partition: 0, name: "a" },
  destination: { partition: 1, name: "a" },
  depth: 3,
  discards: true,
};
/** Partitions 2 and 3 have vCPUs. */
const system = sampleSystem({
  partitions: [0, 0, 1, 2].map((vcpus, index) => samplePartition(`p${index}`, index, { vcpus })),
  channels: [sampling, queuing],
});

test("ports are sorted by partition and by the bytes of their names", () => {
  const { ports } = channelEntries(system, 0x1000);
  expect(ports.map(({ partition, name, channel, direction }) => [partition, name, channel, direction])).toEqual([
    [0, "Z", 0, DIRECTION_DESTINATION],
    [0, "a", 1, DIRECTION_SOURCE],
    [1, "a", 1, DIRECTION_DESTINATION],
    [1, "b", 0, DIRECTION_SOURCE],
    [2, "in", 0, DIRECTION_DESTINATION],
    [3, "in", 0, DIRECTION_DESTINATION],
  ]);
  expect(ports).toHaveLength(portCount(system.channels));
  expect(ports[0]).toMatchObject({ kind: PORT_SAMPLING, refreshNs: 70n, maxMessageSize: 64, maxMessages: 0 });
  expect(ports[2]).toMatchObject({ kind: PORT_QUEUING, refreshNs: 0n, maxMessageSize: 17, maxMessages: 3 });
});

test("a channel knows its ports, and who hears of its messages", () => {
  const { ports, channels } = channelEntries(system, 0x1000);
  expect(channels[0]).toMatchObject({ kind: PORT_SAMPLING, source: 3, destination: NO_PORT, discards: 0 });
  expect(channels[1]).toMatchObject({ kind: PORT_QUEUING, source: 1, destination: 2, discards: 1, maxMessages: 3 });
  // Of the sample's destinations those with vCPUs; the queue's destination though it is native.
  expect(channels.map(({ firstListener }) => firstListener)).toEqual([4, 2]);
  expect(ports.map(({ nextListener }) => nextListener)).toEqual([NO_PORT, NO_PORT, NO_PORT, NO_PORT, 5, NO_PORT]);
});

test("a sample of which only native partitions hear has no listener", () => {
  const native = sampleSystem({
    partitions: [0, 1, 2, 3].map((index) => samplePartition(`p${index}`, index, { vcpus: 0 })),
    channels: [sampling],
  });
  expect(channelEntries(native, 0).channels[0]!.firstListener).toBe(NO_PORT);
});

test("channels' memory lies one behind the other, whole messages padded to 16", () => {
  const { channels } = channelEntries(system, 0x1000);
  expect(channels.map(({ storagePhys, storageSizeBytes }) => [storagePhys, storageSizeBytes])).toEqual([
    [0x1000, CHANNEL_STATE_BYTES + 80],
    [0x1000 + CHANNEL_STATE_BYTES + 80, CHANNEL_STATE_BYTES + 3 * 48],
  ]);
  expect(channelsBytes(system.channels)).toBe(2 * CHANNEL_STATE_BYTES + 80 + 3 * 48);
});
