/**
 * A system for POK as its `config.yaml` describes it (what POK's `gen_deployment` reads): checked, with the defaults filled
 * in. Strict: a key that POK would not look at is a fault, a feature that it would not look at a warning.
 */

import { WINDOW_MIN_NS } from "../../config/check-schedules.js";
import type { Fault } from "../../config/fault.js";
import { formatTime } from "../../config/units.js";
import { MAX_PROCESSES } from "../../generated/abi.js";
import type { SourceFile } from "../importer.js";
import { CODES } from "./codes.js";
import { pokSize, pokTime } from "./quantities.js";
import { type Value, YamlSource } from "./yaml-source.js";

export interface Description {
  readonly partitions: readonly PokPartition[];
  readonly slots: readonly { readonly partition: string; readonly durationNs: number }[];
  readonly majorFrameNs: number;
  readonly warnings: readonly Fault[];
}

export interface PokPartition {
  readonly name: string;
  readonly features: readonly string[];
  readonly mutexes: number;
  readonly semaphores: number;
  readonly events: number;
  readonly scheduler: Scheduler;
  /** `main` included. */
  readonly threads: number;
  readonly sizeBytes: number;
  /** Sources in C, relative to the partition's folder. */
  readonly sources: readonly string[];
}

const SCHEDULERS = ["rr", "static", "rms"] as const;
export type Scheduler = (typeof SCHEDULERS)[number];

/** POK's lock objects are numbered in 8 bits. */
const LOCK_OBJECTS_MAX = 255;
const PARTITIONS_MAX = 32;
/** Main, and the processes of a partition. */
const THREADS_MAX = MAX_PROCESSES + 1;

const PARTITION_KEYS = [
  ...["name", "features", "mutexes", "semaphores", "events", "scheduler", "threads", "size", "objects"],
  "processor_affinity",
];
const FEATURES = ["assert", "console", "debug", "libc", "shutdown", "timer"];
const THREAD_FEATURES = ["sleep", "suspend"];

/** @throws ConfigError with all faults */
export function readDescription(file: SourceFile): Description {
  const yaml = new YamlSource(file);
  const keys = ["target", "partitions", "kernel"];
  const system = yaml.requiredMap(yaml.root, yaml.root, "the description", keys, ["target", "partitions", "kernel"]);
  readTarget(yaml, system.get("target"));
  const list = system.get("partitions");
  const items = yaml.list(list, "partitions");
  if (list !== undefined && (items.length === 0 || items.length > PARTITIONS_MAX)) {
    yaml.add(list, CODES.COUNT, `${items.length} partitions: there can be 1 to ${PARTITIONS_MAX}`);
  }
  const partitions = items.slice(0, PARTITIONS_MAX).map((item) => readPartition(yaml, item, list));
  checkNames(yaml, partitions);
  checkLockObjects(yaml, partitions);
  const schedule = readKernel(yaml, system.get("kernel"), partitions);
  yaml.throwFaults();
  return { partitions: partitions as PokPartition[], ...schedule, warnings: yaml.warnings };
}

/** What could be read of a partition: complete where nothing was at fault. */
interface Draft extends Partial<PokPartition> {
  readonly at: Value;
  readonly nameAt: Value;
}

function readTarget(yaml: YamlSource, value: Value): void {
  const target = yaml.map(value, "target", ["arch", "bsp", "nb_processors_number"]);
  if (value !== undefined && !target.has("arch")) yaml.add(value, CODES.MISSING_KEY, 'target has no "arch"');
  const arch = yaml.text(target.get("arch"), "target.arch");
  if (arch !== undefined && arch !== "x86") {
    yaml.add(target.get("arch"), CODES.NOT_HERE, `a system for ${arch}: there is only x86 here`);
  }
  const bsp = yaml.text(target.get("bsp"), "target.bsp");
  if (bsp !== undefined && arch === "x86" && bsp !== "x86-qemu") {
    yaml.add(target.get("bsp"), CODES.NOT_HERE, `the board ${bsp}: of POK's boards x86-qemu is a PC`);
  }
  const at = target.get("nb_processors_number");
  const processors = yaml.count(at, "target.nb_processors_number", 1, 1_000_000);
  if (processors !== undefined && processors > 1) {
    const remedy = "leave one, and a processor_affinity of 0 to each thread";
    yaml.add(at, CODES.NOT_HERE, `multiprocessing, on ${processors} processors: a partition runs on one here`, remedy);
  }
}

