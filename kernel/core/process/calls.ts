/**
 * The calls of processes (abi/calls/processes.ts), each with its checks in the order of the APEX (abi/apex.ts). They are those of
 * native partitions: a guest operating system has its own.
 */
import { copyBytes } from "../../arch";
import {
  CALL_PERIODIC_WAIT,
  CALL_PREEMPTION_LOCK,
  CALL_PREEMPTION_UNLOCK,
  CALL_PROCESS_CREATE,
  CALL_PROCESS_ID,
  CALL_PROCESS_MY_ID,
  CALL_PROCESS_RESUME,
  CALL_PROCESS_SET_AFFINITY,
  CALL_PROCESS_SET_PRIORITY,
  CALL_PROCESS_START,
  CALL_PROCESS_STATUS,
  CALL_PROCESS_STOP,
  CALL_PROCESS_STOP_SELF,
  CALL_PROCESS_SUSPEND,
  CALL_PROCESS_SUSPEND_SELF,
  CALL_REPLENISH,
  CALL_TIMED_WAIT,
  DEADLINE_HARD,
  ERROR_CONFIGURATION_ERROR,
  MAX_LOCK_LEVEL,
  NAME_SIZE,
  PRIORITY_MAX,
  PRIORITY_MIN,
  PROCESS_ATTRIBUTES_SIZE,
  PROCESS_STATE_DORMANT,
  PROCESS_STATE_FAULTED,
  PROCESS_STATE_READY,
  PROCESS_STATE_RUNNING,
  PROCESS_STATE_WAITING,
  PROCESS_STATUS_SIZE,
  ProcessAttributes,
  ProcessStatus,
  STATUS_BAD_ARGUMENT,
  STATUS_BAD_POINTER,
  STATUS_NO_ACTION,
  STATUS_NOT_CONFIGURED,
  STATUS_OK,
  STATUS_UNKNOWN_CALL,
  STATUS_WRONG_MODE,
} from "../../generated/abi";
import { callForAttention } from "../attention";
import { now } from "../clock";
import { isExecutable, isReadable, isWritable } from "../guest-memory";
import { raiseWithMessage } from "../health";
import { changePriority } from "../objects/mutex";
import { isInitialising, Partition, threadOf } from "../partition";
import { answerFailure, refuse } from "../refuse";
import { FOREVER, isThread, setResult, THREAD_DORMANT, THREAD_READY, Thread } from "../thread";
import { deadlineAfter, release, setDeadline } from "./deadline";
import { endHandler, isErrorHandler } from "./error-handler";
import { chargeSoFar } from "./laxity";
import { nameLength, sameName, takeName } from "./name";
import { isPeriodic, stackTopOf, startProcess, stopProcess } from "./process";
import { differenceFromTable } from "./process-table";
import { addReady, removeReady } from "./ready-queue";
import { endSuspension } from "./scheduler";
import {
  armTimeout,
  beginWait,
  isTimeout,
  mayWait,
  TIME_MAX_NS,
  timeOf,
  WAIT_FAULT,
  WAIT_PERIOD,
  WAIT_SUSPENDED,
  WAIT_TIME,
} from "./waiting";

const NOBODY: Thread = changetype<Thread>(0);

/** @apart */
export function dispatchProcessCall(thread: Thread): void {
  switch (thread.eax) {
    case CALL_PROCESS_CREATE:
      return create(thread);
    case CALL_PROCESS_START:
      return start(thread);
    case CALL_PROCESS_STOP:
      return stop(thread);
    case CALL_PROCESS_STOP_SELF:
      return stopSelf(thread);
    case CALL_PROCESS_SUSPEND:
      return suspend(thread);
    case CALL_PROCESS_SUSPEND_SELF:
      return suspendSelf(thread);
    case CALL_PROCESS_RESUME:
      return resume(thread);
    case CALL_PROCESS_SET_PRIORITY:
      return setPriority(thread);
    case CALL_PREEMPTION_LOCK:
      return lock(thread);
    case CALL_PREEMPTION_UNLOCK:
      return unlock(thread);
    case CALL_PROCESS_MY_ID:
      return myId(thread);
    case CALL_PROCESS_ID:
      return findProcess(thread);
    case CALL_PROCESS_STATUS:
      return status(thread);
    case CALL_PROCESS_SET_AFFINITY:
      return setAffinity(thread);
    case CALL_TIMED_WAIT:
      return timedWait(thread);
    case CALL_PERIODIC_WAIT:
      return periodicWait(thread);
    case CALL_REPLENISH:
      return replenish(thread);
    default:
      return refuse(thread, STATUS_UNKNOWN_CALL);
  }
}

