/**
 * From an instance tree to a system that runs: one processor's virtual processors are its partitions, and the threads of
 * the process on each become C. `docs/from-aadl.md` tells what becomes of what.
 */
import type { Instance, Model } from "../../aadl/instance.js";
import type { PartitionDefinition, SystemDefinition, WindowDefinition } from "../../config/define.js";
import { formatTime } from "../../config/units.js";
import type { GeneratedFile, ImportChoice, Imported } from "../importer.js";
import { AADL_CODES } from "./codes.js";
import { DataTypes } from "./data-types.js";
import { Findings } from "./findings.js";
import { glueFiles } from "./glue/files.js";
import { guestDefinition, vcpusOf } from "./guest.js";
import { type HealthTablesOf, healthOf } from "./health.js";
import { isInC } from "./languages.js";
import { hasThreads, memoryOf, objectsSize, sizeText, stackBytes } from "./memory.js";
import { type Module, moduleOf, type Partition } from "./module.js";
import { Names } from "./names.js";
import type { GluePlan, ThreadPlan } from "./plan.js";
import { PropertyValues } from "./property-values.js";
import { byRate, policyOf } from "./scheduling.js";
import { SharedDataOf } from "./shared-data.js";
import { Sources } from "./sources.js";
import { Subprograms } from "./subprograms.js";
import { threadPlan } from "./threads.js";
import { periodFor, type Schedule, scheduleOf, type Window } from "./windows.js";
import type { WiredPartition } from "./wires.js";
import { type Wiring, wiringOf } from "./wiring.js";

/** Longest name of a process (ARINC 653, NAME_TYPE), and of a system. */
const PROCESS_NAME_LENGTH = 32;
const SYSTEM_NAME_LENGTH = 31;

export interface ImportedModel {
  readonly system: SystemDefinition;
  readonly generated: readonly GeneratedFile[];
  readonly warnings: Imported["warnings"];
}

/** What a model comes to. @throws ConfigError with all of its faults */
export function importModel(model: Model, directory: string, choice: ImportChoice = {}): ImportedModel {
  const findings = new Findings();
  for (const { message, place, remedy } of model.warnings) {
    findings.warn(place, message, remedy, AADL_CODES.MODEL_WARNING);
  }
  const values = new PropertyValues(findings);
  const module = moduleOf(model.root, choice.processor, values, findings);
  findings.stopIfFaulty();
  const schedule = scheduleOf(module!.processor, values, findings);
  findings.stopIfFaulty();
  const made = new SystemMaker(model, module!, schedule!, directory, values, findings).make();
  findings.stopIfFaulty();
  return { ...made!, warnings: findings.warnings };
}

class SystemMaker {
  readonly #health: HealthTablesOf;
  readonly #generated: GeneratedFile[] = [];

  constructor(
    private readonly model: Model,
    private readonly module: Module,
    private readonly schedule: Schedule,
    private readonly directory: string,
    private readonly values: PropertyValues,
    private readonly findings: Findings,
  ) {
    this.#health = healthOf(module.processor, module.partitions, values, findings);
  }

