/** The processes that a partition's description names. */
import type { Extension } from "./extension.js";
import type { ProcessEntry } from "./module.js";
import type { Reading } from "./reading.js";
import type { XmlElement } from "./tree.js";

const DEADLINES = { hard: "HARD", soft: "SOFT" } as const;

/** What a process is created with where the description says no priority. */
export const PRIORITY_BY_DEFAULT = 10;

export function processesOf(partition: XmlElement, reading: Reading, extension: Extension): ProcessEntry[] {
  return reading.children(partition, ["Process"], ["Processes", "ProcessTable"]).flatMap((element): ProcessEntry[] => {
    const name = reading.requiredText(element, "Name", "ProcessName");
    const period = reading.time(element, "PeriodSeconds", "Period");
    const timeCapacity = reading.time(element, "TimeCapacitySeconds", "TimeCapacity");
    const priority = reading.whole(element, "BasePriority", "Priority");
    const stackBytes = reading.size(element, "StackSize", "StackSizeBytes");
    const deadline = reading.word(element, DEADLINES, ["Deadline", "DeadlineType"], ["HARD", "SOFT"]);
    const times = extension.processTimes(element);
    // The program's own business: the starter calls the function by the process's name.
    reading.text(element, "EntryPoint");
    if (!name) return [];
    return [{ mark: name.mark, name: name.value, period, timeCapacity, priority, stackBytes, deadline, times }];
  });
}

/** PERIOD; undefined: it is aperiodic. */
export const periodOf = ({ period }: ProcessEntry): number | undefined => period?.value || undefined;

/** TIME_CAPACITY; undefined: it has no deadline. */
export const timeCapacityOf = ({ timeCapacity }: ProcessEntry): number | undefined => timeCapacity?.value || undefined;

/** DEADLINE; where the description says none, that of a system file. */
export const deadlineOf = (process: ProcessEntry): "HARD" | "SOFT" => process.deadline?.value ?? usualDeadline(process);

export const usualDeadline = (process: ProcessEntry): "HARD" | "SOFT" =>
  periodOf(process) === undefined ? "SOFT" : "HARD";
