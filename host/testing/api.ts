/// <reference lib="esnext.disposable" />
/**
 * What a test sees of a system that it boots: types alone, without a type of Node.js or of the machine, since the compiler
 * of whoever imports "bulkhead" reads them.
 *
 * All times are virtual, in nanoseconds since boot: those that the partitions read from their clock. They depend on the
 * system and on what the test does to it, and on nothing else.
 */
import type { Time } from "../config/define-units.js";

/** A point in time: nanoseconds since boot, or a time with its unit. */
export type Moment = Time | number;

export interface BootOptions {
  /** What somebody sends into COM2, once a driver there raises DTR. */
  readonly com2Input?: string | Uint8Array;
}

/** How long to run: for a time, up to a time, or up to the beginning of so many more major frames. */
export type RunLength = { readonly for: Time } | { readonly until: Moment } | { readonly frames: number };

export interface WaitOptions {
  /** How much virtual time it may take: "1s" unless said otherwise. */
  readonly within?: Time;
}

/** A line of a partition's console. */
export interface Line {
  /** When its last character was written. */
  readonly timeNs: number;
  readonly partition: string;
  /** Without the line's end. */
  readonly text: string;
}

/** Which line is meant: one that holds the text, that the expression matches, or that the function finds right. */
export type LineMatch = string | RegExp | ((text: string) => boolean);

/** What health monitoring logged: an error and what was done about it, or a partition's own message. */
export interface Health {
  readonly timeNs: number;
  readonly partition: string;
  /** In words: `"memory violation"`, `"deadline missed"`; undefined for a message. */
  readonly error: string | undefined;
  /** In words: `"restarted"`, `"stopped"`, `"goes on"`; undefined for a message. */
  readonly action: string | undefined;
  /** Whose it is: `"process"`, `"partition"` or `"module"`. */
  readonly level: string;
  /** The partition's own words. */
  readonly message: string;
  /** The fault address of a page fault. */
  readonly address: number | undefined;
  /** Where: `"read_word (tricks.c:15)"`. */
  readonly place: string;
  /** The code that the partition reported, or the processor's. */
  readonly code: number;
  /** Of a native partition: the identifier of the process, 0 for the first thread. */
  readonly process: number | "error handler" | undefined;
  /** All of it in one line, as `bulkhead run` shows it. */
  readonly text: string;
}

/** Which event is meant: each of these that is given must be as it is given. */
export type HealthMatch =
  | Partial<Pick<Health, "error" | "action" | "level" | "message" | "process">>
  | ((event: Health) => boolean);

/** A window that a partition had. */
export interface Window {
  readonly startNs: number;
  /** Undefined while it goes on. */
  readonly endNs: number | undefined;
  /** How much later than the schedule says it began. */
  readonly lateNs: number;
}

/** ARINC 653's modes of a partition. */
export type Mode = "IDLE" | "COLD_START" | "WARM_START" | "NORMAL";

export interface TestPartition {
  readonly name: string;
  /** All lines that it has written so far; what it has not ended with a newline yet is not among them. */
  readonly lines: readonly Line[];
  /** The texts of the lines. */
  readonly output: readonly string[];
  readonly health: readonly Health[];
  readonly mode: Mode;
  readonly restarts: number;
  /** What it gave when it stopped or restarted itself last. */
  readonly exitCode: number;
  /** How often one of its processes missed its deadline. */
  readonly deadlinesMissed: number;
  readonly windows: readonly Window[];

  /**
   * Runs until the partition writes such a line from now on.
   * @throws when it does not come in time: what was awaited, and what came instead
   * @example
   * const { timeNs } = await system.partition("control").waitForLine(/^level \d+/, { within: "500ms" });
   */
  waitForLine(match: LineMatch, options?: WaitOptions): Promise<Line>;

  /**
   * Runs until health monitoring logs such an event of the partition from now on.
   * @throws when it does not come in time
   * @example
   * await system.partition("rogue").waitForHealth({ error: "memory violation", action: "restarted" });
   */
  waitForHealth(match?: HealthMatch, options?: WaitOptions): Promise<Health>;

  /**
   * Runs until the partition is in that mode; at once if it is.
   * @throws when it does not come to that in time
   */
  waitForMode(mode: Mode, options?: WaitOptions): Promise<void>;
}

/** A message that was seen on a channel. */
export interface Message {
  /** When it was sent; of one that the test wrote or delayed, when its receiver's partition took it. */
  readonly timeNs: number;
  readonly bytes: Uint8Array;
  /** The bytes as text, up to the first NUL. */
  readonly text: string;
  /** Who sent it: the channel's source, or the test. */
  readonly from: "source" | "test";
  /** `"passed"` into the channel; `"held"` back, which is lost or late; `"discarded"`, since a queue had no room. */
  readonly fate: "passed" | "held" | "discarded";
}

/** Which message is meant: one whose text holds or matches that, or that the function finds right. */
export type MessageMatch = string | RegExp | ((message: Message) => boolean);

export interface TestChannel {
  /** As the system file has it. */
  readonly name: string;
  readonly kind: "sampling" | "queuing";
  /** All that was sent so far. */
  readonly messages: readonly Message[];
  /** The last that passed: what a sampling port holds. */
  readonly last: Message | undefined;

  /**
   * Sends a message, besides those of the channel's source. It is there when a window of the receiving partition begins.
   * @throws when it is empty or longer than the channel allows
   * @example
   * system.channel("commands").write(Uint8Array.of(1, 0, 0, 0), { at: "250ms" });
   */
  write(message: string | Uint8Array, options?: { readonly at?: Moment }): Injection;

