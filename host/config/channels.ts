/** Channels and memory blocks without faults, with their partitions as indices. */
import type { DraftBlock, DraftChannel, DraftPort } from "./draft-channels.js";
import type { Channel, MemoryBlock, MessagePort } from "./model.js";

type IndexOf = ReadonlyMap<string, number>;

export function channelOf(channel: DraftChannel, indexOf: IndexOf): Channel {
  const { name, kind, sizeBytes, depth, discards, from, to, toHost } = channel;
  const port = ({ partition, port: portName }: DraftPort): MessagePort => ({
    partition: indexOf.get(partition)!,
    name: portName,
  });
  const common = { name, messageBytesMax: sizeBytes!, ...(from && { source: port(from) }) };
  if (kind === "queuing") {
    return { ...common, kind, ...(to[0] && { destination: port(to[0]) }), depth: depth!, discards };
  }
  const destinations = to.map((each) => ({ ...port(each), refreshNs: each.refreshNs! }));
  return { ...common, kind, destinations, ...(toHost.length > 0 && { toHost: true }) };
}

export function blockOf({ name, sizeBytes, access }: DraftBlock, indexOf: IndexOf): MemoryBlock {
  const users = Object.entries(access).map(([partition, right]) => ({
    partition: indexOf.get(partition)!,
    writable: right === "read-write",
  }));
  return { name, sizeBytes: sizeBytes!, users };
}
