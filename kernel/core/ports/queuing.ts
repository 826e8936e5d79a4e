/**
 * Queuing ports (ARINC 653 Part 1, 3.6.2.2): every message of a channel, in order, for one destination. Processes wait in the order
 * of their port's discipline: at the source for room, with their message in their own memory; at the destination for a message.
 *
 * The two ends are in different partitions, or one is the host, so never in one window. A sender who waits is let in as soon as a message is taken,
 * in the receiver's time: its message is read where it lies in physical memory. A receiver who waits gets the message in its own
 * time (`news.ts`), before any of its partition's processes runs: until then the message stays in the queue. So while a partition's
 * processes run, nobody waits at its destination for a message that is there, nor at its source for room that is there.
 */
import {
  DIRECTION_DESTINATION,
  DIRECTION_SOURCE,
  NO_PORT,
  PORT_QUEUING,
  QUEUING_STATUS_SIZE,
  QueuingStatus,
  RECEIVED_AFTER_LOSS,
  STATUS_BAD_ARGUMENT,
  STATUS_BAD_POINTER,
  STATUS_NOT_CONFIGURED,
  STATUS_OK,
  STATUS_TIMED_OUT,
  STATUS_WRONG_MODE,
  TOLD_DISCARDED,
  TOLD_HELD,
} from "../../generated/abi";
import { now } from "../clock";
import { isReadable, isWritable, physicalOf } from "../guest-memory";
import { isDiscipline } from "../objects/object";
import { initializeQueue } from "../process/wait-queue";
import { endWait, isTimeout, timeOf, waitFor } from "../process/waiting";
import { answerFailure, refuse } from "../refuse";
import { isThread, setResult, Thread, timeoutOf } from "../thread";
import { append, Channel, discardAll, Message, takeOldest } from "./channel";
import { endCreation, portToCreate } from "./directory";
import { hasExchange, isHeld, tellHost } from "./exchange";
import { isPort, isUsable, namedPort, Port, portOf, QUEUING_DESTINATION, QUEUING_SOURCE } from "./port";
import { tell } from "./telling";

/** Senders who are let in at once when a queue is emptied: the copies that one entry of the kernel may make. */
const ADMITTED_AT_ONCE: u32 = 2;

/** A destination's queue is emptied with its partition's restart, not at the first start. */
export function queuingCreate(thread: Thread): void {
  const port = portToCreate(thread, PORT_QUEUING);
  if (!isPort(port)) return;
  const entry = port.entry;
  const discipline = thread.edi;
  if (thread.ecx != entry.maxMessageSize || thread.edx != entry.maxMessages || thread.esi != entry.direction) {
    return setResult(thread, STATUS_NOT_CONFIGURED, 0);
  }
  if (!isDiscipline(discipline)) return setResult(thread, STATUS_NOT_CONFIGURED, 0);
  initializeQueue(port, discipline);
  endCreation(thread, port);
  if (entry.direction != DIRECTION_DESTINATION) return;
  if (port.partition.startNumber > 1) empty(port.channel);
  if (port.channel.count != 0) tell(port);
}

/** Whether a call may name this timeout; that it is less than half of all is looked at first. @inline */
function namesTimeout(low: u32, high: u32): bool {
  return high < 0x4000_0000 || isTimeout(timeOf(low, high));
}

/** @inline */
export function queuingSend(thread: Thread): void {
  const port = namedPort(thread);
  const from = thread.ecx;
  const length = thread.edx;
  if (!isUsable(thread, port, QUEUING_SOURCE)) return answerFailure(thread, sendStatus(thread));
  const channel = port.channel;
  if (length - 1 >= channel.maxMessageSize || !namesTimeout(thread.esi, thread.edi)) {
    return answerFailure(thread, sendStatus(thread));
  }
  if (!isReadable(thread.partition, from, length)) return answerFailure(thread, sendStatus(thread));
  if (channel.count >= channel.sendLimit) return sendOtherwise(thread, port);
  send(channel, from, length);
  setResult(thread, STATUS_OK, 0);
}

/** There is room. @inline */
function send(channel: Channel, from: usize, length: u32): void {
  const destination = channel.destination;
  append(channel, from, length, isThread(destination.first) ? now() : 0);
  tell(destination);
}

/** The host has a part in the channel, or it is full. @cold */
function sendOtherwise(thread: Thread, port: Port): void {
  if (hasExchange(port.channel)) sendTold(thread, port);
  else sendToFull(thread, port);
}

/** The same where the host is told; and where it is the destination, which always has room. @cold */
function sendTold(thread: Thread, port: Port): void {
  const channel = port.channel;
  const from = thread.ecx;
  const length = thread.edx;
  const isFull = channel.count == channel.maxMessages;
  const held = isHeld(channel);
  // A sender who waits for room: the host is told when he is let in.
  if (isFull && !held && channel.entry.discards == 0) return sendToFull(thread, port);
  const discarded = isFull && !held;
  tellHost(thread.partition, channel, from, length, now(), held ? TOLD_HELD : discarded ? TOLD_DISCARDED : 0);
  if (discarded) return sendToFull(thread, port);
  if (!held && channel.entry.destination != NO_PORT) send(channel, from, length);
  setResult(thread, STATUS_OK, 0);
}

