/** The answer to an ill-formed call. */
import { setResult, Thread } from "./thread";

/** Answers it, and counts it. @cold */
export function refuse(thread: Thread, status: u32): void {
  thread.partition.statistics.badCalls += 1;
  setResult(thread, status, 0);
}