function readPartition(yaml: YamlSource, value: Value, parent: Value): Draft {
  const entries = yaml.requiredMap(value, parent, "a partition", PARTITION_KEYS, ["name", "size", "objects"]);
  const nameAt = entries.get("name");
  const name = yaml.text(nameAt, "a partition's name");
  const what = name === undefined ? "a partition" : `partition ${name}`;
  if (name !== undefined && !/^(?!\.+$)[A-Za-z0-9._-]{1,31}$/.test(name)) {
    yaml.add(nameAt, CODES.NAME, `"${name}" is no partition's name: letters, digits, "-", "_" and ".", at most 31`);
  }
  const count = (key: string) => yaml.count(entries.get(key), `${what}: ${key}`, 0, LOCK_OBJECTS_MAX) ?? 0;
  checkAffinity(yaml, entries.get("processor_affinity"), what);
  return {
    at: value,
    nameAt,
    name: name as string,
    features: readFeatures(yaml, entries.get("features"), what, FEATURES),
    mutexes: count("mutexes"),
    semaphores: count("semaphores"),
    events: count("events"),
    scheduler: yaml.word(entries.get("scheduler"), `${what}: scheduler`, SCHEDULERS) ?? "rr",
    threads: readThreads(yaml, entries.get("threads"), what),
    sizeBytes: readSize(yaml, entries.get("size"), what),
    sources: readObjects(yaml, entries.get("objects"), what),
  };
}

function readThreads(yaml: YamlSource, value: Value, what: string): number {
  const threads = yaml.map(value, `${what}: threads`, ["count", "features"]);
  readFeatures(yaml, threads.get("features"), `${what}: threads`, THREAD_FEATURES);
  return yaml.count(threads.get("count"), `${what}: threads.count`, 1, THREADS_MAX) ?? 1;
}

/** 4 GiB is more than any machine here has; the system file's check says what fits. */
function readSize(yaml: YamlSource, value: Value, what: string): number {
  const bytes = yaml.quantity(value, `${what}: size`, 'size such as "120kB"', pokSize) ?? 1;
  if (bytes < 1 || bytes > 2 ** 32) yaml.add(value, CODES.BAD_QUANTITY, `${what}: a size of ${bytes} bytes`);
  return bytes;
}

function readFeatures(yaml: YamlSource, value: Value, what: string, known: readonly string[]): string[] {
  return yaml.list(value, `${what}: features`).flatMap((item) => {
    const feature = yaml.text(item, `${what}: a feature`);
    if (feature === undefined) return [];
    if (known.includes(feature)) return [feature];
    yaml.warn(
      item,
      `${what}: the feature "${feature}" changes nothing, in POK as here`,
      `there are ${known.join(", ")}`,
    );
    return [];
  });
}

function readObjects(yaml: YamlSource, value: Value, what: string): string[] {
  const objects = yaml.list(value, `${what}: objects`);
  if (value !== undefined && objects.length === 0) yaml.add(value, CODES.COUNT, `${what}: there is no object`);
  return objects.flatMap((item) => {
    const object = yaml.text(item, `${what}: an object`);
    if (object === undefined) return [];
    const [, stem] = /^([^\0\r\n\\]+)\.l?o$/.exec(object) ?? [];
    if (stem !== undefined && !stem.startsWith("/")) return [`${stem}.c`];
    yaml.add(item, CODES.OBJECT, `${what}: "${object}" is not made from a source`, '"main.o" is made from main.c');
    return [];
  });
}

function checkAffinity(yaml: YamlSource, value: Value, what: string): void {
  for (const item of yaml.list(value, `${what}: processor_affinity`)) {
    const processor = yaml.count(item, `${what}: a processor`, 0, 1_000_000);
    if (processor === undefined || processor === 0) continue;
    yaml.add(item, CODES.NOT_HERE, `multiprocessing, ${what} on processor ${processor}: there is processor 0 here`);
  }
}

function checkNames(yaml: YamlSource, partitions: readonly Draft[]): void {
  const seen = new Set<string>();
  for (const { name, nameAt } of partitions) {
    if (name === undefined) continue;
    if (seen.has(name)) yaml.add(nameAt, CODES.NAME, `there are two partitions "${name}"`);
    seen.add(name);
  }
}

