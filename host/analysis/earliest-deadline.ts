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
import { criticalInstants, doneBy, type Instant, instantsAt, releaseWork } from "./busy-period.js";
import type { Question, Response } from "./fixed-order.js";
import { type BoundedTask, modulo, releaseInstants, releasesUntil, utilisation } from "./task.js";

/** Deadlines that are looked at in a busy period; with more the analysis is given up. */
const DEADLINES_MAX = 20_000;

type DeadlineTask = BoundedTask & { readonly deadlineNs: number };

/** `question.before` are the other tasks with a deadline. */
export function worstResponseByDeadline(question: Question): Response {
  const { task, before, supply } = question;
  const tasks = [...before, task] as DeadlineTask[];
  const none = { startNs: 0, releaseNs: 0 };
  if (utilisation(tasks) > supply.frameSupplyNs / supply.frameNs) {
    return { ...none, responseNs: Number.POSITIVE_INFINITY };
  }
  const instants = instantsByDeadline(tasks, question);
  if (instants === undefined) return { ...none, responseNs: undefined };
  let worst: Response | undefined;
  for (const instant of instants) {
    const found = responseFrom(instant, tasks, question);
    if (found === "unknown") return { ...none, responseNs: undefined };
    if (found && (worst === undefined || found.responseNs! > worst.responseNs!)) worst = found;
  }
  return worst ?? { ...none, responseNs: undefined };
}

/**
 * Besides the instants of any policy: a task that may be released at any time is worst as late as its deadline is still among those
 * before another's, which lies on a grid. So many releases before that as one busy period may have are tried. undefined: too many.
 */
function instantsByDeadline(tasks: readonly DeadlineTask[], question: Question): Instant[] | undefined {
  const { all, supply } = question;
  const { frameNs } = supply;
  const instants = criticalInstants(tasks, all, supply);
  const ends = instants.map((instant) => endOf(instant, tasks, question));
  if (ends.includes(undefined)) return undefined;
  const longest = Math.max(...instants.map(({ startNs }, i) => ends[i]! - startNs));
  const deadlines = new Set(
    tasks.flatMap((task) =>
      releaseInstants(task, frameNs).map((release) => modulo(release + task.deadlineNs, frameNs)),
    ),
  );
  const starts = instants.map(({ startNs }) => startNs);
  for (const task of tasks.filter(({ phases }) => phases === undefined)) {
    const releases = releasesUntil(task, 0, longest);
    if (deadlines.size * releases > DEADLINES_MAX) return undefined;
    for (const deadline of deadlines) {
      for (let before = 0; before < releases; before++) {
        starts.push(deadline - task.deadlineNs - (before === 0 ? 0 : before * task.everyNs));
      }
    }
  }
  return instantsAt(starts, all, frameNs);
}

/** Where the busy period of all tasks with deadlines ends. */
function endOf(
  { startNs, firstNs }: Instant,
  tasks: readonly DeadlineTask[],
  { all, blockedNs, supply }: Question,
): number | undefined {
  return doneBy(supply, startNs, (endNs) =>
    tasks.reduce(
      (sum, each) => sum + releasesUntil(each, firstNs.get(each)!, endNs) * each.costNs,
      blockedNs + releaseWork(all, startNs, endNs),
    ),
  );
}

function responseFrom(
  { startNs, firstNs }: Instant,
  tasks: readonly DeadlineTask[],
  question: Question,
): Response | undefined | "unknown" {
  const { task, all, blockedNs, supply } = question;
  const demand = (deadline: number): number =>
    tasks.reduce((sum, each) => {
      const jobs = releasesUntil(each, firstNs.get(each)!, deadline - each.deadlineNs + 1);
      return sum + jobs * each.costNs;
    }, 0);
  const kernel = (endNs: number): number => blockedNs + releaseWork(all, startNs, endNs);
  const end = endOf({ startNs, firstNs }, tasks, question);
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
