/** A partition's processes as the table of a system file: what the program creates is what stands there. */
import { XML_CODES } from "./codes.js";
import type { XmlFindings } from "./findings.js";
import type { PartitionEntry, ProcessEntry } from "./module.js";
import { PROCESS_TIME_KEYS } from "./namespace.js";
import type { Origins } from "./origins.js";
import { deadlineOf, PRIORITY_BY_DEFAULT, periodOf, timeCapacityOf, usualDeadline } from "./processes.js";
import { timeText } from "./text-of.js";

type Table = Readonly<Record<string, Readonly<Record<string, unknown>>>>;

/** undefined: there are no processes, or the description does not say enough of them, which is a warning. */
export function processTable({ name, processes }: PartitionEntry, findings: XmlFindings): Table | undefined {
  const incomplete = processes.filter(({ priority }) => priority === undefined);
  for (const process of incomplete) {
    const message = `"${process.name}" has no priority: ${PRIORITY_BY_DEFAULT} was taken`;
    const remedy = `with a BasePriority of each process, "${name}" has a table of them in the system file`;
    findings.warn(XML_CODES.ASSUMED, process.mark, message, remedy);
  }
  if (processes.length === 0 || incomplete.length > 0) return undefined;
  return Object.fromEntries(processes.map((process) => [process.name, rowOf(process)]));
}

function rowOf(process: ProcessEntry): Record<string, unknown> {
  const { priority, times } = process;
  const [period, timeCapacity, deadline] = [periodOf(process), timeCapacityOf(process), deadlineOf(process)];
  const more = PROCESS_TIME_KEYS.flatMap((key) => (times[key] ? [[key, timeText(times[key].value)]] : []));
  return {
    ...(period !== undefined && { period: timeText(period) }),
    ...(timeCapacity !== undefined && { deadline: timeText(timeCapacity) }),
    ...(deadline !== usualDeadline(process) && { deadlineType: deadline.toLowerCase() }),
    ...Object.fromEntries(more),
    priority: priority?.value,
  };
}

/** @param path of the table */
export function setProcessOrigins(path: readonly string[], processes: readonly ProcessEntry[], origins: Origins): void {
  origins.set(path, processes[0]?.mark);
  for (const { name, mark, period, timeCapacity, deadline, priority, times } of processes) {
    const own = [...path, name];
    origins.set(own, mark);
    origins.set([...own, "period"], period?.mark);
    origins.set([...own, "deadline"], timeCapacity?.mark);
    origins.set([...own, "deadlineType"], deadline?.mark);
    origins.set([...own, "priority"], priority?.mark);
    for (const key of PROCESS_TIME_KEYS) origins.set([...own, key], times[key]?.mark);
  }
}
