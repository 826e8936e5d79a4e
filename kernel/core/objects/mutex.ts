/**
 * Mutexes (ARINC 653 Part 1, 3.7.2.5): one process owns it, as often as it acquired it, and has at least the priority of its
 * ceiling until it has given it back as often (immediate priority ceiling). A process owns one at most, and does not wait
 * while it does. A mutex without an owner has nobody who waits for it.
 */
import {
  MAX_LOCK_LEVEL,
  MUTEX_STATUS_SIZE,
  MutexStatus,
  PREEMPTION_LOCK,
  PRIORITY_MAX,
  PRIORITY_MIN,
  STATUS_BAD_ARGUMENT,
  STATUS_BAD_POINTER,
  STATUS_NOT_CONFIGURED,
  STATUS_OK,
  STATUS_WRONG_MODE,
} from "../../generated/abi";
import { isWritable } from "../guest-memory";
import { isInitialising, isNative } from "../partition";
import { processOf } from "../process/calls";
import { endWait, isTimeout, mayWait, timeOf, waitFor } from "../process/waiting";
import { refuse } from "../refuse";
import { isThread, setResult, Thread } from "../thread";
import { createObject, exists, isDiscipline, KIND_MUTEX, objectOf, SharedObject } from "./object";
import { raisePriority, restorePriority, setCurrentPriority } from "./priority";

const NOBODY: Thread = changetype<Thread>(0);

@unmanaged
class Mutex extends SharedObject {
  identifier: u32;
  /** The process that owns it, or 0. */
  owner: Thread;
  /** How often the owner acquired it. */
  lockCount: u32;
  ceiling: u32;
  /** The priority that the owner has when it no more owns the mutex. */
  retained: u32;
}

/** @inline */
function mutexOf(thread: Thread): Mutex {
  return changetype<Mutex>(objectOf(thread, KIND_MUTEX));
}

export function mutexCreate(thread: Thread): void {
  const ceiling = thread.ecx;
  const discipline = thread.edx;
  const valid = ceiling >= PRIORITY_MIN && ceiling <= PRIORITY_MAX && isDiscipline(discipline);
  const made = createObject(thread, KIND_MUTEX, offsetof<Mutex>(), valid, discipline);
  if (!exists(made)) return;
  const mutex = changetype<Mutex>(made);
  mutex.identifier = thread.partition.mutexCount;
  mutex.owner = NOBODY;
  mutex.lockCount = 0;
  mutex.ceiling = ceiling;
}

/** The ceiling is compared with the caller's priority in the call; what becomes of that while it waits does not count. */
export function mutexAcquire(thread: Thread): void {
  const mutex = mutexOf(thread);
  const timeoutNs = timeOf(thread.ecx, thread.edx);
  if (!exists(mutex) || !isTimeout(timeoutNs)) return refuse(thread, STATUS_BAD_ARGUMENT);
  if (mutex.owner == thread) return acquireAgain(thread, mutex);
  // Who may not wait may own none either: that is the same, but for a timeout of 0.
  if (!mayWait(thread) || thread.currentPriority > mutex.ceiling) return setResult(thread, STATUS_WRONG_MODE, 0);
  if (isThread(mutex.owner)) return waitFor(thread, mutex, timeoutNs);
  giveTo(mutex, thread);
  setResult(thread, STATUS_OK, 0);
}

function acquireAgain(thread: Thread, mutex: Mutex): void {
  if (thread.partition.lockLevel != 0 || thread.currentPriority > mutex.ceiling)
    return setResult(thread, STATUS_WRONG_MODE, 0);
  if (mutex.lockCount == MAX_LOCK_LEVEL) return setResult(thread, STATUS_NOT_CONFIGURED, 0);
  mutex.lockCount += 1;
  setResult(thread, STATUS_OK, 0);
}

