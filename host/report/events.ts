/** What a run tells a reporter. */
import type { PortSummary } from "../exchange/ports.js";
import type { ConsoleEvent, LostEvent, HealthEvent as ObservedHealthEvent } from "../observe/events.js";
import type { CodeLocation } from "../symbols/symbol-map.js";

/** A place in a program, and what its symbols say of it. */
export interface CodePlace {
  readonly address: number;
  readonly location?: CodeLocation;
}

export interface HealthEvent extends ObservedHealthEvent {
  readonly place: CodePlace;
}

export type RunEvent = ConsoleEvent | HealthEvent | LostEvent;

/** What the end table says of a partition. */
export interface PartitionSummary {
  readonly windows: number;
  readonly missedWindows: number;
  readonly overruns: number;
  readonly worstLatenessNs: number;
  readonly coreCalls: number;
  readonly hypercalls: number;
  readonly rejectedCalls: number;
  readonly virtualInterrupts: number;
  readonly faults: number;
  readonly restarts: number;
  readonly consoleDropped: number;
  readonly healthDropped: number;
  /** Interrupts of its devices; absent for a partition that has no hardware interrupt. */
  readonly deviceInterrupts?: number;
  /** Name of the MODE value. */
  readonly mode: string;
  /** What the partition gave when it stopped or restarted itself last. */
  readonly exitCode: number;
}

export interface RunSummary {
  /** `all-stopped`: it ended, and no partition had anything left to do. */
  readonly reason: "ended" | "all-stopped" | "panic" | "timeout" | "aborted" | "machine-failure";
  readonly machine: string;
  /** Virtual time at the end, nanoseconds since boot. */
  readonly timeNs: number;
  /** Major frames that were begun. */
  readonly frames: number;
  /** By partition index. */
  readonly partitions: readonly PartitionSummary[];
  /** Of the channels that were connected. */
  readonly ports?: readonly PortSummary[];
}

export interface PanicEvent {
  readonly timeNs: number;
  /** The PANIC value's text. */
  readonly text: string;
  /** By code: vector, step, index, address. */
  readonly detail: number;
  /** Whose window it was. */
  readonly partitionIndex?: number;
  /** By name; only an exception leaves any. */
  readonly registers?: Readonly<Record<string, number>>;
  /** Where, then what looks like its callers, innermost first. */
  readonly stack: readonly CodePlace[];
}

/** Told of everything that a user of `bulkhead run` sees. */
export interface Reporter {
  event(event: RunEvent): void;
  panic(panic: PanicEvent): void;
  /** The machine itself failed, or did not come to an end, in a window of that partition if it is known. */
  failure(message: string, partitionIndex?: number): void;
  /** Always last. */
  end(summary: RunSummary): void;
}
