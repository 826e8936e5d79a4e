/** Windows: of partitions that exist, inside the frame, one at a time, and long enough to be kept. */
import { MAX_SCHEDULES } from "../generated/abi.js";
import { checkPartitionName } from "./check-partition-name.js";
import { CODES } from "./codes.js";
import type { DraftSchedule, DraftSystem, DraftWindow } from "./draft.js";
import type { Findings } from "./findings.js";
import { pathText } from "./locate.js";
import { formatTime } from "./units.js";

/** Windows, and idle time between them, are at least this long: a switch has to fit. */
export const WINDOW_MIN_NS = 100_000;

export function checkSchedules(
  system: DraftSystem,
  value: Readonly<Record<string, unknown>>,
  findings: Findings,
): void {
  if (value.schedule !== undefined && value.schedules !== undefined) {
    const message = 'there is a "schedule" and there are "schedules"';
    findings.add(CODES.DUPLICATE, ["schedule"], {
      message,
      remedy: 'move it into "schedules" under a name',
      mark: "key",
    });
  } else if (system.schedules.length === 0) {
    const remedy = 'add schedule: { frame: "10ms", windows: [{ partition: "guest", duration: "5ms" }] }';
    if (value.schedule === undefined)
      findings.add(CODES.MISSING_KEY, ["schedule"], { message: "there is no schedule", remedy });
  }
  if (system.schedules.length > MAX_SCHEDULES) {
    const message = `${system.schedules.length} schedules; a module has at most ${MAX_SCHEDULES}`;
    findings.add(CODES.COUNT, ["schedules"], { message, mark: "key" });
  }
  const names = system.partitions.map(({ name }) => name);
  for (const schedule of system.schedules) {
    checkFrame(schedule, value, findings);
    for (const { partition, path } of schedule.uses) {
      checkPartitionName(partition, [...path, "partition"], names, findings);
    }
    for (const partition of Object.keys(schedule.onChange)) {
      checkPartitionName(partition, [...schedule.path, "onChange", partition], names, findings, "key");
    }
    for (const [i, window] of schedule.windows.entries())
      checkWindow(window, schedule.windows[i - 1], schedule, findings);
    checkEnd(schedule, findings);
  }
}

function checkFrame(
  { frameNs, path }: DraftSchedule,
  value: Readonly<Record<string, unknown>>,
  findings: Findings,
): void {
  if (frameNs !== undefined && frameNs < WINDOW_MIN_NS) {
    const message = `a major frame of ${formatTime(frameNs)} is shorter than ${formatTime(WINDOW_MIN_NS)}`;
    findings.add(CODES.TOO_SHORT, [...path, "frame"], { message });
  }
  const written = path.reduce<unknown>((at, step) => (at as Record<string | number, unknown>)[step], value);
  const list = (written as { windows?: unknown }).windows;
  if (!Array.isArray(list) || list.length > 0) return;
  findings.add(CODES.COUNT, [...path, "windows"], { message: "the schedule has no window: nothing would run" });
}

function checkWindow(
  window: DraftWindow,
  before: DraftWindow | undefined,
  schedule: DraftSchedule,
  findings: Findings,
): void {
  const { offsetNs, durationNs, path } = window;
  if (durationNs < WINDOW_MIN_NS) {
    const message = `a window of ${formatTime(durationNs)} is shorter than ${formatTime(WINDOW_MIN_NS)}`;
    findings.add(CODES.TOO_SHORT, [...path, "duration"], { message, remedy: `"${formatTime(WINDOW_MIN_NS)}" or more` });
  }
  const { frameNs } = schedule;
  if (frameNs !== undefined && offsetNs + durationNs > frameNs) {
    const message = `the window ends at ${formatTime(offsetNs + durationNs)}, the major frame at ${formatTime(frameNs)}`;
    const remedy =
      offsetNs < frameNs
        ? `duration: "${formatTime(frameNs - offsetNs)}" at most, or a longer frame`
        : `an earlier offset, or frame: "${formatTime(offsetNs + durationNs)}"`;
    findings.add(CODES.OUTSIDE_FRAME, path, { message, remedy });
  }
  const freeNs = before ? before.offsetNs + before.durationNs : 0;
  if (before && offsetNs < freeNs) {
    const other = `${pathText(before.path)} ("${before.partition}")`;
    const message = `the window starts at ${formatTime(offsetNs)}; ${other} ends at ${formatTime(freeNs)}`;
    const shorter =
      offsetNs > before.offsetNs ? `, or shorten the other to "${formatTime(offsetNs - before.offsetNs)}"` : "";
    findings.add(CODES.OVERLAP, path, { message, remedy: `offset: "${formatTime(freeNs)}"${shorter}` });
  } else if (offsetNs > freeNs && offsetNs - freeNs < WINDOW_MIN_NS) reportGap(window, freeNs, findings);
}

function reportGap({ offsetNs, path }: DraftWindow, freeNs: number, findings: Findings): void {
  const message = `idle time of ${formatTime(offsetNs - freeNs)} before the window is shorter than ${formatTime(WINDOW_MIN_NS)}`;
  const remedy = `offset: "${formatTime(freeNs)}", or "${formatTime(freeNs + WINDOW_MIN_NS)}" and later`;
  findings.add(CODES.TOO_SHORT, path, { message, remedy });
}

function checkEnd({ frameNs, windows }: DraftSchedule, findings: Findings): void {
  const last = windows.at(-1);
  if (!last || frameNs === undefined) return;
  const endNs = last.offsetNs + last.durationNs;
  if (endNs >= frameNs || frameNs - endNs >= WINDOW_MIN_NS) return;
  const message = `idle time of ${formatTime(frameNs - endNs)} at the end of the frame is shorter than ${formatTime(WINDOW_MIN_NS)}`;
  const remedy = `duration: "${formatTime(frameNs - last.offsetNs)}" fills the frame`;
  findings.add(CODES.TOO_SHORT, [...last.path, "duration"], { message, remedy });
}
