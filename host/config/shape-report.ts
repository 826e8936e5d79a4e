/** What has the wrong shape, told as a fault: with a guess at what was meant, or an example. */
import type { z } from "zod";
import { CODES } from "./codes.js";
import type { Findings } from "./findings.js";
import type { Path } from "./locate.js";
import { listOf, nearest } from "./suggest.js";

/** The keys that the object at a path, `holder`, may have. */
type KeysAt = (path: Path, holder: unknown) => readonly string[];
type Issue = z.core.$ZodIssue;

export function reportIssue(issue: Issue, root: unknown, keysAt: KeysAt, findings: Findings): void {
  const path = issue.path as Path;
  const value = path.reduce<unknown>((at, step) => (at as Record<string | number, unknown> | undefined)?.[step], root);
  if (issue.code === "unrecognized_keys") {
    const known = keysAt(path, value);
    for (const key of issue.keys) {
      const guess = nearest(key, known);
      const remedy = guess ? `did you mean "${guess}"?` : `the keys here are ${known.join(", ")}`;
      findings.add(CODES.UNKNOWN_KEY, [...path, key], { message: `unknown key "${key}"`, remedy, mark: "key" });
    }
  } else if (value === undefined) {
    const remedy = `add ${path.at(-1)}: ${EXAMPLES[String(path.at(-1))] ?? "..."}`;
    findings.add(CODES.MISSING_KEY, path, { message: `"${path.at(-1)}" is missing`, remedy });
  } else if (issue.code === "invalid_value") {
    const options = issue.values.map(String);
    const guess = typeof value === "string" ? nearest(value, options) : undefined;
    const remedy = guess ? `did you mean "${guess}"?` : undefined;
    findings.add(CODES.WRONG_VALUE, path, { message: `${show(value)} is not ${listOf(options)}`, remedy });
  } else if (issue.code === "invalid_union") {
    const inner = alternative(issue, value);
    for (const each of inner) reportIssue({ ...each, path: [...issue.path, ...each.path] }, root, keysAt, findings);
    const form = FORMS[String(path.at(-1))] ?? FORMS[String(path.at(-2))] ?? "possible here";
    if (inner.length === 0) findings.add(CODES.WRONG_VALUE, path, { message: `${show(value)} is not ${form}` });
  } else if (issue.code === "custom") {
    reportUnit(path, String(value), issue.params?.unit === "time" ? "time" : "size", findings);
  } else {
    const expected = issue.code === "invalid_type" ? issue.expected : "another value";
    const article = /^[aeiou]/.test(expected) ? "an" : "a";
    const noun = NOUNS[expected] ?? `${article} ${expected}`;
    findings.add(CODES.WRONG_VALUE, path, { message: `${show(value)} is not ${noun}` });
  }
}

/** What is wrong with a value of a union, by the alternative whose form it has; nothing where it has none's. */
function alternative({ errors }: z.core.$ZodIssueInvalidUnion, value: unknown): readonly Issue[] {
  const ofWord = typeof value === "string";
  const fits = ({ code, path }: Issue): boolean =>
    path.length > 0 || code === "unrecognized_keys" || (ofWord && code === "invalid_value");
  return errors.find((issues) => issues.every(fits)) ?? [];
}

function reportUnit(path: Path, text: string, unit: "time" | "size", findings: Findings): void {
  const units = unit === "time" ? ["ns", "us", "ms", "s"] : ["B", "KiB", "MiB"];
  const [, number, suffix = ""] = /^(\d+(?:\.\d+)?)\s*(.*)$/.exec(text) ?? [];
  const named = units.find((name) => name.toLowerCase() === suffix.toLowerCase()) ?? UNIT_GUESSES[suffix.toLowerCase()];
  const correct = number && named && units.includes(named) ? `${number}${named}` : undefined;
  const exact = correct === text;
  const message = exact
    ? `"${text}" is not a whole number of ${unit === "time" ? "nanoseconds" : "bytes"} that can be kept`
    : `"${text}" is not a ${unit}`;
  const example = unit === "time" ? "10ms" : "64KiB";
  const remedy =
    correct && !exact ? `did you mean "${correct}"?` : `a number and a unit, ${listOf(units)}: "${example}"`;
  findings.add(CODES.BAD_UNIT, path, { message, remedy });
}

const UNIT_GUESSES: Readonly<Record<string, string>> = {
  µs: "us", // micro sign
  μs: "us", // Greek letter
  sec: "s",
  k: "KiB",
  kb: "KiB",
  ki: "KiB",
  m: "MiB",
  mb: "MiB",
  mi: "MiB",
  byte: "B",
  bytes: "B",
};

const EXAMPLES: Readonly<Record<string, string>> = {
  name: '"my-system"',
  partitions: '{ guest: { sources: ["guest.c"], memory: "1MiB" } }',
  memory: '"1MiB"',
  frame: '"10ms"',
  windows: '[{ partition: "guest", duration: "5ms" }]',
  partition: '"guest"',
  duration: '"5ms"',
  kind: '"sampling" or "queuing"',
  size: '"64KiB"',
  depth: "8",
  from: '{ partition: "guest" }',
  to: '{ partition: "guest" }, or of a sampling channel [{ partition: "guest", refresh: "50ms" }]',
  refresh: '"50ms"',
  access: '{ guest: "read-write" }',
  priority: "20",
  interarrival: '"40ms"',
  worstCase: '"3ms"',
};

const NOUNS: Readonly<Record<string, string>> = { record: "an object", int: "a whole number" };

/** What an element of such a list is, or a value of such a key. */
const FORMS: Readonly<Record<string, string>> = {
  interrupts: "an interrupt: an IRQ such as 3, or { irq: 3, vcpu: 1 }",
  kind: '"sampling" or "queuing"',
  processes: 'a number of processes, or a table: { control: { period: "20ms", worstCase: "3ms", priority: 20 } }',
  health: 'an action, such as "restart", or a rule: { action: "restart", after: 3 }',
  level: '"process", "partition" or "module", or one of these by what went on: { process: "module" }',
  from: 'an end such as { partition: "guest" } or "host"',
  to: 'an end such as { partition: "guest" } or "host"',
  ports: 'a range of I/O ports: "0x2f8-0x2ff"',
};

function show(value: unknown): string {
  if (Array.isArray(value)) return "an array";
  if (typeof value === "object" && value !== null) return "an object";
  return typeof value === "function" ? "a function" : (JSON.stringify(value) ?? String(value));
}
