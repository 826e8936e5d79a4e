/** The start of a partition, a piece at a time in its own windows; then its first thread begins, with nothing left of the last run. */
import { loadStep } from "../../core/loader";
import { Partition } from "../../core/partition";
import { INFO_PAGE } from "../../generated/abi";
import { beginThread } from "../../x86/switch";
import { changeThread } from "./windows";

/** A piece of the start of the partition whose window it is. True when its first thread is ready to begin. @cold */
export function startStep(partition: Partition): bool {
  if (!loadStep(partition)) return false;
  const thread = partition.firstThread;
  beginThread(thread, partition.entry.entry, partition.entry.stackTop, INFO_PAGE, 0);
  changeThread(thread);
  return true;
}
