/** `bulkhead test`: runs a project's tests, which boot its systems, and reports what came of them. */
import { readFileSync } from "node:fs";
import { relative, resolve } from "node:path";
import { writeTogether } from "../../import/write-together.js";
import { findTests } from "../../test-runner/find-tests.js";
import { junitText } from "../../test-runner/junit.js";
import type { RunnerEvent, TestOutcome } from "../../test-runner/outcome.js";
import { countsOf, JsonTestReport, type TestReport, TextTestReport } from "../../test-runner/report.js";
import { runnerOf, runTests } from "../../test-runner/runner.js";
import { EXIT } from "../exit-status.js";
import { interruptible } from "../interrupt.js";
import { Progress } from "../progress.js";
import { stdoutColors } from "../terminal.js";
import { command, UsageError } from "../usage.js";

export const test = command({
  name: "test",
  description: "Runs the tests of a project: files *.test.ts, by its Vitest or else by Node's test runner",
  args: {
    files: {
      type: "positional",
      description: "Test files, or folders with tests in them (default: .)",
      required: false,
    },
    junit: { type: "string", valueHint: "FILE", description: "Write the results as a JUnit file, too" },
    json: { type: "boolean", description: "One JSON object a test on stdout, and nothing else" },
  },
  examples: ["bulkhead test", "bulkhead test control.test.ts", "bulkhead test --junit build/tests.xml"],
  async run({ _: names, junit, json = false }) {
    const folder = process.cwd();
    const files = testsIn(names.length > 0 ? names : ["."]);
    const write = (text: string): void => void process.stdout.write(text);
    const report = json ? new JsonTestReport(write) : new TextTestReport(folder, stdoutColors, write);
    const startMs = performance.now();
    const { outcomes, status, interrupted } = await runAll(files, folder, report);
    const counts = countsOf(outcomes);
    if (junit !== undefined) writeJunit(junit, junitText(outcomes, folder));
    report.end(counts, performance.now() - startMs);
    if (interrupted) return EXIT.interrupted;
    if (counts.failed > 0) return EXIT.testFailed;
    if (outcomes.length > 0 && status === 0) return EXIT.done;
    process.stderr.write(`bulkhead: ${outcomes.length === 0 ? "no test was run" : "the test runner failed"}\n`);
    return EXIT.testFailed;
  },
});

interface Finished {
  readonly outcomes: readonly TestOutcome[];
  /** The runner's own. */
  readonly status: number | null;
  readonly interrupted: boolean;
}

async function runAll(files: readonly string[], folder: string, report: TestReport): Promise<Finished> {
  const outcomes: TestOutcome[] = [];
  const progress = new Progress();
  const onEvent = (event: RunnerEvent): void => {
    if (event.kind === "begin") progress.step(`testing ${relative(folder, event.file)}`);
    if (event.kind !== "test" && event.kind !== "output") return;
    if (event.kind === "test") outcomes.push(event);
    // A spinner would stand in the middle of it.
    if (process.stderr.isTTY) progress.done();
    report.event(event);
  };
  const runner = runnerOf(folder);
  if (runner.name === "node") refuseVitest(files, folder);
  try {
    return await interruptible(async (signal) => {
      const status = await runTests(runner, files, folder, onEvent, signal);
      return { outcomes, status, interrupted: signal.aborted };
    });
  } finally {
    progress.done();
  }
}

function testsIn(names: readonly string[]): string[] {
  let files: string[];
  try {
    files = findTests(names);
  } catch (error) {
    throw new UsageError(`the tests cannot be found: ${(error as Error).message}`);
  }
  if (files.length > 0) return files;
  const where = names.map((name) => (name === "." ? "the current folder" : `"${name}"`)).join(", ");
  throw new UsageError(
    `there are no tests below ${where}: a test is a file *.test.ts that imports { boot } from "bulkhead"`,
  );
}

/** Without Vitest a test that imports it can't be run: better said at once. */
function refuseVitest(files: readonly string[], folder: string): void {
  const file = files.find((one) => /from\s+["']vitest["']/.test(readFileSync(one, "utf8")));
  if (file === undefined) return;
  const name = relative(folder, file);
  throw new UsageError(`${name} is written for Vitest, which is not installed here: npm install --save-dev vitest`);
}

function writeJunit(path: string, text: string): void {
  try {
    writeTogether([{ path: resolve(path), text }]);
  } catch (error) {
    throw new UsageError(`the JUnit file cannot be written: ${(error as Error).message}`);
  }
}
