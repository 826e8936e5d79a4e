/**
 * A system file's value read as far as it can be: what has the wrong shape is left out, since `shape.ts` reported it
 * already. The checks look at a draft, so that one fault does not hide the others.
 */

import { type DraftBlock, type DraftChannel, draftBlocks, draftChannels } from "./draft-channels.js";
import { type DraftProcess, draftProcesses } from "./draft-processes.js";
import type { HealthKey, SystemState } from "./health-words.js";
import type { Path } from "./locate.js";
import type { PortRange } from "./model.js";
import { parsePorts } from "./ports.js";
import { parseSize, parseTime } from "./units.js";
import { entries, isWhole, list, record, text, whole, words } from "./values.js";

export interface DraftSystem {
  readonly name?: string;
  readonly board: string;
  readonly partitions: readonly DraftPartition[];
  readonly schedules: readonly DraftSchedule[];
  readonly channels: readonly DraftChannel[];
  readonly memoryBlocks: readonly DraftBlock[];
  readonly kernelInstructionNs?: number;
  /** What becomes of the module. */
  readonly health: Readonly<Partial<Record<HealthKey, string>>>;
}

export interface DraftPartition {
  readonly name: string;
  readonly path: Path;
  readonly sources?: readonly string[];
  readonly entry?: string;
  readonly elf?: string;
  readonly api?: string;
  readonly include?: readonly string[];
  readonly memoryBytes?: number;
  /** The three below have defaults: undefined only where the file gives a value that cannot be read. */
  readonly stackBytes?: number;
  readonly consoleBytes?: number;
  readonly traceBytes?: number;
  readonly onFault: string;
  readonly health: Readonly<Partial<Record<HealthKey, DraftRule>>>;
  readonly periodNs?: number;
  readonly durationNs?: number;
  /** These have defaults too, which depend on each other. */
  readonly vcpus?: number;
  readonly processes?: number;
  /** undefined: the file has none. */
  readonly processTable?: readonly DraftProcess[];
  readonly processStackBytes?: number;
  readonly objectBytes?: number;
  readonly policy: string;
  readonly quantumNs?: number;
  /** Those of the keys above that the file names. */
  readonly named: readonly string[];
  readonly permissions: readonly string[];
  readonly interrupts: readonly DraftInterrupt[];
  readonly ports: readonly DraftPorts[];
}

/** What follows an error. */
export interface DraftRule {
  /** The rule is the partition's action and nothing else. */
  readonly isWord?: boolean;
  readonly action?: string;
  readonly process?: string;
  readonly level?: string | Readonly<Partial<Record<SystemState, string>>>;
  readonly after?: number;
}

export interface DraftInterrupt {
  readonly path: Path;
  readonly irq: number;
  readonly vcpu: number;
}

export interface DraftPorts {
  readonly path: Path;
  /** As the file has it. */
  readonly text: string;
  /** undefined where that is no range of ports. */
  readonly range?: PortRange;
}

export interface DraftSchedule {
  readonly name: string;
  readonly path: Path;
  readonly frameNs?: number;
  /** Those of known extent, sorted by offset. */
  readonly windows: readonly DraftWindow[];
  /** The partitions that all windows name, those of unknown extent included. */
  readonly uses: readonly DraftUse[];
  /** By partition. */
  readonly onChange: Readonly<Record<string, string>>;
}

/** That a window names a partition. */
export interface DraftUse {
  readonly path: Path;
  readonly partition: string;
}

export interface DraftWindow extends DraftUse {
  readonly offsetNs: number;
  readonly durationNs: number;
  /** undefined: as the default has it. */
  readonly periodicStart?: boolean;
}

const DEFAULT_BOARD = "pc-vmm";
const DEFAULT_STACK = "16KiB";
const DEFAULT_CONSOLE = "16KiB";
const DEFAULT_TRACE = "128KiB";
const DEFAULT_PROCESSES = 32;
const DEFAULT_PROCESS_STACK = "16KiB";
const DEFAULT_OBJECTS = "64KiB";
const DEFAULT_POLICY = "priority";
const DEFAULT_QUANTUM = "1ms";
/** What only a native partition has. */
const NATIVE_KEYS = ["processes", "processStack", "objects", "policy", "quantum"] as const;

