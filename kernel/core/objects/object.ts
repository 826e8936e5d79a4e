/**
 * What buffers, blackboards, semaphores, events and mutexes have in common (ARINC 653 Part 1, 3.7): each is a queue of the
 * processes that wait for it, with a name. A partition makes them out of its own pool while it initialises itself; they last
 * until its next start. A table for each kind finds them by their identifiers, which count from 1.
 */
import { copyWords } from "../../arch";
import {
  DISCIPLINE_PRIORITY,
  MAX_OBJECTS,
  NAME_SIZE,
  STATUS_BAD_ARGUMENT,
  STATUS_BAD_POINTER,
  STATUS_NO_ACTION,
  STATUS_NOT_CONFIGURED,
  STATUS_OK,
  STATUS_WRONG_MODE,
} from "../../generated/abi";
import { isReadable } from "../guest-memory";
import { isInitialising, isNative, Partition } from "../partition";
import { takeFromPool } from "../process/kernel-memory";
import { sameName, takeName } from "../process/name";
import { initializeQueue, WaitQueue } from "../process/wait-queue";
import { answerFailure, refuse } from "../refuse";
import { setResult, Thread } from "../thread";

@unmanaged
export class SharedObject extends WaitQueue {
  /** Its name, with zeroes behind its end: 32 bytes. */
  nameA: u64;
  nameB: u64;
  nameC: u64;
  nameD: u64;
}

/** The kinds, in the order of the tables and of the counts in Partition. */
export const KIND_BUFFER: u32 = 0;
export const KIND_BLACKBOARD: u32 = 1;
export const KIND_SEMAPHORE: u32 = 2;
export const KIND_EVENT: u32 = 3;
export const KIND_MUTEX: u32 = 4;
if (offsetof<Partition>("mutexCount") != offsetof<Partition>("bufferCount") + 16) ERROR("Partition: counts by kind");

const NOTHING: SharedObject = changetype<SharedObject>(0);

/** Whether there is one. @inline */
export function exists(object: SharedObject): bool {
  return changetype<usize>(object) != 0;
}

/** How many of the kind there are: where that is kept. @inline */
function countOf(partition: Partition, kind: u32): usize {
  return changetype<usize>(partition) + offsetof<Partition>("bufferCount") + (kind << 2);
}

/** Where the table has the object with index `index`. @inline */
function slotOf(partition: Partition, kind: u32, index: u32): usize {
  return partition.objectTables + ((kind * MAX_OBJECTS + index) << 2);
}

/** The object that the call's first argument names; there need be none. A partition of vCPUs has none. @inline */
export function objectOf(thread: Thread, kind: u32): SharedObject {
  const partition = thread.partition;
  const index = thread.ebx - 1;
  if (index >= load<u32>(countOf(partition, kind))) return NOTHING;
  return changetype<SharedObject>(load<usize>(slotOf(partition, kind, index)));
}

/** @inline */
function nameOf(object: SharedObject): usize {
  return changetype<usize>(object) + offsetof<SharedObject>("nameA");
}

/** Whether processes can be made to wait in this order. */
export function isDiscipline(discipline: u32): bool {
  return discipline <= DISCIPLINE_PRIORITY;
}

/**
 * Makes an object of `bytes` bytes, whose name EBX points to and whose own fields the caller fills, and answers the call; there is
 * none where the call failed. `valid`: the other arguments are within their ranges; else `bytes` may be anything. @cold
 */
export function createObject(thread: Thread, kind: u32, bytes: u32, valid: bool, discipline: u32): SharedObject {
  const partition = thread.partition;
  if (!isReadable(partition, thread.ebx, NAME_SIZE)) return fail(thread, STATUS_BAD_POINTER);
  if (!isNative(partition)) return fail(thread, STATUS_NOT_CONFIGURED);
  if (!isInitialising(partition)) return fail(thread, STATUS_WRONG_MODE);
  const name = takeName(thread.ebx);
  if (identifierOf(partition, kind, name) != 0) return fail(thread, STATUS_NO_ACTION);
  if (!valid) return fail(thread, STATUS_BAD_ARGUMENT);
  const index = load<u32>(countOf(partition, kind));
  if (index == MAX_OBJECTS) return fail(thread, STATUS_NOT_CONFIGURED);
  const object = changetype<SharedObject>(takeFromPool(partition, bytes));
  if (!exists(object)) return fail(thread, STATUS_NOT_CONFIGURED);
  initializeQueue(object, discipline);
  copyWords(nameOf(object), name, NAME_SIZE >> 2);
  store<usize>(slotOf(partition, kind, index), changetype<usize>(object));
  store<u32>(countOf(partition, kind), index + 1);
  setResult(thread, STATUS_OK, index + 1);
  return object;
}

function fail(thread: Thread, status: u32): SharedObject {
  answerFailure(thread, status);
  return NOTHING;
}

/** Identifier of the object of that kind with that name (`takeName`), or 0: a look at each of MAX_OBJECTS at most. */
function identifierOf(partition: Partition, kind: u32, name: usize): u32 {
  const count = load<u32>(countOf(partition, kind));
  for (let i: u32 = 0; i < count; i += 1) {
    const object = changetype<SharedObject>(load<usize>(slotOf(partition, kind, i)));
    if (sameName(nameOf(object), name)) return i + 1;
  }
  return 0;
}

/** Carries out `*_id`. @cold */
export function findObject(thread: Thread, kind: u32): void {
  const partition = thread.partition;
  if (!isReadable(partition, thread.ebx, NAME_SIZE)) return refuse(thread, STATUS_BAD_POINTER);
  const identifier = identifierOf(partition, kind, takeName(thread.ebx));
  setResult(thread, identifier == 0 ? STATUS_NOT_CONFIGURED : STATUS_OK, identifier);
}
