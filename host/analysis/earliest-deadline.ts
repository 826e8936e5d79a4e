/**
 * Response times where the earliest deadline comes first: the processor demand of Baruah, Rosier and Howell (Real-Time Systems 2,
 * 1990), with the supply of the actual windows. A job with deadline d, in a busy period from s on of jobs with deadlines up
 * to d, is done by the first f with
 *
 *     supply(s, f) >= B + sum over all k of n(k) r(k) + sum over j of the jobs of j that are released from s on
 *                     with a deadline up to d, times C(j)
 *
 * and the response is f less its release. Jobs with the same deadline count, whichever comes first.
 */
import { criticalInstants, doneBy, type Instant, releaseWork } from "./busy-period.js";
import type { Question, Response } from "./fixed-order.js";
import { type BoundedTask, releasesUntil, utilisation } from "./task.js";

/** Deadlines that are looked at in a busy period; with more the analysis is given up. */
const DEADLINES_MAX = 20_000;

type DeadlineTask = BoundedTask & { readonly deadlineNs: number };

/** `question.before` are the other tasks with a deadline. */
export function worstResponseByDeadline(question: Question): Response {
  const { task, before, all, supply } = question;
  const tasks = [...before, task] as DeadlineTask[];
  const none = { startNs: 0, releaseNs: 0 };
  if (utilisation(tasks) > supply.frameSupplyNs / supply.frameNs) {
    return { ...none, responseNs: Number.POSITIVE_INFINITY };
  }
  let worst: Response | undefined;
  for (const instant of criticalInstants(tasks, all, supply)) {
    const found = responseFrom(instant, tasks, question);
    if (found === "unknown") return { ...none, responseNs: undefined };
    if (found && (worst === undefined || found.responseNs! > worst.responseNs!)) worst = found;
  }
  return worst ?? { ...none, responseNs: undefined };
}

function responseFrom(
  { startNs, firstNs }: Instant,
  tasks: readonly DeadlineTask[],
  { task, all, blockedNs, supply }: Question,
): Response | undefined | "unknown" {
  const demand = (deadline: number): number =>
    tasks.reduce((sum, each) => {
      const jobs = releasesUntil(each, firstNs.get(each)!, deadline - each.deadlineNs + 1);
      return sum + jobs * each.costNs;
    }, 0);
  const kernel = (endNs: number): number => blockedNs + releaseWork(all, startNs, endNs);
  const work = (endNs: number): number =>
    kernel(endNs) + tasks.reduce((sum, each) => sum + releasesUntil(each, firstNs.get(each)!, endNs) * each.costNs, 0);
  const end = doneBy(supply, startNs, work);
  if (end === undefined) return "unknown";
  const releases = releasesToTry({ startNs, firstNs }, tasks, task as DeadlineTask, end);
  if (releases === undefined) return "unknown";
  let worst: Response | undefined;
  for (const release of releases) {
    const due = demand(release + task.deadlineNs!);
    const done = doneBy(supply, startNs, (endNs) => kernel(endNs) + due);
    if (done === undefined) return "unknown";
    // Otherwise the job is in a busy period of its own, which another instant begins.
    if (done <= release) continue;
    const response = { responseNs: done - release, startNs, releaseNs: release };
    if (worst === undefined || response.responseNs > worst.responseNs!) worst = response;
  }
  return worst;
}

/**
 * Releases of the task in the busy period: each point of its grid, or where it may come at any time, those whose deadline is
 * another's, since between two of them the demand is the same.
 */
function releasesToTry(
  { startNs, firstNs }: Instant,
  tasks: readonly DeadlineTask[],
  task: DeadlineTask,
  endNs: number,
): number[] | undefined {
  if (task.phases !== undefined) {
    const points: number[] = [];
    const firstPeriod = Math.floor(startNs / task.gridNs);
    for (let period = firstPeriod; period * task.gridNs < endNs; period++) {
      for (const phase of task.phases) points.push(period * task.gridNs + phase);
      if (points.length > DEADLINES_MAX) return undefined;
    }
    return points.filter((release) => release >= startNs && release < endNs);
  }
  const releases = new Set([startNs]);
  for (const each of tasks) {
    const first = firstNs.get(each)!;
    for (let job = 0; job < releasesUntil(each, first, endNs); job++) {
      const release = first + (job === 0 ? 0 : job * each.everyNs) + each.deadlineNs - task.deadlineNs;
      if (release >= startNs && release < endNs) releases.add(release);
      if (releases.size > DEADLINES_MAX) return undefined;
    }
  }
  return [...releases];
}
