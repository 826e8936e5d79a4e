/** The table of a partition's processes: what CREATE_PROCESS takes as the standard's own, the rest in our namespace. */
import type { Partition, TableProcess } from "../../config/model.js";
import type { ProcessTimeKey } from "../../import/xml/namespace.js";
import { ours } from "./extension-names.js";
import { node, type XmlNode } from "./xml-text.js";

export const processNodes = ({ processTable }: Partition): XmlNode[] =>
  processTable ? [node("Processes", {}, processTable.map(processNode))] : [];

function processNode(process: TableProcess): XmlNode {
  const { name, periodNs, deadlineNs, priority, deadlineType } = process;
  return node("Process", {
    Name: name,
    Period: periodNs,
    TimeCapacity: deadlineNs,
    BasePriority: priority,
    Deadline: deadlineType === "hard" ? "HARD" : "SOFT",
    ...timesOf(process),
  });
}

const timesOf = ({ delayNs, interarrivalNs, worstCaseNs, longestLockNs }: TableProcess): XmlNode["attributes"] => {
  const times: Record<ProcessTimeKey, number | undefined> = {
    delay: delayNs || undefined,
    interarrival: interarrivalNs,
    worstCase: worstCaseNs,
    longestLock: longestLockNs || undefined,
  };
  return Object.fromEntries(Object.entries(times).map(([key, ns]) => [ours(key), ns]));
};