  /** The next message of the source is lost, or as many as `count`: the sender is told that all is well. */
  lose(options?: { readonly count?: number; readonly at?: Moment }): Injection;

  /**
   * The next message of the source, or as many as `count`, comes later by a time of 2ms at least. It can overtake no window:
   * its receiver sees it in the first that begins after that.
   */
  delay(options: { readonly by: Time; readonly count?: number; readonly at?: Moment }): Injection;

  /**
   * Runs until such a message passes from now on.
   * @throws when it does not in time
   * @example
   * const { bytes } = await system.channel("ATTITUDE").waitForMessage();
   */
  waitForMessage(match?: MessageMatch, options?: WaitOptions): Promise<Message>;
}

/** A fault that a test asked for. */
export interface Injection {
  /** In words: `"bit 3 of counter in rtos"`. */
  readonly what: string;
  /** When it was to happen. */
  readonly atNs: number;
  /** When it happened: at `atNs`, or when its partition ran next; undefined until then. */
  readonly doneNs: number | undefined;
}

/** A call that a test had a partition make. */
export interface CallInjection extends Injection {
  /** What the kernel answered; undefined until the call returns, which some do not. */
  readonly answer: CallAnswer | undefined;
}

export interface CallAnswer {
  readonly timeNs: number;
  /** Name of the STATUS value: `"OK"`, `"BAD_POINTER"`. */
  readonly status: string;
  /** The value that some calls have besides: EDX. */
  readonly value: number;
}

/** Where and when. */
export interface Target {
  readonly partition: string;
  /** Now, if absent. */
  readonly at?: Moment;
}

/** A place in a partition's memory: a variable or function by its linker's symbol, or an address. */
export type Place =
  | { readonly symbol: string; readonly address?: never }
  | { readonly address: number; readonly symbol?: never };

export interface Injector {
  /**
   * A bit of the partition's memory changes: of its data, its stack or its code. What a start lays out anew is right
   * again after a restart; code and constants are not.
   * @example
   * system.inject.flipBit({ partition: "sensor", symbol: "offset", bit: 7, at: "45ms" });
   */
  flipBit(fault: Target & Place & { readonly bit: number }): Injection;

  /**
   * The code that the partition runs then becomes an endless loop: the process, the guest's task, or whatever it is.
   * With `masked` a guest operating system has its virtual interrupts off in it.
   * @example
   * system.inject.hang({ partition: "control", at: "1.5s" });
   */
  hang(fault: Target & { readonly masked?: boolean }): Injection;

  /**
   * The partition makes a call to the kernel, from whatever code it runs then, which goes on afterwards as if nothing had
   * been. `docs/abi.md` has the numbers.
   * @example
   * const call = system.inject.call({ partition: "guest", number: 0x01, args: [0xc0000000, 4] });
   * await system.run({ for: "20ms" });
   * expect(call.answer?.status).toBe("BAD_POINTER");
   */
  call(fault: Target & { readonly number: number; readonly args?: readonly number[] }): CallInjection;

  /** The partition stops: it goes to IDLE by a call of its own. */
  stop(fault: Target & { readonly code?: number }): CallInjection;

  /** The partition restarts, by a call of its own: all of its memory is laid out anew, or with `warm` what is not retained. */
  restart(fault: Target & { readonly code?: number; readonly warm?: boolean }): CallInjection;
}

/** How things stand: `"panic"` and `"failed"` are told by an error of the call that ran into them, too. */
export type SystemState = "running" | "ended" | "panic" | "failed";

/** A system that runs when the test says so. */
export interface TestSystem extends AsyncDisposable {
  readonly name: string;
  /** Virtual time, nanoseconds since boot. */
  readonly timeNs: number;
  /** Major frames that have begun. */
  readonly frames: number;
  /** When the first major frame began. */
  readonly firstFrameNs: number;
  readonly state: SystemState;
  /** All partitions, in the order of the system file. */
  readonly partitions: readonly TestPartition[];
  readonly channels: readonly TestChannel[];
  /** All lines of all partitions, in the order of time. */
  readonly lines: readonly Line[];
  readonly health: readonly Health[];
  readonly inject: Injector;

  /** @throws when there is no partition of that name */
  partition(name: string): TestPartition;

  /**
   * By the channel's name, or that of one of its ports.
   * @throws when there is none of that name, or several have a port of that name
   */
  channel(name: string): TestChannel;

  /**
   * Lets virtual time pass. A system that has ended stays where it is.
   * @throws when the kernel panics or the machine fails
   * @example
   * await system.run({ for: "100ms" });
   */
  run(length: RunLength): Promise<void>;

  /**
   * Runs until the condition gives something true, and gives that. It is asked every 100 us of virtual time, and at once.
   * @throws when it does not in time; `what` then says what was awaited
   * @example
   * await system.runUntil(() => system.partition("rtos").restarts === 2, { within: "2s", what: "a second restart" });
   */
  runUntil<T>(condition: () => T, options?: WaitOptions & { readonly what?: string }): Promise<NonNullable<T>>;

  /** All that came out at COM2 so far. */
  readonly com2: string;

  /** Everything that is known of the run so far, as text: equal runs give equal texts. */
  transcript(): string;

  /** The machine is gone; what it told stays. */
  end(): Promise<void>;
}
