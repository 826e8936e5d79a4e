/** A JUnit file, as CI systems read it: a suite a file, a case a test. */
import { relative } from "node:path";
import type { TestOutcome } from "./outcome.js";

export function junitText(outcomes: readonly TestOutcome[], folder: string): string {
  const files = [...new Set(outcomes.map(({ file }) => file))];
  const suites = files.map((file) =>
    suite(
      shown(file, folder),
      outcomes.filter((one) => one.file === file),
    ),
  );
  const name = attributes({ name: "bulkhead test", ...counts(outcomes) });
  return ['<?xml version="1.0" encoding="UTF-8"?>', `<testsuites${name}>`, ...suites, "</testsuites>", ""].join("\n");
}

const shown = (file: string, folder: string): string =>
  file === "" ? "outside of every file" : relative(folder, file).replaceAll("\\", "/");

function suite(file: string, outcomes: readonly TestOutcome[]): string {
  const cases = outcomes.map((outcome) => testCase(file, outcome));
  return [`  <testsuite${attributes({ name: file, ...counts(outcomes) })}>`, ...cases, "  </testsuite>"].join("\n");
}

function testCase(file: string, { name, state, durationMs, errors }: TestOutcome): string {
  const open = `    <testcase${attributes({ classname: file, name: name.join(" > "), time: seconds(durationMs) })}`;
  if (state === "passed") return `${open}/>`;
  const inner =
    state === "skipped"
      ? ["      <skipped/>"]
      : errors.map((error) => `      <failure${attributes({ message: firstLine(error) })}>${escaped(error)}</failure>`);
  return [`${open}>`, ...inner, "    </testcase>"].join("\n");
}

const firstLine = (text: string): string => text.split("\n", 1)[0]!;

const seconds = (ms: number): string => (ms / 1000).toFixed(3);

const counts = (outcomes: readonly TestOutcome[]) => ({
  tests: outcomes.length,
  failures: outcomes.filter(({ state }) => state === "failed").length,
  skipped: outcomes.filter(({ state }) => state === "skipped").length,
  errors: 0,
  time: seconds(outcomes.reduce((sum, { durationMs }) => sum + durationMs, 0)),
});

const attributes = (values: Readonly<Record<string, string | number>>): string =>
  Object.entries(values)
    .map(([name, value]) => ` ${name}="${escaped(String(value))}"`)
    .join("");

/** As XML 1.0 can hold it: other control characters than tab and line feed it can't. */
const escaped = (text: string): string =>
  text
    // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is taken out
    .replace(/[\u0000-\u0008\u000b-\u001f\ufffe\uffff]/g, "\ufffd")
    .replace(/[&<>"]/g, (character) => `&#${character.charCodeAt(0)};`)
    .replaceAll("\n", "&#10;");
