/**
 * Sampling ports (ARINC 653 Part 1, 3.6.2.1; Part 2, sampling port extensions): the last message of a channel, for any number of
 * destinations, each with its own idea of how old a valid one may be. Whoever restarts does not find what came before; a
 * destination's restart takes nothing from the others.
 */
import { readTimestamp } from "../../arch";
import {
  DIRECTION_DESTINATION,
  DIRECTION_SOURCE,
  PORT_SAMPLING,
  RECEIVED_UPDATED,
  RECEIVED_VALID,
  SAMPLING_STATUS_SIZE,
  SamplingStatus,
  STATUS_BAD_ARGUMENT,
  STATUS_BAD_POINTER,
  STATUS_NO_ACTION,
  STATUS_NOT_CONFIGURED,
  STATUS_OK,
  STATUS_WRONG_MODE,
  TOLD_HELD,
} from "../../generated/abi";
import { nanosecondsAt, now, ticksWithin } from "../clock";
import { isReadable, isWritable } from "../guest-memory";
import { copyMessage } from "../objects/message";
import { timeOf } from "../process/waiting";
import { answerFailure, refuse } from "../refuse";
import { FOREVER, setResult, Thread } from "../thread";
import { bytesOf, Channel, firstMessage, replace } from "./channel";
import { endCreation, portToCreate } from "./directory";
import { hasExchange, isHeld, tellHost } from "./exchange";
import { isPort, isUsable, namedPort, Port, portOf, SAMPLING_DESTINATION, SAMPLING_SOURCE } from "./port";
import { tell, tellListeners } from "./telling";

/** After a restart of its partition a destination sees only what comes from now on; at the first start all that is there. */
export function samplingCreate(thread: Thread): void {
  const port = portToCreate(thread, PORT_SAMPLING);
  if (!isPort(port)) return;
  const entry = port.entry;
  const refreshNs = timeOf(thread.esi, thread.edi);
  if (thread.ecx != entry.maxMessageSize || thread.edx != entry.direction) {
    return setResult(thread, STATUS_NOT_CONFIGURED, 0);
  }
  if (entry.direction == DIRECTION_DESTINATION && refreshNs != entry.refreshNs) {
    return setResult(thread, STATUS_NOT_CONFIGURED, 0);
  }
  port.hiddenNumber = port.partition.startNumber > 1 ? port.channel.number : 0;
  port.readNumber = port.hiddenNumber;
  port.wasValid = false;
  port.refreshTicks = ticksWithin(entry.refreshNs);
  endCreation(thread, port);
  if (entry.direction == DIRECTION_DESTINATION && hasMessage(port)) tell(port);
}

/** Whether there is a message for the port. Without any, the channel's number is 0, as that of a port that hides none. @inline */
function hasMessage(port: Port): bool {
  return port.channel.number != port.hiddenNumber;
}

/** @inline */
export function samplingWrite(thread: Thread): void {
  const port = namedPort(thread);
  const from = thread.ecx;
  const length = thread.edx;
  if (!isUsable(thread, port, SAMPLING_SOURCE)) return answerFailure(thread, writeStatus(thread));
  const channel = port.channel;
  if (length - 1 >= channel.maxMessageSize || !isReadable(thread.partition, from, length)) {
    return answerFailure(thread, writeStatus(thread));
  }
  if (hasExchange(channel)) return writeTold(thread, channel);
  replace(channel, from, length, readTimestamp());
  tellListeners(channel);
  setResult(thread, STATUS_OK, 0);
}

/** The same where the host is told. @cold */
function writeTold(thread: Thread, channel: Channel): void {
  const from = thread.ecx;
  const length = thread.edx;
  const time = readTimestamp();
  const held = isHeld(channel);
  tellHost(thread.partition, channel, from, length, nanosecondsAt(time), held ? TOLD_HELD : 0);
  setResult(thread, STATUS_OK, 0);
  if (held) return;
  replace(channel, from, length, time);
  tellListeners(channel);
}

/** Why the message can't be written, in the order of the checks. @cold */
function writeStatus(thread: Thread): u32 {
  const port = portOf(thread, PORT_SAMPLING);
  if (!isPort(port) || thread.edx == 0) return STATUS_BAD_ARGUMENT;
  if (thread.edx > port.channel.maxMessageSize) return STATUS_NOT_CONFIGURED;
  return port.entry.direction == DIRECTION_SOURCE ? STATUS_BAD_POINTER : STATUS_WRONG_MODE;
}

/** @inline */
export function samplingRead(thread: Thread): void {
  const port = namedPort(thread);
  if (!isReadPossible(thread, port)) return answerFailure(thread, readStatus(thread));
  if (hasMessage(port)) return read(thread, port);
  port.wasValid = false;
  setResult(thread, STATUS_NO_ACTION, 0);
}

export function samplingReadUpdated(thread: Thread): void {
  const port = namedPort(thread);
  if (!isReadPossible(thread, port)) return answerFailure(thread, readStatus(thread));
  if (port.channel.number != port.readNumber) return read(thread, port);
  setResult(thread, STATUS_NO_ACTION, 0);
}

/** @inline */
function isReadPossible(thread: Thread, port: Port): bool {
  return (
    isUsable(thread, port, SAMPLING_DESTINATION) &&
    isWritable(thread.partition, thread.ecx, port.channel.maxMessageSize)
  );
}

/** Why it is not, in the order of the checks. @cold */
function readStatus(thread: Thread): u32 {
  const port = portOf(thread, PORT_SAMPLING);
  if (!isPort(port)) return STATUS_BAD_ARGUMENT;
  return port.entry.direction == DIRECTION_DESTINATION ? STATUS_BAD_POINTER : STATUS_WRONG_MODE;
}

/** There is a message. @inline */
function read(thread: Thread, port: Port): void {
  const channel = port.channel;
  const message = firstMessage(channel);
  const length = message.length;
  copyMessage(thread.ecx, bytesOf(message), length);
  const isValid = readTimestamp() - message.time <= port.refreshTicks;
  const isUpdated = channel.number != port.readNumber;
  port.readNumber = channel.number;
  port.wasValid = isValid;
  setResult(thread, STATUS_OK, length | (isValid ? RECEIVED_VALID : 0) | (isUpdated ? RECEIVED_UPDATED : 0));
}

/** Of a source there is the time of the last message alone: nothing is read there. @cold */
export function samplingStatus(thread: Thread): void {
  const to = thread.ecx;
  if (!isWritable(thread.partition, to, SAMPLING_STATUS_SIZE)) return refuse(thread, STATUS_BAD_POINTER);
  const port = portOf(thread, PORT_SAMPLING);
  if (!isPort(port)) return refuse(thread, STATUS_BAD_ARGUMENT);
  const status = changetype<SamplingStatus>(to);
  const isDestination = port.entry.direction == DIRECTION_DESTINATION;
  const channel = port.channel;
  status.refreshNs = isDestination ? port.entry.refreshNs : 0;
  const writtenNs = hasMessage(port) ? nanosecondsAt(firstMessage(channel).time) : FOREVER;
  status.ageNs = writtenNs == FOREVER ? FOREVER : now() - writtenNs;
  status.writtenNs = writtenNs;
  status.maxMessageSize = channel.maxMessageSize;
  status.direction = port.entry.direction;
  status.lastValidity = u32(port.wasValid);
  status.updated = u32(isDestination && channel.number != port.readNumber);
  setResult(thread, STATUS_OK, 0);
}
