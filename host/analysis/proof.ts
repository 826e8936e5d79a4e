/** What the analysis says of a system: of each schedule, of each partition with a table of processes. */
import type { Policy } from "../config/model.js";

export interface ScheduleProof {
  readonly schedule: string;
  readonly majorFrameNs: number;
  /** Those that have windows in it. */
  readonly partitions: readonly PartitionProof[];
}

export interface PartitionProof {
  readonly partition: string;
  readonly policy: Policy;
  readonly periodNs: number;
  /** What each period is to give. */
  readonly durationNs: number;
  /** What the windows give in the period that gives least. */
  readonly leastNs: number;
  /** What is left of the windows for processes, of the whole time. */
  readonly supply: number;
  /** What the processes of known length take of the whole time, the kernel's work for them included. */
  readonly demand: number;
  /** undefined: the partition has no table. */
  readonly processes?: readonly ProcessProof[];
}

export interface ProcessProof {
  readonly process: string;
  readonly verdict: /** The deadline is met whatever happens. */
    | "met"
    /** It is not, in the worst case. */
    | "missed"
    /** Nobody knows: `reason` tells why. */
    | "unproven"
    /** There is none. */
    | "no-deadline";
  readonly deadlineNs?: number;
  /** The longest from a release until it is done, or a bound of it; absent where there is none. */
  readonly responseNs?: number;
  readonly reason?: string;
  /** Where the worst case begins in the major frame, and the release; of a deadline that is missed. */
  readonly worstCase?: { readonly startNs: number; readonly releaseNs: number };
  /** It, drawn. */
  readonly timeline?: string;
}

/** What is left between the worst response and the deadline. */
export const slackOf = ({ responseNs, deadlineNs }: ProcessProof): number | undefined =>
  responseNs === undefined || deadlineNs === undefined ? undefined : deadlineNs - responseNs;
