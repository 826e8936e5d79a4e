/**
 * Health monitoring (ARINC 653 Part 1, 2.4): an error is logged, and tables say what follows. The error and what went on when
 * it came give its level; the level's table gives the action. A guest's error is the guest's; nothing here can fail.
 */
import {
  ACTION_COLD_RESTART,
  ACTION_HANDLE,
  ACTION_IGNORE,
  ACTION_RESET,
  ACTION_RESTART_PROCESS,
  ACTION_SHUTDOWN,
  ACTION_STOP,
  ACTION_STOP_PROCESS,
  ACTION_WARM_RESTART,
  CALL_LANDING,
  CALL_PAGE,
  EVENT_HEALTH,
  HEALTH_ERROR,
  LEVEL_MODULE,
  LEVEL_PARTITION,
  LEVEL_PROCESS,
  MODE_COLD_START,
  MODE_WARM_START,
  PAGE_SIZE,
  PARTITION_ENTRY_ACTIONS_OFFSET,
  PARTITION_ENTRY_CONFIRMATIONS_OFFSET,
  PARTITION_ENTRY_LEVELS_OFFSET,
  PARTITION_ENTRY_PROCESS_ACTIONS_OFFSET,
  START_HM_MODULE_RESTART,
  START_HM_PARTITION_RESTART,
  SYSTEM_STATE_ERROR_HANDLER,
  SYSTEM_STATE_PARTITION_START,
  SYSTEM_STATE_PARTITION_SWITCH,
  SYSTEM_STATE_PROCESS,
  SYSTEM_TABLE_MODULE_ACTIONS_OFFSET,
} from "../generated/abi";
import { isReadable } from "./guest-memory";
import { beginRecord, commitRecord, NO_VECTOR } from "./health-log";
import { moduleResets, resetModule, shutModuleDown } from "./module";
import { isInitialising, isNative, Partition, restartPartition, stopPartition } from "./partition";
import { canHandle, handleError, isErrorHandler, waitForHandler } from "./process/error-handler";
import { startProcess, stopProcess } from "./process/process";
import { systemTable } from "./system-table";
import { Thread } from "./thread";
import { trace } from "./trace";

/** Faults of one run of a process that are left to the error handler: it may have gone on where it faults again. */
const FAULTS_HANDLED: u32 = 4;
const STATES: u32 = 4;

/** The message of the error that is being raised: kernel or guest memory. */
let message: usize = 0;
let messageLength: u32 = 0;

/**
 * Raises `error` in the partition's running thread and does what the tables say. `vector` is the exception's or
 * NO_VECTOR, `code` the processor's error code or the reporter's, `address` the fault address or 0.
 * @cold
 */
export function raiseError(partition: Partition, error: u32, vector: u32, code: u32, address: u32): void {
  raise(partition.thread, stateOf(partition.thread), error, vector, code, address);
}

/** The same of any thread of a partition. @cold */
export function raiseErrorOf(thread: Thread, error: u32, vector: u32, code: u32, address: u32): void {
  raise(thread, stateOf(thread), error, vector, code, address);
}

/** The same with a message of the thread's, readable memory. @cold */
export function raiseWithMessage(thread: Thread, error: u32, code: u32, text: usize, length: u32): void {
  message = text;
  messageLength = length;
  raise(thread, stateOf(thread), error, NO_VECTOR, code, 0);
  messageLength = 0;
}

/** An error of the end of a partition's window. @cold */
export function raiseAtSwitch(partition: Partition, error: u32, code: u32): void {
  raise(partition.thread, SYSTEM_STATE_PARTITION_SWITCH, error, NO_VECTOR, code, 0);
}

function stateOf(thread: Thread): u32 {
  if (!isNative(thread.partition)) return SYSTEM_STATE_PROCESS;
  if (isErrorHandler(thread)) return SYSTEM_STATE_ERROR_HANDLER;
  return isInitialising(thread.partition) ? SYSTEM_STATE_PARTITION_START : SYSTEM_STATE_PROCESS;
}

function raise(thread: Thread, state: u32, error: u32, vector: u32, code: u32, address: u32): void {
  const partition = thread.partition;
  let level: u32 = load<u8>(
    changetype<usize>(partition.entry) + PARTITION_ENTRY_LEVELS_OFFSET + error * STATES + state,
  );
  let action = tableAction(thread, level, error, vector);
  if (level == LEVEL_PROCESS && action == ACTION_HANDLE && !isLeftToHandler(thread, vector)) {
    level = LEVEL_PARTITION;
    action = partitionAction(partition, error, vector);
  }
  if (level != LEVEL_PROCESS && !isConfirmed(partition, error)) action = ACTION_IGNORE;
  log(thread, state, level, error, action, vector, code, address);
  trace(partition.traceRing, EVENT_HEALTH, error, action, thread.eip);
  if (vector != NO_VECTOR) partition.statistics.faults += 1;
  if (action != ACTION_IGNORE) act(thread, action, error, vector, address);
}

