/** A partition of a module as a partition of a system file. */

import type { DraftPartition } from "../../config/draft.js";
import { draftOf } from "../../config/draft.js";
import { formatSize, parseSize, parseTime } from "../../config/units.js";
import { PAGE_SIZE } from "../../generated/abi.js";
import { XML_CODES } from "./codes.js";
import type { ExtensionKeys } from "./extension.js";
import type { XmlFindings } from "./findings.js";
import type { PartitionEntry } from "./module.js";
import { sizeText } from "./text-of.js";

const MEMORY_BY_DEFAULT = 1024 ** 2;
/** What a starter needs: itself, its stack, and the library's data. */
const MEMORY_MIN = 64 * 1024;
const STACK_BY_DEFAULT = 16 * 1024;
const PROCESSES_BY_DEFAULT = 32;

/** In the order in which they are written. */
const KEYS = [
  "sources",
  "api",
  "include",
  "entry",
  "elf",
  "memory",
  "stack",
  "console",
  "trace",
  "vcpus",
  "processes",
  "processStack",
  "objects",
  "policy",
  "quantum",
  "permissions",
  "interrupts",
  "ports",
];

/**
 * What a partition's program has, but for its time and its health.
 * @param extension what the file says besides ARINC 653's own, if anything
 * @param starter the file of its program, where the extension names none
 */
export function partitionKeys(
  entry: PartitionEntry,
  extension: ExtensionKeys | undefined,
  starter: string | undefined,
  board: string,
  findings: XmlFindings,
): Record<string, unknown> {
  const keys: Record<string, unknown> = { ...extension };
  if (starter !== undefined) keys.sources = [starter];
  keys.memory ??= sizeText(memoryBytes(entry, starter !== undefined, findings));
  if (entry.processes.length > PROCESSES_BY_DEFAULT) keys.processes ??= entry.processes.length;
  const stack = pages(Math.max(0, ...entry.processes.map(({ stackBytes }) => stackBytes?.value ?? 0)));
  if (stack > STACK_BY_DEFAULT) keys.processStack ??= sizeText(stack);
  return inOrder(withoutUsual(keys, board));
}

function memoryBytes({ memoryBytes: said, name }: PartitionEntry, isStarter: boolean, findings: XmlFindings): number {
  if (!said) return MEMORY_BY_DEFAULT;
  const whole = pages(said.value);
  const taken = isStarter ? Math.max(MEMORY_MIN, whole) : whole;
  if (taken !== said.value) {
    const message = `"${name}" has ${formatSize(said.value)} of memory: ${formatSize(taken)} were taken`;
    const why = taken === whole ? "memory comes in pages of 4 KiB" : "with less, no program with the APEX library runs";
    findings.warn(XML_CODES.READ_AS, said.mark, message, why);
  }
  return taken;
}

const pages = (bytes: number): number => Math.ceil(bytes / PAGE_SIZE) * PAGE_SIZE;

/** Without the keys whose values are those that a partition without them has. */
function withoutUsual(keys: Readonly<Record<string, unknown>>, board: string): Record<string, unknown> {
  const kept: Record<string, unknown> = { ...keys };
  const usual = (without: readonly string[]): DraftPartition => {
    const rest = Object.fromEntries(Object.entries(kept).filter(([key]) => !without.includes(key)));
    return draftOf({ board, partitions: { any: rest } }).partitions[0]!;
  };
  const drop = (key: string, matches: (byDefault: DraftPartition) => boolean): void => {
    if (kept[key] !== undefined && matches(usual([key]))) delete kept[key];
  };
  // How many vCPUs there are by default depends on the processes, and so the other way round.
  drop("processes", ({ processes }) => processes === kept.processes && kept.vcpus !== undefined);
  drop("vcpus", ({ vcpus }) => vcpus === kept.vcpus);
  drop("stack", ({ stackBytes }) => stackBytes === parseSize(kept.stack));
  drop("console", ({ consoleBytes }) => consoleBytes === parseSize(kept.console));
  drop("trace", ({ traceBytes }) => traceBytes === parseSize(kept.trace));
  drop("processStack", ({ processStackBytes }) => processStackBytes === parseSize(kept.processStack));
  drop("objects", ({ objectBytes }) => objectBytes === parseSize(kept.objects));
  drop("policy", ({ policy }) => policy === kept.policy);
  drop("quantum", ({ quantumNs }) => quantumNs === parseTime(kept.quantum));
  if (Array.isArray(kept.permissions) && kept.permissions.length === 0) delete kept.permissions;
  for (const key of ["stack", "console", "trace", "processStack", "objects"]) {
    const bytes = parseSize(kept[key]);
    if (bytes !== undefined) kept[key] = sizeText(bytes);
  }
  return kept;
}

function inOrder(keys: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const known = KEYS.filter((key) => keys[key] !== undefined).map((key) => [key, keys[key]]);
  return Object.fromEntries(known) as Record<string, unknown>;
}
