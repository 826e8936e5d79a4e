/** What a test runner tells of a project's tests, whichever it is. */

export type TestState = "passed" | "failed" | "skipped";

/** A test that ended. */
export interface TestOutcome {
  readonly kind: "test";
  /** Absolute path. */
  readonly file: string;
  /** Its groups' names, outermost first, then its own. */
  readonly name: readonly string[];
  readonly state: TestState;
  readonly durationMs: number;
  /** Of a failed test: messages and stacks, plain text. */
  readonly errors: readonly string[];
}

/** What a test, or its file, wrote. */
export interface TestOutput {
  readonly kind: "output";
  readonly text: string;
}

/** A test file begins, or has ended. */
export interface FileMark {
  readonly kind: "begin" | "end";
  readonly file: string;
}

export type RunnerEvent = TestOutcome | TestOutput | FileMark;

/** What stands before each event in a runner's output. */
export const EVENT_MARK = "\u0000bulkhead-test ";

/** The event in a line of a runner's output; undefined for a line that is none. */
export function eventIn(line: string): RunnerEvent | undefined {
  return line.startsWith(EVENT_MARK) ? (JSON.parse(line.slice(EVENT_MARK.length)) as RunnerEvent) : undefined;
}
