/** The shape of a system file's value: which keys there are and of what type. What the values mean: `check-*.ts`. */
import { z } from "zod";
import { CODES } from "./codes.js";
import type { Findings } from "./findings.js";
import type { Path } from "./locate.js";
import { BOARDS } from "./model.js";
import { listOf, nearest } from "./suggest.js";
import { parseSize, parseTime } from "./units.js";

const time = z.string().refine((text) => parseTime(text) !== undefined, { params: { unit: "time" } });
const size = z.string().refine((text) => parseSize(text) !== undefined, { params: { unit: "size" } });
const healthAction = z.enum(["ignore", "stop", "restart", "warm-restart"]);

const interrupt = z.strictObject({ irq: z.int(), vcpu: z.int().optional() });

const partition = z.strictObject({
  sources: z.array(z.string()).optional(),
  entry: z.string().optional(),
  elf: z.string().optional(),
  memory: size,
  stack: size.optional(),
  console: size.optional(),
  trace: size.optional(),
  onFault: z.enum(["stop", "restart"]).optional(),
  health: z
    .strictObject({
      applicationError: healthAction.optional(),
      numericError: healthAction.optional(),
      stackOverflow: healthAction.optional(),
      memoryViolation: healthAction.optional(),
      hardwareFault: healthAction.optional(),
      illegalInstruction: healthAction.optional(),
      privilegedInstruction: healthAction.optional(),
      breakpoint: healthAction.optional(),
    })
    .optional(),
  period: time.optional(),
  duration: time.optional(),
  vcpus: z.int().optional(),
  interrupts: z.array(z.union([z.int(), interrupt])).optional(),
  ports: z.array(z.union([z.int(), z.string()])).optional(),
});

const window = z.strictObject({
  partition: z.string(),
  offset: time.optional(),
  duration: time,
  periodicStart: z.boolean().optional(),
});

const schedule = z.strictObject({ frame: time, windows: z.array(window) });

const system = z.strictObject({
  name: z.string(),
  board: z.enum(BOARDS).optional(),
  partitions: z.record(z.string(), partition),
  schedule: schedule.optional(),
  schedules: z.record(z.string(), schedule).optional(),
});

export type PartitionShape = z.infer<typeof partition>;
export type ScheduleShape = z.infer<typeof schedule>;

/** Reports everything in `value` that has not the shape of a system. */
export function checkShape(value: unknown, findings: Findings): void {
  const result = system.safeParse(value);
  for (const issue of result.error?.issues ?? []) reportIssue(issue, value, findings);
}

function reportIssue(issue: z.core.$ZodIssue, root: unknown, findings: Findings): void {
  const path = issue.path as Path;
  const value = path.reduce<unknown>((at, step) => (at as Record<string | number, unknown> | undefined)?.[step], root);
  if (issue.code === "unrecognized_keys") {
    const known = keysAt(path);
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
    // What is wrong inside a value of the right form, or else its form.
    const inner = issue.errors.flat().filter(({ path }) => path.length > 0);
    for (const each of inner) reportIssue({ ...each, path: [...issue.path, ...each.path] }, root, findings);
    const message = `${show(value)} is not ${FORMS[String(path.at(-2))] ?? "possible here"}`;
    if (inner.length === 0) findings.add(CODES.WRONG_VALUE, path, { message });
  } else if (issue.code === "custom") {
    reportUnit(path, String(value), issue.params?.unit === "time" ? "time" : "size", findings);
  } else {
    const expected = issue.code === "invalid_type" ? issue.expected : "another value";
    const article = /^[aeiou]/.test(expected) ? "an" : "a";
    const noun = NOUNS[expected] ?? `${article} ${expected}`;
    findings.add(CODES.WRONG_VALUE, path, { message: `${show(value)} is not ${noun}` });
  }
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
  const remedy =
    correct && !exact ? `did you mean "${correct}"?` : `a number and a unit, ${listOf(units)}: "${EXAMPLES[unit]}"`;
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
  time: "10ms",
  size: "64KiB",
};

/** The keys that an object at that path may have. */
function keysAt(path: Path): readonly string[] {
  if (path.length === 0) return Object.keys(system.shape);
  if (path[0] === "partitions") {
    if (path[2] === "interrupts") return Object.keys(interrupt.shape);
    return Object.keys(path[2] === "health" ? partition.shape.health.unwrap().shape : partition.shape);
  }
  return Object.keys(path.includes("windows") ? window.shape : schedule.shape);
}

const NOUNS: Readonly<Record<string, string>> = { record: "an object", int: "a whole number" };

/** What an element of such a list is. */
const FORMS: Readonly<Record<string, string>> = {
  interrupts: "an interrupt: an IRQ such as 3, or { irq: 3, vcpu: 1 }",
  ports: 'a range of I/O ports: "0x2f8-0x2ff"',
};

function show(value: unknown): string {
  if (Array.isArray(value)) return "an array";
  if (typeof value === "object" && value !== null) return "an object";
  return typeof value === "function" ? "a function" : (JSON.stringify(value) ?? String(value));
}
