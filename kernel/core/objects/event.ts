/** Events: levels, which stay up until they are reset (ARINC 653 Part 1, 3.7.2.4). */
import {
  DISCIPLINE_FIFO,
  EVENT_STATUS_SIZE,
  EventStatus,
  STATUS_BAD_ARGUMENT,
  STATUS_BAD_POINTER,
  STATUS_OK,
} from "../../generated/abi";
import { isWritable } from "../guest-memory";
import { isTimeout, timeOf, waitFor } from "../process/waiting";
import { refuse } from "../refuse";
import { setResult, Thread } from "../thread";
import { createObject, exists, KIND_EVENT, objectOf, SharedObject } from "./object";
import { wakeAll } from "./wake-all";

@unmanaged
class Event extends SharedObject {
  /** 0 or 1. */
  up: u32;
}

/** @inline */
function eventOf(thread: Thread): Event {
  return changetype<Event>(objectOf(thread, KIND_EVENT));
}

export function eventCreate(thread: Thread): void {
  const made = createObject(thread, KIND_EVENT, offsetof<Event>(), true, DISCIPLINE_FIFO);
  if (exists(made)) changetype<Event>(made).up = 0;
}

export function eventSet(thread: Thread): void {
  const event = eventOf(thread);
  if (!exists(event)) return refuse(thread, STATUS_BAD_ARGUMENT);
  event.up = 1;
  wakeAll(thread.partition, event, KIND_EVENT);
  setResult(thread, STATUS_OK, 0);
}

export function eventReset(thread: Thread): void {
  const event = eventOf(thread);
  if (!exists(event)) return refuse(thread, STATUS_BAD_ARGUMENT);
  event.up = 0;
  setResult(thread, STATUS_OK, 0);
}

export function eventWait(thread: Thread): void {
  const event = eventOf(thread);
  const timeoutNs = timeOf(thread.ecx, thread.edx);
  if (!exists(event) || !isTimeout(timeoutNs)) return refuse(thread, STATUS_BAD_ARGUMENT);
  if (event.up == 0) return waitFor(thread, event, timeoutNs);
  setResult(thread, STATUS_OK, 0);
}

/** @cold */
export function eventStatus(thread: Thread): void {
  const to = thread.ecx;
  if (!isWritable(thread.partition, to, EVENT_STATUS_SIZE)) return refuse(thread, STATUS_BAD_POINTER);
  const event = eventOf(thread);
  if (!exists(event)) return refuse(thread, STATUS_BAD_ARGUMENT);
  const status = changetype<EventStatus>(to);
  status.up = event.up;
  status.waiting = event.count;
  setResult(thread, STATUS_OK, 0);
}
