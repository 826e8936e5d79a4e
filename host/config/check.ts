/** From the value of a system file to a checked system, or to all of its faults. */
import { dirname, resolve } from "node:path";
import { CHANGE_COLD_START, CHANGE_IGNORE, CHANGE_WARM_START, TRACE_RECORD_SIZE } from "../generated/abi.js";
import { blockOf, channelOf } from "./channels.js";
import { checkBlocks } from "./check-blocks.js";
import { checkChannels } from "./check-channels.js";
import { checkDeadlines } from "./check-deadlines.js";
import { checkDevices } from "./check-devices.js";
import { checkHealth } from "./check-health.js";
import { checkMemory } from "./check-memory.js";
import { checkNames } from "./check-names.js";
import { checkProcessTables } from "./check-process-table.js";
import { checkProcesses } from "./check-processes.js";
import { checkProgram } from "./check-programs.js";
import { checkRates } from "./check-rates.js";
import { checkSchedules } from "./check-schedules.js";
import { type DraftPartition, type DraftSchedule, type DraftSystem, draftOf } from "./draft.js";
import type { DraftProcess } from "./draft-processes.js";
import { ConfigError, type Fault } from "./fault.js";
import { Findings } from "./findings.js";
import { healthTables, moduleActions } from "./health.js";
import type { SystemSource } from "./locate.js";
import type {
  Api,
  Board,
  DeadlineType,
  Partition,
  Permission,
  Policy,
  Program,
  Schedule,
  System,
  TableProcess,
} from "./model.js";
import { checkPeriods, leastSupply, periodOf, startsPeriod } from "./periods.js";
import { checkShape } from "./shape.js";

const CHANGES: Readonly<Record<string, number>> = {
  ignore: CHANGE_IGNORE,
  restart: CHANGE_COLD_START,
  "warm-restart": CHANGE_WARM_START,
};

/**
 * The system that `value`, the default export of `source`, describes. Throws a ConfigError with every fault; warnings are told
 * in any case.
 */
export function checkSystem(
  value: Readonly<Record<string, unknown>>,
  source: SystemSource,
  onWarning: (warning: Fault) => void = () => {},
): System {
  const findings = new Findings(source);
  const draft = draftOf(value);
  checkShape(value, findings);
  checkNames(draft, source, findings);
  for (const partition of draft.partitions) {
    checkProgram(partition, dirname(source.file), findings);
    checkProcesses(partition, findings);
  }
  checkHealth(draft, findings);
  checkMemory(draft, findings);
  checkDevices(draft, findings);
  checkSchedules(draft, value, findings);
  checkPeriods(draft, findings);
  checkProcessTables(draft, findings);
  checkChannels(draft, findings);
  checkBlocks(draft, findings);
  const isSound = findings.faults.length === 0;
  const system = isSound ? systemOf(draft, source.file) : undefined;
  // What is proven is proven of a whole system.
  if (system) for (const check of [checkDeadlines, checkRates]) check(system, findings);
  for (const warning of findings.warnings) onWarning(warning);
  if (system && findings.faults.length === 0) return system;
  throw new ConfigError(findings.faults);
}

/** The draft has no fault: what it leaves open is only what has a default. */
function systemOf(draft: DraftSystem, file: string): System {
  const partitions = draft.partitions.map((partition, index) => partitionOf(partition, index, draft, file));
  const indexOf = new Map(partitions.map(({ name, index }) => [name, index]));
  return {
    file,
    name: draft.name!,
    board: draft.board as Board,
    partitions,
    schedules: draft.schedules.map((schedule) => scheduleOf(schedule, partitions, indexOf)),
    channels: draft.channels.map((channel) => channelOf(channel, indexOf)),
    memoryBlocks: draft.memoryBlocks.map((block) => blockOf(block, indexOf)),
    moduleActions: moduleActions(draft),
    ...(draft.kernelInstructionNs !== undefined && { kernelInstructionNs: draft.kernelInstructionNs }),
  };
}

function scheduleOf(
  { name, frameNs, windows, onChange }: DraftSchedule,
  partitions: readonly Partition[],
  indexOf: ReadonlyMap<string, number>,
): Schedule {
  return {
    name,
    majorFrameNs: frameNs!,
    windows: windows.map((window) => {
      const partition = indexOf.get(window.partition)!;
      const periodicStart = startsPeriod(window, windows, partitions[partition]!.periodNs);
      return { partition, offsetNs: window.offsetNs, durationNs: window.durationNs, periodicStart };
    }),
    changeActions: partitions.map((partition) => CHANGES[onChange[partition.name] ?? "ignore"]!),
  };
}

function partitionOf(partition: DraftPartition, index: number, draft: DraftSystem, file: string): Partition {
  const periodNs = periodOf(partition, draft.schedules)!;
  return {
    name: partition.name,
    index,
    program: programOf(partition, dirname(file)),
    memoryBytes: partition.memoryBytes!,
    stackBytes: partition.stackBytes!,
    consoleBytes: partition.consoleBytes!,
    traceRecords: partition.traceBytes! / TRACE_RECORD_SIZE,
    vcpus: partition.vcpus!,
    processes: partition.processes!,
    ...(partition.processTable && { processTable: partition.processTable.map(processOf) }),
    processStackBytes: partition.processStackBytes!,
    objectBytes: partition.objectBytes!,
    policy: partition.policy as Policy,
    quantumNs: partition.quantumNs!,
    permissions: partition.permissions as readonly Permission[],
    irqs: partition.interrupts.map(({ irq, vcpu }) => ({ irq, vcpu })),
    ports: partition.ports.map(({ range }) => range!),
    periodNs,
    durationNs: partition.durationNs ?? leastSupply(partition.name, periodNs, draft.schedules),
    health: healthTables(partition),
  };
}

function processOf({
  name,
  periodNs,
  interarrivalNs,
  deadlineNs,
  worstCaseNs,
  ...process
}: DraftProcess): TableProcess {
  return {
    name,
    priority: process.priority!,
    ...(periodNs !== undefined && { periodNs }),
    delayNs: process.delayNs!,
    ...(interarrivalNs !== undefined && { interarrivalNs }),
    ...(deadlineNs !== undefined && { deadlineNs }),
    deadlineType: process.deadlineType as DeadlineType,
    ...(worstCaseNs !== undefined && { worstCaseNs }),
    longestLockNs: process.longestLockNs!,
  };
}

function programOf({ sources, entry, elf, api, include }: DraftPartition, directory: string): Program {
  if (sources) {
    return {
      kind: "c",
      sources: sources.map((source) => resolve(directory, source)),
      ...(api !== undefined && { api: api as Api }),
      ...(include !== undefined && { include: include.map((folder) => resolve(directory, folder)) }),
    };
  }
  if (entry !== undefined) return { kind: "typescript", entry: resolve(directory, entry) };
  return { kind: "elf", file: resolve(directory, elf!) };
}