/** The process of the caller's partition with that identifier, or none. */
export function processOf(partition: Partition, identifier: u32): Thread {
  return identifier - 1 < partition.processCount ? threadOf(partition, identifier) : NOBODY;
}

function create(thread: Thread): void {
  const partition = thread.partition;
  if (!isReadable(partition, thread.ebx, PROCESS_ATTRIBUTES_SIZE)) return refuse(thread, STATUS_BAD_POINTER);
  const attributes = changetype<ProcessAttributes>(thread.ebx);
  const verdict = creationStatus(partition, attributes);
  if (verdict != STATUS_OK) return answerFailure(thread, verdict);
  const difference = differenceFromTable(partition, attributes);
  if (difference != 0) return refuseAsConfigured(thread, attributes, difference);
  if (partition.processCount == partition.entry.processCount) return setResult(thread, STATUS_NOT_CONFIGURED, 0);
  partition.processCount += 1;
  const process = threadOf(partition, partition.processCount);
  copyBytes(process.name, takeName(changetype<usize>(attributes)), NAME_SIZE);
  process.periodNs = attributes.periodNs;
  process.capacityNs = attributes.capacityNs;
  process.entry = attributes.entry;
  process.argument = attributes.argument;
  process.stackSizeBytes = attributes.stackSizeBytes;
  process.stackTop = stackTopOf(partition, process.id);
  process.basePriority = attributes.basePriority;
  process.currentPriority = attributes.basePriority;
  process.deadlineKind = attributes.deadline;
  process.deadlineNs = FOREVER;
  setResult(thread, STATUS_OK, process.id);
}

/** All but what the system table says of its processes. */
function creationStatus(partition: Partition, attributes: ProcessAttributes): u32 {
  if (!isInitialising(partition)) return STATUS_WRONG_MODE;
  if (isThread(namedProcess(partition, takeName(changetype<usize>(attributes))))) return STATUS_NO_ACTION;
  const period = attributes.periodNs;
  const capacity = attributes.capacityNs;
  if (!isExecutable(partition, attributes.entry)) return STATUS_BAD_POINTER;
  if (attributes.stackSizeBytes == 0 || !isPriority(attributes.basePriority)) return STATUS_BAD_ARGUMENT;
  if (period == 0 || !isTimeout(period) || capacity == 0 || !isTimeout(capacity)) return STATUS_BAD_ARGUMENT;
  if (period != FOREVER && capacity != FOREVER && capacity > period) return STATUS_BAD_ARGUMENT;
  if (attributes.deadline > DEADLINE_HARD) return STATUS_BAD_ARGUMENT;
  if (period != FOREVER && period % partition.entry.periodNs != 0) return STATUS_NOT_CONFIGURED;
  if (attributes.stackSizeBytes > partition.entry.processStackSizeBytes) return STATUS_NOT_CONFIGURED;
  return STATUS_OK;
}

/** It is not a process of the system table: an error of the configuration, whose message is the name. @cold */
function refuseAsConfigured(thread: Thread, attributes: ProcessAttributes, difference: u32): void {
  setResult(thread, STATUS_NOT_CONFIGURED, 0);
  const name = takeName(changetype<usize>(attributes));
  raiseWithMessage(thread, ERROR_CONFIGURATION_ERROR, difference, name, nameLength(name));
}

function isPriority(priority: u32): bool {
  return priority >= PRIORITY_MIN && priority <= PRIORITY_MAX;
}

/** The process of that name (`takeName`): a look at each of MAX_PROCESSES at most. */
function namedProcess(partition: Partition, name: usize): Thread {
  for (let i: u32 = 1; i <= partition.processCount; i += 1) {
    if (sameName(threadOf(partition, i).name, name)) return threadOf(partition, i);
  }
  return NOBODY;
}

function start(thread: Thread): void {
  const process = processOf(thread.partition, thread.ebx);
  const delay = timeOf(thread.ecx, thread.edx);
  if (!isThread(process)) return refuse(thread, STATUS_BAD_ARGUMENT);
  if (delay > TIME_MAX_NS || (isPeriodic(process) && delay >= process.periodNs))
    return refuse(thread, STATUS_BAD_ARGUMENT);
  if (process.state != THREAD_DORMANT) return setResult(thread, STATUS_NO_ACTION, 0);
  const deadline = deadlineAfter(process, now() + delay);
  if (deadline != FOREVER && deadline > TIME_MAX_NS) return setResult(thread, STATUS_NOT_CONFIGURED, 0);
  setResult(thread, STATUS_OK, 0);
  startProcess(process, delay);
}

