/**
 * Response times where who comes before whom does not change: by priority, and rate-monotonic. Joseph and Pandya (The Computer
 * Journal 29(5), 1986) and Lehoczky (RTSS 1990), with the supply of the actual windows instead of a whole processor: the q-th
 * release of task i in a busy period from s on is done at the first f with
 *
 *     supply(s, f) >= B + sum over all k of n(k) r(k) + q C(i) + sum over j before i of n(j) C(j)
 *
 * where n counts the releases in [s, f), r is the kernel's work at a release, and B the longest that a later task keeps i
 * from running. Equals count as coming before: FIFO lets in only those who were there first, so the bound is safe.
 *
 * With all others before it, the same is a bound for any policy that leaves no time unused: by f everything is done.
 */
import { criticalInstants, doneBy, type Instant, releaseWork } from "./busy-period.js";
import type { Supply } from "./supply.js";
import { type BoundedTask, releasesUntil, type Task, utilisation } from "./task.js";

/** Releases that are looked at, from all instants together; with more the analysis is given up. */
const RELEASES_MAX = 100_000;

/** The worst release that was found of a task. */
export interface Response {
  /** From the release until it is done; Infinity: it may never be; undefined: no bound was found in reasonable time. */
  readonly responseNs: number | undefined;
  /** Where the busy period begins, in the major frame. */
  readonly startNs: number;
  /** The release, counted from the same. */
  readonly releaseNs: number;
}

export interface Question {
  readonly task: BoundedTask;
  /** Those that come before it. */
  readonly before: readonly BoundedTask[];
  /** All tasks of the partition. */
  readonly all: readonly Task[];
  /** The longest that others keep it from running. */
  readonly blockedNs: number;
  readonly supply: Supply;
}

export function worstResponse({ task, before, all, blockedNs, supply }: Question): Response {
  const level = [...before, task];
  const unbounded = { startNs: 0, releaseNs: 0 };
  // What the kernel does at the releases of those that come after it is done before it, too.
  const releases = all
    .filter((other) => !level.includes(other as BoundedTask))
    .map((other) => ({ ...other, costNs: 0 }));
  if (utilisation(level) + utilisation(releases) > supply.frameSupplyNs / supply.frameNs)
    return { ...unbounded, responseNs: Number.POSITIVE_INFINITY };
  let worst: Response | undefined;
  const budget = { releases: RELEASES_MAX };
  for (const instant of criticalInstants(level, all, supply)) {
    const found = responseFrom(instant, { task, before, all, blockedNs, supply }, budget);
    if (found === "unknown") return { ...unbounded, responseNs: undefined };
    if (found && (worst === undefined || found.responseNs! > worst.responseNs!)) worst = found;
  }
  return worst ?? { ...unbounded, responseNs: undefined };
}

/** undefined: the busy period is over before the task is released. */
function responseFrom(
  { startNs, firstNs }: Instant,
  { task, before, all, blockedNs, supply }: Question,
  budget: { releases: number },
): Response | undefined | "unknown" {
  const first = firstNs.get(task)!;
  const others = (endNs: number): number =>
    blockedNs +
    releaseWork(all, startNs, endNs) +
    before.reduce((sum, other) => sum + releasesUntil(other, firstNs.get(other)!, endNs) * other.costNs, 0);
  if (first > startNs) {
    const idle = doneBy(supply, startNs, others);
    if (idle === undefined) return "unknown";
    if (idle <= first) return undefined;
  }
  let worst: Response | undefined;
  let done = startNs;
  for (let count = 1; ; count++) {
    const release = count === 1 ? first : first + (count - 1) * task.everyNs;
    if (count > 1 && done <= release) return worst;
    if (budget.releases-- <= 0) return "unknown";
    const next = doneBy(supply, startNs, (endNs) => others(endNs) + count * task.costNs, done);
    if (next === undefined) return "unknown";
    done = next;
    const response = { responseNs: done - release, startNs, releaseNs: release };
    if (worst === undefined || response.responseNs > worst.responseNs!) worst = response;
  }
}
