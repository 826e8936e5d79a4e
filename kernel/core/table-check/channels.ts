/** Ports and channels: each names the other, sizes agree, the lists of listeners end, and the messages have room. */
import {
  CHANNEL_STATE_BYTES,
  ChannelEntry,
  DIRECTION_DESTINATION,
  DIRECTION_SOURCE,
  EXCHANGE_SIZE,
  MAX_EXCHANGE_SLOTS,
  MAX_MESSAGE_SIZE,
  MAX_MESSAGES,
  NO_PORT,
  PORT_QUEUING,
  PORT_SAMPLING,
  PortEntry,
  SystemTable,
} from "../../generated/abi";
import { slotBytes } from "../ports/channel";
import { channelEntry, partitionEntry, portEntry } from "../system-table";
import { isPowerOfTwo, within } from "./bounds";

export function portsHold(table: SystemTable): bool {
  for (let i: u32 = 0; i < table.portCount; i += 1) if (!portHolds(table, portEntry(i), i)) return false;
  return true;
}

/** That its partition has it in its list, `partitions.ts` looks at. */
function portHolds(table: SystemTable, port: PortEntry, index: u32): bool {
  if (port.partition >= table.partitionCount || port.channel >= table.channelCount) return false;
  const channel = channelEntry(port.channel);
  if (port.kind != channel.kind || port.maxMessageSize != channel.maxMessageSize) return false;
  if (port.kind == PORT_QUEUING && port.maxMessages != channel.maxMessages) return false;
  if (port.nextListener != NO_PORT && port.nextListener >= table.portCount) return false;
  if (port.direction == DIRECTION_SOURCE) return channel.source == index;
  if (port.direction != DIRECTION_DESTINATION) return false;
  return port.kind == PORT_SAMPLING || channel.destination == index;
}

export function channelsHold(table: SystemTable): bool {
  for (let i: u32 = 0; i < table.channelCount; i += 1) {
    const channel = channelEntry(i);
    if (!messagesHold(channel) || !exchangeHolds(channel)) return false;
    if (!endsHold(table, channel, i) || !listenersHold(table, channel, i)) return false;
  }
  for (let i: u32 = 0; i < table.partitionCount; i += 1) if (!inletsHold(table, i)) return false;
  return true;
}

function messagesHold(channel: ChannelEntry): bool {
  const size = channel.maxMessageSize;
  if (channel.kind > PORT_QUEUING || size == 0 || size > MAX_MESSAGE_SIZE) return false;
  const messages: u32 = channel.kind == PORT_QUEUING ? channel.maxMessages : 1;
  if (messages == 0 || messages > MAX_MESSAGES || (channel.storagePhys & 15) != 0) return false;
  if (!within(channel.storagePhys, channel.storageSizeBytes)) return false;
  return channel.storageSizeBytes >= CHANNEL_STATE_BYTES + messages * slotBytes(size);
}

/** The rings that the channel shares with the host have room for their slots. */
function exchangeHolds(channel: ChannelEntry): bool {
  const bytes = slotBytes(channel.maxMessageSize);
  if (channel.exchangePhys == 0) return (channel.slotsIn | channel.slotsOut) == 0;
  if (((channel.exchangePhys | channel.ringOutPhys) & 15) != 0) return false;
  if (!areSlots(channel.slotsIn) || !areSlots(channel.slotsOut)) return false;
  if (!within(channel.exchangePhys, EXCHANGE_SIZE + channel.slotsIn * bytes)) return false;
  return channel.slotsOut == 0 || within(channel.ringOutPhys, channel.slotsOut * bytes);
}

function areSlots(count: u32): bool {
  return count == 0 || (count <= MAX_EXCHANGE_SLOTS && isPowerOfTwo(count));
}

/**
 * The ends are ports of this channel. A queue has both, in different partitions, so that a sender never meets its receiver in one
 * window; the host may be one of them, and then has a ring for it.
 */
function endsHold(table: SystemTable, channel: ChannelEntry, index: u32): bool {
  const source = channel.source;
  const hasSource = source != NO_PORT;
  if (hasSource && !isEnd(table, source, index, DIRECTION_SOURCE)) return false;
  if (channel.kind == PORT_SAMPLING) return true;
  const destination = channel.destination;
  const hasDestination = destination != NO_PORT;
  if (hasDestination && !isEnd(table, destination, index, DIRECTION_DESTINATION)) return false;
  if (!hasSource) return hasDestination && channel.slotsIn != 0;
  if (!hasDestination) return channel.slotsOut != 0;
  return portEntry(source).partition != portEntry(destination).partition;
}

function isEnd(table: SystemTable, port: u32, channel: u32, direction: u32): bool {
  return port < table.portCount && portEntry(port).channel == channel && portEntry(port).direction == direction;
}

/** The list of listeners has destinations of this channel alone, and an end. */
function listenersHold(table: SystemTable, channel: ChannelEntry, index: u32): bool {
  let port = channel.firstListener;
  for (let steps: u32 = 0; port != NO_PORT; steps += 1) {
    if (steps == table.portCount || !isEnd(table, port, index, DIRECTION_DESTINATION)) return false;
    port = portEntry(port).nextListener;
  }
  return true;
}

/** The partition's list of inlets has destinations of its own alone, whose channels have a ring in, and an end. */
function inletsHold(table: SystemTable, partition: u32): bool {
  let port = partitionEntry(partition).firstInlet;
  for (let steps: u32 = 0; port != NO_PORT; steps += 1) {
    if (steps == table.portCount || port >= table.portCount) return false;
    const entry = portEntry(port);
    if (entry.partition != partition || entry.direction != DIRECTION_DESTINATION) return false;
    if (channelEntry(entry.channel).slotsIn == 0) return false;
    port = entry.nextInlet;
  }
  return true;
}
