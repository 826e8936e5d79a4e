/**
 * The processes that the system table says a partition makes. What the host proved of its deadlines holds for these and no
 * others, so a process that is not among them, or not as it is there, is not made.
 */
import {
  DIFFERENCE_CAPACITY,
  DIFFERENCE_DEADLINE,
  DIFFERENCE_NAME,
  DIFFERENCE_PERIOD,
  DIFFERENCE_PRIORITY,
  NO_PROCESSES,
  ProcessAttributes,
  ProcessEntry,
} from "../../generated/abi";
import { Partition } from "../partition";
import { processEntry } from "../system-table";
import { sameName, takeName } from "./name";

const NOT_THERE: ProcessEntry = changetype<ProcessEntry>(0);

/** The first DIFFERENCE of a process that the partition asks for, or 0: it may be made. A look at each of MAX_PROCESSES at most. @cold */
export function differenceFromTable(partition: Partition, attributes: ProcessAttributes): u32 {
  if (partition.entry.firstProcess == NO_PROCESSES) return 0;
  const entry = expected(partition, takeName(changetype<usize>(attributes)));
  if (changetype<usize>(entry) == 0) return DIFFERENCE_NAME;
  if (entry.periodNs != attributes.periodNs) return DIFFERENCE_PERIOD;
  if (entry.capacityNs != attributes.capacityNs) return DIFFERENCE_CAPACITY;
  if (entry.basePriority != attributes.basePriority) return DIFFERENCE_PRIORITY;
  return entry.deadline == attributes.deadline ? 0 : DIFFERENCE_DEADLINE;
}

/** The process of that name, with zeroes behind its end as the host packs it. */
function expected(partition: Partition, name: usize): ProcessEntry {
  const first = partition.entry.firstProcess;
  for (let i: u32 = 0; i < partition.entry.processCount; i += 1) {
    const entry = processEntry(first + i);
    if (sameName(changetype<usize>(entry), name)) return entry;
  }
  return NOT_THERE;
}
