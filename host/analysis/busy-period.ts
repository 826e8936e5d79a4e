/**
 * What the analyses of all policies have in common: the instants at which a busy period may begin, what delays it that no
 * priority tells, and when its work is done.
 *
 * A busy period of a set of tasks begins with a release of one of them. Releases on a grid are tried at each point of it in the
 * major frame. A release that may come at any time is worst where a stretch without supply begins: from there, as much supply
 * comes later for every length.
 */
import type { Supply } from "./supply.js";
import { firstRelease, modulo, releaseInstants, releasesUntil, type Task } from "./task.js";

/** Steps to a fixed point after which an analysis is given up. */
const STEPS_MAX = 20_000;

/** An instant from which the worst case is counted, and the earliest releases from there. */
export interface Instant {
  readonly startNs: number;
  /** By task. */
  readonly firstNs: ReadonlyMap<Task, number>;
}

export function criticalInstants(tasks: readonly Task[], all: readonly Task[], supply: Supply): Instant[] {
  const anyTime = tasks.some(({ phases }) => phases === undefined);
  const starts = tasks.flatMap((task) => releaseInstants(task, supply.frameNs));
  return instantsAt([...starts, ...(anyTime ? supply.gapStarts() : [])], all, supply.frameNs);
}

/** Each of these times of a major frame once, in their order. */
export const instantsAt = (starts: readonly number[], all: readonly Task[], frameNs: number): Instant[] =>
  [...new Set(starts.map((start) => modulo(start, frameNs)))]
    .sort((a, b) => a - b)
    .map((startNs) => ({ startNs, firstNs: new Map(all.map((task) => [task, firstRelease(task, startNs)])) }));

/** What the kernel does at releases of any task in [startNs, endNs), which comes before everybody's work. */
export const releaseWork = (all: readonly Task[], startNs: number, endNs: number): number =>
  all.reduce((sum, task) => sum + releasesUntil(task, startNs, endNs) * task.releaseNs, 0);

/**
 * The first instant, from `atLeastNs` on, by which the supply from `startNs` on has done all work that came until then.
 * undefined: none was found in reasonable time.
 */
export function doneBy(
  supply: Supply,
  startNs: number,
  workUntil: (endNs: number) => number,
  atLeastNs = startNs,
): number | undefined {
  let end = Math.max(atLeastNs, startNs + 1);
  for (let step = 0; step < STEPS_MAX; step++) {
    const next = Math.max(end, supply.finish(startNs, workUntil(end)));
    if (next === end) return end;
    end = next;
  }
  return undefined;
}
