/** Stands between a machine's memory and a reporter: reads what happened, and finds the places in the programs. */
import { readElf } from "../elf/reader.js";
import { MODE_NAMES, NO_PARTITION, PANIC_TEXTS } from "../generated/abi.js";
import type { PhysicalMemory } from "../machine/index.js";
import { timeNs } from "../observe/clock.js";
import type { ObservedEvent } from "../observe/events.js";
import { Observer } from "../observe/observer.js";
import { type NamedStatistics, readHostBlock, readStatistics } from "../observe/statistics.js";
import type { CodePlace, PanicEvent, PartitionSummary, Reporter } from "../report/events.js";
import { SymbolMap } from "../symbols/symbol-map.js";
import { panicRegisters } from "./panic-registers.js";
import type { Prepared } from "./prepare.js";

export class Watcher {
  private readonly observer: Observer;
  private readonly symbols = new Map<string, SymbolMap>();
  private lastNs = 0;
  private running: number | undefined;

  constructor(
    private readonly prepared: Prepared,
    private readonly reporter: Reporter,
    private readonly onEvents: (events: readonly ObservedEvent[]) => void,
  ) {
    this.observer = new Observer(prepared.image.layout);
  }

  /** Tells the reporter what is new. */
  poll(memory: PhysicalMemory): void {
    const events = this.observer.poll(memory);
    this.onEvents(events);
    for (const event of events) {
      this.lastNs = Math.max(this.lastNs, event.timeNs);
      if (event.kind === "trace") {
        if (event.name === "WINDOW_START") this.running = event.a === NO_PARTITION ? undefined : event.a;
      } else if (event.kind === "health") {
        this.reporter.event({ ...event, place: this.placeIn(event.partitionIndex, event.eip) });
      } else this.reporter.event(event);
    }
  }

  /** Whose window began last; undefined before the first and in idle time. */
  get runningIndex(): number | undefined {
    return this.running;
  }

  /** Its name. */
  get runningPartition(): string | undefined {
    return this.running === undefined ? undefined : this.prepared.system.partitions[this.running]?.name;
  }

  panic(memory: PhysicalMemory): PanicEvent {
    const block = readHostBlock(memory, this.prepared.image.layout);
    const end = block.panicBacktrace.indexOf(0);
    const returns = end < 0 ? block.panicBacktrace : block.panicBacktrace.slice(0, end);
    const partitionIndex = block.panicPartition === NO_PARTITION ? undefined : block.panicPartition;
    const registers = panicRegisters(block.panicContext, block.panicCr2);
    const faulted = registers ? [this.place(this.prepared.kernel, registers.eip)] : [];
    return {
      timeNs: this.lastNs,
      text: PANIC_TEXTS[block.panicCode] ?? `panic ${block.panicCode}`,
      detail: block.panicDetail,
      ...(partitionIndex !== undefined && { partitionIndex }),
      ...(registers && { registers }),
      stack: [...faulted, ...returns.map((address) => this.callIn(address))],
    };
  }

  /** The counters as they stand. */
  summary(memory: PhysicalMemory): { timeNs: number; frames: number; partitions: PartitionSummary[] } {
    const { layout } = this.prepared.image;
    const block = readHostBlock(memory, layout);
    return {
      timeNs: block.endTsc > 0n ? timeNs(block, block.endTsc) : this.lastNs,
      frames: block.frames,
      partitions: readStatistics(memory, layout).map((counts, index) => {
        return partitionSummary(counts, layout.partitions[index]!.irqs !== 0);
      }),
    };
  }

  private placeIn(partitionIndex: number, address: number): CodePlace {
    const program = this.prepared.programs[partitionIndex];
    return program ? this.place(program, address) : { address };
  }

  /** The call in the kernel that returns to `address`: what stands there may be another function already. */
  private callIn(address: number): CodePlace {
    return { ...this.place(this.prepared.kernel, address - 1), address };
  }

  private place({ file, content }: { file: string; content: Uint8Array }, address: number): CodePlace {
    const symbols = this.symbols.get(file) ?? new SymbolMap(readElf(content, file));
    this.symbols.set(file, symbols);
    const location = symbols.locate(address);
    return location ? { address, location } : { address };
  }
}

function partitionSummary(statistics: NamedStatistics, hasInterrupts: boolean): PartitionSummary {
  return {
    windows: statistics.windows,
    missedWindows: statistics.missedWindows,
    overruns: statistics.overruns,
    worstLatenessNs: Number(statistics.worstLatenessNs),
    coreCalls: Number(statistics.coreCalls),
    hypercalls: Number(statistics.hypercalls),
    rejectedCalls: statistics.badCalls,
    virtualInterrupts: Number(statistics.upcalls),
    faults: statistics.faults,
    restarts: statistics.restarts,
    consoleDropped: Number(statistics.consoleDropped),
    healthDropped: statistics.healthDropped,
    ...(hasInterrupts && { deviceInterrupts: statistics.deviceInterrupts }),
    mode: MODE_NAMES[statistics.mode] ?? String(statistics.mode),
    exitCode: statistics.exitCode,
  };
}