/** The mutex, which is nobody's, is the thread's, which owns none. */
function giveTo(mutex: Mutex, thread: Thread): void {
  mutex.owner = thread;
  mutex.lockCount = 1;
  mutex.retained = thread.currentPriority;
  thread.mutex = changetype<usize>(mutex);
  raisePriority(thread, max<u32>(thread.currentPriority, mutex.ceiling));
}

/** Takes the mutex from its owner, whatever the count: it is the first one's who waits, or nobody's. */
function takeAway(mutex: Mutex): void {
  const owner = mutex.owner;
  owner.mutex = 0;
  restorePriority(owner, mutex.retained);
  mutex.owner = NOBODY;
  mutex.lockCount = 0;
  const next = mutex.first;
  if (!isThread(next)) return;
  // Its priority first: by that it is put among those that are ready.
  giveTo(mutex, next);
  endWait(next, STATUS_OK, 0);
}

export function mutexRelease(thread: Thread): void {
  const mutex = mutexOf(thread);
  if (!exists(mutex)) return refuse(thread, STATUS_BAD_ARGUMENT);
  if (mutex.owner != thread) return setResult(thread, STATUS_WRONG_MODE, 0);
  if (mutex.lockCount == 1) takeAway(mutex);
  else mutex.lockCount -= 1;
  setResult(thread, STATUS_OK, 0);
}

/** For error handlers: a process that failed may own it. @cold */
export function mutexReset(thread: Thread): void {
  const mutex = mutexOf(thread);
  if (!exists(mutex)) return refuse(thread, STATUS_BAD_ARGUMENT);
  const owner = processOf(thread.partition, thread.ecx);
  if (!isThread(owner)) return refuse(thread, STATUS_BAD_ARGUMENT);
  if (mutex.owner != owner) return setResult(thread, STATUS_WRONG_MODE, 0);
  takeAway(mutex);
  setResult(thread, STATUS_OK, 0);
}

/** The process stops: what it owned is free again. It may still be among those that are ready. */
export function releaseMutexOf(thread: Thread): void {
  if (thread.mutex != 0) takeAway(changetype<Mutex>(thread.mutex));
}

/**
 * `process_set_priority`. Of a process that owns a mutex this is the priority that it will have without; until then it has the
 * ceiling, or more if this is more.
 */
export function changePriority(thread: Thread, priority: u32): void {
  if (thread.mutex == 0) return setCurrentPriority(thread, priority);
  const mutex = changetype<Mutex>(thread.mutex);
  mutex.retained = priority;
  const current = max<u32>(priority, mutex.ceiling);
  if (current != thread.currentPriority) setCurrentPriority(thread, current);
}

/** @cold */
export function mutexStatus(thread: Thread): void {
  const to = thread.ecx;
  if (!isWritable(thread.partition, to, MUTEX_STATUS_SIZE)) return refuse(thread, STATUS_BAD_POINTER);
  const mutex = mutexOf(thread);
  if (!exists(mutex)) return refuse(thread, STATUS_BAD_ARGUMENT);
  const status = changetype<MutexStatus>(to);
  const isOwned = isThread(mutex.owner);
  status.owned = u32(isOwned);
  status.owner = isOwned ? mutex.owner.id : 0;
  status.priority = mutex.ceiling;
  status.lockCount = mutex.lockCount;
  status.waiting = mutex.count;
  status.reserved = 0;
  setResult(thread, STATUS_OK, 0);
}

/** Until NORMAL the first thread, number 0, holds the preemption lock. @cold */
export function processMutex(thread: Thread): void {
  const partition = thread.partition;
  if (thread.ebx == 0 && isNative(partition))
    return setResult(thread, STATUS_OK, isInitialising(partition) ? PREEMPTION_LOCK : 0);
  const process = processOf(partition, thread.ebx);
  if (!isThread(process)) return refuse(thread, STATUS_BAD_ARGUMENT);
  if (partition.lockLevel != 0 && partition.lockOwner == process) return setResult(thread, STATUS_OK, PREEMPTION_LOCK);
  setResult(thread, STATUS_OK, process.mutex == 0 ? 0 : changetype<Mutex>(process.mutex).identifier);
}