function stop(thread: Thread): void {
  const process = processOf(thread.partition, thread.ebx);
  if (!isThread(process) || process == thread) return refuse(thread, STATUS_BAD_ARGUMENT);
  if (process.state == THREAD_DORMANT) return setResult(thread, STATUS_NO_ACTION, 0);
  stopProcess(process);
  setResult(thread, STATUS_OK, 0);
}

function stopSelf(thread: Thread): void {
  if (isErrorHandler(thread)) return endHandler(thread);
  if (thread.id == 0) return setResult(thread, STATUS_WRONG_MODE, 0);
  stopProcess(thread);
}

/** Who may be suspended, by himself or another: an aperiodic process that owns nothing. */
function isSuspendable(process: Thread): bool {
  const partition = process.partition;
  if (isPeriodic(process) || process.state == THREAD_DORMANT || process.mutex != 0) return false;
  return partition.lockLevel == 0 || partition.lockOwner != process;
}

function suspend(thread: Thread): void {
  const process = processOf(thread.partition, thread.ebx);
  if (!isThread(process) || process == thread) return refuse(thread, STATUS_BAD_ARGUMENT);
  if (!isSuspendable(process)) return setResult(thread, STATUS_WRONG_MODE, 0);
  if ((process.waits & WAIT_SUSPENDED) != 0) return setResult(thread, STATUS_NO_ACTION, 0);
  beginWait(process, WAIT_SUSPENDED);
  setResult(thread, STATUS_OK, 0);
}

function suspendSelf(thread: Thread): void {
  const timeout = timeOf(thread.ebx, thread.ecx);
  if (!isTimeout(timeout)) return refuse(thread, STATUS_BAD_ARGUMENT);
  if (!mayWait(thread) || isPeriodic(thread)) return setResult(thread, STATUS_WRONG_MODE, 0);
  setResult(thread, STATUS_OK, 0);
  if (timeout == 0) return comeLast(thread);
  thread.suspendedItself = true;
  beginWait(thread, WAIT_SUSPENDED);
  if (timeout != FOREVER) armTimeout(thread, now() + timeout);
}

function resume(thread: Thread): void {
  const process = processOf(thread.partition, thread.ebx);
  if (!isThread(process) || process == thread) return refuse(thread, STATUS_BAD_ARGUMENT);
  if (process.state == THREAD_DORMANT || isPeriodic(process)) return setResult(thread, STATUS_WRONG_MODE, 0);
  if ((process.waits & WAIT_SUSPENDED) == 0) return setResult(thread, STATUS_NO_ACTION, 0);
  endSuspension(process, STATUS_OK);
  setResult(thread, STATUS_OK, 0);
}

function setPriority(thread: Thread): void {
  const process = processOf(thread.partition, thread.ebx);
  const priority = thread.ecx;
  if (!isThread(process) || !isPriority(priority)) return refuse(thread, STATUS_BAD_ARGUMENT);
  if (process.state == THREAD_DORMANT) return setResult(thread, STATUS_WRONG_MODE, 0);
  changePriority(process, priority);
  setResult(thread, STATUS_OK, 0);
}

function lock(thread: Thread): void {
  const partition = thread.partition;
  if (isInitialising(partition) || isErrorHandler(thread)) return setResult(thread, STATUS_NO_ACTION, 0);
  if (thread.mutex != 0) return setResult(thread, STATUS_WRONG_MODE, 0);
  if (partition.lockLevel == MAX_LOCK_LEVEL) return setResult(thread, STATUS_NOT_CONFIGURED, 0);
  partition.lockOwner = thread;
  partition.lockLevel += 1;
  setResult(thread, STATUS_OK, partition.lockLevel);
}

function unlock(thread: Thread): void {
  const partition = thread.partition;
  if (isInitialising(partition) || isErrorHandler(thread) || partition.lockLevel == 0)
    return setResult(thread, STATUS_NO_ACTION, 0);
  partition.lockLevel -= 1;
  setResult(thread, STATUS_OK, partition.lockLevel);
  if (partition.lockLevel == 0) callForAttention();
}