  /** Undefined after a fault. */
  make(): Omit<ImportedModel, "warnings"> | undefined {
    const { values, findings, schedule } = this;
    const wired = this.module.partitions.map((partition): WiredPartition & { vcpus: number } => {
      const vcpus = vcpusOf(partition, values, findings);
      const types = new DataTypes(values, findings);
      return { partition, vcpus, isGuest: vcpus > 0, types, variables: new Names() };
    });
    const wiring = wiringOf(this.model.root, wired, schedule.frameNs, values, findings);
    const partitions: Record<string, PartitionDefinition> = {};
    for (const one of wired) {
      const definition = one.isGuest ? this.#guest(one) : this.#native(one, wiring);
      if (definition) partitions[one.partition.name] = definition;
    }
    if (Object.keys(partitions).length < wired.length) return undefined;
    const windows = this.#windows(partitions);
    const system: SystemDefinition = {
      name: systemName(this.model.root.name),
      partitions,
      ...(Object.keys(wiring.channels).length > 0 && { channels: wiring.channels }),
      ...(this.#health.module && { health: this.#health.module }),
      schedule: { frame: timeText(schedule.frameNs), windows },
    };
    return { system, generated: this.#generated };
  }

  #guest({ partition, vcpus }: WiredPartition & { vcpus: number }): PartitionDefinition | undefined {
    const memory = memoryOf(partition, this.values, this.findings);
    const health = this.#health.partitions.get(partition);
    return guestDefinition(partition, { memory, ...(health && { health }) }, vcpus, this.#sources(), this.findings);
  }

  #native(wired: WiredPartition, { wires }: Wiring): PartitionDefinition | undefined {
    const { values, findings } = this;
    const { partition, types, variables } = wired;
    const { process, runtime, threads } = partition;
    if (!hasThreads(process)) {
      const message = `process "${process.name}" has no thread: nothing would run in its partition`;
      findings.fault(AADL_CODES.THREAD, process.place, message, "a thread, or Bulkhead::vCPUs and a program");
      return undefined;
    }
    if (!isInC(process, `process "${process.name}"`, process.place, values, findings)) return undefined;
    const sources = this.#sources();
    sources.add(process, process.place);
    const periodNs = periodFor(runtime, this.#periodsOf(partition), this.schedule);
    const context = {
      ...{ wired, wires, sources, periodNs, values, findings },
      subprograms: new Subprograms(types, sources, values, findings),
      shared: new SharedDataOf(partition, types, variables, values, findings),
    };
    const names = new Names([], PROCESS_NAME_LENGTH);
    const planned = threads.map((thread) => threadPlan(thread, names, context));
    if (planned.some((plan) => plan === undefined)) return undefined;
    const scheduled = byRate({
      options: policyOf(runtime, values, findings),
      threads: planned as ThreadPlan[],
      locks: context.shared.locks,
    });
    const objects = [...wires.objects(wired), ...scheduled.locks];
    const plan: GluePlan = {
      partition: partition.name,
      process: process.name,
      types: types.all,
      ports: wires.ports(wired),
      objects,
      shared: context.shared.data,
      threads: scheduled.threads,
      processStackBytes: stackBytes(threads, values),
      firstThread: this.#threadsBefore(partition),
      features: featuresOf(runtime, values),
    };
    for (const { classifier } of types.all) sources.add(classifier, classifier.place);
    const glue = glueFiles(plan);
    this.#generated.push(...glue.files);
    const health = this.#health.partitions.get(partition);
    return {
      sources: [...glue.sources, ...sources.files] as unknown as readonly [string, ...string[]],
      api: "pok",
      include: [glue.folder, ...sources.folders],
      memory: memoryOf(partition, values, findings),
      processes: threads.length,
      ...(plan.processStackBytes > 16 * 1024 && { processStack: sizeText(plan.processStackBytes) }),
      ...objectsSize(objects),
      ...scheduled.options,
      ...(health && { health }),
      ...(periodNs !== this.schedule.frameNs && { period: timeText(periodNs) }),
    };
  }

  #threadsBefore(partition: Partition): number {
    const before = this.module.partitions.slice(0, this.module.partitions.indexOf(partition));
    return before.reduce((sum, { threads }) => sum + threads.length + 1, 0);
  }

  #sources = (): Sources => new Sources(this.directory, this.values, this.findings);

  /** Periods that the kernel could keep. */
  #periodsOf({ threads }: Partition): readonly number[] {
    const periodic = threads.filter((thread) => this.values.word(thread, "Dispatch_Protocol") === "periodic");
    return periodic.map((thread) => this.values.time(thread, "Period") ?? 0).filter((period) => period > 0);
  }

  /** The windows of the partitions; of virtual processors without one the time is idle. */
  #windows(partitions: Readonly<Record<string, PartitionDefinition>>): WindowDefinition[] {
    const { windows, frameNs } = this.schedule;
    const result: WindowDefinition[] = [];
    let endNs = 0;
    const begun = new Set<string>();
    for (const window of windows) {
      const { runtime, offsetNs, durationNs } = window;
      const partition = this.module.partitions.find((one) => one.runtime === runtime);
      if (!partition || durationNs === 0) continue;
      const { period } = partitions[partition.name]!;
      const periodNs = period === undefined ? frameNs : this.#periodNs(partition);
      const key = `${partition.name} ${Math.floor(offsetNs / periodNs)}`;
      const isFirst = !begun.has(key);
      begun.add(key);
      result.push({
        partition: partition.name,
        ...(offsetNs !== endNs && { offset: timeText(offsetNs) }),
        duration: timeText(durationNs),
        ...startOf(window, isFirst),
      });
      endNs = offsetNs + durationNs;
    }
    return result;
  }

  #periodNs = (partition: Partition): number => periodFor(partition.runtime, this.#periodsOf(partition), this.schedule);
}

/** Whether periodic processing starts in a window, where that is not what it is anyway. */
const startOf = ({ periodicStart }: Window, isFirst: boolean): Pick<WindowDefinition, "periodicStart"> =>
  periodicStart === undefined || periodicStart === isFirst ? {} : { periodicStart };

/** POK's features, as far as they can be the name of a macro. */
const featuresOf = (runtime: Instance, values: PropertyValues): readonly string[] =>
  (values.words(runtime, "POK::Additional_Features") ?? []).filter((word) => /^[a-z0-9_]+$/.test(word));

const timeText = (ns: number) => formatTime(ns) as `${number}ns`;

const systemName = (name: string): string =>
  name
    .replaceAll(/[^A-Za-z0-9_.-]+/g, "-")
    .replace(/^[^A-Za-z0-9]+/, "")
    .slice(0, SYSTEM_NAME_LENGTH) || "system";
