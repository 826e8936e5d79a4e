/** Channels and their ports as the kernel wants them: ports sorted, and linked to those that hear of a message. */
import type { Channel, MessagePort, Partition, System } from "../config/model.js";
import {
  CHANNEL_STATE_BYTES,
  type ChannelEntry,
  DIRECTION_DESTINATION,
  DIRECTION_SOURCE,
  NO_PORT,
  PORT_QUEUING,
  PORT_SAMPLING,
  type PortEntry,
} from "../generated/abi.js";
import { type Exchange, NO_EXCHANGE, slotBytes } from "./exchanges.js";

const KINDS = { sampling: PORT_SAMPLING, queuing: PORT_QUEUING } as const;

export interface ChannelEntries {
  readonly ports: readonly PortEntry[];
  readonly channels: readonly ChannelEntry[];
  /** By partition: its first port at which messages of the host come in, or NO_PORT. */
  readonly firstInlets: readonly number[];
}

/** A port that has no place among the others yet. */
interface LoosePort extends MessagePort {
  readonly channel: number;
  readonly direction: number;
  readonly refreshNs: number;
}

/** How many ports the channels have. */
export const portCount = (channels: readonly Channel[]): number => channels.flatMap(portsOf).length;

/** Bytes that the kernel keeps for all channels. */
export const channelsBytes = (channels: readonly Channel[]): number =>
  channels.reduce((sum, channel) => sum + channelBytes(channel), 0);

/**
 * The channels' memory lies one behind the other from `storagePhys` on, which is a multiple of 16. `exchanges` are what they have
 * in common with the host, by channel.
 */
export function channelEntries(
  { channels, partitions }: System,
  storagePhys: number,
  exchanges: readonly Exchange[] = [],
): ChannelEntries {
  const sorted = channels.flatMap(portsOf).sort(byPartitionAndName);
  const entries = channels.map((channel, index) => {
    const own = [...sorted.entries()].filter(([, port]) => port.channel === index);
    const source = own.find(([, { direction }]) => direction === DIRECTION_SOURCE)?.[0] ?? NO_PORT;
    const destinations = own.filter(([, { direction }]) => direction === DIRECTION_DESTINATION);
    return { channel, source, destinations, listeners: listenersOf(channel, destinations, partitions) };
  });
  let phys = storagePhys;
  const table = entries.map(({ channel, source, destinations, listeners }, index): ChannelEntry => {
    const storageSizeBytes = channelBytes(channel);
    phys += storageSizeBytes;
    return {
      kind: KINDS[channel.kind],
      source,
      destination: channel.kind === "queuing" ? (destinations[0]?.[0] ?? NO_PORT) : NO_PORT,
      firstListener: listeners[0] ?? NO_PORT,
      maxMessageSize: channel.messageBytesMax,
      maxMessages: depthOf(channel),
      discards: Number(channel.kind === "queuing" && channel.discards),
      storagePhys: phys - storageSizeBytes,
      storageSizeBytes,
      ...(exchanges[index] ?? NO_EXCHANGE),
      reserved: 0,
    };
  });
  const inlets = sorted.map(
    ({ channel, direction }) => direction === DIRECTION_DESTINATION && (exchanges[channel]?.slotsIn ?? 0) > 0,
  );
  const inletFrom = (partition: number, from: number): number => {
    const found = sorted.findIndex((port, at) => at >= from && port.partition === partition && inlets[at] === true);
    return found < 0 ? NO_PORT : found;
  };
  const ports = sorted.map(({ name, partition, channel: index, direction, refreshNs }, port): PortEntry => {
    const { channel, listeners } = entries[index]!;
    const place = listeners.indexOf(port);
    return {
      name,
      refreshNs: BigInt(refreshNs),
      partition,
      channel: index,
      kind: KINDS[channel.kind],
      direction,
      maxMessageSize: channel.messageBytesMax,
      maxMessages: depthOf(channel),
      nextListener: place < 0 ? NO_PORT : (listeners[place + 1] ?? NO_PORT),
      nextInlet: inlets[port] === true ? inletFrom(partition, port + 1) : NO_PORT,
    };
  });
  return { ports, channels: table, firstInlets: partitions.map((_, partition) => inletFrom(partition, 0)) };
}

function portsOf(channel: Channel, index: number): LoosePort[] {
  const sources = channel.source ? [{ ...channel.source, refreshNs: 0 }] : [];
  const ends = channel.kind === "sampling" ? channel.destinations : channel.destination ? [channel.destination] : [];
  return [
    ...sources.map((port) => ({ ...port, channel: index, direction: DIRECTION_SOURCE })),
    ...ends.map((port) => ({ refreshNs: 0, ...port, channel: index, direction: DIRECTION_DESTINATION })),
  ];
}

/** Names are ASCII: their characters compare as their bytes do. */
function byPartitionAndName(a: LoosePort, b: LoosePort): number {
  return a.partition - b.partition || (a.name < b.name ? -1 : a.name > b.name ? 1 : 0);
}

/** A queue's receiver may wait for a message; of a sample only a guest operating system is told, by an interrupt. */
function listenersOf(
  channel: Channel,
  destinations: readonly (readonly [number, LoosePort])[],
  partitions: readonly Partition[],
): number[] {
  const told =
    channel.kind === "queuing"
      ? destinations
      : destinations.filter(([, { partition }]) => partitions[partition]!.vcpus > 0);
  return told.map(([index]) => index);
}

const depthOf = (channel: Channel): number => (channel.kind === "queuing" ? channel.depth : 0);

function channelBytes(channel: Channel): number {
  const messages = channel.kind === "queuing" ? channel.depth : 1;
  return CHANNEL_STATE_BYTES + messages * slotBytes(channel.messageBytesMax);
}
