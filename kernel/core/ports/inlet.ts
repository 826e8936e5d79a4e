/**
 * Messages of the host come in at a partition's inlets: those of its ports whose channel has a ring in (abi: Exchange). They are taken
 * when a window of the partition begins, in its own time and before anything of it runs, as far as they are due and its ports are
 * created; a message an entry of the kernel. Nobody else's window has to do with them. What a queue has no room for stays in
 * the ring until the partition's next window, unless the channel discards.
 */
import { barrier, readTimestamp } from "../../arch";
import {
  EXCHANGE_SIZE,
  MESSAGE_IN_SIZE,
  MessageIn,
  NO_PORT,
  PORT_QUEUING,
  RECEIVED_AFTER_LOSS,
  TOLD_DISCARDED,
  TOLD_INSERTED,
} from "../../generated/abi";
import { ticksWithin } from "../clock";
import { Partition } from "../partition";
import { OPENED_INLETS } from "../process/opened";
import { isThread } from "../thread";
import { append, Channel, replace, slotBytes } from "./channel";
import { tellHost } from "./exchange";
import { isCreated, Port, portAt } from "./port";
import { tell, tellListeners } from "./telling";

if (MESSAGE_IN_SIZE != 16) ERROR("MessageIn: slotBytes counts on 16 bytes of header");

/** Steps without a copy that one entry may take: ports where nothing is due, messages that go nowhere. */
const STEPS_AT_ONCE: u32 = 8;

const NOTHING: u32 = 0;
const DROPPED: u32 = 1;
const COPIED: u32 = 2;

/** A window of the partition begins: what the host has for it is looked at next (`takeFromHost`). @inline */
export function openInlets(partition: Partition): void {
  const first = partition.firstInlet;
  if (first == 0) return;
  partition.inlet = first;
  partition.opened |= OPENED_INLETS;
}

/** Takes one message at most of those that are due at `time`. When no more are, OPENED_INLETS is gone. @apart */
export function takeFromHost(partition: Partition, time: u64): void {
  for (let i: u32 = 0; i < STEPS_AT_ONCE; i += 1) {
    if (partition.inlet == 0) {
      partition.opened &= ~OPENED_INLETS;
      return;
    }
    const port = changetype<Port>(partition.inlet);
    const took = isCreated(port) ? takeDue(port, time) : NOTHING;
    if (took == COPIED) return;
    if (took == NOTHING) partition.inlet = nextInlet(port);
  }
}

function nextInlet(port: Port): usize {
  const index = port.entry.nextInlet;
  return index == NO_PORT ? 0 : changetype<usize>(portAt(index));
}

/** Takes the oldest message of the ring, when it is due and the channel takes it. */
function takeDue(port: Port, time: u64): u32 {
  const channel = port.channel;
  const exchange = channel.exchange;
  if (exchange.taken == exchange.written) return NOTHING;
  barrier();
  const slot = slotOfNext(channel);
  const message = changetype<MessageIn>(slot);
  const originNs = port.partition.info.frameOriginNs;
  const dueNs = message.dueNs;
  const length = message.length;
  if (dueNs > time - originNs) return NOTHING;
  if (length - 1 >= channel.maxMessageSize) {
    exchange.refused += 1;
    exchange.taken += 1;
    return DROPPED;
  }
  const cameNs = dueNs == 0 ? time : originNs + dueNs;
  const from = slot + MESSAGE_IN_SIZE;
  if (channel.entry.kind != PORT_QUEUING) {
    replace(channel, from, length, readTimestamp() - ticksWithin(time - cameNs));
    tellListeners(channel);
  } else if (channel.count == channel.maxMessages) {
    if (channel.entry.discards == 0) return NOTHING;
    channel.lost = RECEIVED_AFTER_LOSS;
    tellHost(port.partition, channel, from, length, time, TOLD_INSERTED | TOLD_DISCARDED);
    exchange.discarded += 1;
    exchange.taken += 1;
    return channel.entry.slotsOut == 0 ? DROPPED : COPIED;
  } else {
    append(channel, from, length, isThread(port.first) ? cameNs : 0);
    tell(port);
  }
  tellHost(port.partition, channel, from, length, time, TOLD_INSERTED);
  barrier();
  exchange.taken += 1;
  return COPIED;
}

/** Behind the exchange's header. */
function slotOfNext(channel: Channel): usize {
  const number = channel.exchange.taken & (channel.entry.slotsIn - 1);
  return changetype<usize>(channel.exchange) + EXCHANGE_SIZE + number * slotBytes(channel.maxMessageSize);
}
