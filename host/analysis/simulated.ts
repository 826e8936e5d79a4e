/**
 * A partition's processes as the kernel runs them, a microsecond at a time, without the kernel's own work: for tests to hold the
 * analysis against. Written apart from it on purpose.
 */
import type { Policy } from "../config/model.js";

export interface SimulatedProcess {
  readonly priority: number;
  /** Microseconds, as all times here. */
  readonly releases: readonly number[];
  readonly cost: number;
  readonly period: number;
  readonly deadline: number;
}

interface Job {
  readonly process: number;
  readonly release: number;
  left: number;
  /** Since when it is ready at the end of its queue. */
  order: number;
}

const compare = (a: number, b: number): number => (a === b ? 0 : a - b);

/** The longest response of each process until `end`. `isOpen`: whether the partition has the processor then. */
export function simulate(
  processes: readonly SimulatedProcess[],
  policy: Policy,
  quantum: number,
  isOpen: (time: number) => boolean,
  end: number,
): number[] {
  const worst = processes.map(() => 0);
  let jobs: Job[] = [];
  let order = 0;
  let turnEnd = 0;
  let running: Job | undefined;
  const key = (job: Job): readonly number[] => {
    const { priority, period, deadline, cost } = processes[job.process]!;
    if (policy === "priority") return [-priority, job.order];
    if (policy === "rate-monotonic") return [period, job.order];
    if (policy === "earliest-deadline") return [job.release + deadline, job.order];
    // What it has yet to compute is its time capacity, less what it computed.
    if (policy === "least-laxity") return [job.release + cost - job.left, job.order];
    return [job.order];
  };
  const first = (): Job | undefined =>
    jobs.toSorted((a, b) => {
      const [one, other] = [key(a), key(b)];
      return compare(one[0]!, other[0]!) || (one[1] ?? 0) - (other[1] ?? 0);
    })[0];
  for (let time = 0; time < end; time++) {
    for (const [process, { releases, cost }] of processes.entries()) {
      if (releases.includes(time)) jobs.push({ process, release: time, left: cost, order: order++ });
    }
    if (!isOpen(time)) continue;
    if (policy === "round-robin" && running && time >= turnEnd) running.order = order++;
    const next = first();
    if (next !== running) turnEnd = time + quantum;
    else if (time >= turnEnd) turnEnd = time + quantum;
    running = next;
    if (!running) continue;
    running.left -= 1;
    if (running.left > 0) continue;
    const { process, release } = running;
    worst[process] = Math.max(worst[process]!, time + 1 - release);
    jobs = jobs.filter((job) => job !== running);
    running = undefined;
  }
  return worst;
}
