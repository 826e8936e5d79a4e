/**
 * What becomes of a partition, before it is text: its ports and objects, its threads, and what each of them does. The files
 * of `glue/` write it down as C.
 */
import type { Feature, Instance, Place } from "../../aadl/instance.js";
import type { CType } from "./data-types.js";

/** A sampling or queuing port of the partition: a process's port. */
export interface ChannelPort {
  readonly kind: "sampling" | "queuing";
  readonly direction: "source" | "destination";
  /** As the system file and CREATE_..._PORT name it. */
  readonly name: string;
  /** The variable that holds its identifier. */
  readonly variable: string;
  /** What its messages are; undefined where they are events without data. */
  readonly type: CType | undefined;
  /** Of a queuing port. */
  readonly depth: number;
  /** Of a sampling destination. */
  readonly refreshNs: number;
  /** The process's port, as the model has it. */
  readonly feature: Feature;
}

/** What threads of one partition share. */
export interface LocalObject {
  readonly kind: "blackboard" | "buffer" | "event" | "semaphore" | "mutex";
  readonly name: string;
  readonly variable: string;
  /** Of a blackboard or buffer. */
  readonly type: CType | undefined;
  /** Of a buffer: its messages; of a semaphore: its largest value. */
  readonly depth: number;
  /** Of a semaphore: its first value. */
  readonly value: number;
  /** Of a mutex. */
  readonly priority: number;
  /** What it is there for, as one reads it. */
  readonly purpose: string;
}

/** By which a thread's port reaches other threads. */
export type Transport = ChannelPort | LocalObject;

/** A port of a thread. */
export interface ThreadPort {
  readonly feature: Feature;
  /** The variable with its value; events have none. */
  readonly variable: string | undefined;
  readonly type: CType | undefined;
  readonly transports: readonly Transport[];
  /** How long a thread waits at it, where the model says. */
  readonly timeoutNs: number;
}

/** A function of C. */
export interface CFunction {
  readonly name: string;
  /** The subprogram that it is. */
  readonly subprogram: string;
  readonly parameters: readonly CParameter[];
  /** Of a subprogram that is a sequence of calls; undefined where the user's source has it. */
  readonly body: Body | undefined;
}

export interface CParameter {
  readonly name: string;
  readonly type: CType;
  /** Whether the function may change it: `type *name`. */
  readonly isPointer: boolean;
}

/** A sequence of calls. */
export interface Body {
  /** What one call hands to the next, and what nothing is connected to. */
  readonly variables: readonly { readonly name: string; readonly type: CType }[];
  readonly steps: readonly Step[];
}

export interface Step {
  readonly function: CFunction;
  /** As they are written in the call. */
  readonly arguments: readonly string[];
  /** Values that are copied before the call, and after it. */
  readonly before: readonly Copy[];
  readonly after: readonly Copy[];
  /** What the call may only be made under. */
  readonly lock: LocalObject | undefined;
}

export interface Copy {
  readonly to: string;
  readonly from: string;
  readonly type: CType;
}

/** When a thread is dispatched. */
export type Dispatch =
  /** By the kernel, as a periodic process; or by the clock, where the partition's period does not allow that. */
  | { readonly kind: "periodic"; readonly periodNs: number; readonly isByClock: boolean }
  /** By what comes at its ports, no sooner than `leastNs` after the last dispatch. */
  | { readonly kind: "sporadic"; readonly leastNs: number; readonly triggers: readonly ThreadPort[] }
  /** Once. */
  | { readonly kind: "background" };

export interface ThreadPlan {
  /** The process's name, and the thread's as one reads it. */
  readonly name: string;
  /** Its function. */
  readonly function: string;
  readonly instance: Instance;
  readonly dispatch: Dispatch;
  readonly deadlineNs: number | undefined;
  readonly priority: number;
  readonly initialise: CFunction | undefined;
  readonly inputs: readonly ThreadPort[];
  readonly outputs: readonly ThreadPort[];
  readonly body: Body;
  readonly place: Place;
}

/** Data that threads share, or that one of them keeps. */
export interface SharedData {
  readonly variable: string;
  readonly type: CType;
  readonly purpose: string;
}

/** All that a native partition's glue is made of. */
export interface GluePlan {
  readonly partition: string;
  /** The process, as one reads it. */
  readonly process: string;
  readonly types: readonly CType[];
  readonly ports: readonly ChannelPort[];
  readonly objects: readonly LocalObject[];
  readonly shared: readonly SharedData[];
  readonly threads: readonly ThreadPlan[];
  readonly processStackBytes: number;
  /** Threads of the partitions before it, as POK counts them. */
  readonly firstThread: number;
  /** POK's features that the model names: `libc_stdio`. */
  readonly features: readonly string[];
}
