/** A reporter that keeps what happened in a run: as lines to compare, and as events to look at. */
import { type ConsoleLine, ConsoleLines } from "../../host/report/console-lines.js";
import type {
  HealthEvent,
  PanicEvent,
  PartitionSummary,
  Reporter,
  RunEvent,
  RunSummary,
} from "../../host/report/events.js";
import { healthLine } from "../../host/report/health-line.js";

export class Transcript implements Reporter {
  /** In the order of time: `name | console text`, `name ! health event`. */
  readonly lines: string[] = [];
  readonly healthEvents: HealthEvent[] = [];
  /** Bytes and records that were overwritten before they were read, but for the trace's. */
  lost = 0;
  private readonly joined = new ConsoleLines();
  private summary: RunSummary | undefined;
  /** The kernel's panic, if that was the end. */
  panicEvent: PanicEvent | undefined;
  private trouble: string | undefined;

  constructor(private readonly names: readonly string[]) {}

  event(event: RunEvent): void {
    if (event.kind === "console") {
      this.keep(this.joined.write(event));
    } else if (event.kind === "health") {
      this.healthEvents.push(event);
      this.lines.push(`${event.partition} ! ${healthLine(event)}`);
    } else if (event.ring !== "trace") {
      this.lost += event.count;
    }
  }

  panic(event: PanicEvent): void {
    this.panicEvent = event;
    const { text, stack } = event;
    const where = stack.map(({ address, location }) => location?.function ?? `0x${address.toString(16)}`);
    this.trouble = `kernel panic: ${text}, in ${where.join(" < ")}`;
  }

  failure(message: string): void {
    this.trouble = message;
  }

  end(summary: RunSummary): void {
    this.keep(this.joined.flush());
    this.summary = summary;
  }

  /** Throws unless the run ended as it was asked to. */
  mustHaveEnded(): void {
    if (this.summary?.reason === "ended") return;
    const last = this.lines.slice(-5).join("\n");
    throw new Error(`the run ended by ${this.summary?.reason}: ${this.trouble ?? "no reason"}\n${last}`);
  }

  /** What one partition wrote. */
  consoleOf(name: string): string[] {
    const prefix = `${name} | `;
    return this.lines.flatMap((line) => (line.startsWith(prefix) ? [line.slice(prefix.length)] : []));
  }

  healthOf(name: string): HealthEvent[] {
    return this.healthEvents.filter(({ partition }) => partition === name);
  }

  countsOf(name: string): PartitionSummary {
    const counts = this.summary?.partitions[this.names.indexOf(name)];
    if (!counts) throw new Error(`the run did not end, or there is no partition ${name}`);
    return counts;
  }

  private keep(lines: readonly ConsoleLine[]): void {
    for (const { partitionIndex, text } of lines) this.lines.push(`${this.names[partitionIndex]} | ${text}`);
  }
}