function myId(thread: Thread): void {
  if (isErrorHandler(thread)) return setResult(thread, STATUS_WRONG_MODE, 0);
  setResult(thread, STATUS_OK, thread.id);
}

function findProcess(thread: Thread): void {
  if (!isReadable(thread.partition, thread.ebx, NAME_SIZE)) return refuse(thread, STATUS_BAD_POINTER);
  const process = namedProcess(thread.partition, takeName(thread.ebx));
  if (!isThread(process)) return setResult(thread, STATUS_NOT_CONFIGURED, 0);
  setResult(thread, STATUS_OK, process.id);
}

function status(thread: Thread): void {
  const partition = thread.partition;
  if (!isWritable(partition, thread.ecx, PROCESS_STATUS_SIZE)) return refuse(thread, STATUS_BAD_POINTER);
  const process = processOf(partition, thread.ebx);
  if (!isThread(process)) return refuse(thread, STATUS_BAD_ARGUMENT);
  const to = changetype<ProcessStatus>(thread.ecx);
  copyBytes(changetype<usize>(to), process.name, NAME_SIZE);
  to.periodNs = process.periodNs;
  to.capacityNs = process.capacityNs;
  to.entry = process.entry;
  to.argument = process.argument;
  to.stackSizeBytes = process.stackSizeBytes;
  to.basePriority = process.basePriority;
  to.deadline = process.deadlineKind;
  to.state = stateOf(process);
  to.deadlineTimeNs = process.deadlineNs;
  to.currentPriority = process.currentPriority;
  to.reserved = 0;
  setResult(thread, STATUS_OK, 0);
}

/** As the standard has it. */
function stateOf(process: Thread): u32 {
  if (process.state == THREAD_DORMANT) return PROCESS_STATE_DORMANT;
  if (process.state == THREAD_READY)
    return process == process.partition.thread ? PROCESS_STATE_RUNNING : PROCESS_STATE_READY;
  return (process.waits & WAIT_FAULT) != 0 ? PROCESS_STATE_FAULTED : PROCESS_STATE_WAITING;
}

function setAffinity(thread: Thread): void {
  if (!isThread(processOf(thread.partition, thread.ebx))) return refuse(thread, STATUS_BAD_ARGUMENT);
  if (thread.ecx != 0) return setResult(thread, STATUS_NOT_CONFIGURED, 0);
  setResult(thread, isInitialising(thread.partition) ? STATUS_OK : STATUS_WRONG_MODE, 0);
}

function timedWait(thread: Thread): void {
  const delay = timeOf(thread.ebx, thread.ecx);
  if (delay > TIME_MAX_NS) return refuse(thread, STATUS_BAD_ARGUMENT);
  if (!mayWait(thread)) return setResult(thread, STATUS_WRONG_MODE, 0);
  setResult(thread, STATUS_OK, 0);
  if (delay == 0) return comeLast(thread);
  beginWait(thread, WAIT_TIME);
  armTimeout(thread, now() + delay);
}

function periodicWait(thread: Thread): void {
  if (!mayWait(thread) || !isPeriodic(thread)) return setResult(thread, STATUS_WRONG_MODE, 0);
  setResult(thread, STATUS_OK, 0);
  chargeSoFar(thread.partition);
  release(thread, thread.releaseNs + thread.periodNs);
  if (thread.releaseNs <= now()) return comeLast(thread);
  beginWait(thread, WAIT_PERIOD);
  armTimeout(thread, thread.releaseNs);
}

/** The running process lets those of its priority go first. */
function comeLast(thread: Thread): void {
  removeReady(thread.partition, thread);
  addReady(thread.partition, thread);
  callForAttention();
}

function replenish(thread: Thread): void {
  const budget = timeOf(thread.ebx, thread.ecx);
  if (!isTimeout(budget)) return refuse(thread, STATUS_BAD_ARGUMENT);
  if (isInitialising(thread.partition) || isErrorHandler(thread)) return setResult(thread, STATUS_NO_ACTION, 0);
  const deadline = budget == FOREVER ? FOREVER : now() + budget;
  if (isPeriodic(thread) && deadline > thread.releaseNs + thread.periodNs)
    return setResult(thread, STATUS_WRONG_MODE, 0);
  setResult(thread, STATUS_OK, 0);
  chargeSoFar(thread.partition);
  thread.remainingNs = budget;
  setDeadline(thread, deadline);
  callForAttention();
}
