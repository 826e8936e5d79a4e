/**
 * A native partition's error handler (ARINC 653 Part 1, 2.4.2.1): a thread above all processes, which begins for each error of
 * process level and ends by `process_stop_self`. Errors wait for it in a ring of ErrorStatus.
 */
import { beginThread, copyBytes } from "../../arch";
import {
  ERROR_HANDLER,
  ERROR_STATUS_MESSAGE_OFFSET,
  ERROR_STATUS_SIZE,
  ErrorStatus,
  INFO_PAGE,
  MAX_PENDING_ERRORS,
} from "../../generated/abi";
import { callForAttention } from "../attention";
import { isInitialising, Partition } from "../partition";
import { isThread, THREAD_DORMANT, THREAD_READY, Thread } from "../thread";
import { errorHandlerThread, faultQueue } from "./kernel-memory";
import { chargeSoFar } from "./laxity";
import { stackTopOf } from "./process";
import { enterQueue, leaveQueue } from "./wait-queue";
import { beginWait, endReason, WAIT_FAULT } from "./waiting";

if ((MAX_PENDING_ERRORS & (MAX_PENDING_ERRORS - 1)) != 0) ERROR("errors are numbered modulo 2^32");

/** @inline */
export function isErrorHandler(thread: Thread): bool {
  return thread == thread.partition.errorHandler;
}

/** The partition has an error handler from now on. Its entry is the partition's code. */
export function makeErrorHandler(partition: Partition, entry: u32, argument: u32): void {
  const handler = errorHandlerThread(partition);
  handler.id = ERROR_HANDLER;
  handler.entry = entry;
  handler.argument = argument;
  handler.stackTop = stackTopOf(partition, 0);
  handler.currentPriority = u32.MAX_VALUE;
  partition.errorHandler = handler;
}

/** Whether an error of `thread` can be left to the error handler: there is one, another's error it is, and there is room. */
export function canHandle(thread: Thread): bool {
  const partition = thread.partition;
  if (!isThread(partition.errorHandler) || isErrorHandler(thread) || isInitialising(partition)) return false;
  return partition.errorsPut - partition.errorsTaken < MAX_PENDING_ERRORS;
}

function errorAt(partition: Partition, number: u32): ErrorStatus {
  return changetype<ErrorStatus>(partition.errors + (number & (MAX_PENDING_ERRORS - 1)) * ERROR_STATUS_SIZE);
}

/** Leaves the error to the handler (`canHandle`), which begins unless it runs. `message` is kernel memory. */
export function handleError(
  thread: Thread,
  error: u32,
  address: u32,
  faultAddress: u32,
  message: usize,
  length: u32,
): void {
  const partition = thread.partition;
  const status = errorAt(partition, partition.errorsPut);
  status.error = error;
  status.process = thread.id;
  status.address = address;
  status.faultAddress = faultAddress;
  status.length = length;
  status.reserved = 0;
  copyBytes(changetype<usize>(status) + ERROR_STATUS_MESSAGE_OFFSET, message, length);
  partition.errorsPut += 1;
  if (partition.errorHandler.state == THREAD_DORMANT) beginHandler(partition);
}

/** The running process can't go on before the handler has decided. */
export function waitForHandler(thread: Thread): void {
  beginWait(thread, WAIT_FAULT);
  enterQueue(faultQueue(thread.partition), thread);
}

function beginHandler(partition: Partition): void {
  const handler = partition.errorHandler;
  chargeSoFar(partition);
  partition.errorsAtTurn = partition.errorsTaken;
  beginThread(handler, handler.entry, handler.stackTop, INFO_PAGE, handler.argument);
  handler.state = THREAD_READY;
  callForAttention();
}

/** The oldest error that waits, taken out; 0: none does. It stays valid until the next error. */
export function takeError(partition: Partition): ErrorStatus {
  if (partition.errorsTaken == partition.errorsPut) return changetype<ErrorStatus>(0);
  partition.errorsTaken += 1;
  return errorAt(partition, partition.errorsTaken - 1);
}

/**
 * The handler's turn ends: who faulted and was not stopped goes on. With errors left its next turn begins at once. A turn is for
 * one error at least: one that asked for none is for the oldest, so that it does not come for ever.
 */
export function endHandler(handler: Thread): void {
  const partition = handler.partition;
  handler.state = THREAD_DORMANT;
  callForAttention();
  if (partition.errorsTaken == partition.errorsAtTurn) takeError(partition);
  const faulted = faultQueue(partition);
  while (isThread(faulted.first)) {
    const thread = faulted.first;
    leaveQueue(thread);
    endReason(thread, WAIT_FAULT);
  }
  if (partition.errorsTaken != partition.errorsPut) beginHandler(partition);
}
