/** Counting semaphores (ARINC 653 Part 1, 3.7.2.3). While a process waits, the value is 0: a signal goes to it directly. */
import {
  MAX_SEMAPHORE_VALUE,
  SEMAPHORE_STATUS_SIZE,
  SemaphoreStatus,
  STATUS_BAD_ARGUMENT,
  STATUS_BAD_POINTER,
  STATUS_NO_ACTION,
  STATUS_OK,
} from "../../generated/abi";
import { isWritable } from "../guest-memory";
import { endWait, isTimeout, timeOf, waitFor } from "../process/waiting";
import { refuse } from "../refuse";
import { isThread, setResult, Thread } from "../thread";
import { createObject, exists, isDiscipline, KIND_SEMAPHORE, objectOf, SharedObject } from "./object";

@unmanaged
class Semaphore extends SharedObject {
  current: u32;
  maximum: u32;
}

/** @inline */
function semaphoreOf(thread: Thread): Semaphore {
  return changetype<Semaphore>(objectOf(thread, KIND_SEMAPHORE));
}

export function semaphoreCreate(thread: Thread): void {
  const current = thread.ecx;
  const maximum = thread.edx;
  const discipline = thread.esi;
  const valid = maximum != 0 && maximum <= MAX_SEMAPHORE_VALUE && current <= maximum && isDiscipline(discipline);
  const made = createObject(thread, KIND_SEMAPHORE, offsetof<Semaphore>(), valid, discipline);
  if (!exists(made)) return;
  const semaphore = changetype<Semaphore>(made);
  semaphore.current = current;
  semaphore.maximum = maximum;
}

export function semaphoreWait(thread: Thread): void {
  const semaphore = semaphoreOf(thread);
  const timeoutNs = timeOf(thread.ecx, thread.edx);
  if (!exists(semaphore) || !isTimeout(timeoutNs)) return refuse(thread, STATUS_BAD_ARGUMENT);
  if (semaphore.current == 0) return waitFor(thread, semaphore, timeoutNs);
  semaphore.current -= 1;
  setResult(thread, STATUS_OK, 0);
}

export function semaphoreSignal(thread: Thread): void {
  const semaphore = semaphoreOf(thread);
  if (!exists(semaphore)) return refuse(thread, STATUS_BAD_ARGUMENT);
  const first = semaphore.first;
  if (isThread(first)) {
    endWait(first, STATUS_OK, 0);
    return setResult(thread, STATUS_OK, 0);
  }
  if (semaphore.current == semaphore.maximum) return setResult(thread, STATUS_NO_ACTION, 0);
  semaphore.current += 1;
  setResult(thread, STATUS_OK, 0);
}

/** @cold */
export function semaphoreStatus(thread: Thread): void {
  const to = thread.ecx;
  if (!isWritable(thread.partition, to, SEMAPHORE_STATUS_SIZE)) return refuse(thread, STATUS_BAD_POINTER);
  const semaphore = semaphoreOf(thread);
  if (!exists(semaphore)) return refuse(thread, STATUS_BAD_ARGUMENT);
  const status = changetype<SemaphoreStatus>(to);
  status.current = semaphore.current;
  status.maximum = semaphore.maximum;
  status.waiting = semaphore.count;
  status.reserved = 0;
  setResult(thread, STATUS_OK, 0);
}
