/**
 * A misdeed as data: the C that commits it, and what must come of it. `program.ts` makes a partition of each, and
 * `hostile.test.ts` runs them beside a neighbour that must notice nothing.
 */

import type { Board, PartitionOptions } from "../../host/config/define.js";
import type { ChannelDefinition } from "../../host/config/define-channels.js";

/** Names of ERROR values, as health monitoring reports them. */
export type ErrorName =
  | "APPLICATION_ERROR"
  | "DEADLINE_MISSED"
  | "NUMERIC_ERROR"
  | "STACK_OVERFLOW"
  | "MEMORY_VIOLATION"
  | "ILLEGAL_INSTRUCTION"
  | "PRIVILEGED_INSTRUCTION"
  | "BREAKPOINT";

export interface Trick {
  readonly name: string;
  /** C statements; the body of `main`. */
  readonly body: string;
  /** C at file scope, before `main`. */
  readonly before?: string;
  /** The error of the health event; without one the partition must survive, and print "survived" at the end. */
  readonly error?: ErrorName;
  /** Neither an error nor an end: it keeps the processor as long as it can, for ever. */
  readonly endless?: true;
  /** Another comes before; `error` is the last. */
  readonly errorBefore?: ErrorName;
  /** The error is its own error handler's, and it survives. */
  readonly handled?: true;
  /** Restarted by health monitoring instead of being stopped. */
  readonly restarted?: true;
  /** What the partition has besides: vCPUs, interrupts, I/O ports. */
  readonly has?: Partial<PartitionOptions>;
  /** How often its device interrupts, at least and at most. */
  readonly deviceInterrupts?: readonly [least: number, most: number];
  /** Why it is not tried on v86: what the emulator does instead of what a processor does. */
  readonly notOnV86?: string;
}

/** The board of native partitions. */
export type NativeBoard = Board;

/** Tricks that run as partitions of one system. */
export interface Theme {
  readonly name: string;
  readonly tricks: readonly Trick[];
  /** What the neighbour has besides. */
  readonly neighbourHas?: Partial<PartitionOptions>;
  /** The tricks and the neighbour are native partitions, with processes (`native-trick.h`), on this board. */
  readonly native?: NativeBoard;
  readonly channels?: Readonly<Record<string, ChannelDefinition>>;
}

/** A C statement of assembly that may use every register but ESP and EBP. */
export const assembly = (text: string): string =>
  `__asm__ volatile(${JSON.stringify(text.replaceAll("%", "%%"))}
                   : : : "eax", "ebx", "ecx", "edx", "esi", "edi", "memory", "cc");`;

/** One instruction, or some, that must end in `error`. */
export const instruction = (name: string, text: string, error: ErrorName, more: Partial<Trick> = {}): Trick => ({
  name,
  body: assembly(text),
  error,
  ...more,
});
