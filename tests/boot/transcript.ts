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

interface Line {
  readonly timeNs: number;
  readonly partition: number;
  readonly text: string;
}

export class Transcript implements Reporter {
  readonly healthEvents: HealthEvent[] = [];
  panicked: PanicEvent | undefined;
  failed: string | undefined;
  summary: RunSummary | undefined;
  private readonly joined = new ConsoleLines();
  private readonly kept: Line[] = [];

  constructor(private readonly names: readonly string[]) {}

  event(event: RunEvent): void {
    if (event.kind === "console") {
      this.keepConsole(this.joined.write(event.partition, event.timeNs, event.bytes));
    } else {
      this.healthEvents.push(event);
      this.kept.push({ timeNs: event.timeNs, partition: event.partition, text: `! ${healthLine(event)}` });
    }
  }

  panic(panic: PanicEvent): void {
    this.panicked = panic;
  }

  failure(message: string): void {
    this.failed = message;
  }

  end(summary: RunSummary): void {
    this.keepConsole(this.joined.flush());
    this.summary = summary;
  }

  /** Everything in the order of time: `name | console text`, `name ! health event`. */
  lines(): string[] {
    const inOrder = this.kept.toSorted((a, b) => a.timeNs - b.timeNs);
    return inOrder.map(({ partition, text }) => `${this.names[partition]} ${text}`);
  }

  /** What one partition wrote. */
  consoleOf(name: string): string[] {
    const prefix = `${name} | `;
    return this.lines().flatMap((line) => (line.startsWith(prefix) ? [line.slice(prefix.length)] : []));
  }

  healthOf(name: string): HealthEvent[] {
    return this.healthEvents.filter(({ partition }) => this.names[partition] === name);
  }

  countsOf(name: string): PartitionSummary {
    const counts = this.summary?.partitions[this.names.indexOf(name)];
    if (!counts) throw new Error(`the run did not end: ${this.failed ?? this.panicked?.text}`);
    return counts;
  }

  private keepConsole(lines: readonly ConsoleLine[]): void {
    for (const { timeNs, partition, text } of lines) this.kept.push({ timeNs, partition, text: `| ${text}` });
  }
}
