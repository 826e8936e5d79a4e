/**
 * Observed events as the Chrome trace format has them (Perfetto and chrome://tracing open it): a process for the
 * system, a track for the kernel and one a partition; windows are slices, and so are the partition's processes inside
 * them; everything else is an instant.
 */
import {
  ERROR_HANDLER,
  EVENT_PARTITION_MODE,
  EVENT_PROCESS,
  EVENT_WINDOW_END,
  EVENT_WINDOW_START,
  MODE_NORMAL,
  NO_PARTITION,
} from "../generated/abi.js";
import type { ImageLayout } from "../image/layout.js";
import type { LostEvent, ObservedEvent, TraceEvent } from "../observe/events.js";
import { describe } from "./describe.js";
import { type ProcessSlice, ProcessSlices } from "./process-slices.js";

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

function processName(process: number): string {
  if (process === ERROR_HANDLER) return "error handler";
  return process === 0 ? "first thread" : `process ${process}`;
}

interface OpenWindow {
  readonly timeNs: number;
  readonly window: number;
  readonly startLatenessNs: number;
}

export class TraceFormat {
  readonly #layout: ImageLayout;
  readonly #schedules: readonly string[];
  /** By track. */
  readonly #open = new Map<number, OpenWindow>();
  readonly #processes = new ProcessSlices();
  #lastNs = 0;

  constructor(layout: ImageLayout) {
    this.#layout = layout;
    this.#schedules = layout.schedules.map(({ name }) => name);
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
    const { timeNs, partitionIndex, a, b } = event;
    if (event.event === EVENT_WINDOW_START) {
      const track = this.#windowTrack(a);
      // A window whose end was lost ends here at the latest.
      const ended = this.#endWindow(track, timeNs, {});
      this.#open.set(track, { timeNs, window: b, startLatenessNs: event.c });
      if (a !== NO_PARTITION) this.#processes.windowStarts(a, timeNs);
      return ended;
    }
    if (event.event === EVENT_WINDOW_END) {
      return this.#endWindow(this.#windowTrack(a), timeNs, { endLatenessNs: event.c });
    }
    if (event.event === EVENT_PROCESS && partitionIndex !== undefined) {
      return this.#process(partitionIndex, timeNs, this.#processes.goesOn(partitionIndex, timeNs, a, b));
    }
    const { name, args } = describe(event, this.#schedules);
    const instant = this.#instant(timeNs, trackOf(partitionIndex), event.name.toLowerCase(), name, args);
    if (event.event !== EVENT_PARTITION_MODE || partitionIndex === undefined) return [instant];
    const ended =
      a === MODE_NORMAL
        ? this.#processes.startIsOver(partitionIndex, timeNs)
        : this.#processes.stops(partitionIndex, timeNs);
    return [...this.#process(partitionIndex, timeNs, ended), instant];
  }

  /** The end of a process's slice, which lies inside its partition's window. */
  #process(partition: number, timeNs: number, slice: ProcessSlice | undefined): ChromeEvent[] {
    if (slice === undefined) return [];
    const { process, priority, startNs } = slice;
    const place = {
      pid: PROCESS,
      tid: trackOf(partition),
      ts: microseconds(startNs),
      dur: microseconds(timeNs - startNs),
    };
    return [{ name: processName(process), cat: "process", ph: "X", ...place, args: { priority } }];
  }

  #windowTrack(partition: number): number {
    return partition === NO_PARTITION ? KERNEL_TRACK : trackOf(partition);
  }

  #endWindow(track: number, timeNs: number, args: Readonly<Record<string, number>>): ChromeEvent[] {
    const open = this.#open.get(track);
    if (open === undefined) return [];
    this.#open.delete(track);
    const partition = track - trackOf(0);
    const process = this.#process(partition, timeNs, this.#processes.windowEnds(partition, timeNs));
    return [
      ...process,
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