/** What the level's table says. */
function tableAction(thread: Thread, level: u32, error: u32, vector: u32): u32 {
  if (level == LEVEL_PARTITION) return partitionAction(thread.partition, error, vector);
  return level == LEVEL_MODULE ? moduleAction(error, vector) : processAction(thread, error, vector);
}

function processAction(thread: Thread, error: u32, vector: u32): u32 {
  const partition = thread.partition;
  const action: u32 = load<u8>(changetype<usize>(partition.entry) + PARTITION_ENTRY_PROCESS_ACTIONS_OFFSET + error);
  // Only a process can be stopped alone; and an exception that is ignored would recur for ever.
  const needsProcess = action == ACTION_STOP_PROCESS || action == ACTION_RESTART_PROCESS;
  if (needsProcess && (!isNative(partition) || thread.id == 0 || isErrorHandler(thread))) return ACTION_HANDLE;
  return action == ACTION_IGNORE && vector != NO_VECTOR ? ACTION_HANDLE : action;
}

function partitionAction(partition: Partition, error: u32, vector: u32): u32 {
  return atLeastStop(load<u8>(changetype<usize>(partition.entry) + PARTITION_ENTRY_ACTIONS_OFFSET + error), vector);
}

function moduleAction(error: u32, vector: u32): u32 {
  return atLeastStop(load<u8>(changetype<usize>(systemTable()) + SYSTEM_TABLE_MODULE_ACTIONS_OFFSET + error), vector);
}

/** The table's action. An ignored exception would recur for ever: it stops the partition. */
function atLeastStop(action: u32, vector: u32): u32 {
  return action == ACTION_IGNORE && vector != NO_VECTOR ? ACTION_STOP : action;
}

/** Whether the error handler is to decide; a process that faults again and again is not left to it. */
function isLeftToHandler(thread: Thread, vector: u32): bool {
  return isNative(thread.partition) && canHandle(thread) && (vector == NO_VECTOR || thread.faults < FAULTS_HANDLED);
}

/** Confirm and count, an extension: whether this is one of those that the action is taken at. */
function isConfirmed(partition: Partition, error: u32): bool {
  const every: u32 = load<u8>(changetype<usize>(partition.entry) + PARTITION_ENTRY_CONFIRMATIONS_OFFSET + error);
  if (every < 2) return true;
  const counter = changetype<usize>(partition) + offsetof<Partition>("errorCounts") + error;
  const count: u32 = load<u8>(counter) + 1;
  store<u8>(counter, u8(count == every ? 0 : count));
  return count == every;
}

function act(thread: Thread, action: u32, error: u32, vector: u32, address: u32): void {
  const partition = thread.partition;
  if (action == ACTION_HANDLE) {
    handleError(thread, error, placeOf(thread), address, message, messageLength);
    if (vector == NO_VECTOR) return;
    thread.faults += 1;
    return waitForHandler(thread);
  }
  if (action == ACTION_STOP_PROCESS) return stopProcess(thread);
  if (action == ACTION_RESTART_PROCESS) {
    stopProcess(thread);
    return startProcess(thread, 0);
  }
  partition.lastError = error;
  partition.lastErrorAddress = thread.eip;
  if (action == ACTION_SHUTDOWN) return shutModuleDown();
  if (action == ACTION_RESET) return reset(partition);
  if (action == ACTION_COLD_RESTART) restartPartition(partition, MODE_COLD_START, START_HM_PARTITION_RESTART);
  else if (action == ACTION_WARM_RESTART) restartPartition(partition, MODE_WARM_START, START_HM_PARTITION_RESTART);
  else stopPartition(partition);
}

/** Where the thread is: inside a call, where it called from. Its address space is the current one. */
function placeOf(thread: Thread): u32 {
  const inCallPage = thread.eip - CALL_PAGE;
  if (inCallPage >= PAGE_SIZE) return thread.eip;
  // At the landing ECX and EBP lie above the return address (x86/call-page.S).
  const at = thread.esp + (inCallPage == CALL_LANDING ? 8 : 0);
  return isReadable(thread.partition, at, 4) ? load<u32>(at) : thread.eip;
}

/** The module's reset begins with the partition whose window it is. */
function reset(partition: Partition): void {
  resetModule();
  partition.resetsSeen = moduleResets();
  restartPartition(partition, MODE_COLD_START, START_HM_MODULE_RESTART);
}

function log(
  thread: Thread,
  state: u32,
  level: u32,
  error: u32,
  action: u32,
  vector: u32,
  code: u32,
  address: u32,
): void {
  const record = beginRecord(thread, HEALTH_ERROR, message, messageLength);
  if (changetype<usize>(record) == 0) return;
  record.error = error;
  record.state = state;
  record.level = level;
  record.action = action;
  record.vector = vector;
  record.errorCode = code;
  record.address = address;
  commitRecord(record);
}
