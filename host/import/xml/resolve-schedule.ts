/** Schedules as written: their windows in the order of time, what repeats in them laid out, and the frame's length. */
import { formatTime } from "../../config/units.js";
import { XML_CODES } from "./codes.js";
import type { XmlFindings } from "./findings.js";
import { LIMITS } from "./limits.js";
import type { ScheduleEntry, WindowEntry } from "./module.js";
import type { Read } from "./reading.js";
import type { PartitionIndex } from "./references.js";
import type { Mark } from "./source.js";

export interface ResolvedWindow {
  readonly partition: number;
  readonly offset: Read<number>;
  readonly duration: Read<number>;
  readonly periodicStart: boolean | undefined;
  readonly mark: Mark;
}

export interface ResolvedSchedule {
  readonly entry: ScheduleEntry;
  readonly frame: Read<number>;
  /** In the order of time. */
  readonly windows: readonly ResolvedWindow[];
}

/** @param periods of the partitions, by their position; undefined where nothing is said */
export function resolveSchedule(
  entry: ScheduleEntry,
  index: PartitionIndex,
  periods: readonly (number | undefined)[],
  findings: XmlFindings,
): ResolvedSchedule {
  const written = entry.windows.flatMap((window) => resolveWindow(window, index) ?? []);
  placeFollowing(written);
  checkOrder(written, entry.isByPartition, findings);
  const frame = entry.frame ?? frameOf(entry, written, periods, findings);
  const windows: ResolvedWindow[] = [];
  for (const window of written) {
    windows.push(...repeated(window, frame.value, periods, findings));
    if (windows.length > LIMITS.windows) {
      findings.stop(XML_CODES.TOO_LARGE, window.mark, `more than ${LIMITS.windows} windows in a schedule`);
    }
  }
  return { entry, frame, windows: windows.toSorted((a, b) => a.offset.value - b.offset.value) };
}

interface WrittenWindow extends ResolvedWindow {
  offset: Read<number>;
  readonly follows: boolean;
  readonly repeat: WindowEntry["repeat"];
}

function resolveWindow(window: WindowEntry, index: PartitionIndex): WrittenWindow | undefined {
  const partition = index.find(window.partition);
  const { mark, offset, duration, periodicStart, repeat } = window;
  if (partition === undefined || !duration) return undefined;
  const place = offset ?? { value: 0, mark };
  return { partition, offset: place, duration, periodicStart, mark, follows: !offset, repeat };
}

function placeFollowing(windows: readonly WrittenWindow[]): void {
  let end = 0;
  for (const window of windows) {
    if (window.follows) window.offset = { ...window.offset, value: end };
    end = window.offset.value + window.duration.value;
  }
}

/** Windows are written in the order of time: all of them, or those of each partition by themselves. */
function checkOrder(windows: readonly WrittenWindow[], isByPartition: boolean, findings: XmlFindings): void {
  const last = new Map<number, WrittenWindow>();
  for (const window of windows) {
    const group = isByPartition ? window.partition : 0;
    const before = last.get(group);
    last.set(group, window);
    if (!before || before.offset.value <= window.offset.value) continue;
    const line = findings.source.lineOf(before.mark.offset);
    const [start, other] = [window, before].map(({ offset }) => formatTime(offset.value));
    const message = `the window starts at ${start}, before the one of line ${line}, which starts at ${other}`;
    const remedy = "write the windows in the order of time, or correct the offset";
    findings.fault(XML_CODES.OUT_OF_ORDER, window.offset.mark, message, remedy);
  }
}

/** The shortest frame that all periods divide and all windows fit into. */
function frameOf(
  entry: ScheduleEntry,
  windows: readonly WrittenWindow[],
  periods: readonly (number | undefined)[],
  findings: XmlFindings,
): Read<number> {
  const end = Math.max(0, ...windows.map(({ offset, duration }) => offset.value + duration.value));
  const own = [...new Set(windows.flatMap(({ partition }) => periods[partition] || []))];
  const multiple = own.reduce<number | undefined>(leastCommonMultiple, 1) ?? 1;
  const common = multiple / Math.min(...own) <= LIMITS.windows ? multiple : 1;
  const value = common > 1 ? Math.ceil(end / common) * common : end;
  const message = `the schedule does not say how long its major frame is: ${formatTime(value)} was taken`;
  const why = common > 1 ? "all periods divide it, and all windows fit" : "the last window ends there";
  findings.warn(XML_CODES.ASSUMED, entry.mark, message, why);
  return { value, mark: entry.mark };
}

/** undefined where it is more than a number holds. */
function leastCommonMultiple(a: number | undefined, b: number): number | undefined {
  if (a === undefined) return undefined;
  let [x, y] = [a, b];
  while (y > 0) [x, y] = [y, x % y];
  const multiple = (a / x) * b;
  return Number.isSafeInteger(multiple) ? multiple : undefined;
}

function repeated(
  window: WrittenWindow,
  frameNs: number,
  periods: readonly (number | undefined)[],
  findings: XmlFindings,
): ResolvedWindow[] {
  const { repeat } = window;
  if (!repeat) return [window];
  const interval = repeat.value === "period" ? periods[window.partition] : repeat.value;
  if (interval === undefined || interval <= 0 || frameNs % interval !== 0 || frameNs / interval > LIMITS.windows) {
    const shown = interval === undefined ? "a period that is not known" : formatTime(interval);
    const message = `the window repeats at ${shown}, which does not divide the major frame of ${formatTime(frameNs)}`;
    findings.fault(XML_CODES.REPEAT, repeat.mark, message, "another interval, or each window by itself");
    return [window];
  }
  const first = window.offset.value % interval;
  return Array.from({ length: frameNs / interval }, (_, i) => {
    return { ...window, offset: { value: first + i * interval, mark: window.offset.mark } };
  });
}
