/**
 * Blackboards: one message that all may read (ARINC 653 Part 1, 3.7.2.2).
 *
 * Displaying wakes all who wait, up to MAX_PROCESSES, but copies one message only: interrupts are off, and 128 copies of 8192
 * bytes would take too long. Each reader that is woken makes its call again as it next runs and fetches the message itself, which
 * is, in the standard's words, the last available message: the one that woke it, or one that was displayed since. It gets it even
 * if the blackboard was cleared in between: clearing keeps the bytes, and the thread is marked as one that was promised them.
 */
import {
  BLACKBOARD_STATUS_SIZE,
  BlackboardStatus,
  DISCIPLINE_FIFO,
  MAX_MESSAGE_SIZE,
  STATUS_BAD_ARGUMENT,
  STATUS_BAD_POINTER,
  STATUS_OK,
} from "../../generated/abi";
import { isReadable, isWritable } from "../guest-memory";
import { isTimeout, timeOf, waitFor } from "../process/waiting";
import { refuse } from "../refuse";
import { setResult, Thread } from "../thread";
import { copyMessage } from "./message";
import { createObject, exists, KIND_BLACKBOARD, objectOf, SharedObject } from "./object";
import { wakeAll } from "./wake-all";

/** Its message lies behind it. */
@unmanaged
class Blackboard extends SharedObject {
  maxMessageSize: u32;
  /** 0 or 1. */
  occupied: u32;
  /** Bytes of the message that was displayed last. */
  length: u32;
}

/** @inline */
function blackboardOf(thread: Thread): Blackboard {
  return changetype<Blackboard>(objectOf(thread, KIND_BLACKBOARD));
}

/** @inline */
function messageOf(blackboard: Blackboard): usize {
  return changetype<usize>(blackboard) + offsetof<Blackboard>();
}

export function blackboardCreate(thread: Thread): void {
  const size = thread.ecx;
  const valid = size != 0 && size <= MAX_MESSAGE_SIZE;
  const bytes = offsetof<Blackboard>() + size;
  const blackboard = changetype<Blackboard>(createObject(thread, KIND_BLACKBOARD, bytes, valid, DISCIPLINE_FIFO));
  if (!exists(blackboard)) return;
  blackboard.maxMessageSize = size;
  blackboard.occupied = 0;
  blackboard.length = 0;
}

/** A message has at least a byte. */
export function blackboardDisplay(thread: Thread): void {
  const blackboard = blackboardOf(thread);
  const message = thread.ecx;
  const length = thread.edx;
  if (!exists(blackboard) || length == 0 || length > blackboard.maxMessageSize)
    return refuse(thread, STATUS_BAD_ARGUMENT);
  if (!isReadable(thread.partition, message, length)) return refuse(thread, STATUS_BAD_POINTER);
  copyMessage(messageOf(blackboard), message, length);
  blackboard.length = length;
  blackboard.occupied = 1;
  wakeAll(thread.partition, blackboard, KIND_BLACKBOARD);
  setResult(thread, STATUS_OK, 0);
}

export function blackboardRead(thread: Thread): void {
  const blackboard = blackboardOf(thread);
  const promised = thread.promised;
  const to = thread.ecx;
  const timeoutNs = timeOf(thread.edx, thread.esi);
  thread.promised = 0;
  if (!exists(blackboard) || !isTimeout(timeoutNs)) return refuse(thread, STATUS_BAD_ARGUMENT);
  if (!isWritable(thread.partition, to, blackboard.maxMessageSize)) return refuse(thread, STATUS_BAD_POINTER);
  if (blackboard.occupied == 0 && promised != changetype<usize>(blackboard))
    return waitFor(thread, blackboard, timeoutNs);
  copyMessage(to, messageOf(blackboard), blackboard.length);
  setResult(thread, STATUS_OK, blackboard.length);
}

export function blackboardClear(thread: Thread): void {
  const blackboard = blackboardOf(thread);
  if (!exists(blackboard)) return refuse(thread, STATUS_BAD_ARGUMENT);
  blackboard.occupied = 0;
  setResult(thread, STATUS_OK, 0);
}

/** @cold */
export function blackboardStatus(thread: Thread): void {
  const to = thread.ecx;
  if (!isWritable(thread.partition, to, BLACKBOARD_STATUS_SIZE)) return refuse(thread, STATUS_BAD_POINTER);
  const blackboard = blackboardOf(thread);
  if (!exists(blackboard)) return refuse(thread, STATUS_BAD_ARGUMENT);
  const status = changetype<BlackboardStatus>(to);
  status.occupied = blackboard.occupied;
  status.maxMessageSize = blackboard.maxMessageSize;
  status.waiting = blackboard.count;
  status.reserved = 0;
  setResult(thread, STATUS_OK, 0);
}
