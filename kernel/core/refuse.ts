/** The answer to a call that can't be carried out. */
import { STATUS_BAD_ARGUMENT, STATUS_BAD_POINTER } from "../generated/abi";
import { setResult, Thread } from "./thread";

/** Answers an ill-formed call, and counts it. @cold */
export function refuse(thread: Thread, status: u32): void {
  thread.partition.statistics.badCalls += 1;
  setResult(thread, status, 0);
}

/** Answers with any status but OK: of an ill-formed call as `refuse` does. @cold */
export function answerFailure(thread: Thread, status: u32): void {
  if (status == STATUS_BAD_ARGUMENT || status == STATUS_BAD_POINTER) refuse(thread, status);
  else setResult(thread, status, 0);
}
