/**
 * The core calls (abi/calls.ts), dispatched by number. Arguments come from the caller's registers, never from its
 * stack; each is copied once, then checked, then used. A call that fails changes nothing.
 */
import { restartCall } from "../arch";
import {
  CALL_APPLICATION_MESSAGE,
  CALL_BUFFER_CREATE,
  CALL_CONSOLE_WRITE,
  CALL_CORE_NULL,
  CALL_HEALTH_REPORT,
  CALL_PARTITION_SET_MODE,
  CALL_PARTITION_STATUS,
  CALL_PROCESS_CREATE,
  CALL_PROCESS_MUTEX,
  CALL_REPLENISH,
  CALL_SAMPLING_CREATE,
  CALL_SLEEP_UNTIL,
  CALL_TIME_GET,
  CALL_TRACE_EVENT,
  CALL_WINDOW_YIELD,
  CONSOLE_WRITE_MAX,
  ERROR_APPLICATION_ERROR,
  EVENT_USER,
  MODE_COLD_START,
  MODE_IDLE,
  MODE_NORMAL,
  MODE_WARM_START,
  PARTITION_STATUS_SIZE,
  PartitionStatus,
  START_PARTITION_RESTART,
  STATUS_BAD_ARGUMENT,
  STATUS_BAD_POINTER,
  STATUS_NO_ACTION,
  STATUS_NOT_CONFIGURED,
  STATUS_OK,
  STATUS_UNKNOWN_CALL,
  STATUS_WRONG_MODE,
  TIME_VALUE_SIZE,
} from "../generated/abi";
import { now } from "./clock";
import { writeConsole } from "./console";
import { isReadable, isWritable } from "./guest-memory";
import { raiseError } from "./health";
import { dispatchHealthCall } from "./health-calls";
import { NO_VECTOR } from "./health-log";
import { dispatchObjectCall } from "./objects/calls";
import { enterNormal, isInitialising, isNative, Partition, restartPartition, stopPartition } from "./partition";
import { dispatchPortCall } from "./ports/calls";
import { dispatchProcessCall } from "./process/calls";
import { isErrorHandler } from "./process/error-handler";
import { windowQueue } from "./process/kernel-memory";
import { OPENED_NORMAL } from "./process/opened";
import { stopProcess } from "./process/process";
import { enterQueue } from "./process/wait-queue";
import { armTimeout, beginWait, timeOf, WAIT_TIME, WAIT_WINDOW } from "./process/waiting";
import { refuse } from "./refuse";
import { blockThread, FOREVER, setResult, THREAD_SLEEPING, THREAD_YIELDED, Thread } from "./thread";
import { trace } from "./trace";

/** Carries out the call whose number is in the thread's EAX: sixteen numbers are a group. @inline */
export function dispatchCoreCall(thread: Thread): void {
  switch (thread.eax >> 4) {
    case CALL_CORE_NULL >> 4:
      return dispatchPlainCall(thread);
    case CALL_PROCESS_CREATE >> 4:
    case CALL_REPLENISH >> 4:
      return isNative(thread.partition) ? dispatchProcessCall(thread) : dispatchToGuest(thread, CALL_REPLENISH);
    case CALL_BUFFER_CREATE >> 4:
    case CALL_PROCESS_MUTEX >> 4:
      return isNative(thread.partition) ? dispatchObjectCall(thread) : dispatchToGuest(thread, CALL_PROCESS_MUTEX);
    case CALL_SAMPLING_CREATE >> 4:
      return dispatchPortCall(thread);
    case CALL_APPLICATION_MESSAGE >> 4:
      return dispatchHealthCall(thread);
    default:
      return refuse(thread, STATUS_UNKNOWN_CALL);
  }
}

/** A guest operating system has processes and objects of its own: it has no call up to `last`. @cold */
function dispatchToGuest(thread: Thread, last: u32): void {
  if (thread.eax > last) refuse(thread, STATUS_UNKNOWN_CALL);
  else setResult(thread, STATUS_NOT_CONFIGURED, 0);
}

/** @apart */
function dispatchPlainCall(thread: Thread): void {
  switch (thread.eax) {
    case CALL_CORE_NULL:
      return setResult(thread, STATUS_OK, 0);
    case CALL_CONSOLE_WRITE:
      return consoleWrite(thread);
    case CALL_TIME_GET:
      return timeGet(thread);
    case CALL_SLEEP_UNTIL:
      return sleepUntil(thread);
    case CALL_WINDOW_YIELD:
      return windowYield(thread);
    case CALL_PARTITION_STATUS:
      return partitionStatus(thread);
    case CALL_PARTITION_SET_MODE:
      return partitionSetMode(thread);
    case CALL_HEALTH_REPORT:
      return healthReport(thread);
    case CALL_TRACE_EVENT:
      return traceEvent(thread);
    default:
      return refuse(thread, STATUS_UNKNOWN_CALL);
  }
}

