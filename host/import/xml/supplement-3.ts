/**
 * The vocabulary of ARINC 653 Part 1 since Supplement 3: `MODULE` with `Partitions`, `Schedules` and `HealthMonitoring`,
 * with times in nanoseconds. A partition's name, identifier, period and duration are its own attributes or those of its
 * `PartitionDefinition` and `PartitionPeriodicity`, as the supplement has it. `PartitionWindow` and `RepeatWindowAt...`
 * are VxWorks 653's and Deos's.
 */
import { channelsOf } from "./connections.js";
import type { Extension } from "./extension.js";
import { CHANGE_WORDS, CHANGES_SHOWN } from "./health-table-words.js";
import { blocksOf, writableBytes } from "./memory.js";
import type { ModuleEntry, PartitionEntry, ScheduleEntry, WindowEntry } from "./module.js";
import { identifier } from "./names.js";
import { portsOf } from "./ports.js";
import { processesOf } from "./processes.js";
import type { Read, Reading } from "./reading.js";
import { PartitionIndex, partitionElements, referenceOf } from "./references.js";
import { healthOf } from "./supplement-3-health.js";
import type { XmlElement } from "./tree.js";

/** What only this vocabulary has below its root. */
export const MARKS_OF_SUPPLEMENT_3 = ["Partitions", "Schedules", "HealthMonitoring", "PartitionTimeWindow", "Schedule"];

const WINDOWS = ["PartitionTimeWindow", "PartitionWindow", "TimeWindow"];
const WINDOW_WRAPPERS = ["PartitionTimeWindows", "TimeWindows", "Windows"];
/** The major frame is as long as the partitions' periods have it. */
const AUTOMATIC = /^auto(matic)?$/i;

export function readSupplement3(root: XmlElement, reading: Reading, extension: Extension): ModuleEntry {
  const partitions = partitionElements(root, reading).flatMap(
    (element) => partitionOf(element, reading, extension) ?? [],
  );
  const index = new PartitionIndex(partitions, reading.findings);
  return {
    root,
    name: reading.text(root, "Name", "ModuleName"),
    partitions,
    schedules: schedulesIn(root, reading).map((each) => scheduleOf(each, reading)),
    channels: channelsOf(root, reading, extension),
    memoryBlocks: blocksOf(root, reading),
    health: healthOf(root, index, reading, extension),
  };
}

function partitionOf(element: XmlElement, reading: Reading, extension: Extension): PartitionEntry | undefined {
  const holders = [
    element,
    ...reading.children(element, ["PartitionDefinition", "PartitionPeriodicity", "PartitionDescription"]),
  ];
  const has = (names: readonly string[]): XmlElement =>
    holders.find((holder) => reading.text(holder, ...names) !== undefined) ?? holders[1] ?? element;
  const name = reading.requiredText(has(["Name", "PartitionName"]), "Name", "PartitionName");
  const numbers = ["Identifier", "PartitionIdentifier", "Id"];
  const number = reading.text(has(numbers), ...numbers);
  const period = reading.time(has(["Period", "PeriodSeconds"]), "Period", "PeriodSeconds");
  const duration = reading.time(has(["Duration", "DurationSeconds"]), "Duration", "DurationSeconds");
  for (const holder of holders) reading.text(holder, "EntryPoint");
  const ports = portsOf(element, reading);
  const processes = processesOf(element, reading, extension);
  if (!name) return undefined;
  return {
    element,
    mark: name.mark,
    name: name.value,
    identifier: number && { ...number, value: identifier(number.value) },
    period,
    duration,
    ports,
    processes,
    memoryBytes: writableBytes(element, reading),
    mayChangeSchedule: holders.some((holder) => reading.flag(holder, "SetModuleSchedule")?.value ?? false),
  };
}

/** `Schedule` elements, or what holds windows without one. */
function schedulesIn(root: XmlElement, reading: Reading): XmlElement[] {
  const named = reading.children(root, ["Schedule", "ModuleSchedule"], ["Schedules"]);
  if (named.length > 0) return named;
  return reading.children(root, ["Schedules"]);
}

function scheduleOf(element: XmlElement, reading: Reading): ScheduleEntry {
  const number = reading.text(element, "ScheduleIdentifier", "Identifier", "Id");
  const frames = ["MajorFrame", "MajorFrameDuration", "MajorFrameLength", "MajorFrameSeconds", "Duration"];
  const isAutomatic = AUTOMATIC.test(reading.text(element, ...frames)?.value ?? "");
  const supplies = reading
    .children(element, ["PartitionScheduleChange", "PartitionScheduleAction", "PartitionSchedule"])
    .flatMap((each) => {
      const partition = referenceOf(each, reading);
      const names = ["ScheduleChangeAction", "Action"];
      const change = reading.word(each, CHANGE_WORDS, names, CHANGES_SHOWN);
      if (!partition) return [];
      return [{ partition, period: undefined, duration: undefined, onChange: change?.value, mayChangeSchedule: false }];
    });
  return {
    element,
    mark: element.mark,
    name: reading.text(element, "Name", "ScheduleName"),
    identifier: number && { ...number, value: identifier(number.value) },
    isInitial: reading.flag(element, "InitialModuleSchedule", "Initial"),
    frame: isAutomatic ? undefined : reading.time(element, ...frames),
    windows: reading.children(element, WINDOWS, WINDOW_WRAPPERS).flatMap((each) => windowOf(each, reading) ?? []),
    isByPartition: false,
    supplies,
  };
}

function windowOf(element: XmlElement, reading: Reading): WindowEntry | undefined {
  const partition = referenceOf(element, reading);
  if (!partition) reading.missing(element, "PartitionNameRef");
  // Only VxWorks 653's windows follow one another.
  const follows = element.local === "PartitionWindow";
  const offset = follows ? reading.time(element, "Offset") : reading.requiredTime(element, "Offset");
  const duration = reading.requiredTime(element, "Duration");
  const start = reading.flag(element, "PeriodicProcessingStart", "PartitionPeriodStart", "ReleasePoint");
  const repeat = repeatOf(element, reading);
  if (!partition) return undefined;
  return { partition, mark: element.mark, offset, duration, periodicStart: start?.value, repeat };
}

function repeatOf(element: XmlElement, reading: Reading): Read<number | "period"> | undefined {
  const name = "RepeatWindowAtNanosecondInterval";
  const found = reading.text(element, name);
  if (!found) return undefined;
  if (/^(partition)?period$/i.test(found.value)) return { value: "period", mark: found.mark };
  return /^(none|never|0)$/i.test(found.value) ? undefined : reading.time(element, name);
}
