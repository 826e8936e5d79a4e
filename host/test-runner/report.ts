/** Tests as they end, for people or as JSON lines, and their count in the end. */
import { relative } from "node:path";
import type { Colors } from "../report/palette.js";
import { visible } from "../report/visible.js";
import type { RunnerEvent, TestOutcome } from "./outcome.js";

export interface TestCounts {
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
}

export interface TestReport {
  event(event: RunnerEvent): void;
  end(counts: TestCounts, durationMs: number): void;
}

export const countsOf = (outcomes: readonly TestOutcome[]): TestCounts => {
  const count = (wanted: TestOutcome["state"]) => outcomes.filter(({ state }) => state === wanted).length;
  return { passed: count("passed"), failed: count("failed"), skipped: count("skipped") };
};

/** `write` takes whole lines. */
export class JsonTestReport implements TestReport {
  constructor(private readonly write: (text: string) => void) {}

  event(event: RunnerEvent): void {
    if (event.kind === "test" || event.kind === "output") this.write(`${JSON.stringify(event)}\n`);
  }

  end(counts: TestCounts, durationMs: number): void {
    this.write(`${JSON.stringify({ kind: "end", ...counts, durationMs: Math.round(durationMs) })}\n`);
  }
}

export class TextTestReport implements TestReport {
  private lastFile: string | undefined;

  constructor(
    private readonly folder: string,
    private readonly colors: Colors,
    private readonly write: (text: string) => void,
  ) {}

  event(event: RunnerEvent): void {
    if (event.kind === "output") this.write(event.text.endsWith("\n") ? event.text : `${event.text}\n`);
    if (event.kind === "test") this.test(event);
  }

  end({ passed, failed, skipped }: TestCounts, durationMs: number): void {
    const { colors } = this;
    const parts = [
      ...(failed > 0 ? [colors.red(`${failed} failed`)] : []),
      `${passed} passed`,
      ...(skipped > 0 ? [`${skipped} skipped`] : []),
    ];
    this.write(`\n${colors.bold(parts.join(", "))} ${colors.dim(`in ${(durationMs / 1000).toFixed(1)} s`)}\n`);
  }

  private test({ file, name, state, durationMs, errors }: TestOutcome): void {
    const { colors, write } = this;
    if (file !== this.lastFile && file !== "") write(`${colors.bold(relative(this.folder, file))}\n`);
    this.lastFile = file;
    const mark = { passed: colors.green("ok     "), failed: colors.red("FAILED "), skipped: colors.yellow("skipped") };
    const time = state === "skipped" ? "" : colors.dim(`  ${Math.round(durationMs)} ms`);
    write(`  ${mark[state]} ${name.map(visible).join(colors.dim(" > "))}${time}\n`);
    for (const line of errors.flatMap((error) => error.split("\n")))
      write(`${`          ${visible(line)}`.trimEnd()}\n`);
  }
}
