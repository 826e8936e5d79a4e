/** The start of a partition, a piece at a time in its own windows; then its first thread begins, with nothing left of the last run. */
import { loadStep } from "../../core/loader";
import { Partition } from "../../core/partition";
import { INFO_PAGE, MODE_COLD_START, MODE_WARM_START } from "../../generated/abi";
import { composeStart } from "../../x86/context";
import { resetFpu } from "../../x86/fpu";
import { forgetSegments } from "../../x86/switch";
import { changeThread } from "./windows";

export function isStarting(partition: Partition): bool {
  return partition.mode == MODE_COLD_START || partition.mode == MODE_WARM_START;
}

/** A piece of the start of the partition whose window it is. True when its first thread is ready to begin. @cold */
export function startStep(partition: Partition): bool {
  if (!loadStep(partition)) return false;
  const thread = partition.firstThread;
  composeStart(thread, partition.entry.entry, partition.entry.stackTop, INFO_PAGE);
  forgetSegments(thread);
  resetFpu(thread);
  changeThread(thread);
  return true;
}
