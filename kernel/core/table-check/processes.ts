/** Processes that the table says a partition is to make: each in its partition's part of the array, and one that could be made. */
import {
  DEADLINE_HARD,
  NO_PROCESSES,
  PartitionEntry,
  PRIORITY_MAX,
  PRIORITY_MIN,
  ProcessEntry,
  SystemTable,
} from "../../generated/abi";
import { partitionEntry, processEntry } from "../system-table";
import { indicesFit } from "./bounds";

/** Every process is in its owner's list, and no list has another's: so every one is in one. */
export function processesHold(table: SystemTable): bool {
  let listed: u32 = 0;
  for (let i: u32 = 0; i < table.partitionCount; i += 1) {
    const entry = partitionEntry(i);
    if (entry.firstProcess == NO_PROCESSES) continue;
    if (!listHolds(table, entry, i)) return false;
    listed += entry.processCount;
  }
  return listed == table.processCount;
}

function listHolds(table: SystemTable, entry: PartitionEntry, index: u32): bool {
  if (entry.vcpuCount != 0 || !indicesFit(entry.firstProcess, entry.processCount, table.processCount)) return false;
  for (let i: u32 = 0; i < entry.processCount; i += 1) {
    if (!processHolds(processEntry(entry.firstProcess + i), index)) return false;
  }
  return true;
}

function processHolds(process: ProcessEntry, partition: u32): bool {
  if (process.partition != partition || process.deadline > DEADLINE_HARD) return false;
  return process.basePriority >= PRIORITY_MIN && process.basePriority <= PRIORITY_MAX;
}
