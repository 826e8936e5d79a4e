/** A partition's period and duration against the windows that the schedules give it. */
import { CODES } from "./codes.js";
import type { DraftPartition, DraftSchedule, DraftSystem, DraftWindow } from "./draft.js";
import type { Findings } from "./findings.js";
import { pathText } from "./locate.js";
import { nearest } from "./suggest.js";
import { formatTime } from "./units.js";

/** Periods that a major frame may have of one partition: more than there can be windows for. */
const MAX_PERIODS = 65_536;

/** The partition's period: its own, or the major frame of the first schedule. */
export function periodOf(partition: DraftPartition, schedules: readonly DraftSchedule[]): number | undefined {
  return partition.periodNs ?? schedules[0]?.frameNs;
}

/** The least time that the windows give the partition in one of its periods, over the schedules in which it has any. */
export function leastSupply(name: string, periodNs: number, schedules: readonly DraftSchedule[]): number {
  const supplies = schedules.flatMap((schedule) => supplyByPeriod(name, periodNs, schedule));
  return supplies.length > 0 ? Math.min(...supplies) : 0;
}

/** Whether periodic processing starts in that window: it says so, or is the first to start in one of the periods. */
export function startsPeriod(window: DraftWindow, windows: readonly DraftWindow[], periodNs: number): boolean {
  if (window.periodicStart !== undefined) return window.periodicStart;
  const period = (other: DraftWindow): number => Math.floor(other.offsetNs / periodNs);
  return windows.find((other) => other.partition === window.partition && period(other) === period(window)) === window;
}

export function checkPeriods(system: DraftSystem, findings: Findings): void {
  const names = system.partitions.map(({ name }) => name);
  for (const partition of system.partitions) checkPartition(partition, names, system.schedules, findings);
}

function checkPartition(
  partition: DraftPartition,
  names: readonly string[],
  schedules: readonly DraftSchedule[],
  findings: Findings,
): void {
  const { name, path, durationNs } = partition;
  if (!schedules.some(({ uses }) => uses.some((use) => use.partition === name))) {
    if (schedules.some(({ uses }) => uses.length > 0) && !isMisspelt(name, names, schedules)) {
      const remedy = `add { partition: "${name}", duration: "1ms" } to the windows, or take the partition out`;
      findings.add(CODES.NO_WINDOW, path, {
        message: "the partition has no window: it would never run",
        remedy,
        mark: "key",
      });
    }
    return;
  }
  const periodNs = periodOf(partition, schedules);
  if (periodNs === undefined) return;
  if (durationNs !== undefined && durationNs > periodNs) {
    const message = `a duration of ${formatTime(durationNs)} in a period of ${formatTime(periodNs)}`;
    findings.add(CODES.DURATION, [...path, "duration"], { message, remedy: `"${formatTime(periodNs)}" at most` });
    return;
  }
  for (const schedule of schedules) checkAgainst(partition, periodNs, schedule, findings);
}

function checkAgainst(partition: DraftPartition, periodNs: number, schedule: DraftSchedule, findings: Findings): void {
  const { name, path, durationNs } = partition;
  const { frameNs, windows, uses } = schedule;
  // The supply is known only of windows that are known and lie in the frame.
  if (frameNs === undefined || windows.length < uses.length) return;
  if (windows.some((window) => window.offsetNs + window.durationNs > frameNs)) return;
  if (periodNs === 0 || frameNs % periodNs !== 0) {
    const message = `a period of ${formatTime(periodNs)} does not divide the major frame of ${formatTime(frameNs)}`;
    findings.add(CODES.PERIOD, [...path, "period"], {
      message,
      remedy: `"${formatTime(nearestPeriod(frameNs, periodNs))}" does`,
    });
    return;
  }
  // Each of its periods has a window, or part of one.
  if (frameNs / periodNs > MAX_PERIODS) {
    const message = `a period of ${formatTime(periodNs)} is ${frameNs / periodNs} times in the major frame of ${formatTime(frameNs)}`;
    const remedy = `a longer one: ${MAX_PERIODS} to a major frame at most`;
    findings.add(CODES.PERIOD, [...path, "period"], { message, remedy });
    return;
  }
  const needed = durationNs ?? 1;
  const supplies = supplyByPeriod(name, periodNs, schedule);
  const short = supplies.findIndex((suppliedNs) => suppliedNs < needed);
  if (short < 0) return;
  const from = `from ${formatTime(short * periodNs)} to ${formatTime((short + 1) * periodNs)}`;
  const given = supplies[short] === 0 ? "no time" : formatTime(supplies[short]!);
  const wanted = durationNs === undefined ? "" : `, not ${formatTime(durationNs)}`;
  findings.add(CODES.DURATION, [...path, durationNs === undefined ? "period" : "duration"], {
    message: `${pathText(schedule.path)} gives the partition ${given} ${from}${wanted}`,
    remedy: "give it a window in each of its periods, or another period or duration",
  });
}

/** Whether a window names a partition that does not exist and was probably meant to be this one: reported there. */
function isMisspelt(name: string, names: readonly string[], schedules: readonly DraftSchedule[]): boolean {
  const unknown = schedules.flatMap(({ uses }) => uses.map(({ partition }) => partition));
  return unknown.some((partition) => !names.includes(partition) && nearest(partition, names) === name);
}

/** The longest period up to the wished one that divides the frame, or the frame itself where none is found. */
function nearestPeriod(frameNs: number, wishedNs: number): number {
  const least = wishedNs > 0 ? Math.max(1, Math.ceil(frameNs / wishedNs)) : 1;
  for (let count = least; count < least + 1000; count++) if (frameNs % count === 0) return frameNs / count;
  return frameNs;
}

/** Time that the schedule gives the partition in each of its periods; none if it has no window there. */
function supplyByPeriod(name: string, periodNs: number, { frameNs = 0, windows }: DraftSchedule): number[] {
  const own = windows.filter((window) => window.partition === name);
  if (own.length === 0 || periodNs === 0) return [];
  return Array.from({ length: Math.floor(frameNs / periodNs) }, (_, i) => {
    const [start, end] = [i * periodNs, (i + 1) * periodNs];
    const within = (window: DraftWindow): number =>
      Math.max(0, Math.min(end, window.offsetNs + window.durationNs) - Math.max(start, window.offsetNs));
    return own.reduce((sum, window) => sum + within(window), 0);
  });
}
