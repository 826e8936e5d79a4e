/**
 * The APEX: the services of ARINC 653 as a partition in C sees them, each with the call behind it and with its return
 * codes in the order of the checks. The C headers, docs/arinc653-services.md and the list of conformity cases come from
 * here; `apex.test.ts` holds it against the calls of `calls/`.
 *
 * In each service: first the values that are out of range, then whether the service can be done at once, which it then
 * is; then a TIME_OUT of 0, then whether the caller may wait, then the time-out. A name or message that is not the
 * partition's memory is INVALID_PARAM; no service lists that.
 */
import { ERROR_GROUP } from "./apex/error.js";
import { MEMORY_BLOCK_GROUP, MODULE_SCHEDULE_GROUP, SAMPLING_EXTENSION_GROUP } from "./apex/extensions.js";
import { BLACKBOARD_GROUP, BUFFER_GROUP, EVENT_GROUP, MUTEX_GROUP, SEMAPHORE_GROUP } from "./apex/objects.js";
import { PARTITION_GROUP } from "./apex/partition.js";
import { QUEUING_GROUP, SAMPLING_GROUP } from "./apex/ports.js";
import { PROCESS_GROUP } from "./apex/process.js";
import type { ApexGroup, ReturnCode } from "./apex/schema.js";
import { TIME_GROUP } from "./apex/time.js";

export const APEX: readonly ApexGroup[] = [
  PARTITION_GROUP,
  PROCESS_GROUP,
  TIME_GROUP,
  SAMPLING_GROUP,
  QUEUING_GROUP,
  BUFFER_GROUP,
  BLACKBOARD_GROUP,
  SEMAPHORE_GROUP,
  EVENT_GROUP,
  MUTEX_GROUP,
  ERROR_GROUP,
  MODULE_SCHEDULE_GROUP,
  SAMPLING_EXTENSION_GROUP,
  MEMORY_BLOCK_GROUP,
];

/** What each STATUS of a call is to the APEX. */
export const RETURN_CODE_OF_STATUS: Readonly<Record<string, ReturnCode>> = {
  OK: "NO_ERROR",
  UNKNOWN_CALL: "INVALID_CONFIG",
  BAD_POINTER: "INVALID_PARAM",
  BAD_ARGUMENT: "INVALID_PARAM",
  WRONG_MODE: "INVALID_MODE",
  NO_ACTION: "NO_ACTION",
  NOT_AVAILABLE: "NOT_AVAILABLE",
  NOT_CONFIGURED: "INVALID_CONFIG",
  TIMED_OUT: "TIMED_OUT",
};