export function draftOf(value: unknown): DraftSystem {
  const system = record(value) ?? {};
  const schedules = entries(system.schedules).map(([name, entry]) => draftSchedule(name, ["schedules", name], entry));
  if (record(system.schedule)) schedules.unshift(draftSchedule("main", ["schedule"], system.schedule));
  const board = text(system.board) ?? DEFAULT_BOARD;
  return {
    name: text(system.name),
    board,
    partitions: entries(system.partitions).map(([name, entry]) => draftPartition(name, entry, board)),
    schedules,
    channels: draftChannels(system.channels),
    memoryBlocks: draftBlocks(system.memoryBlocks),
    kernelInstructionNs: parseTime(system.kernelInstruction),
    health: words(system.health),
  };
}

function draftPartition(name: string, value: unknown, board: string): DraftPartition {
  const partition = record(value) ?? {};
  const path = ["partitions", name];
  const processTable = draftProcesses(partition.processes, [...path, "processes"]);
  const processes = processTable?.length ?? partition.processes;
  const hasProcesses = processTable !== undefined || (isWhole(processes) && processes > 0);
  const isNative = board === "pc" || partition.api === "pok" || hasProcesses;
  const vcpus = whole(partition.vcpus ?? (isNative ? 0 : 1));
  return {
    name,
    path,
    sources: list(partition.sources)?.filter((source) => typeof source === "string"),
    entry: text(partition.entry),
    elf: text(partition.elf),
    api: text(partition.api),
    include: list(partition.include)?.filter((folder) => typeof folder === "string"),
    memoryBytes: parseSize(partition.memory),
    stackBytes: parseSize(partition.stack ?? DEFAULT_STACK),
    consoleBytes: parseSize(partition.console ?? DEFAULT_CONSOLE),
    traceBytes: parseSize(partition.trace ?? DEFAULT_TRACE),
    onFault: text(partition.onFault) ?? "stop",
    health: Object.fromEntries(entries(partition.health).map(([key, rule]) => [key, draftRule(rule)])),
    periodNs: parseTime(partition.period),
    durationNs: parseTime(partition.duration),
    vcpus,
    processes: whole(processes ?? (vcpus === 0 ? DEFAULT_PROCESSES : 0)),
    ...(processTable && { processTable }),
    processStackBytes: parseSize(partition.processStack ?? DEFAULT_PROCESS_STACK),
    objectBytes: parseSize(partition.objects ?? DEFAULT_OBJECTS),
    policy: text(partition.policy) ?? DEFAULT_POLICY,
    quantumNs: parseTime(partition.quantum ?? DEFAULT_QUANTUM),
    named: NATIVE_KEYS.filter((key) => partition[key] !== undefined),
    permissions: (list(partition.permissions) ?? []).filter((permission) => typeof permission === "string"),
    interrupts: (list(partition.interrupts) ?? []).flatMap((entry, i) => {
      const { irq, vcpu = 0 } = record(entry) ?? { irq: entry };
      return isWhole(irq) && isWhole(vcpu) ? [{ path: [...path, "interrupts", i], irq, vcpu }] : [];
    }),
    ports: (list(partition.ports) ?? []).flatMap((entry, i) => {
      const known = isWhole(entry) || typeof entry === "string";
      return known ? [{ path: [...path, "ports", i], text: JSON.stringify(entry), range: parsePorts(entry) }] : [];
    }),
  };
}

function draftRule(value: unknown): DraftRule {
  if (typeof value === "string") return { isWord: true, action: value };
  const rule = record(value) ?? {};
  return {
    action: text(rule.action),
    process: text(rule.process),
    level: text(rule.level) ?? words(rule.level),
    after: whole(rule.after),
  };
}

function draftSchedule(name: string, path: Path, value: unknown): DraftSchedule {
  const schedule = record(value) ?? {};
  const windows: DraftWindow[] = [];
  const uses: DraftUse[] = [];
  let endNs: number | undefined = 0;
  for (const [i, entry] of (list(schedule.windows) ?? []).entries()) {
    const window: Record<string, unknown> = record(entry) ?? {};
    const durationNs = parseTime(window.duration);
    const offsetNs: number | undefined = window.offset === undefined ? endNs : parseTime(window.offset);
    // What follows a window of unknown extent has no known default.
    endNs = offsetNs !== undefined && durationNs !== undefined ? offsetNs + durationNs : undefined;
    const partition = text(window.partition);
    if (partition === undefined) continue;
    const use = { path: [...path, "windows", i], partition };
    uses.push(use);
    if (offsetNs === undefined || durationNs === undefined) continue;
    const periodicStart = typeof window.periodicStart === "boolean" ? window.periodicStart : undefined;
    windows.push({ ...use, offsetNs, durationNs, periodicStart });
  }
  windows.sort((a, b) => a.offsetNs - b.offsetNs);
  return { name, path, frameNs: parseTime(schedule.frame), windows, uses, onChange: words(schedule.onChange) };
}
