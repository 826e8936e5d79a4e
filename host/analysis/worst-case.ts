/** Lets the tasks of a worst case run, for people to see what becomes of the one that is late. */
import type { Policy } from "../config/model.js";
import type { Question, Response } from "./fixed-order.js";
import type { Supply } from "./supply.js";
import { type BoundedTask, firstRelease, type Task } from "./task.js";

/** A stretch in which a task ran. */
export interface Run {
  readonly task: string;
  readonly startNs: number;
  readonly endNs: number;
}

export interface WorstCase {
  /** Where it begins, in the major frame, and how far it goes. */
  readonly startNs: number;
  readonly endNs: number;
  /** Of the task that is late. */
  readonly releaseNs: number;
  readonly deadlineNs: number;
  readonly runs: readonly Run[];
  /** The releases of each task. */
  readonly releases: ReadonlyMap<string, readonly number[]>;
}

/** Who runs when a later task keeps the others from running, and for the kernel. */
export const KERNEL = "(kernel, locks)";

const FIRST = [Number.NEGATIVE_INFINITY, 0] as const;

interface Job {
  readonly task: string;
  readonly releaseNs: number;
  /** The least comes first. */
  readonly rank: readonly [number, number];
  leftNs: number;
}

/** More pieces than anybody could look at. */
const RUNS_MAX = 2_000;

export function worstCase(policy: Policy, question: Question, response: Response): WorstCase {
  const { task, before, all, blockedNs, supply } = question;
  const { startNs, releaseNs, responseNs } = response;
  const deadlineNs = task.deadlineNs!;
  const late = Number.isFinite(responseNs!) ? responseNs! : 2 * deadlineNs;
  const endNs = Math.ceil(releaseNs + Math.max(late, deadlineNs));
  const byDeadline = policy === "earliest-deadline";
  const releases = new Map<string, readonly number[]>();
  const jobs: Job[] = blockedNs > 0 ? [job(KERNEL, startNs, FIRST, blockedNs)] : [];
  for (const each of all) {
    const times = releasesOf(each, startNs, endNs);
    for (const time of times) jobs.push(job(KERNEL, time, FIRST, each.releaseNs));
    const isBefore = before.includes(each as BoundedTask);
    if (each !== task && !isBefore) continue;
    releases.set(each.name, times);
    for (const time of times) {
      // The task in question is last among equals.
      const rank = byDeadline ? time + each.deadlineNs! : each.rank;
      jobs.push(job(each.name, time, [rank, each === task ? Number.POSITIVE_INFINITY : time], each.costNs!));
    }
  }
  return { startNs, endNs, releaseNs, deadlineNs, releases, runs: letRun(jobs, supply, startNs, endNs) };
}

const job = (task: string, releaseNs: number, rank: readonly [number, number], leftNs: number): Job => ({
  ...{ task, releaseNs, rank, leftNs },
});

function releasesOf(task: Task, startNs: number, endNs: number): number[] {
  const times: number[] = [];
  for (let time = firstRelease(task, startNs); time < endNs && times.length < RUNS_MAX; time += task.everyNs) {
    times.push(time);
  }
  return times;
}

/** From one event to the next: a release, the end of a job, the edge of a window. */
function letRun(jobs: readonly Job[], supply: Supply, startNs: number, endNs: number): Run[] {
  const runs: Run[] = [];
  let now = startNs;
  while (now < endNs && runs.length < RUNS_MAX) {
    const ready = jobs.filter(({ releaseNs, leftNs }) => releaseNs <= now && leftNs > 0);
    const nextRelease = Math.min(endNs, ...jobs.map(({ releaseNs }) => releaseNs).filter((ns) => ns > now));
    const first = ready.sort((a, b) => compare(a.rank[0], b.rank[0]) || compare(a.rank[1], b.rank[1]))[0];
    if (!first) {
      now = nextRelease;
      continue;
    }
    const begin = supply.finish(now, 1) - 1;
    if (begin >= nextRelease) {
      now = nextRelease;
      continue;
    }
    const end = Math.min(nextRelease, begin + first.leftNs, spanEnd(supply, begin));
    runs.push({ task: first.task, startNs: begin, endNs: end });
    first.leftNs -= end - begin;
    now = end;
  }
  return runs;
}

const compare = (a: number, b: number): number => (a === b ? 0 : a - b);

/** The end of the stretch with supply in which `ns` lies. */
function spanEnd({ spans, frameNs }: Supply, ns: number): number {
  const frame = Math.floor(ns / frameNs) * frameNs;
  const span = spans.find(({ startNs, endNs }) => ns - frame >= startNs && ns - frame < endNs)!;
  return frame + span.endNs;
}
