/**
 * Observed events as the Chrome trace format has them (Perfetto and chrome://tracing open it): a process for the
 * system, a track for the kernel and one a partition; windows are slices, everything else is an instant.
 */
import {
  ACTION_NAMES,
  CALL_NAMES,
  ERROR_NAMES,
  EVENT_CORE_CALL,
  EVENT_FAULT,
  EVENT_FRAME_START,
  EVENT_HEALTH,
  EVENT_HYPERCALL,
  EVENT_INTERRUPT,
  EVENT_PARTITION_MODE,
  EVENT_UPCALL,
  EVENT_USER,
  EVENT_WINDOW_END,
  EVENT_WINDOW_START,
  LINE_IRQ_BASE,
  LINE_NAMES,
  MODE_NAMES,
  NO_PARTITION,
  START_NAMES,
  VECTOR_IRQ_BASE,
} from "../generated/abi.js";
import type { ImageLayout } from "../image/layout.js";
import type { LostEvent, ObservedEvent, TraceEvent } from "../observe/events.js";
import { exceptionName } from "../observe/exceptions.js";

/** An entry of `traceEvents`. */
export interface ChromeEvent {
  readonly name: string;
  readonly ph: "X" | "i" | "M";
  readonly pid: number;
  readonly tid: number;
  readonly cat?: string;
  /** Microseconds since boot. */
  readonly ts?: number;
  /** Microseconds. */
  readonly dur?: number;
  readonly s?: "t" | "p";
  readonly args?: Readonly<Record<string, unknown>>;
}

const PROCESS = 1;
/** Not 0: Perfetto takes that for a processor's idle thread. */
const KERNEL_TRACK = 1;
const trackOf = (partitionIndex: number | undefined): number =>
  partitionIndex === undefined ? KERNEL_TRACK : KERNEL_TRACK + 1 + partitionIndex;

const microseconds = (ns: number): number => ns / 1000;
const hex = (value: number): string => `0x${value.toString(16).padStart(8, "0")}`;
const lineName = (line: number): string =>
  line >= LINE_IRQ_BASE ? `IRQ ${line - LINE_IRQ_BASE}` : (LINE_NAMES[line] ?? `line ${line}`);

interface Instant {
  readonly name: string;
  readonly args: Readonly<Record<string, unknown>>;
}

/** What a record says, in words. Windows are not instants and not here. */
function describe({ event, name, a, b, c }: TraceEvent): Instant {
  switch (event) {
    case EVENT_CORE_CALL:
    case EVENT_HYPERCALL:
      return { name: CALL_NAMES[a] ?? `call ${hex(a)}`, args: { number: a, from: hex(b), argument: hex(c) } };
    case EVENT_INTERRUPT:
      return { name: `interrupt: IRQ ${a - VECTOR_IRQ_BASE}`, args: { vector: a, interrupted: hex(b) } };
    case EVENT_UPCALL:
      return { name: `upcall: ${lineName(a)}`, args: { interrupted: hex(b), handler: hex(c) } };
    case EVENT_FAULT:
      return { name: `fault: ${exceptionName(a)}`, args: { vector: a, eip: hex(b), detail: hex(c) } };
    case EVENT_HEALTH:
      return { name: `health: ${ERROR_NAMES[a] ?? a}`, args: { action: ACTION_NAMES[b] ?? b, eip: hex(c) } };
    case EVENT_PARTITION_MODE:
      return { name: `mode: ${MODE_NAMES[a] ?? a}`, args: { start: START_NAMES[b] ?? b, restarts: c } };
    case EVENT_FRAME_START:
      return { name: `frame ${a}`, args: {} };
    case EVENT_USER:
      return { name: "user event", args: { a: hex(a), b: hex(b), c: hex(c) } };
    default:
      return { name, args: { a, b, c } };
  }
}

interface OpenWindow {
  readonly timeNs: number;
  readonly window: number;
  readonly startLatenessNs: number;
}

export class TraceFormat {
  readonly #layout: ImageLayout;
  /** By track. */
  readonly #open = new Map<number, OpenWindow>();
  #lastNs = 0;

  constructor(layout: ImageLayout) {
    this.#layout = layout;
  }

  /** The tracks' names: what comes first in the file. */
  header(): ChromeEvent[] {
    const named = (name: string, tid: number, args: ChromeEvent["args"]): ChromeEvent => ({
      name,
      ph: "M",
      pid: PROCESS,
      tid,
      ...(args && { args }),
    });
    const tracks = ["kernel", ...this.#layout.partitions.map(({ name }) => name)];
    return [
      named("process_name", KERNEL_TRACK, { name: this.#layout.name }),
      ...tracks.flatMap((name, index) => [
        named("thread_name", KERNEL_TRACK + index, { name }),
        named("thread_sort_index", KERNEL_TRACK + index, { sort_index: index }),
      ]),
    ];
  }

  /** What one event adds. Events must come in the order of time. */
  add(event: ObservedEvent): ChromeEvent[] {
    this.#lastNs = event.timeNs;
    switch (event.kind) {
      case "trace":
        return this.#trace(event);
      case "console":
        return [this.#instant(event.timeNs, trackOf(event.partitionIndex), "console", "console", { text: event.text })];
      case "lost":
        return this.#lost(event);
      case "health":
        // The partition's trace ring has it as well.
        return [];
    }
  }

  /** Closes what is still open at the end of the run. */
  finish(): ChromeEvent[] {
    return [...this.#open.keys()].flatMap((track) => this.#endWindow(track, this.#lastNs, {}));
  }

  #trace(event: TraceEvent): ChromeEvent[] {
    if (event.event === EVENT_WINDOW_START) {
      const track = this.#windowTrack(event.a);
      // A window whose end was lost ends here at the latest.
      const ended = this.#endWindow(track, event.timeNs, {});
      this.#open.set(track, { timeNs: event.timeNs, window: event.b, startLatenessNs: event.c });
      return ended;
    }
    if (event.event === EVENT_WINDOW_END) {
      return this.#endWindow(this.#windowTrack(event.a), event.timeNs, { endLatenessNs: event.c });
    }
    const { name, args } = describe(event);
    const category = event.name.toLowerCase();
    return [this.#instant(event.timeNs, trackOf(event.partitionIndex), category, name, args)];
  }

  #windowTrack(partition: number): number {
    return partition === NO_PARTITION ? KERNEL_TRACK : trackOf(partition);
  }

  #endWindow(track: number, timeNs: number, args: Readonly<Record<string, number>>): ChromeEvent[] {
    const open = this.#open.get(track);
    if (open === undefined) return [];
    this.#open.delete(track);
    return [
      {
        name: track === KERNEL_TRACK ? "idle" : `window ${open.window}`,
        cat: "window",
        ph: "X",
        pid: PROCESS,
        tid: track,
        ts: microseconds(open.timeNs),
        dur: microseconds(timeNs - open.timeNs),
        args: { startLatenessNs: open.startLatenessNs, ...args },
      },
    ];
  }

  #lost({ timeNs, ring, partitionIndex, count }: LostEvent): ChromeEvent[] {
    const unit = ring === "console" ? "bytes" : "records";
    return [this.#instant(timeNs, trackOf(partitionIndex), "lost", `${count} ${ring} ${unit} lost`, { count })];
  }

  #instant(
    timeNs: number,
    tid: number,
    cat: string,
    name: string,
    args: Readonly<Record<string, unknown>>,
  ): ChromeEvent {
    return { name, cat, ph: "i", s: "t", pid: PROCESS, tid, ts: microseconds(timeNs), args };
  }
}
