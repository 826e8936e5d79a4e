/** Health monitoring: what the partition tells, and its error handler (ARINC 653 Part 1, 3.8). */
import { call, errorHandlerEntry, scratch } from "../door";
import {
  CALL_APPLICATION_ERROR,
  CALL_APPLICATION_MESSAGE,
  CALL_ERROR_HANDLER_CONFIGURE,
  CALL_ERROR_HANDLER_CREATE,
  CALL_ERROR_STATUS,
  CALL_HEALTH_READ,
  ERROR_APPLICATION_ERROR,
  ERROR_HANDLER,
  ERROR_STATUS_MESSAGE_OFFSET,
  ErrorStatus,
  HEALTH_RECORD_MESSAGE_OFFSET,
  HealthRecord,
  INFO_PAGE,
  InfoPage,
  MAX_ERROR_MESSAGE_SIZE,
} from "../generated/abi";
import { checkVariables, provide, reset } from "../handler-heap";
import { carryOut } from "./deferred-stop";
import { provideThread } from "./process";
import { codeOf, ReturnCode, request, Value, valueIn } from "./return-code";
import { readText } from "./text";

/** Bytes that the error handler has for what it makes in one run. */
export const HANDLER_HEAP_BYTES: usize = 4096;

function nothing(): void {}

let handler: () => void = nothing;

/** REPORT_APPLICATION_MESSAGE: to the health log, MAX_ERROR_MESSAGE_SIZE bytes at most. */
export function reportApplicationMessage(message: string): ReturnCode {
  const length = writeMessage(message);
  if (length > MAX_ERROR_MESSAGE_SIZE) return ReturnCode.INVALID_PARAM;
  return request(CALL_APPLICATION_MESSAGE, u32(scratch()), length);
}

/**
 * CREATE_ERROR_HANDLER: `entry` runs for each error of process level, above all processes. It may use strings and make
 * objects, which end with each run: it can't keep them, and changes no references of other objects.
 */
export function createErrorHandler(entry: () => void, stack: u32 = 0): ReturnCode {
  const run: () => void = runErrorHandler;
  const bytes = stack || changetype<InfoPage>(INFO_PAGE).processStackSizeBytes;
  const code = request(CALL_ERROR_HANDLER_CREATE, errorHandlerEntry(), u32(run.index) << 1, bytes);
  if (code != ReturnCode.NO_ERROR) return code;
  handler = entry;
  provide(heap.alloc(HANDLER_HEAP_BYTES), HANDLER_HEAP_BYTES);
  provideThread(ERROR_HANDLER, bytes, 0);
  return code;
}

/** GET_ERROR_STATUS: only in the error handler: the oldest error that it has not seen. */
export function errorStatus(into: ErrorStatus): ReturnCode {
  return request(CALL_ERROR_STATUS, u32(changetype<usize>(into)));
}

/** The message in an error's status. */
export function errorMessage(status: ErrorStatus): string {
  return readText(changetype<usize>(status) + ERROR_STATUS_MESSAGE_OFFSET, min(status.length, MAX_ERROR_MESSAGE_SIZE));
}

/** RAISE_APPLICATION_ERROR: of the caller; the only code is APPLICATION_ERROR. */
export function raiseApplicationError(message: string, code: u32 = ERROR_APPLICATION_ERROR): ReturnCode {
  const length = writeMessage(message);
  if (length > MAX_ERROR_MESSAGE_SIZE) return ReturnCode.INVALID_PARAM;
  return request(CALL_APPLICATION_ERROR, code, u32(scratch()), length);
}

/** CONFIGURE_ERROR_HANDLER: other processes pause while it runs (`concurrency` 0), and there is one core, number 0. */
export function configureErrorHandler(concurrency: u32, core: u32): ReturnCode {
  return request(CALL_ERROR_HANDLER_CONFIGURE, concurrency, core);
}

/** The record of that number of the module's health log, or the oldest left; `written` receives how many were written. */
export function readHealth(number: u32, record: HealthRecord, written: Value): ReturnCode {
  const answer = call(CALL_HEALTH_READ, number, u32(changetype<usize>(record)), 0, 0, 0);
  const code = codeOf(answer);
  if (code == ReturnCode.NO_ERROR) written.value = valueIn(answer);
  return code;
}

/** The message in a record of the health log: of an application error, or of reportApplicationMessage. */
export function healthMessage(record: HealthRecord): string {
  const length = min(record.length, MAX_ERROR_MESSAGE_SIZE);
  return readText(changetype<usize>(record) + HEALTH_RECORD_MESSAGE_OFFSET, length);
}

function runErrorHandler(): void {
  reset();
  if (carryOut()) return;
  handler();
  checkVariables();
}

/** Writes the message into the thread's scratch memory, unless it is too long; its length. */
function writeMessage(message: string): u32 {
  const length = u32(String.UTF8.byteLength(message));
  if (length <= MAX_ERROR_MESSAGE_SIZE) {
    String.UTF8.encodeUnsafe(changetype<usize>(message), message.length, scratch());
  }
  return length;
}
