/** Which process of a partition runs: POK's schedulers, and AADL's, as policies of the system file. */
import type { Instance } from "../../aadl/instance.js";
import type { PartitionOptions, Policy } from "../../config/define.js";
import type { Findings } from "./findings.js";
import type { LocalObject, ThreadPlan } from "./plan.js";
import type { PropertyValues } from "./property-values.js";

const PROPERTIES = ["POK::Scheduler", "Scheduling_Protocol"];

const POLICIES: Readonly<Record<string, Policy>> = {
  rr: "round-robin",
  roundrobin: "round-robin",
  round_robin: "round-robin",
  round_robin_protocol: "round-robin",
  rms: "rate-monotonic",
  rate_monotonic_protocol: "rate-monotonic",
  deadline_monotonic_protocol: "rate-monotonic",
  edf: "earliest-deadline",
  earliest_deadline_first: "earliest-deadline",
  earliest_deadline_first_protocol: "earliest-deadline",
  llf: "least-laxity",
  least_laxity_first_protocol: "least-laxity",
  static: "priority",
  timeslice: "priority",
  fixed_priority: "priority",
  arinc653: "priority",
  fixedtimeline: "priority",
  hpf: "priority",
  posix_1003_highest_priority_first_protocol: "priority",
};

export type PolicyOptions = Pick<PartitionOptions, "policy" | "quantum">;

/** The policy that a virtual processor asks for. POK's round robin lets a thread run until it waits. */
export function policyOf(runtime: Instance, values: PropertyValues, findings: Findings): PolicyOptions {
  const property = PROPERTIES.find((name) => runtime.properties.get(name));
  const word = property && values.word(runtime, property);
  if (!property || word === undefined) return {};
  const policy = POLICIES[word];
  if (policy === undefined) {
    const message = `${property} ${word} is left out: the highest priority runs first`;
    findings.warn(
      values.place(runtime, property, runtime.place),
      message,
      `${Object.keys(POLICIES).join(", ")} are known`,
    );
    return {};
  }
  if (policy === "round-robin") return { policy, quantum: "0ms" };
  return policy === "priority" ? {} : { policy };
}

/** A partition's policy, its threads with their priorities, and what they lock, with its own. */
export interface Scheduled {
  readonly options: PolicyOptions;
  readonly threads: readonly ThreadPlan[];
  readonly locks: readonly LocalObject[];
}

/**
 * The kernel knows no period of a thread that the clock dispatches. Where the shortest period is to run first, priorities
 * say so instead; then a mutex is above all of them.
 */
export function byRate({ options, threads, locks }: Scheduled): Scheduled {
  const isKept = threads.every(({ dispatch }) => dispatch.kind !== "periodic" || !dispatch.isByClock);
  if (options.policy !== "rate-monotonic" || isKept) return { options, threads, locks };
  const periods = [...new Set(threads.map(periodOf))].toSorted((a, b) => b - a);
  return {
    options: {},
    threads: threads.map((thread) => ({ ...thread, priority: periods.indexOf(periodOf(thread)) + 1 })),
    locks: locks.map((lock) => ({ ...lock, priority: periods.length })),
  };
}

const periodOf = ({ dispatch }: ThreadPlan): number =>
  dispatch.kind === "periodic" ? dispatch.periodNs : Number.POSITIVE_INFINITY;
