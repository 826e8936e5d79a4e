/** A partition's period and duration against the windows that the schedules give it. */
import { CODES } from "./codes.js";
import type { DraftPartition, DraftSchedule, DraftSystem, DraftWindow } from "./draft.js";
import type { Findings } from "./findings.js";
import { pathText } from "./locate.js";
import { nearest } from "./suggest.js";
import { formatTime } from "./units.js";

/** Periods of a partition in a major frame: with more, the two were not written in the same unit. */
export const PERIODS_MAX = 4096;

/** The partition's period: its own, or the major frame of the first schedule. */
export function periodOf(partition: DraftPartition, schedules: readonly DraftSchedule[]): number | undefined {
  return partition.periodNs ?? schedules[0]?.frameNs;
}

/** The least time that the windows give the partition in one of its periods, over the schedules in which it has any. */
export function leastSupply(name: string, periodNs: number, schedules: readonly DraftSchedule[]): number {
  const supplies = schedules.flatMap((schedule) => tellingPeriods(name, periodNs, schedule));
  return supplies.reduce((least, { suppliedNs }) => Math.min(least, suppliedNs), supplies[0]?.suppliedNs ?? 0);
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
  if (frameNs / periodNs > PERIODS_MAX) {
    const count = frameNs / periodNs;
    const message = `a period of ${formatTime(periodNs)} is there ${count} times in the major frame of ${formatTime(frameNs)}: at most ${PERIODS_MAX} are possible`;
    findings.add(CODES.PERIOD, [...path, "period"], {
      message,
      remedy: `"${formatTime(shortestPeriod(frameNs))}" or more, or a shorter frame`,
    });
    return;
  }
  const needed = durationNs ?? 1;
  const short = tellingPeriods(name, periodNs, schedule).find(({ suppliedNs }) => suppliedNs < needed);
  if (!short) return;
  const from = `from ${formatTime(short.startNs)} to ${formatTime(short.startNs + periodNs)}`;
  const given = short.suppliedNs === 0 ? "no time" : formatTime(short.suppliedNs);
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

/** The shortest period that divides the frame and is not there too often. */
function shortestPeriod(frameNs: number): number {
  for (let count = PERIODS_MAX; count > 1; count--) if (frameNs % count === 0) return frameNs / count;
  return frameNs;
}

interface SuppliedPeriod {
  readonly startNs: number;
  /** The time that the schedule gives the partition in it. */
  readonly suppliedNs: number;
}

/**
 * What the schedule gives the partition in the first of its periods, in those in which a window of it starts or ends, and in each
 * that follows on such a one: all others have as much as the nearest of these before them. In order; none where the
 * partition has no window. However many periods a frame has, these are no more than its windows have edges.
 */
function tellingPeriods(name: string, periodNs: number, { frameNs = 0, windows }: DraftSchedule): SuppliedPeriod[] {
  const count = periodNs === 0 ? 0 : Math.floor(frameNs / periodNs);
  const own = windows
    .filter((window) => window.partition === name)
    .map(({ offsetNs, durationNs }) => ({ startNs: offsetNs, endNs: offsetNs + durationNs }));
  if (own.length === 0 || count === 0) return [];
  const edges = own.flatMap(({ startNs, endNs }) => [startNs, endNs]).map((ns) => Math.floor(ns / periodNs));
  const telling = [...new Set([0, ...edges.flatMap((period) => [period, period + 1])])]
    .filter((period) => period < count)
    .sort((a, b) => a - b);
  const position = new Map(telling.map((period, i) => [period, i]));
  const supplied = telling.map(() => 0);
  for (const { startNs, endNs } of own) {
    const first = position.get(Math.floor(startNs / periodNs)) ?? telling.length;
    for (let i = first; i < telling.length && telling[i]! * periodNs < endNs; i++) {
      const from = telling[i]! * periodNs;
      supplied[i]! += Math.min(endNs, from + periodNs) - Math.max(startNs, from);
    }
  }
  return telling.map((period, i) => ({ startNs: period * periodNs, suppliedNs: supplied[i]! }));
}
