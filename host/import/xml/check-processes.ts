/** Processes as described: with attributes that CREATE_PROCESS takes. */

import { formatTime } from "../../config/units.js";
import { MAX_PROCESSES } from "../../generated/abi.js";
import { XML_CODES } from "./codes.js";
import type { XmlFindings } from "./findings.js";
import type { PartitionEntry, ProcessEntry, WindowEntry } from "./module.js";
import { periodOf } from "./processes.js";
import type { Mark } from "./source.js";

const PRIORITY_MAX = 239;
const STACK_MAX = 16 * 1024 ** 2;
const NAME_BYTES = 32;

export function checkProcesses(partition: PartitionEntry, periodNs: number | undefined, findings: XmlFindings): void {
  for (const process of partition.processes) checkProcess(process, periodNs, findings);
  const extra = partition.processes[MAX_PROCESSES];
  if (!extra) return;
  const message = `${partition.processes.length} processes; a partition has at most ${MAX_PROCESSES}`;
  findings.fault(XML_CODES.PROCESS, extra.mark, message);
}

/** @param windows all of the partition's: one of them starts periodic processing, or no periodic process would run */
export function checkReleases(
  partition: PartitionEntry,
  windows: readonly Pick<WindowEntry, "periodicStart">[],
  findings: XmlFindings,
): void {
  const first = partition.processes.find((process) => periodOf(process) !== undefined);
  if (!first || windows.length === 0 || windows.some(({ periodicStart }) => periodicStart !== false)) return;
  const message = `"${first.name}" would never be released: no window of "${partition.name}" starts periodic processing`;
  const remedy = 'PartitionPeriodStart="true", or PeriodicProcessingStart since Supplement 3, at one of them';
  findings.fault(XML_CODES.PROCESS, first.period?.mark ?? first.mark, message, remedy);
}

function checkProcess(process: ProcessEntry, periodNs: number | undefined, findings: XmlFindings): void {
  const { name, mark, period, timeCapacity, priority, stackBytes } = process;
  const fault = (at: Mark, message: string, remedy?: string): void => {
    findings.fault(XML_CODES.PROCESS, at, `"${name}" ${message}`, remedy);
  };
  if (!/^[\x21-\x7e]+$/.test(name) || name.length > NAME_BYTES) {
    fault(mark, `is no name for a process: ${NAME_BYTES} printable characters at most, without a blank`);
  }
  if (period && period.value > 0 && periodNs && period.value % periodNs !== 0) {
    const message = `has a period of ${formatTime(period.value)}, which is no multiple of the partition's ${formatTime(periodNs)}`;
    fault(
      period.mark,
      message,
      `${formatTime(Math.ceil(period.value / periodNs) * periodNs)}, or another partition's period`,
    );
  }
  if (period && period.value > 0 && timeCapacity && timeCapacity.value > period.value) {
    const message = `has a time capacity of ${formatTime(timeCapacity.value)} in a period of ${formatTime(period.value)}`;
    fault(timeCapacity.mark, message, `${formatTime(period.value)} at most`);
  }
  if (priority && (priority.value < 1 || priority.value > PRIORITY_MAX)) {
    fault(priority.mark, `has a priority of ${priority.value}: 1 to ${PRIORITY_MAX} are possible`);
  }
  if (stackBytes && stackBytes.value > STACK_MAX) fault(stackBytes.mark, `has a stack of ${stackBytes.value} bytes`);
}
