/** The shape of a system file's value: which keys there are and of what type. What the values mean: `check-*.ts`. */
import { z } from "zod";
import type { Findings } from "./findings.js";
import {
  HEALTH_KEYS,
  type HealthKey,
  LEVELS,
  MODULE_ACTIONS,
  PARTITION_ACTIONS,
  PROCESS_ACTIONS,
} from "./health-words.js";
import type { Path } from "./locate.js";
import { APIS, BOARDS, DEADLINE_TYPES, PERMISSIONS, POLICIES } from "./model.js";
import { reportIssue } from "./shape-report.js";
import { parseSize, parseTime } from "./units.js";

const time = z.string().refine((text) => parseTime(text) !== undefined, { params: { unit: "time" } });
const size = z.string().refine((text) => parseSize(text) !== undefined, { params: { unit: "size" } });

/** An enumeration of the words that are an object's keys. */
const wordOf = <T extends object>(words: T) =>
  z.enum(Object.keys(words) as [keyof T & string, ...(keyof T & string)[]]);
/** An object with the same for each error, or nothing. */
const byError = <T extends z.ZodType>(value: T) =>
  z.strictObject(
    Object.fromEntries(HEALTH_KEYS.map((key) => [key, value.optional()])) as Record<HealthKey, z.ZodOptional<T>>,
  );

const levelOfNoProcess = z.enum(["partition", "module"]).optional();
const levels = z.strictObject({
  partitionStart: levelOfNoProcess,
  process: wordOf(LEVELS).optional(),
  errorHandler: levelOfNoProcess,
  partitionSwitch: levelOfNoProcess,
});
const healthRule = z.strictObject({
  action: wordOf(PARTITION_ACTIONS).optional(),
  process: wordOf(PROCESS_ACTIONS).optional(),
  level: z.union([wordOf(LEVELS), levels]).optional(),
  after: z.int().optional(),
});

const processDefinition = z.strictObject({
  priority: z.int(),
  deadline: time.optional(),
  deadlineType: z.enum(DEADLINE_TYPES).optional(),
  longestLock: time.optional(),
  period: time.optional(),
  delay: time.optional(),
  interarrival: time.optional(),
  worstCase: time.optional(),
});

const interrupt = z.strictObject({ irq: z.int(), vcpu: z.int().optional() });

const partition = z.strictObject({
  sources: z.array(z.string()).optional(),
  entry: z.string().optional(),
  elf: z.string().optional(),
  api: z.enum(APIS).optional(),
  include: z.array(z.string()).optional(),
  memory: size,
  stack: size.optional(),
  console: size.optional(),
  trace: size.optional(),
  onFault: z.enum(["stop", "restart"]).optional(),
  health: byError(z.union([wordOf(PARTITION_ACTIONS), healthRule])).optional(),
  period: time.optional(),
  duration: time.optional(),
  vcpus: z.int().optional(),
  processes: z.union([z.int(), z.record(z.string(), processDefinition)]).optional(),
  processStack: size.optional(),
  objects: size.optional(),
  policy: z.enum(POLICIES).optional(),
  quantum: time.optional(),
  permissions: z.array(z.enum(PERMISSIONS)).optional(),
  interrupts: z.array(z.union([z.int(), interrupt])).optional(),
  ports: z.array(z.union([z.int(), z.string()])).optional(),
});

const window = z.strictObject({
  partition: z.string(),
  offset: time.optional(),
  duration: time,
  periodicStart: z.boolean().optional(),
});

const schedule = z.strictObject({
  frame: time,
  windows: z.array(window),
  onChange: z.record(z.string(), z.enum(["ignore", "restart", "warm-restart"])).optional(),
});

const port = z.strictObject({ partition: z.string(), port: z.string().optional() });
const samplingDestination = port.extend({ refresh: time });
const host = z.literal("host");
const samplingChannel = z.strictObject({
  kind: z.literal("sampling"),
  size,
  from: z.union([port, host]),
  to: z.array(z.union([samplingDestination, host])),
});
const queuingChannel = z.strictObject({
  kind: z.literal("queuing"),
  size,
  depth: z.int(),
  from: z.union([port, host]),
  to: z.union([port, host]),
  whenFull: z.enum(["wait", "discard"]).optional(),
});

const memoryBlock = z.strictObject({ size, access: z.record(z.string(), z.enum(["read", "read-write"])) });

const system = z.strictObject({
  name: z.string(),
  board: z.enum(BOARDS).optional(),
  partitions: z.record(z.string(), partition),
  channels: z.record(z.string(), z.discriminatedUnion("kind", [samplingChannel, queuingChannel])).optional(),
  memoryBlocks: z.record(z.string(), memoryBlock).optional(),
  health: byError(wordOf(MODULE_ACTIONS)).optional(),
  kernelInstruction: time.optional(),
  schedule: schedule.optional(),
  schedules: z.record(z.string(), schedule).optional(),
});

/** Reports everything in `value` that has not the shape of a system. */
export function checkShape(value: unknown, findings: Findings): void {
  const result = system.safeParse(value);
  for (const issue of result.error?.issues ?? []) reportIssue(issue, value, keysAt, findings);
}

/** The keys that the object at that path may have; `holder` is that object. */
function keysAt(path: Path, holder: unknown): readonly string[] {
  return Object.keys(objectAt(path, holder).shape);
}

function objectAt(path: Path, holder: unknown): { readonly shape: object } {
  const [section, , part, ...rest] = path;
  if (section === undefined) return system;
  if (section === "health") return system.shape.health.unwrap();
  if (section === "memoryBlocks") return memoryBlock;
  if (section === "channels") {
    if (part === "from") return port;
    if (part === "to") return rest.length > 0 ? samplingDestination : port;
    return (holder as { kind: unknown }).kind === "queuing" ? queuingChannel : samplingChannel;
  }
  if (section === "partitions") {
    if (part === "interrupts") return interrupt;
    if (part === undefined) return partition;
    if (part === "processes") return processDefinition;
    if (rest.length === 0) return partition.shape.health.unwrap();
    return rest.length === 1 ? healthRule : levels;
  }
  return path.includes("windows") ? window : schedule;
}
