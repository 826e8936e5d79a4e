/** The calls of abi/calls/objects.ts, dispatched by number. */
import {
  CALL_BLACKBOARD_CLEAR,
  CALL_BLACKBOARD_CREATE,
  CALL_BLACKBOARD_DISPLAY,
  CALL_BLACKBOARD_ID,
  CALL_BLACKBOARD_READ,
  CALL_BLACKBOARD_STATUS,
  CALL_BUFFER_CREATE,
  CALL_BUFFER_ID,
  CALL_BUFFER_RECEIVE,
  CALL_BUFFER_SEND,
  CALL_BUFFER_STATUS,
  CALL_EVENT_CREATE,
  CALL_EVENT_ID,
  CALL_EVENT_RESET,
  CALL_EVENT_SET,
  CALL_EVENT_STATUS,
  CALL_EVENT_WAIT,
  CALL_MUTEX_ACQUIRE,
  CALL_MUTEX_CREATE,
  CALL_MUTEX_ID,
  CALL_MUTEX_RELEASE,
  CALL_MUTEX_RESET,
  CALL_MUTEX_STATUS,
  CALL_PROCESS_MUTEX,
  CALL_SEMAPHORE_CREATE,
  CALL_SEMAPHORE_ID,
  CALL_SEMAPHORE_SIGNAL,
  CALL_SEMAPHORE_STATUS,
  CALL_SEMAPHORE_WAIT,
  STATUS_UNKNOWN_CALL,
} from "../../generated/abi";
import { refuse } from "../refuse";
import { Thread } from "../thread";
import { blackboardClear, blackboardCreate, blackboardDisplay, blackboardRead, blackboardStatus } from "./blackboard";
import { bufferCreate, bufferReceive, bufferSend, bufferStatus } from "./buffer";
import { eventCreate, eventReset, eventSet, eventStatus, eventWait } from "./event";
import { mutexAcquire, mutexCreate, mutexRelease, mutexReset, mutexStatus, processMutex } from "./mutex";
import { findObject, KIND_BLACKBOARD, KIND_BUFFER, KIND_EVENT, KIND_MUTEX, KIND_SEMAPHORE } from "./object";
import { semaphoreCreate, semaphoreSignal, semaphoreStatus, semaphoreWait } from "./semaphore";

/** Carries out the call whose number is in the thread's EAX. */
export function dispatchObjectCall(thread: Thread): void {
  switch (thread.eax) {
    case CALL_BUFFER_CREATE:
      return bufferCreate(thread);
    case CALL_BUFFER_SEND:
      return bufferSend(thread);
    case CALL_BUFFER_RECEIVE:
      return bufferReceive(thread);
    case CALL_BUFFER_ID:
      return findObject(thread, KIND_BUFFER);
    case CALL_BUFFER_STATUS:
      return bufferStatus(thread);
    case CALL_BLACKBOARD_CREATE:
      return blackboardCreate(thread);
    case CALL_BLACKBOARD_DISPLAY:
      return blackboardDisplay(thread);
    case CALL_BLACKBOARD_READ:
      return blackboardRead(thread);
    case CALL_BLACKBOARD_CLEAR:
      return blackboardClear(thread);
    case CALL_BLACKBOARD_ID:
      return findObject(thread, KIND_BLACKBOARD);
    case CALL_BLACKBOARD_STATUS:
      return blackboardStatus(thread);
    case CALL_SEMAPHORE_CREATE:
      return semaphoreCreate(thread);
    case CALL_SEMAPHORE_WAIT:
      return semaphoreWait(thread);
    case CALL_SEMAPHORE_SIGNAL:
      return semaphoreSignal(thread);
    case CALL_SEMAPHORE_ID:
      return findObject(thread, KIND_SEMAPHORE);
    case CALL_SEMAPHORE_STATUS:
      return semaphoreStatus(thread);
    case CALL_EVENT_CREATE:
      return eventCreate(thread);
    case CALL_EVENT_SET:
      return eventSet(thread);
    case CALL_EVENT_RESET:
      return eventReset(thread);
    case CALL_EVENT_WAIT:
      return eventWait(thread);
    case CALL_EVENT_ID:
      return findObject(thread, KIND_EVENT);
    case CALL_EVENT_STATUS:
      return eventStatus(thread);
    case CALL_MUTEX_CREATE:
      return mutexCreate(thread);
    case CALL_MUTEX_ACQUIRE:
      return mutexAcquire(thread);
    case CALL_MUTEX_RELEASE:
      return mutexRelease(thread);
    case CALL_MUTEX_RESET:
      return mutexReset(thread);
    case CALL_MUTEX_ID:
      return findObject(thread, KIND_MUTEX);
    case CALL_MUTEX_STATUS:
      return mutexStatus(thread);
    case CALL_PROCESS_MUTEX:
      return processMutex(thread);
    default:
      return refuse(thread, STATUS_UNKNOWN_CALL);
  }
}