function consoleWrite(thread: Thread): void {
  const text = thread.ebx;
  const length = min<u32>(thread.ecx, CONSOLE_WRITE_MAX);
  if (!isReadable(thread.partition, text, length)) return refuse(thread, STATUS_BAD_POINTER);
  setResult(thread, STATUS_OK, writeConsole(thread.partition, text, length));
}

function timeGet(thread: Thread): void {
  const to = thread.ebx;
  if (!isWritable(thread.partition, to, TIME_VALUE_SIZE)) return refuse(thread, STATUS_BAD_POINTER);
  store<u64>(to, now());
  setResult(thread, STATUS_OK, 0);
}

/** Waking up, by the clock or for an upcall, a vCPU makes the call again: so an upcall does not end the sleep. */
function sleepUntil(thread: Thread): void {
  const deadline = timeOf(thread.ebx, thread.ecx);
  if (deadline <= now()) return setResult(thread, STATUS_OK, 0);
  if (!isNative(thread.partition)) {
    restartCall(thread);
    thread.wakeNs = deadline;
    return blockThread(thread, THREAD_SLEEPING);
  }
  if (!maySleep(thread)) return setResult(thread, STATUS_WRONG_MODE, 0);
  setResult(thread, STATUS_OK, 0);
  beginWait(thread, WAIT_TIME);
  if (deadline != FOREVER) armTimeout(thread, deadline);
}

/** Whether a native partition's thread may wait for the clock: as `mayWait`, but for one that initialises the partition. */
function maySleep(thread: Thread): bool {
  return thread.partition.lockLevel == 0 && thread.mutex == 0 && !isErrorHandler(thread);
}

function windowYield(thread: Thread): void {
  if (!isNative(thread.partition)) {
    setResult(thread, STATUS_OK, 0);
    return blockThread(thread, THREAD_YIELDED);
  }
  if (!maySleep(thread)) return setResult(thread, STATUS_WRONG_MODE, 0);
  setResult(thread, STATUS_OK, 0);
  beginWait(thread, WAIT_WINDOW);
  enterQueue(windowQueue(thread.partition), thread);
}

function partitionStatus(thread: Thread): void {
  const partition = thread.partition;
  const to = thread.ebx;
  if (!isWritable(partition, to, PARTITION_STATUS_SIZE)) return refuse(thread, STATUS_BAD_POINTER);
  const status = changetype<PartitionStatus>(to);
  const statistics = partition.statistics;
  status.periodNs = partition.entry.periodNs;
  status.durationNs = partition.entry.durationNs;
  status.identifier = partition.index;
  status.mode = partition.mode;
  status.startCondition = partition.startCondition;
  status.restarts = statistics.restarts;
  status.windows = statistics.windows;
  status.lastError = partition.lastError;
  status.lastErrorAddress = partition.lastErrorAddress;
  status.badCalls = statistics.badCalls;
  status.lockLevel = isNative(partition) && isInitialising(partition) ? 1 : partition.lockLevel;
  status.reserved = 0;
  setResult(thread, STATUS_OK, 0);
}

function partitionSetMode(thread: Thread): void {
  const partition: Partition = thread.partition;
  const mode = thread.ebx;
  if (mode > MODE_NORMAL) return refuse(thread, STATUS_BAD_ARGUMENT);
  if (mode == MODE_NORMAL) return endInitialisation(thread);
  if (mode == MODE_WARM_START && partition.mode == MODE_COLD_START) return setResult(thread, STATUS_WRONG_MODE, 0);
  partition.statistics.exitCode = thread.ecx;
  if (mode == MODE_IDLE) return stopPartition(partition);
  restartPartition(partition, mode, START_PARTITION_RESTART);
}

/** The first thread of a native partition is done: its processes run. */
function endInitialisation(thread: Thread): void {
  const partition = thread.partition;
  if (partition.mode == MODE_NORMAL) return setResult(thread, STATUS_NO_ACTION, 0);
  stopProcess(thread);
  partition.opened |= OPENED_NORMAL;
  enterNormal(partition);
}

function healthReport(thread: Thread): void {
  setResult(thread, STATUS_OK, 0);
  raiseError(thread.partition, ERROR_APPLICATION_ERROR, NO_VECTOR, thread.ebx, 0);
}

function traceEvent(thread: Thread): void {
  const partition = thread.partition;
  trace(partition.traceRing, EVENT_USER, thread.ebx, thread.ecx, thread.edx);
  setResult(thread, STATUS_OK, 0);
}
