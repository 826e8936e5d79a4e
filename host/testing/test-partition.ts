/** A partition as a test sees it: what it told so far, how it stands, and what comes next. */
import { MODE_NAMES } from "../generated/abi.js";
import type { NamedStatistics } from "../observe/statistics.js";
import { words } from "../report/health-line.js";
import type { Health, HealthMatch, Line, LineMatch, Mode, TestPartition, WaitOptions, Window } from "./api.js";
import type { Recorder } from "./recorder.js";
import type { Waiting } from "./waiting.js";

/** The error that tells of a missed deadline. */
const DEADLINE_MISSED = words("DEADLINE_MISSED");

export class ObservedPartition implements TestPartition {
  constructor(
    readonly name: string,
    private readonly index: number,
    private readonly recorder: Recorder,
    private readonly waiting: Waiting,
    private readonly statistics: () => NamedStatistics,
  ) {}

  get lines(): readonly Line[] {
    return this.recorder.lines.filter(({ partition }) => partition === this.name);
  }

  get output(): readonly string[] {
    return this.lines.map(({ text }) => text);
  }

  get health(): readonly Health[] {
    return this.recorder.health.filter(({ partition }) => partition === this.name);
  }

  get mode(): Mode {
    return MODE_NAMES[this.statistics().mode] as Mode;
  }

  get restarts(): number {
    return this.statistics().restarts;
  }

  get exitCode(): number {
    return this.statistics().exitCode;
  }

  get deadlinesMissed(): number {
    return this.health.filter(({ error }) => error === DEADLINE_MISSED).length;
  }

  get windows(): readonly Window[] {
    return this.recorder.windows(this.index);
  }

  waitForLine(match: LineMatch, options: WaitOptions = {}): Promise<Line> {
    const { lines } = this.recorder;
    const what = `a line of ${this.name} ${shownMatch(match)}`;
    const found = (line: Line) => line.partition === this.name && matches(match, line.text);
    return this.waiting.forNew(lines, found, what, options);
  }

  waitForHealth(match: HealthMatch = {}, options: WaitOptions = {}): Promise<Health> {
    const { health } = this.recorder;
    const what = `a health event of ${this.name}${shownHealthMatch(match)}`;
    const found = (event: Health) => event.partition === this.name && matchesHealth(match, event);
    return this.waiting.forNew(health, found, what, options);
  }

  async waitForMode(mode: Mode, options: WaitOptions = {}): Promise<void> {
    await this.waiting.until(() => this.mode === mode, `${this.name} in mode ${mode}`, options);
  }
}

export const matches = (match: LineMatch, text: string): boolean => {
  if (typeof match === "string") return text.includes(match);
  // With a flag g or y an expression would go on where it stopped.
  return typeof match === "function"
    ? match(text)
    : new RegExp(match.source, match.flags.replace(/[gy]/g, "")).test(text);
};

export const shownMatch = (match: LineMatch): string => {
  if (typeof match === "string") return `that holds ${JSON.stringify(match)}`;
  return typeof match === "function" ? "that the test's function takes" : `that matches ${match}`;
};

const matchesHealth = (match: HealthMatch, event: Health): boolean =>
  typeof match === "function"
    ? match(event)
    : Object.entries(match).every(([key, value]) => value === undefined || event[key as keyof Health] === value);

function shownHealthMatch(match: HealthMatch): string {
  if (typeof match === "function") return " that the test's function takes";
  const parts = Object.entries(match).map(([key, value]) => `${key} ${JSON.stringify(value)}`);
  return parts.length === 0 ? "" : ` with ${parts.join(", ")}`;
}