function checkLockObjects(yaml: YamlSource, partitions: readonly Draft[]): void {
  let total = 0;
  for (const { at, mutexes = 0, semaphores = 0, events = 0 } of partitions) {
    const before = total;
    total += mutexes + semaphores + events;
    if (before > LOCK_OBJECTS_MAX || total <= LOCK_OBJECTS_MAX) continue;
    const message = `${total} mutexes, semaphores and events: a program can name ${LOCK_OBJECTS_MAX} in the whole module`;
    yaml.add(at, CODES.COUNT, message);
  }
}

type ScheduleOf = Pick<Description, "slots" | "majorFrameNs">;

function readKernel(yaml: YamlSource, value: Value, partitions: readonly Draft[]): ScheduleOf {
  const kernel = yaml.map(value, "kernel", ["features", "scheduler"]);
  for (const item of yaml.list(kernel.get("features"), "kernel.features")) {
    const feature = yaml.text(item, "a feature of the kernel");
    if (feature === undefined) continue;
    const message = `the kernel's feature "${feature}" is POK's own: what its kernel prints is not printed here`;
    yaml.warn(item, message, "bulkhead run --trace FILE shows who runs when");
  }
  if (value !== undefined && !kernel.has("scheduler")) yaml.add(value, CODES.MISSING_KEY, 'kernel has no "scheduler"');
  const scheduler = kernel.get("scheduler");
  const entries = yaml.map(scheduler, "kernel.scheduler", ["major_frame", "slots"]);
  const slotsAt = entries.get("slots");
  if (scheduler !== undefined && slotsAt === undefined) {
    yaml.add(scheduler, CODES.MISSING_KEY, 'kernel.scheduler has no "slots"');
  }
  const slots = yaml.list(slotsAt, "kernel.scheduler.slots").map((item) => readSlot(yaml, item, slotsAt, partitions));
  if (slotsAt !== undefined) checkSlots(yaml, slotsAt, slots, partitions);
  const total = slots.reduce((sum, { durationNs }) => sum + durationNs, 0);
  const frameAt = entries.get("major_frame");
  const majorFrameNs = readTime(yaml, frameAt, "kernel.scheduler.major_frame") ?? total;
  if (total > majorFrameNs) {
    const message = `the slots take ${formatTime(total)}, the major frame ${formatTime(majorFrameNs)}`;
    yaml.add(frameAt, CODES.FRAME, message, `major_frame: ${formatTime(total)}`);
  } else if (total > 0 && majorFrameNs > total && majorFrameNs - total < WINDOW_MIN_NS) {
    const message = `${formatTime(majorFrameNs - total)} are left after the slots: idle time is 0 or ${formatTime(WINDOW_MIN_NS)} and more`;
    yaml.add(frameAt, CODES.FRAME, message, `major_frame: ${formatTime(total)}`);
  }
  return { slots, majorFrameNs };
}

function readSlot(yaml: YamlSource, value: Value, parent: Value, partitions: readonly Draft[]) {
  const slot = yaml.requiredMap(value, parent, "a slot", ["partition", "duration"], ["partition", "duration"]);
  const at = slot.get("partition");
  const partition = yaml.text(at, "a slot's partition") ?? "";
  const names = partitions.map(({ name }) => name ?? "");
  if (at !== undefined && partition !== "" && !names.includes(partition)) {
    yaml.add(at, CODES.SLOT, `there is no partition "${partition}"`, `the partitions are ${names.join(", ")}`);
  }
  const durationAt = slot.get("duration");
  const durationNs = readTime(yaml, durationAt, "a slot's duration");
  if (durationNs !== undefined && durationNs < WINDOW_MIN_NS) {
    const least = formatTime(WINDOW_MIN_NS);
    yaml.add(
      durationAt,
      CODES.FRAME,
      `a slot of ${formatTime(durationNs)} is shorter than ${least}`,
      `${least} or more`,
    );
  }
  return { partition, durationNs: durationNs ?? 0 };
}

function checkSlots(yaml: YamlSource, at: Value, slots: ScheduleOf["slots"], partitions: readonly Draft[]): void {
  if (slots.length === 0) yaml.add(at, CODES.COUNT, "there is no slot");
  for (const { name, nameAt } of partitions) {
    if (name === undefined || slots.some((slot) => slot.partition === name)) continue;
    yaml.add(nameAt, CODES.SLOT, `partition ${name} has no slot, so it never runs`, `- partition: ${name}`);
  }
}

const readTime = (yaml: YamlSource, value: Value, what: string): number | undefined =>
  yaml.quantity(value, what, 'time such as "20ms"', pokTime);