/** Why the message can't be sent, in the order of the checks. @cold */
function sendStatus(thread: Thread): u32 {
  const port = portOf(thread, PORT_QUEUING);
  const length = thread.edx;
  if (!isPort(port) || !isTimeout(timeOf(thread.esi, thread.edi)) || length == 0) return STATUS_BAD_ARGUMENT;
  if (length > port.channel.maxMessageSize) return STATUS_NOT_CONFIGURED;
  return port.entry.direction == DIRECTION_SOURCE ? STATUS_BAD_POINTER : STATUS_WRONG_MODE;
}

/** The message is lost, or its sender waits. @cold */
function sendToFull(thread: Thread, port: Port): void {
  if (port.channel.entry.discards == 0) return waitFor(thread, port, timeOf(thread.esi, thread.edi));
  port.channel.lost = RECEIVED_AFTER_LOSS;
  setResult(thread, STATUS_OK, 0);
}

/** @inline */
export function queuingReceive(thread: Thread): void {
  const port = namedPort(thread);
  const to = thread.ecx;
  if (!isUsable(thread, port, QUEUING_DESTINATION)) return answerFailure(thread, receiveStatus(thread));
  const channel = port.channel;
  if (!namesTimeout(thread.edx, thread.esi) || !isWritable(thread.partition, to, channel.maxMessageSize)) {
    return answerFailure(thread, receiveStatus(thread));
  }
  if (channel.count == 0) return waitFor(thread, port, timeOf(thread.edx, thread.esi));
  setResult(thread, STATUS_OK, takeOldest(channel, to));
  if (hasBlockedSender(channel)) admitOne(channel);
}

/** Why nothing can be received, in the order of the checks. @cold */
function receiveStatus(thread: Thread): u32 {
  const port = portOf(thread, PORT_QUEUING);
  if (!isPort(port) || !isTimeout(timeOf(thread.edx, thread.esi))) return STATUS_BAD_ARGUMENT;
  return port.entry.direction == DIRECTION_DESTINATION ? STATUS_BAD_POINTER : STATUS_WRONG_MODE;
}

/** Whether somebody waits for room. @inline */
function hasBlockedSender(channel: Channel): bool {
  return isThread(channel.source.first);
}

/**
 * The queue has room, and somebody waits for it: the first whose time is not over is let in, if there is one. Those whose time is
 * over, their own partition's clock tells. At most a look at each of MAX_PROCESSES, and one copy.
 */
function admitOne(channel: Channel): bool {
  const time = now();
  let sender = channel.source.first;
  while (isThread(sender) && isOver(sender, time)) sender = sender.next;
  if (!isThread(sender)) return false;
  const from = physicalOf(sender.partition, sender.ecx);
  append(channel, from, sender.edx, time);
  if (hasExchange(channel)) tellHost(sender.partition, channel, from, sender.edx, time, 0);
  endWait(sender, STATUS_OK, 0);
  tell(channel.destination);
  return true;
}

/** Whether the time for which the thread waits at most was over at `time`, though its partition's clock did not say so yet. */
function isOver(thread: Thread, time: u64): bool {
  const timeout = timeoutOf(thread);
  return timeout.position != 0 && timeout.key <= time;
}

/**
 * Empties the queue. Of the senders who wait, the first few are let in at once, the others at the start of their own partition's
 * next window, and of those one with each message that is taken before.
 */
function empty(channel: Channel): void {
  discardAll(channel);
  for (let i: u32 = 0; i < ADMITTED_AT_ONCE && hasRoomForSender(channel) && admitOne(channel); i += 1) {}
  if (hasRoomForSender(channel)) tell(channel.source);
}

function hasRoomForSender(channel: Channel): bool {
  return hasBlockedSender(channel) && channel.count != channel.maxMessages;
}

export function queuingClear(thread: Thread): void {
  const port = portOf(thread, PORT_QUEUING);
  if (!isPort(port)) return refuse(thread, STATUS_BAD_ARGUMENT);
  if (port.entry.direction != DIRECTION_DESTINATION) return setResult(thread, STATUS_WRONG_MODE, 0);
  empty(port.channel);
  setResult(thread, STATUS_OK, 0);
}

/**
 * One step for those who wait at the port, in their partition's own time: a message for the first receiver, unless his time was
 * over before it came; or room for the first sender. False: there is nothing to do.
 */
export function serveOne(port: Port): bool {
  const channel = port.channel;
  if (port.entry.direction == DIRECTION_SOURCE) return hasRoomForSender(channel) && admitOne(channel);
  const receiver = port.first;
  if (!isThread(receiver) || channel.count == 0) return false;
  if (isOver(receiver, changetype<Message>(channel.oldest).time)) {
    endWait(receiver, STATUS_TIMED_OUT, 0);
    return true;
  }
  endWait(receiver, STATUS_OK, takeOldest(channel, receiver.ecx));
  if (hasBlockedSender(channel)) admitOne(channel);
  return true;
}

/** @cold */
export function queuingStatus(thread: Thread): void {
  const to = thread.ecx;
  if (!isWritable(thread.partition, to, QUEUING_STATUS_SIZE)) return refuse(thread, STATUS_BAD_POINTER);
  const port = portOf(thread, PORT_QUEUING);
  if (!isPort(port)) return refuse(thread, STATUS_BAD_ARGUMENT);
  const status = changetype<QueuingStatus>(to);
  const channel = port.channel;
  status.messages = channel.count;
  status.maxMessages = channel.maxMessages;
  status.maxMessageSize = channel.maxMessageSize;
  status.direction = port.entry.direction;
  status.waiting = port.count;
  status.reserved = 0;
  setResult(thread, STATUS_OK, 0);
}
