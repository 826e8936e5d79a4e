/** A system of hand-written programs for POK: its `config.yaml` to a system file, and a `deployment.h` for each partition. */
import { basename, dirname, posix, relative, resolve, sep } from "node:path";
import type { PartitionDefinition, SystemDefinition } from "../../config/define.js";
import type { Size, Time } from "../../config/define-units.js";
import { ConfigError } from "../../config/fault.js";
import { formatSize, formatTime } from "../../config/units.js";
import type { GeneratedFile, Imported, SourceFile } from "../importer.js";
import { CODES } from "./codes.js";
import { deploymentHeader } from "./deployment.js";
import { type Description, type PokPartition, readDescription } from "./description.js";

const PAGE_BYTES = 4096;
/** POK's sizes are for its own library; ours, with the first stack, needs this. */
const MEMORY_MIN_BYTES = 64 * 1024;

/** POK's features by the macro that its generator makes of each. */
const NEEDS: Readonly<Record<string, string>> = {
  assert: "ASSERT",
  console: "CONSOLE",
  debug: "DEBUG",
  libc: "LIBC_STDLIB",
  shutdown: "SHUTDOWN",
  timer: "TIMER",
};

/** @throws ConfigError with all faults of the description */
export function importPok(files: readonly SourceFile[], directory: string): Imported {
  const [file, second] = files;
  if (file === undefined) throw new Error("an importer is given at least one file");
  if (second !== undefined) {
    const message = "a second description: POK has one for a system";
    throw new ConfigError([
      { code: CODES.SYNTAX, message, file: second.path, line: 1, remedy: "import them one by one" },
    ]);
  }
  const description = readDescription(file);
  const programs = folderOf(dirname(file.path), directory);
  return {
    system: systemOf(description, basename(dirname(resolve(file.path))), programs),
    heading: headingOf(description, basename(file.path)),
    files: headersOf(description),
    warnings: description.warnings,
  };
}

function headingOf({ partitions }: Description, name: string): string[] {
  const origin = `Made from POK's ${name}.`;
  if (!partitions.some(endsMachine)) return [origin];
  return [`${origin} pok_shutdown and assert end the machine by a breakpoint, which is an error of the module.`];
}

/** Whether the partition may end the machine. */
const endsMachine = ({ features }: PokPartition): boolean =>
  features.includes("assert") || features.includes("shutdown");

/** From the system file's folder to that of the description, with `/`; empty if it is the same. */
const folderOf = (from: string, directory: string): string => relative(directory, from).split(sep).join("/");

function systemOf(description: Description, folder: string, programs: string): SystemDefinition {
  const { slots, majorFrameNs } = description;
  const partitions: Record<string, PartitionDefinition> = {};
  for (const partition of description.partitions) partitions[partition.name] = partitionOf(partition, programs);
  const windows = slots.map(({ partition, durationNs }) => ({ partition, duration: formatTime(durationNs) as Time }));
  return {
    name: systemName(folder),
    board: "pc",
    partitions,
    schedule: { frame: formatTime(majorFrameNs) as Time, windows },
  };
}

/** A name for a system out of its folder's. */
const systemName = (folder: string): string => folder.replaceAll(/[^A-Za-z0-9._-]+/g, "-").slice(0, 31) || "pok";

function partitionOf(partition: PokPartition, programs: string): PartitionDefinition {
  const { name, scheduler, threads, sources } = partition;
  const folder = posix.join(programs, name);
  // A partition whose sources are all another's need not have a folder of its own.
  const hasFolder = sources.some((source) => !source.startsWith("../"));
  const memoryBytes = Math.max(MEMORY_MIN_BYTES, Math.ceil(partition.sizeBytes / PAGE_BYTES) * PAGE_BYTES);
  return {
    api: "pok",
    sources: sources.map((source) => posix.join(folder, source)) as [string, ...string[]],
    include: folder === name || !hasFolder ? [name] : [name, folder],
    memory: formatSize(memoryBytes) as Size,
    processes: threads - 1,
    ...(scheduler === "rr" && { policy: "round-robin", quantum: "0ms" }),
    ...(endsMachine(partition) && { health: { breakpoint: { level: "module" } } }),
  };
}

function headersOf({ partitions }: Description): GeneratedFile[] {
  let firstThread = 0;
  let firstLockObject = 0;
  return partitions.map((partition) => {
    const { name, features, mutexes, semaphores, events, threads, scheduler } = partition;
    const text = deploymentHeader({
      partition: name,
      threads,
      firstThread,
      mutexes,
      semaphores,
      events,
      firstLockObject,
      rateMonotonic: scheduler === "rms",
      needs: features.map((feature) => NEEDS[feature]!),
    });
    firstThread += threads;
    firstLockObject += mutexes + semaphores + events;
    return { path: `${name}/deployment.h`, text };
  });
}
