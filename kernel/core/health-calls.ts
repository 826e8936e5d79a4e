/** The calls of health monitoring (abi/calls/health.ts), each with its checks in the order of the APEX (abi/apex.ts). */
import { copyBytes } from "../arch";
import {
  CALL_APPLICATION_ERROR,
  CALL_APPLICATION_MESSAGE,
  CALL_ERROR_HANDLER_CONFIGURE,
  CALL_ERROR_HANDLER_CREATE,
  CALL_ERROR_STATUS,
  CALL_HEALTH_READ,
  ERROR_APPLICATION_ERROR,
  ERROR_STATUS_SIZE,
  HEALTH_RECORD_SIZE,
  MAX_ERROR_MESSAGE_SIZE,
  PERMISSION_TO_READ_HEALTH,
  STATUS_BAD_ARGUMENT,
  STATUS_BAD_POINTER,
  STATUS_NO_ACTION,
  STATUS_NOT_AVAILABLE,
  STATUS_NOT_CONFIGURED,
  STATUS_OK,
  STATUS_WRONG_MODE,
} from "../generated/abi";
import { isExecutable, isReadable, isWritable } from "./guest-memory";
import { raiseWithMessage } from "./health";
import { logMessage, recordNumbered, recordsWritten } from "./health-log";
import { isInitialising, isNative } from "./partition";
import { isErrorHandler, makeErrorHandler, takeError } from "./process/error-handler";
import { refuse } from "./refuse";
import { dispatchScheduleCall } from "./schedule-calls";
import { isThread, setResult, Thread } from "./thread";

/** @apart */
export function dispatchHealthCall(thread: Thread): void {
  switch (thread.eax) {
    case CALL_APPLICATION_MESSAGE:
      return applicationMessage(thread);
    case CALL_ERROR_HANDLER_CREATE:
      return createErrorHandler(thread);
    case CALL_ERROR_STATUS:
      return errorStatus(thread);
    case CALL_APPLICATION_ERROR:
      return applicationError(thread);
    case CALL_ERROR_HANDLER_CONFIGURE:
      return configureErrorHandler(thread);
    case CALL_HEALTH_READ:
      return healthRead(thread);
    default:
      return dispatchScheduleCall(thread);
  }
}

function applicationMessage(thread: Thread): void {
  const text = thread.ebx;
  const length = thread.ecx;
  if (length > MAX_ERROR_MESSAGE_SIZE) return refuse(thread, STATUS_BAD_ARGUMENT);
  if (!isReadable(thread.partition, text, length)) return refuse(thread, STATUS_BAD_POINTER);
  logMessage(thread, text, length);
  setResult(thread, STATUS_OK, 0);
}

function createErrorHandler(thread: Thread): void {
  const partition = thread.partition;
  if (!isNative(partition)) return setResult(thread, STATUS_NOT_CONFIGURED, 0);
  if (!isInitialising(partition)) return setResult(thread, STATUS_WRONG_MODE, 0);
  if (isThread(partition.errorHandler)) return setResult(thread, STATUS_NO_ACTION, 0);
  if (!isExecutable(partition, thread.ebx)) return refuse(thread, STATUS_BAD_POINTER);
  if (thread.edx == 0 || thread.edx > partition.entry.processStackSizeBytes)
    return setResult(thread, STATUS_NOT_CONFIGURED, 0);
  makeErrorHandler(partition, thread.ebx, thread.ecx);
  setResult(thread, STATUS_OK, 0);
}

function errorStatus(thread: Thread): void {
  if (!isErrorHandler(thread)) return setResult(thread, STATUS_NOT_CONFIGURED, 0);
  if (!isWritable(thread.partition, thread.ebx, ERROR_STATUS_SIZE)) return refuse(thread, STATUS_BAD_POINTER);
  const error = takeError(thread.partition);
  if (changetype<usize>(error) == 0) return setResult(thread, STATUS_NO_ACTION, 0);
  copyBytes(thread.ebx, changetype<usize>(error), ERROR_STATUS_SIZE);
  setResult(thread, STATUS_OK, 0);
}

function applicationError(thread: Thread): void {
  const text = thread.ecx;
  const length = thread.edx;
  if (thread.ebx != ERROR_APPLICATION_ERROR || length > MAX_ERROR_MESSAGE_SIZE)
    return refuse(thread, STATUS_BAD_ARGUMENT);
  if (!isReadable(thread.partition, text, length)) return refuse(thread, STATUS_BAD_POINTER);
  setResult(thread, STATUS_OK, 0);
  raiseWithMessage(thread, ERROR_APPLICATION_ERROR, 0, text, length);
}

/** With one processor core there is nothing to choose: what is asked for must be what is. */
function configureErrorHandler(thread: Thread): void {
  const partition = thread.partition;
  if (thread.ebx > 1 || thread.ecx != 0) return refuse(thread, STATUS_BAD_ARGUMENT);
  if (!isInitialising(partition)) return setResult(thread, STATUS_WRONG_MODE, 0);
  setResult(thread, isThread(partition.errorHandler) ? STATUS_OK : STATUS_NOT_CONFIGURED, 0);
}

function healthRead(thread: Thread): void {
  const partition = thread.partition;
  if ((partition.entry.permissions & PERMISSION_TO_READ_HEALTH) == 0)
    return setResult(thread, STATUS_NOT_CONFIGURED, 0);
  if (!isWritable(partition, thread.ecx, HEALTH_RECORD_SIZE)) return refuse(thread, STATUS_BAD_POINTER);
  const written = recordsWritten();
  if (thread.ebx == 0 || thread.ebx > written) return setResult(thread, STATUS_NOT_AVAILABLE, written);
  copyBytes(thread.ecx, changetype<usize>(recordNumbered(thread.ebx)), HEALTH_RECORD_SIZE);
  setResult(thread, STATUS_OK, written);
}
