/**
 * The vocabulary of ARINC 653 Part 1, Supplement 2: `ARINC_653_Module`, with times in seconds. A partition's period and
 * duration stand in its `Partition_Schedule`, its memory in `Partition_Memory`. Several `Module_Schedule` elements, their
 * `InitialModuleSchedule` and `ScheduleChangeAction` are Part 2's.
 */
import { channelsOf } from "./connections.js";
import type { Extension } from "./extension.js";
import { CHANGE_WORDS, CHANGES_SHOWN } from "./health-table-words.js";
import { blocksOf, writableBytes } from "./memory.js";
import type { ModuleEntry, PartitionEntry, ScheduleEntry, SupplyEntry, WindowEntry } from "./module.js";
import { identifier } from "./names.js";
import { portsOf } from "./ports.js";
import { processesOf } from "./processes.js";
import type { Reading } from "./reading.js";
import { PartitionIndex, partitionElements, referenceOf } from "./references.js";
import { healthOf } from "./supplement-2-health.js";
import type { XmlElement } from "./tree.js";

/** What only this vocabulary has below its root. */
export const MARKS_OF_SUPPLEMENT_2 = [
  "ModuleSchedule",
  "PartitionMemory",
  "SystemHMTable",
  "ModuleHMTable",
  "PartitionHMTable",
];

export function readSupplement2(root: XmlElement, reading: Reading, extension: Extension): ModuleEntry {
  const memory = reading.children(root, ["PartitionMemory"]);
  const partitions = partitionElements(root, reading).flatMap(
    (element) => partitionOf(element, memory, reading, extension) ?? [],
  );
  const index = new PartitionIndex(partitions, reading.findings);
  for (const element of memory) {
    const reference = referenceOf(element, reading);
    if (reference) index.find(reference);
  }
  return {
    root,
    name: reading.text(root, "ModuleName", "Name"),
    partitions,
    schedules: reading.children(root, ["ModuleSchedule"], ["ModuleSchedules"]).map((each) => scheduleOf(each, reading)),
    channels: channelsOf(root, reading, extension),
    memoryBlocks: blocksOf(root, reading),
    health: healthOf(root, index, reading),
  };
}

function partitionOf(
  element: XmlElement,
  memory: readonly XmlElement[],
  reading: Reading,
  extension: Extension,
): PartitionEntry | undefined {
  const name = reading.requiredText(element, "PartitionName", "Name");
  const number = reading.text(element, "PartitionIdentifier", "Identifier", "Id");
  // Which function starts is the program's to say, and to everyone the same here.
  reading.text(element, "EntryPoint");
  const ports = portsOf(element, reading);
  const processes = processesOf(element, reading, extension);
  if (!name) return undefined;
  const own = number && { ...number, value: identifier(number.value) };
  const apart = memory.find((each) => {
    const reference = referenceOf(each, reading);
    if (reference?.identifier && own) return reference.identifier.value === own.value;
    return reference?.name?.value === name.value;
  });
  const inside = writableBytes(element, reading);
  return {
    element,
    mark: name.mark,
    name: name.value,
    identifier: own,
    period: undefined,
    duration: undefined,
    ports,
    processes,
    memoryBytes: (apart && writableBytes(apart, reading)) ?? inside,
    mayChangeSchedule: reading.flag(element, "SetModuleSchedule")?.value ?? false,
  };
}

function scheduleOf(element: XmlElement, reading: Reading): ScheduleEntry {
  const number = reading.text(element, "ScheduleIdentifier", "Identifier");
  const supplies: SupplyEntry[] = [];
  const windows: WindowEntry[] = [];
  for (const schedule of reading.children(element, ["PartitionSchedule"])) {
    const partition = referenceOf(schedule, reading);
    if (!partition) reading.missing(schedule, "PartitionIdentifier");
    const change = reading.word(schedule, CHANGE_WORDS, ["ScheduleChangeAction"], CHANGES_SHOWN);
    const supply = {
      period: reading.time(schedule, "PeriodSeconds", "Period"),
      duration: reading.time(schedule, "PeriodDurationSeconds", "PeriodDuration", "Duration"),
      onChange: change?.value,
      mayChangeSchedule: reading.flag(schedule, "SetModuleSchedule")?.value ?? false,
    };
    for (const window of reading.children(schedule, ["WindowSchedule", "Window"])) {
      const offset = reading.requiredTime(window, "WindowStartSeconds", "WindowStart", "Offset");
      const duration = reading.requiredTime(window, "WindowDurationSeconds", "WindowDuration", "Duration");
      const start = reading.flag(window, "PartitionPeriodStart", "PeriodicProcessingStart");
      if (partition) windows.push({ partition, mark: window.mark, offset, duration, periodicStart: start?.value });
    }
    if (partition) supplies.push({ partition, ...supply });
  }
  return {
    element,
    mark: element.mark,
    name: reading.text(element, "ScheduleName", "Name"),
    identifier: number && { ...number, value: identifier(number.value) },
    isInitial: reading.flag(element, "InitialModuleSchedule"),
    frame: reading.time(element, "MajorFrameSeconds", "MajorFrame"),
    windows,
    isByPartition: true,
    supplies,
  };
}
