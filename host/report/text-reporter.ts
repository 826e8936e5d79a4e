/** A run for people: console lines and health events as they come, each behind its partition's name, then a table. */
import { type ConsoleLine, ConsoleLines } from "./console-lines.js";
import { endTable } from "./end-table.js";
import type { PanicEvent, Reporter, RunEvent, RunSummary } from "./events.js";
import { healthLine, lostLine } from "./health-line.js";
import { type Colors, partitionPaint } from "./palette.js";
import { panicText } from "./panic-text.js";
import { visible } from "./visible.js";

export class TextReporter implements Reporter {
  private readonly lines = new ConsoleLines();
  private readonly width: number;

  /** `write` takes whole lines. */
  constructor(
    private readonly names: readonly string[],
    private readonly colors: Colors,
    private readonly write: (text: string) => void,
  ) {
    this.width = Math.max(0, ...names.map((name) => name.length));
  }

  event(event: RunEvent): void {
    if (event.kind === "console") for (const line of this.lines.write(event)) this.writeLine(line);
    else if (event.kind === "lost") this.remark(event.partitionIndex, lostLine(event));
    else
      this.remark(event.partitionIndex, healthLine(event), event.error === undefined ? this.colors.yellow : undefined);
  }

  panic(panic: PanicEvent): void {
    this.flush();
    this.write(`\n${panicText(panic, this.names, this.colors)}\n`);
  }

  failure(message: string, partitionIndex?: number): void {
    this.flush();
    const window = partitionIndex === undefined ? "" : `, in a window of ${this.names[partitionIndex] ?? "?"}`;
    this.write(`\n${this.colors.bold(this.colors.red("machine failure"))}: ${message}${window}\n`);
  }

  end(summary: RunSummary): void {
    this.flush();
    // A run that failed before its first frame has nothing to count.
    if (summary.frames > 0) this.write(`\n${endTable(summary, this.names, this.colors)}\n`);
  }

  private flush(): void {
    for (const line of this.lines.flush()) this.writeLine(line);
  }

  private writeLine({ partitionIndex, text }: ConsoleLine): void {
    this.write(`${this.prefix(partitionIndex)} ${this.colors.dim("|")} ${visible(text)}\n`);
  }

  private remark(partitionIndex: number | undefined, text: string | undefined, paint = this.colors.red): void {
    if (text !== undefined) this.write(`${this.prefix(partitionIndex)} ${paint(`! ${text}`)}\n`);
  }

  private prefix(partitionIndex: number | undefined): string {
    if (partitionIndex === undefined) return " ".repeat(this.width);
    return partitionPaint(this.colors, partitionIndex)((this.names[partitionIndex] ?? "?").padEnd(this.width));
  }
}
