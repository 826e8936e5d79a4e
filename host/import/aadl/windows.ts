/** The module's schedule: windows of a major frame, and the partitions' periods that follow from it. */
import type { Instance, Place, PropertyValue } from "../../aadl/instance.js";
import { formatTime } from "../../config/units.js";
import { AADL_CODES } from "./codes.js";
import type { Findings } from "./findings.js";
import { listOf, type PropertyValues, timeOf } from "./property-values.js";

export interface Window {
  /** The virtual processor that runs. */
  readonly runtime: Instance;
  readonly offsetNs: number;
  readonly durationNs: number;
  /** Whether periodic processing starts here, where the model says. */
  readonly periodicStart?: boolean;
}

export interface Schedule {
  readonly frameNs: number;
  readonly windows: readonly Window[];
}

const FRAMES = ["ARINC653::Module_Major_Frame", "POK::Major_Frame"];
const SLOTS: readonly (readonly [slots: string, allocation: string])[] = [
  ["ARINC653::Partition_Slots", "ARINC653::Slots_Allocation"],
  ["POK::Slots", "POK::Slots_Allocation"],
];
const TABLE = "ARINC653::Module_Schedule";

/** The schedule that the processor's properties give. Undefined after a fault. */
export function scheduleOf(processor: Instance, values: PropertyValues, findings: Findings): Schedule | undefined {
  const frame = FRAMES.find((name) => processor.properties.get(name));
  const frameNs = frame && values.time(processor, frame);
  if (!frame || !frameNs) {
    const message = `processor "${processor.name}" has no major frame`;
    findings.fault(AADL_CODES.SCHEDULE, processor.place, message, `${FRAMES[0]} => 100 ms;`);
    return undefined;
  }
  const slots = processor.properties.get(TABLE)
    ? tableSlots(processor, values, findings)
    : listedSlots(processor, values, findings);
  if (!slots) return undefined;
  const windows: Window[] = [];
  let offsetNs = 0;
  for (const { runtime, durationNs, startNs, periodicStart } of slots) {
    const at = startNs ?? offsetNs;
    windows.push({ runtime, offsetNs: at, durationNs, ...(periodicStart !== undefined && { periodicStart }) });
    offsetNs = at + durationNs;
  }
  const end = Math.max(0, ...windows.map((window) => window.offsetNs + window.durationNs));
  if (end > frameNs) {
    const place = values.place(processor, frame, processor.place);
    const message = `the slots end at ${formatTime(end)}, and the major frame is ${formatTime(frameNs)}`;
    findings.fault(AADL_CODES.SCHEDULE, place, message, `${frame} => ${end / 1e6} ms; or shorter slots`);
    return undefined;
  }
  return { frameNs, windows: windows.toSorted((a, b) => a.offsetNs - b.offsetNs) };
}

interface Slot {
  readonly runtime: Instance;
  readonly durationNs: number;
  readonly startNs?: number;
  readonly periodicStart?: boolean;
}

/** A list of durations, and a list of whom each belongs to. */
function listedSlots(processor: Instance, values: PropertyValues, findings: Findings): Slot[] | undefined {
  const [slots, allocation] = SLOTS.find(([name]) => processor.properties.get(name)) ?? SLOTS[0]!;
  const association = processor.properties.get(slots);
  const durations = values.times(processor, slots);
  const owners = values.references(processor, allocation);
  if (!association || !durations || !owners) {
    if (association && processor.properties.get(allocation)) return undefined;
    const message = `processor "${processor.name}" has no schedule: ${association ? allocation : slots} is missing`;
    const remedy = `${slots} => (50 ms, 50 ms); ${allocation} => (reference (...), reference (...));`;
    findings.fault(AADL_CODES.SCHEDULE, association?.place ?? processor.place, message, remedy);
    return undefined;
  }
  if (durations.length !== owners.length) {
    const message = `${durations.length} slots, and ${owners.length} partitions that they are allocated to`;
    findings.fault(AADL_CODES.SCHEDULE, association.place, message);
    return undefined;
  }
  return checked(
    durations.map((durationNs, i) => ({ runtime: owners[i]!, durationNs })),
    association.place,
    findings,
  );
}

/** `(Partition => reference (p); Duration => 20 ms; Periodic_Processing_Start => true)`, one after the other. */
function tableSlots(processor: Instance, values: PropertyValues, findings: Findings): Slot[] | undefined {
  const place = values.place(processor, TABLE, processor.place);
  const rows = values.records(processor, TABLE);
  if (!rows) return undefined;
  const slots: Slot[] = [];
  for (const row of rows) {
    const runtime = referenceIn(row.get("partition"));
    const durationNs = timeOf(row.get("duration"));
    if (!runtime || durationNs === undefined) {
      const message = `an entry of ${TABLE} has no ${runtime ? "Duration" : "Partition"}`;
      findings.fault(AADL_CODES.SCHEDULE, place, message);
      return undefined;
    }
    const start = row.get("periodic_processing_start");
    slots.push({ runtime, durationNs, ...(start?.kind === "boolean" && { periodicStart: start.value }) });
  }
  return checked(slots, place, findings);
}

function referenceIn(value: PropertyValue | undefined): Instance | undefined {
  const [only] = value ? listOf(value) : [];
  return only?.kind === "reference" ? only.to : undefined;
}

function checked(slots: Slot[], place: Place, findings: Findings): Slot[] | undefined {
  const foreign = slots.find(({ runtime }) => runtime.category !== "virtual processor");
  if (foreign) {
    const message = `a slot is given to ${foreign.runtime.category} "${foreign.runtime.name}"`;
    findings.fault(AADL_CODES.SCHEDULE, place, message, "a slot belongs to a virtual processor");
    return undefined;
  }
  if (slots.length === 0) findings.fault(AADL_CODES.SCHEDULE, place, "a schedule without a slot");
  return slots.length > 0 ? slots : undefined;
}

/** Shortest period that is tried, as a part of the major frame. */
const MOST_PERIODS = 2000;

/**
 * The partition's period for threads of these periods: it divides the major frame, the schedule gives the partition time
 * in each of it, and as many of the threads' periods as possible are multiples of it. The longest, among equals.
 */
export function periodFor(runtime: Instance, threadPeriods: readonly number[], { frameNs, windows }: Schedule): number {
  const own = windows.filter((window) => window.runtime === runtime);
  let best = frameNs;
  let most = fitting(frameNs, threadPeriods);
  for (let n = 2; n <= MOST_PERIODS && most < threadPeriods.length; n++) {
    const periodNs = frameNs / n;
    if (!Number.isInteger(periodNs)) continue;
    const count = fitting(periodNs, threadPeriods);
    if (count > most && suppliesEach(periodNs, n, own)) [best, most] = [periodNs, count];
  }
  return best;
}

const fitting = (periodNs: number, threadPeriods: readonly number[]): number =>
  threadPeriods.filter((thread) => thread % periodNs === 0).length;

/** Whether each of the first `count` periods has some of the windows' time, the same in each. */
function suppliesEach(periodNs: number, count: number, windows: readonly Window[]): boolean {
  return Array.from({ length: count }, (_, i) => i * periodNs).every((start) =>
    windows.some(
      ({ offsetNs, durationNs }) => offsetNs < start + periodNs && offsetNs + durationNs > start && durationNs > 0,
    ),
  );
}
