/**
 * A process as the analysis sees it: when it may be released, and what each release takes. A release of a periodic process lies
 * on a grid: a window that starts periodic processing, the delay, and whole periods, which are multiples of the partition's.
 */

export interface Task {
  readonly name: string;
  /** What a release takes of the partition's windows, the kernel's work for it included; undefined: nobody knows. */
  readonly costNs: number | undefined;
  /** What the kernel takes at each release, before whoever runs. */
  readonly releaseNs: number;
  /** The least time between two releases; Infinity: it is released once. */
  readonly everyNs: number;
  /** The instants of releases modulo `gridNs`; undefined: any. */
  readonly phases: readonly number[] | undefined;
  /** The partition's period. */
  readonly gridNs: number;
  readonly deadlineNs: number | undefined;
  /** The least comes first, by a policy in which that does not change. */
  readonly rank: number;
  /** How long it may keep others from running. */
  readonly lockNs: number;
}

/** A task whose releases are bounded in number and in length. */
export type BoundedTask = Task & { readonly costNs: number };

/** Whether how much the process may compute is known. */
export const isBounded = (task: Task): task is BoundedTask => task.costNs !== undefined;

/** The first instant from `fromNs` on at which the task may be released. */
export function firstRelease({ phases, gridNs }: Task, fromNs: number): number {
  if (phases === undefined) return fromNs;
  return fromNs + Math.min(...phases.map((phase) => modulo(phase - fromNs, gridNs)));
}

/** Releases in [firstNs, endNs), the first of them at `firstNs`, at most. */
export function releasesUntil({ everyNs }: Task, firstNs: number, endNs: number): number {
  if (endNs <= firstNs) return 0;
  return everyNs === Number.POSITIVE_INFINITY ? 1 : Math.ceil((endNs - firstNs) / everyNs);
}

/** The instants of a major frame at which the task may be released; of who may be at any, nothing. */
export function releaseInstants({ phases, gridNs }: Task, frameNs: number): number[] {
  if (phases === undefined) return [];
  const periods = Array.from({ length: Math.round(frameNs / gridNs) }, (_, i) => i * gridNs);
  return periods.flatMap((start) => phases.map((phase) => start + phase));
}

/** The share of a processor that tasks of known cost take. */
export const utilisation = (tasks: readonly Task[]): number =>
  tasks.reduce((sum, { costNs = 0, releaseNs, everyNs }) => sum + (costNs + releaseNs) / everyNs, 0);

export const modulo = (value: number, divisor: number): number => ((value % divisor) + divisor) % divisor;
