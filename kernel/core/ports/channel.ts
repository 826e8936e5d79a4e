/**
 * A channel: the kernel's memory for the messages from one source port. A sampling channel holds the last message, a queuing
 * channel a ring of them.
 *
 *   Channel, CHANNEL_STATE_BYTES | Message, its bytes, padded to 16 | Message, its bytes | ...
 */

import { zeroWords } from "../../arch";
import {
  CHANNEL_STATE_BYTES,
  ChannelEntry,
  Exchange,
  MESSAGE_HEADER_BYTES,
  NO_PORT,
  PartitionEntry,
  PORT_QUEUING,
  PORT_STATE_BYTES,
} from "../../generated/abi";
import { copyMessage } from "../objects/message";
import { Partition, partitionAt } from "../partition";
import { channelEntry, partitionEntry, physical, portEntry, portStateAddress, systemTable } from "../system-table";
import { NO_PORT_STATE, Port, portAt } from "./port";

@unmanaged
export class Channel {
  entry: ChannelEntry;
  maxMessageSize: u32;
  /** Its ends; where there is none, or the host is it, HOST_END. A sampling channel has no one destination. */
  source: Port;
  destination: Port;
  /** The first of those that are told of its messages, or 0. */
  firstListener: Port;
  /** Sampling: number of the last message, from 1; 0: none was written. */
  number: u32;
  /** What it exchanges with the host, or 0 (`exchange.ts`, `inlet.ts`). */
  exchange: Exchange;

  // From here on: a queue.

  maxMessages: u32;
  /** With so many messages in it a sender goes the long way: `maxMessages`, or 0 where the host has a part in the channel. */
  sendLimit: u32;
  /** Messages in it. */
  count: u32;
  slotBytes: u32;
  /** Slot of the oldest message, the slot for the next, the end of the last. */
  oldest: usize;
  free: usize;
  end: usize;
  /** RECEIVED_AFTER_LOSS when messages were lost since the last was taken, else 0. */
  lost: u32;
}

/** What lies before a message's bytes. */
@unmanaged
export class Message {
  /** When it came: of a sample by the time-stamp counter; of a queue's message in nanoseconds, 0 when nobody waited for it. */
  time: u64;
  length: u32;
  reserved: u32;
}

if (offsetof<Channel>() > 64) ERROR("Channel: larger than CHANNEL_STATE_BYTES");
if (CHANNEL_STATE_BYTES != 64) ERROR("CHANNEL_STATE_BYTES has changed");
if (offsetof<Message>() != 16) ERROR("Message: MESSAGE_HEADER_BYTES is something else");

/** In place of a port where the host is: nobody waits there, nobody is told there. */
const HOST_END: Port = changetype<Port>(memory.data(64, 16));

/** Kernel memory of a message of at most that many bytes. */
export function slotBytes(maxMessageSize: u32): u32 {
  return (MESSAGE_HEADER_BYTES + maxMessageSize + 15) & ~15;
}

/** The only message of a sampling channel, the first slot of a queue. @inline */
export function firstMessage(channel: Channel): Message {
  return changetype<Message>(changetype<usize>(channel) + CHANNEL_STATE_BYTES);
}

/** @inline */
export function bytesOf(message: Message): usize {
  return changetype<usize>(message) + MESSAGE_HEADER_BYTES;
}

/** Makes all ports and channels, empty; only while the kernel boots. */
export function initializePorts(): void {
  const table = systemTable();
  for (let i: u32 = 0; i < table.channelCount; i += 1) initializeChannel(channelAt(i), channelEntry(i));
  for (let i: u32 = 0; i < table.portCount; i += 1) initializePort(portAt(i), i);
  for (let i: u32 = 0; i < table.partitionCount; i += 1) findPorts(partitionAt(i), partitionEntry(i));
}

function channelAt(index: u32): Channel {
  return changetype<Channel>(physical(channelEntry(index).storagePhys));
}

function portOrNone(index: u32): Port {
  return index == NO_PORT ? NO_PORT_STATE : portAt(index);
}

function endOf(index: u32): Port {
  return index == NO_PORT ? HOST_END : portAt(index);
}

function initializeChannel(channel: Channel, entry: ChannelEntry): void {
  zeroWords(changetype<usize>(channel), CHANNEL_STATE_BYTES >> 2);
  channel.entry = entry;
  channel.maxMessageSize = entry.maxMessageSize;
  channel.source = endOf(entry.source);
  channel.exchange = changetype<Exchange>(entry.exchangePhys == 0 ? 0 : physical(entry.exchangePhys));
  channel.firstListener = portOrNone(entry.firstListener);
  if (entry.kind != PORT_QUEUING) return;
  channel.destination = endOf(entry.destination);
  channel.maxMessages = entry.maxMessages;
  channel.sendLimit = entry.exchangePhys == 0 ? entry.maxMessages : 0;
  channel.slotBytes = slotBytes(entry.maxMessageSize);
  channel.oldest = changetype<usize>(firstMessage(channel));
  channel.free = channel.oldest;
  channel.end = channel.oldest + channel.maxMessages * channel.slotBytes;
}

function initializePort(port: Port, index: u32): void {
  zeroWords(changetype<usize>(port), PORT_STATE_BYTES >> 2);
  const entry = portEntry(index);
  port.entry = entry;
  port.partition = partitionAt(entry.partition);
  port.channel = channelAt(entry.channel);
  port.nextListener = portOrNone(entry.nextListener);
  port.ofGuest = partitionEntry(entry.partition).vcpuCount != 0;
}

function findPorts(partition: Partition, entry: PartitionEntry): void {
  partition.ports = portStateAddress(entry.firstPort);
  partition.portCount = entry.portCount;
  partition.firstInlet = changetype<usize>(portOrNone(entry.firstInlet));
}

/** Replaces a sampling channel's message; `time` is a time stamp. @inline */
export function replace(channel: Channel, from: usize, length: u32, time: u64): void {
  const message = firstMessage(channel);
  message.time = time;
  message.length = length;
  copyMessage(bytesOf(message), from, length);
  const number = channel.number + 1;
  // 0 is no message's number.
  channel.number = number == 0 ? 1 : number;
}

/** Puts a message into the queue, which is not full. @inline */
export function append(channel: Channel, from: usize, length: u32, time: u64): void {
  const message = changetype<Message>(channel.free);
  message.time = time;
  message.length = length;
  copyMessage(bytesOf(message), from, length);
  channel.free = slotAfter(channel, channel.free);
  channel.count += 1;
}

/** Takes the oldest message out of the queue, which is not empty. Tells its length, with RECEIVED_AFTER_LOSS where that is so. @inline */
export function takeOldest(channel: Channel, to: usize): u32 {
  const message = changetype<Message>(channel.oldest);
  const length = message.length;
  copyMessage(to, bytesOf(message), length);
  channel.oldest = slotAfter(channel, channel.oldest);
  channel.count -= 1;
  const lost = channel.lost;
  channel.lost = 0;
  return length | lost;
}

/** Discards what is in the queue. */
export function discardAll(channel: Channel): void {
  channel.oldest = channel.free;
  channel.count = 0;
  channel.lost = 0;
}

/** Behind the last slot comes the first. @inline */
function slotAfter(channel: Channel, slot: usize): usize {
  const next = slot + channel.slotBytes;
  return next == channel.end ? changetype<usize>(firstMessage(channel)) : next;
}
