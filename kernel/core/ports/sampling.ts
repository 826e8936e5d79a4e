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
} from "../../generated/abi";
import { nanosecondsAt, now, ticksWithin } from "../clock";
import { isReadable, isWritable } from "../guest-memory";
import { copyMessage } from "../objects/message";
import { timeOf } from "../process/waiting";
import { refuse } from "../refuse";
import { FOREVER, setResult, Thread } from "../thread";
import { bytesOf, firstMessage } from "./channel";
import { endCreation, portToCreate } from "./directory";
import { isPort, Port, portOf } from "./port";
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
  port.refreshTicks = ticksWithin(refreshNs);
  port.hiddenNumber = port.partition.startNumber > 1 ? port.channel.number : 0;
  port.readNumber = port.hiddenNumber;
  port.wasValid = false;
  endCreation(thread, port);
  if (entry.direction == DIRECTION_DESTINATION && hasMessage(port)) tell(port);
}

/** Whether there is a message for the port. Without any, the channel's number is 0, as that of a port that hides none. @inline */
function hasMessage(port: Port): bool {
  return port.channel.number != port.hiddenNumber;
}

/** @inline */
export function samplingWrite(thread: Thread): void {
  const port = portOf(thread, PORT_SAMPLING);
  const from = thread.ecx;
  const length = thread.edx;
  if (!isPort(port) || length == 0) return refuse(thread, STATUS_BAD_ARGUMENT);
  const channel = port.channel;
  if (length > channel.maxMessageSize) return setResult(thread, STATUS_NOT_CONFIGURED, 0);
  if (port.entry.direction != DIRECTION_SOURCE) return setResult(thread, STATUS_WRONG_MODE, 0);
  if (!isReadable(thread.partition, from, length)) return refuse(thread, STATUS_BAD_POINTER);
  const message = firstMessage(channel);
  message.time = readTimestamp();
  message.length = length;
  copyMessage(bytesOf(message), from, length);
  const number = channel.number + 1;
  // 0 is no message's number.
  channel.number = number == 0 ? 1 : number;
  tellListeners(channel);
  setResult(thread, STATUS_OK, 0);
}

/** @inline */
export function samplingRead(thread: Thread): void {
  const port = portOf(thread, PORT_SAMPLING);
  if (isRead(thread, port)) read(thread, port);
}

export function samplingReadUpdated(thread: Thread): void {
  const port = portOf(thread, PORT_SAMPLING);
  if (!isRead(thread, port)) return;
  if (port.channel.number == port.readNumber) return setResult(thread, STATUS_NO_ACTION, 0);
  read(thread, port);
}

/** Whether the call is a read that can be carried out; else it was answered. @inline */
function isRead(thread: Thread, port: Port): bool {
  const status = readStatus(thread, port);
  if (status == STATUS_OK) return true;
  if (status == STATUS_WRONG_MODE) setResult(thread, status, 0);
  else refuse(thread, status);
  return false;
}

/** @inline */
function readStatus(thread: Thread, port: Port): u32 {
  if (!isPort(port)) return STATUS_BAD_ARGUMENT;
  if (port.entry.direction != DIRECTION_DESTINATION) return STATUS_WRONG_MODE;
  return isWritable(thread.partition, thread.ecx, port.channel.maxMessageSize) ? STATUS_OK : STATUS_BAD_POINTER;
}

/** @inline */
function read(thread: Thread, port: Port): void {
  if (!hasMessage(port)) {
    port.wasValid = false;
    return setResult(thread, STATUS_NO_ACTION, 0);
  }
  const channel = port.channel;
  const message = firstMessage(channel);
  const length = message.length;
  copyMessage(thread.ecx, bytesOf(message), length);
  const valid = readTimestamp() - message.time <= port.refreshTicks;
  const updated = channel.number != port.readNumber;
  port.readNumber = channel.number;
  port.wasValid = valid;
  setResult(thread, STATUS_OK, length | (valid ? RECEIVED_VALID : 0) | (updated ? RECEIVED_UPDATED : 0));
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
  status.writtenNs = writtenNs;
  status.ageNs = hasMessage(port) ? now() - writtenNs : FOREVER;
  status.maxMessageSize = channel.maxMessageSize;
  status.direction = port.entry.direction;
  status.lastValidity = u32(port.wasValid);
  status.updated = u32(isDestination && channel.number != port.readNumber);
  setResult(thread, STATUS_OK, 0);
}
