/** The processes that a partition's description names. */
import type { ProcessEntry } from "./module.js";
import type { Reading } from "./reading.js";
import type { XmlElement } from "./tree.js";

const DEADLINES = { hard: "HARD", soft: "SOFT" } as const;

export function processesOf(partition: XmlElement, reading: Reading): ProcessEntry[] {
  return reading.children(partition, ["Process"], ["Processes", "ProcessTable"]).flatMap((element): ProcessEntry[] => {
    const name = reading.requiredText(element, "Name", "ProcessName");
    const period = reading.time(element, "PeriodSeconds", "Period");
    const timeCapacity = reading.time(element, "TimeCapacitySeconds", "TimeCapacity");
    const priority = reading.whole(element, "BasePriority", "Priority");
    const stackBytes = reading.size(element, "StackSize", "StackSizeBytes");
    const deadline = reading.word(element, DEADLINES, ["Deadline", "DeadlineType"], ["HARD", "SOFT"]);
    // The program's own business: the starter calls the function by the process's name.
    reading.text(element, "EntryPoint");
    if (!name) return [];
    const entry = { mark: name.mark, name: name.value, period, timeCapacity, priority, stackBytes };
    return [{ ...entry, deadline: deadline?.value }];
  });
}
