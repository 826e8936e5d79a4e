/**
 * Watches a run from outside: reads what the kernel wrote into its rings since the last look and tells it as events,
 * in the order of time, none of them twice. The machine may run on meanwhile.
 */
import {
  decodeHealthRecord,
  decodeTraceRecord,
  EVENT_NAMES,
  HEALTH_RECORD_SIZE,
  HEALTH_RING_SIZE,
  HOST_BLOCK_MAGIC,
  HOST_BLOCK_MAGIC_OFFSET,
  TRACE_RECORD_SIZE,
  TRACE_RING_SIZE,
} from "../generated/abi.js";
import type { ImageLayout, PartitionLayout, RingPlace } from "../image/layout.js";
import type { PhysicalMemory } from "../machine/machine.js";
import { timeNs } from "./clock.js";
import { ConsoleRing } from "./console-ring.js";
import type { LostEvent, ObservedEvent } from "./events.js";
import { healthEvent } from "./health-event.js";
import { named } from "./named.js";
import { RecordRing, type Records } from "./record-ring.js";
import { wordAt } from "./ring-memory.js";
import { readHostBlock } from "./statistics.js";

/** An event whose time is still a time stamp. */
interface Stamped {
  readonly tsc: bigint;
  readonly event: UntimedEvent;
}

type Untimed<T> = T extends unknown ? Omit<T, "timeNs"> : never;
type UntimedEvent = Untimed<ObservedEvent>;

/** One ring's own part: takes what is new and hands it on. */
type Source = (memory: PhysicalMemory, emit: (stamped: Stamped) => void) => void;

export class Observer {
  readonly #layout: ImageLayout;
  readonly #sources: readonly Source[];
  #pending: Stamped[] = [];

  constructor(layout: ImageLayout) {
    this.#layout = layout;
    this.#sources = [
      this.#traceSource(layout.trace, undefined),
      ...layout.partitions.map((partition) => this.#traceSource(partition.trace, partition)),
      this.#healthSource(),
      ...layout.partitions.map((partition) => this.#consoleSource(partition)),
    ];
  }

  /**
   * The events since the last call, by ascending time. While the machine runs, the youngest may be held back until the
   * next call; once it has stopped, nothing is.
   */
  poll(memory: PhysicalMemory): ObservedEvent[] {
    if (wordAt(memory, this.#layout.hostBlockPhys + HOST_BLOCK_MAGIC_OFFSET) !== HOST_BLOCK_MAGIC) return [];
    // The rings are read one after the other. What is no younger than the youngest of a first pass was in its ring
    // before a second pass began: up to there nothing can be missing.
    this.#collect(memory);
    if (this.#pending.length === 0) return [];
    const horizon = this.#youngest();
    this.#collect(memory);
    const ready = this.#pending.filter(({ tsc }) => tsc <= horizon);
    this.#pending = this.#pending.filter(({ tsc }) => tsc > horizon);
    ready.sort((a, b) => (a.tsc < b.tsc ? -1 : a.tsc > b.tsc ? 1 : 0));
    const clock = readHostBlock(memory, this.#layout);
    return ready.map(({ tsc, event }) => ({ ...event, timeNs: timeNs(clock, tsc) }) as ObservedEvent);
  }

  #youngest(): bigint {
    let youngest = 0n;
    for (const { tsc } of this.#pending) if (tsc > youngest) youngest = tsc;
    return youngest;
  }

  #collect(memory: PhysicalMemory): void {
    for (const source of this.#sources) source(memory, (stamped) => this.#pending.push(stamped));
  }

  /** What is common to rings of records: the lost ones are told just before the first that is there. */
  #recordSource(
    ring: RecordRing,
    recordBytes: number,
    lost: Omit<LostEvent, "timeNs" | "count" | "kind">,
    decode: (view: DataView, offset: number) => Stamped,
  ): Source {
    let uncounted = 0;
    return (memory, emit) => {
      const { lost: count, count: records, view }: Records = ring.read(memory);
      uncounted += count;
      for (let index = 0; index < records; index += 1) {
        const stamped = decode(view, index * recordBytes);
        if (uncounted > 0) emit({ tsc: stamped.tsc, event: { kind: "lost", ...lost, count: uncounted } });
        uncounted = 0;
        emit(stamped);
      }
    };
  }

  #traceSource(place: RingPlace, owner: PartitionLayout | undefined): Source {
    const shape = { ...place, headerBytes: TRACE_RING_SIZE, recordBytes: TRACE_RECORD_SIZE };
    const lost = { ring: "trace", partition: owner?.name, partitionIndex: owner?.index } as const;
    return this.#recordSource(new RecordRing(shape), TRACE_RECORD_SIZE, lost, (view, offset) => {
      const { tsc, event, partition: index, a, b, c } = decodeTraceRecord(view, offset);
      const partition = this.#layout.partitions[index];
      const name = named(EVENT_NAMES, event);
      const whose = { partition: partition?.name, partitionIndex: partition?.index };
      return { tsc, event: { kind: "trace", event, name, ...whose, a, b, c } };
    });
  }

  #healthSource(): Source {
    const shape = { ...this.#layout.health, headerBytes: HEALTH_RING_SIZE, recordBytes: HEALTH_RECORD_SIZE };
    const lost = { ring: "health", partition: undefined, partitionIndex: undefined } as const;
    return this.#recordSource(new RecordRing(shape), HEALTH_RECORD_SIZE, lost, (view, offset) => {
      const record = decodeHealthRecord(view, offset);
      return { tsc: record.tsc, event: healthEvent(record, this.#layout.partitions[record.partition]) };
    });
  }

  #consoleSource({ name, index, consolePhys, consoleSizeBytes }: PartitionLayout): Source {
    const ring = new ConsoleRing(consolePhys, consoleSizeBytes);
    const whose = { partition: name, partitionIndex: index };
    // A character may be cut in two by two writes.
    const decoder = new TextDecoder();
    let uncounted = 0;
    return (memory, emit) => {
      const { lostBytes, writes } = ring.read(memory);
      uncounted += lostBytes;
      for (const { tsc, bytes } of writes) {
        if (uncounted > 0) emit({ tsc, event: { kind: "lost", ring: "console", ...whose, count: uncounted } });
        uncounted = 0;
        const text = decoder.decode(bytes, { stream: true });
        if (text !== "") emit({ tsc, event: { kind: "console", ...whose, text } });
      }
    };
  }
}
