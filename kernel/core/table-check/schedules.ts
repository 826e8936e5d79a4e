/** Schedules: their windows cover the frame without a gap, so that the kernel always knows whose time it is. */
import { CHANGE_WARM_START, MAX_PARTITIONS, NO_PARTITION, ScheduleEntry, SystemTable } from "../../generated/abi";
import { changeAction, scheduleEntry, windowEntry } from "../system-table";
import { indicesFit } from "./bounds";

export function schedulesHold(table: SystemTable): bool {
  for (let i: u32 = 0; i < table.scheduleCount; i += 1) if (!scheduleHolds(table, scheduleEntry(i))) return false;
  return true;
}

function scheduleHolds(table: SystemTable, schedule: ScheduleEntry): bool {
  if (schedule.windowCount == 0 || !indicesFit(schedule.firstWindow, schedule.windowCount, table.windowCount))
    return false;
  for (let i: u32 = 0; i < MAX_PARTITIONS; i += 1) if (changeAction(schedule, i) > CHANGE_WARM_START) return false;
  let end: u64 = 0;
  for (let i: u32 = 0; i < schedule.windowCount; i += 1) {
    const window = windowEntry(schedule.firstWindow + i);
    if (window.partition != NO_PARTITION && window.partition >= table.partitionCount) return false;
    if (window.offsetNs != end || window.durationNs == 0 || window.durationNs > schedule.majorFrameNs - end)
      return false;
    end += window.durationNs;
  }
  return end == schedule.majorFrameNs;
}
