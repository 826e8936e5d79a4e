/** What a partition meets in its first window after the module changed: its action on another schedule, or the module's reset. */
import { moduleResets } from "../../core/module";
import { Partition, partitionAt, restartPartition } from "../../core/partition";
import { changeActionOf, scheduleChanges } from "../../core/schedule";
import { systemTable } from "../../core/system-table";
import {
  CHANGE_COLD_START,
  CHANGE_IGNORE,
  MODE_COLD_START,
  MODE_IDLE,
  MODE_WARM_START,
  START_HM_MODULE_RESTART,
  START_PARTITION_RESTART,
} from "../../generated/abi";

/** Whether there is something that the partition has not seen. @inline */
export function moduleChanged(partition: Partition): bool {
  return partition.schedulesSeen != scheduleChanges() || partition.resetsSeen != moduleResets();
}

/** Whether a partition has yet to start again since the module's reset. */
export function resetIsPending(): bool {
  for (let i: u32 = 0; i < systemTable().partitionCount; i += 1) {
    if (partitionAt(i).resetsSeen != moduleResets()) return true;
  }
  return false;
}

/** It sees it. True when the schedule changed and it goes on. @cold */
export function meetChanges(partition: Partition): bool {
  const wasReset = partition.resetsSeen != moduleResets();
  const changed = partition.schedulesSeen != scheduleChanges();
  partition.resetsSeen = moduleResets();
  partition.schedulesSeen = scheduleChanges();
  if (wasReset) {
    restartPartition(partition, MODE_COLD_START, START_HM_MODULE_RESTART);
    return false;
  }
  const action = changeActionOf(partition.index);
  if (!changed || action == CHANGE_IGNORE || partition.mode == MODE_IDLE) return changed;
  restartPartition(partition, action == CHANGE_COLD_START ? MODE_COLD_START : MODE_WARM_START, START_PARTITION_RESTART);
  return false;
}
