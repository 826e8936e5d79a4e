/**
 * A process that the error handler stops while it is inside the heap: the handler may come at any moment, and who is
 * stopped half way through leaves nothing that others could use. So it goes on to the heap's door, raises an error there,
 * and the error handler's next run carries out what its last one asked for.
 */
import { scratch, tellWhenOut } from "../door";
import { CALL_ERROR_STATUS, CALL_PROCESS_START, CALL_PROCESS_STOP } from "../generated/abi";
import { ReturnCode, request } from "./return-code";

/** One at a time is inside the heap. */
let stopping: u32 = 0;
let starts: bool = false;
let startDelay: u64 = 0;

export function deferStop(process: u32): ReturnCode {
  stopping = process;
  starts = false;
  return ReturnCode.NO_ERROR;
}

/** Whether the process waits to be stopped; then it is started afterwards. */
export function deferStart(process: u32, delay: u64): bool {
  if (process == 0 || process != stopping) return false;
  starts = true;
  startDelay = delay;
  return true;
}

/** At the beginning of the error handler's run: whether that was all that it is about. */
export function carryOut(): bool {
  if (stopping == 0 || tellWhenOut(stopping)) return false;
  const process = stopping;
  stopping = 0;
  request(CALL_ERROR_STATUS, u32(scratch()));
  request(CALL_PROCESS_STOP, process);
  if (starts) request(CALL_PROCESS_START, process, u32(startDelay), u32(startDelay >> 32));
  return true;
}
