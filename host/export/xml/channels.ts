/** The channels of a system, and the memory that its partitions share. */
import type { Channel, MemoryBlock, MessagePort, System } from "../../config/model.js";
import { ours } from "./extension-names.js";
import { node, type XmlNode } from "./xml-text.js";

export function channelNodes({ partitions, channels }: System): XmlNode[] {
  const names = partitions.map(({ name }) => name);
  const end = (what: string, port: MessagePort | undefined): XmlNode =>
    port
      ? node(what, { PartitionNameRef: names[port.partition], PortNameRef: port.name })
      : node(what, {}, [node("PseudoPartition", { Name: "host" })]);
  return channels.map((channel, i) => {
    const { source } = channel;
    const ends = [end("Source", source), ...destinationsOf(channel).map((port) => end("Destination", port))];
    return node("Channel", { ChannelIdentifier: i + 1, ...namesOf(channel), ...whenFull(channel) }, ends);
  });
}

/** undefined: the host, a pseudo-partition. */
function destinationsOf(channel: Channel): (MessagePort | undefined)[] {
  if (channel.kind === "queuing") return [channel.destination];
  return [...channel.destinations, ...(channel.toHost ? [undefined] : [])];
}

/** A name of blanks, or with blanks around it, is not what a reader of the standard's own attribute makes of it. */
const namesOf = ({ name }: Channel): XmlNode["attributes"] =>
  name === name.trim() && name !== "" ? { ChannelName: name } : { [ours("name")]: name };

const whenFull = (channel: Channel): XmlNode["attributes"] =>
  channel.kind === "queuing" && channel.discards ? { [ours("whenFull")]: "discard" } : {};

export const blockNodes = ({ partitions, memoryBlocks }: System): XmlNode[] =>
  memoryBlocks.map(({ name, sizeBytes, users }: MemoryBlock) =>
    node(
      ours("memoryBlock"),
      { Name: name, Size: sizeBytes },
      users.map(({ partition, writable }) =>
        node(ours("access"), {
          PartitionNameRef: partitions[partition]!.name,
          Right: writable ? "read-write" : "read",
        }),
      ),
    ),
  );
