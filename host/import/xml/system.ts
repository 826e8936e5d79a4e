/** From a module, as either vocabulary describes it, to the system of a system file. */
import { basename, extname } from "node:path";
import type { SystemDefinition } from "../../config/define.js";
import { type DraftSystem, draftOf } from "../../config/draft.js";
import type { HealthKey } from "../../config/health-words.js";
import { leastSupply, PERIODS_MAX, periodOf, startsPeriod } from "../../config/periods.js";
import { formatTime, parseTime } from "../../config/units.js";
import { checkProcesses, checkReleases } from "./check-processes.js";
import { XML_CODES } from "./codes.js";
import type { Extension } from "./extension.js";
import type { XmlFindings } from "./findings.js";
import { HealthTables } from "./health.js";
import type { ModuleEntry, PartitionEntry } from "./module.js";
import { Origins } from "./origins.js";
import { cleanName, ownNames } from "./own-names.js";
import { partitionKeys } from "./partition-keys.js";
import { processTable, setProcessOrigins } from "./process-table.js";
import type { Read } from "./reading.js";
import { PartitionIndex } from "./references.js";
import { type ResolvedChannel, type ResolvedEnd, resolveChannels } from "./resolve-channels.js";
import { type ResolvedSchedule, resolveSchedule } from "./resolve-schedule.js";
import type { Mark } from "./source.js";
import type { StarterPartition, StarterPort } from "./starter.js";
import { sizeText, timeText } from "./text-of.js";
import type { XmlElement } from "./tree.js";

export interface Mapped {
  readonly system: SystemDefinition;
  /** The partitions whose programs the file does not name. */
  readonly starters: readonly StarterPartition[];
  readonly origins: Origins;
}

type Keys = Record<string, unknown>;

/** What a system file has for pseudo partitions, which stand for what is outside the module. */
const HOST = "host";

export function mapModule(module: ModuleEntry, extension: Extension, findings: XmlFindings): Mapped {
  return new Mapping(module, extension, findings).map();
}

class Mapping {
  private readonly origins: Origins;
  private readonly index: PartitionIndex;
  private readonly names: readonly string[];
  private readonly periods: (Read<number> | undefined)[];
  private readonly schedules: readonly ResolvedSchedule[];
  private readonly channels: readonly ResolvedChannel[];
  private readonly starters: StarterPartition[] = [];

  constructor(
    private readonly module: ModuleEntry,
    private readonly extension: Extension,
    private readonly findings: XmlFindings,
  ) {
    this.origins = new Origins(module.root.mark);
    this.index = new PartitionIndex(module.partitions, findings);
    this.names = ownNames(module.partitions, "partition", findings);
    this.periods = module.partitions.map((partition, i) => this.periodOf(partition, i));
    const periods = this.periods.map((period) => period?.value);
    const resolved = module.schedules.map((entry) => resolveSchedule(entry, this.index, periods, findings));
    this.schedules = this.initialFirst(resolved);
    this.channels = resolveChannels(module.channels, this.index, findings);
    this.checkFrames();
  }

  map(): Mapped {
    const { module, origins } = this;
    const board = this.extension.attribute(module.root, "Board");
    origins.set(["board"], board?.mark);
    origins.set(["name"], module.name?.mark);
    const health = new HealthTables(module.health, this.findings);
    const instruction = this.extension.number(module.root, "KernelInstruction");
    origins.set(["kernelInstruction"], instruction?.mark);
    const onBoard = board?.value ?? "pc";
    const moduleMarks = new Map<string, Mark>();
    const moduleHealth = health.ofModule(module.partitions.length, moduleMarks);
    for (const [key, mark] of moduleMarks) origins.set(["health", key], mark);
    const schedules = this.schedulesOf();
    const system: Keys = {
      name: this.systemName(),
      ...(onBoard !== "pc-vmm" && { board: onBoard }),
      partitions: Object.fromEntries(this.names.map((name, i) => [name, this.partitionOf(i, onBoard, health)])),
    };
    const channels = this.channelsOf();
    if (Object.keys(channels).length > 0) system.channels = channels;
    const blocks = this.blocksOf();
    if (Object.keys(blocks).length > 0) system.memoryBlocks = blocks;
    if (moduleHealth) system.health = moduleHealth;
    if (instruction) system.kernelInstruction = timeText(instruction.value);
    Object.assign(system, schedules);
    this.leaveOutUsualTimes(system);
    return {
      system: system as unknown as SystemDefinition,
      starters: this.starters,
      origins,
    };
  }

  private systemName(): string {
    const { path } = this.findings.source;
    const given = this.module.name;
    const name = given?.value ?? basename(path, extname(path));
    const clean = cleanName(name, "module");
    if (given && clean !== name) {
      const message = `the module "${name}" is called "${clean}" in the system file`;
      this.findings.warn(XML_CODES.READ_AS, given.mark, message);
    }
    return clean;
  }

  /** The partition's own, or that which all schedules give it. 0 is none. */
  private periodOf(partition: PartitionEntry, position: number): Read<number> | undefined {
    const said = [partition.period, ...this.suppliesOf(position).map(({ period }) => period)];
    const [first, ...others] = said.filter((period) => period !== undefined && period.value > 0) as Read<number>[];
    const other = others.find(({ value }) => value !== first?.value);
    if (first && other) {
      const line = this.findings.source.lineOf(first.mark.offset);
      const message = `"${partition.name}" has a period of ${formatTime(other.value)} here and of ${formatTime(first.value)} in line ${line}`;
      const remedy = "a partition has one period, in all schedules: one that divides each of their major frames";
      this.findings.fault(XML_CODES.PERIOD, other.mark, message, remedy);
    }
    return first;
  }

  private suppliesOf(position: number) {
    return this.module.schedules.flatMap(({ supplies }) =>
      supplies.filter(({ partition }) => this.index.find(partition) === position),
    );
  }

  /** The schedule that starts comes first. */
  private initialFirst(schedules: readonly ResolvedSchedule[]): ResolvedSchedule[] {
    const initial = schedules.filter(({ entry }) => entry.isInitial?.value);
    const second = initial[1]?.entry.isInitial;
    if (second) {
      const message = "a second schedule that is the initial one";
      this.findings.fault(XML_CODES.DUPLICATE, second.mark, message, 'InitialModuleSchedule="false"');
    }
    const first = initial[0];
    return first ? [first, ...schedules.filter((schedule) => schedule !== first)] : [...schedules];
  }

  /** A frame of more periods than are possible is a mistake of units. */
  private checkFrames(): void {
    const [first] = this.schedules;
    for (const [i, { name }] of this.module.partitions.entries()) {
      const period = this.periods[i] ?? first?.frame;
      if (!period) continue;
      const schedule = this.schedules.find(({ frame }) => frame.value / period.value > PERIODS_MAX);
      if (!schedule) continue;
      const [own, whole] = [period, schedule.frame].map(({ value }) => formatTime(value));
      const message = `"${name}" has a period of ${own} in a major frame of ${whole}`;
      this.findings.fault(
        XML_CODES.PERIOD,
        period.mark,
        message,
        "times are seconds in Supplement 2, nanoseconds since",
      );
      this.periods[i] = undefined;
    }
  }

  private partitionOf(position: number, board: string, health: HealthTables): Keys {
    const entry = this.module.partitions[position]!;
    const name = this.names[position]!;
    const path = ["partitions", name];
    const extension = this.extension.partition(entry.element);
    const isProgrammed = ["sources", "entry", "elf"].some((key) => extension?.[key] !== undefined);
    const starter = isProgrammed ? undefined : `partitions/${name}.c`;
    // A file that says how many processes there may be says that these are not all.
    const table = extension?.processes === undefined ? processTable(entry, this.findings) : undefined;
    const said = table ? { ...extension, processes: table } : extension;
    const keys = partitionKeys(entry, said, starter, board, this.findings);
    if (this.maySetSchedule(position)) keys.permissions ??= ["set-schedule"];
    const period = this.periods[position];
    if (period) keys.period = timeText(period.value);
    const duration = this.durationOf(position);
    if (duration) keys.duration = timeText(duration.value);
    const marks = new Map<HealthKey, Mark>();
    const rules = health.ofPartition(position, marks);
    if (rules) keys.health = rules;
    checkProcesses(entry, period?.value ?? this.schedules[0]?.frame.value, this.findings);
    const windows = this.schedules.flatMap((schedule) => schedule.windows);
    checkReleases(
      entry,
      windows.filter(({ partition }) => partition === position),
      this.findings,
    );
    if (starter !== undefined) this.starters.push(this.starterOf(entry, name, starter, table !== undefined));
    this.origins.set(path, entry.mark);
    this.origins.set([...path, "memory"], entry.memoryBytes?.mark);
    this.origins.set([...path, "period"], period?.mark);
    this.origins.set([...path, "duration"], duration?.mark);
    for (const [key, mark] of marks) this.origins.set([...path, "health", key], mark);
    setProcessOrigins([...path, "processes"], entry.processes, this.origins);
    return keys;
  }

  /** The least that a schedule promises. 0 is nothing. */
  private durationOf(position: number): Read<number> | undefined {
    const own = this.module.partitions[position]!.duration;
    const said = [own, ...this.suppliesOf(position).map(({ duration }) => duration)];
    const durations = said.filter((duration) => duration !== undefined && duration.value > 0) as Read<number>[];
    return durations.toSorted((a, b) => a.value - b.value)[0];
  }

  private maySetSchedule(position: number): boolean {
    const own = this.module.partitions[position]!.mayChangeSchedule;
    return own || this.suppliesOf(position).some(({ mayChangeSchedule }) => mayChangeSchedule);
  }

  private starterOf(entry: PartitionEntry, name: string, path: string, hasTable: boolean): StarterPartition {
    const ports: StarterPort[] = [];
    for (const channel of this.channels) {
      const ends: (readonly [ResolvedEnd, boolean])[] = [
        [channel.source, true],
        ...channel.destinations.map((end): readonly [ResolvedEnd, boolean] => [end, false]),
      ];
      for (const [end, isSource] of ends) {
        if (!end || this.module.partitions[end.partition] !== entry) continue;
        const { kind, sizeBytes, depth } = channel;
        const received = kind === "sampling" && !isSource ? this.refreshOf(end) : undefined;
        const refreshNs = received?.value ?? end.port.refresh?.value;
        ports.push({ name: end.port.name, kind, isSource, sizeBytes, depth, refreshNs, mark: end.port.mark });
      }
    }
    const inOrder = ports.toSorted((a, b) => a.mark.offset - b.mark.offset);
    return { name, path, ports: inOrder, processes: entry.processes, hasTable };
  }

  private readonly assumed = new Map<Mark, number>();

  /** A destination's refresh period; where it has none, the partition's period. */
  private refreshOf({ partition, port }: NonNullable<ResolvedEnd>): Read<number> {
    if (port.refresh) return port.refresh;
    const ns = this.periods[partition]?.value ?? this.schedules[0]?.frame.value ?? 0;
    if (!this.assumed.has(port.mark)) {
      const message = `the port "${port.name}" has no refresh period: ${formatTime(ns)} was taken, the partition's period`;
      this.findings.warn(XML_CODES.ASSUMED, port.mark, message);
    }
    this.assumed.set(port.mark, ns);
    return { value: ns, mark: port.mark };
  }

  private channelsOf(): Keys {
    const taken = new Set<string>();
    const channels: [string, unknown][] = [];
    for (const [i, channel] of this.channels.entries()) {
      const { entry } = channel;
      const wanted = entry.name?.value ?? `channel-${entry.identifier?.value ?? i + 1}`;
      let name = wanted;
      for (let n = 2; taken.has(name); n++) name = `${wanted}-${n}`;
      taken.add(name);
      channels.push([name, this.channelOf(name, channel)]);
    }
    return Object.fromEntries(channels);
  }

  private channelOf(name: string, { entry, kind, sizeBytes, depth, source, destinations }: ResolvedChannel): unknown {
    const path = ["channels", name];
    this.origins.set(path, entry.name?.mark ?? entry.mark);
    const sized = [source, ...destinations].find((end) => end?.port.sizeBytes)?.port.sizeBytes;
    this.origins.set([...path, "size"], sized?.mark);
    const end = (found: ResolvedEnd, at: readonly (string | number)[], isDestination: boolean): unknown => {
      const outside = (isDestination ? entry.destinations : entry.sources).find(({ partition }) => !partition);
      this.origins.set([...path, ...at], found?.mark ?? outside?.mark);
      if (!found) return HOST;
      const refresh = kind === "sampling" && isDestination ? this.refreshOf(found) : undefined;
      this.origins.set([...path, ...at, "refresh"], refresh?.mark);
      return {
        partition: this.names[found.partition],
        ...(found.port.name !== name && { port: found.port.name }),
        ...(refresh && { refresh: timeText(refresh.value) }),
      };
    };
    const common = { kind, size: sizeText(sizeBytes) };
    const from = end(source, ["from"], false);
    if (kind === "sampling") return { ...common, from, to: destinations.map((each, i) => end(each, ["to", i], true)) };
    this.origins.set([...path, "depth"], (destinations[0] ?? source)?.port.depth?.mark);
    const full = entry.discards ? { whenFull: "discard" } : {};
    return { ...common, depth, from, to: end(destinations[0], ["to"], true), ...full };
  }

  private blocksOf(): Keys {
    const blocks: Keys = {};
    for (const { name, mark, size, access } of this.module.memoryBlocks) {
      this.origins.set(["memoryBlocks", name], mark);
      this.origins.set(["memoryBlocks", name, "size"], size.mark);
      const rights = access.flatMap(({ partition, writable }): [string, string][] => {
        const position = this.index.find(partition);
        return position === undefined ? [] : [[this.names[position]!, writable ? "read-write" : "read"]];
      });
      blocks[name] = { size: sizeText(size.value), access: Object.fromEntries(rights) };
    }
    for (const { name, size, access } of this.extension.memoryBlocks(this.module.root)) {
      this.origins.set(["memoryBlocks", name.value], name.mark);
      blocks[name.value] = { size, access };
    }
    return blocks;
  }

  private schedulesOf(): Keys {
    const { schedules } = this;
    const [only] = schedules;
    const given = (schedule: ResolvedSchedule, i: number): { name: string; mark: Mark } => {
      const { name, identifier, mark } = schedule.entry;
      return { name: name?.value ?? `schedule-${identifier?.value ?? i + 1}`, mark: name?.mark ?? mark };
    };
    if (!only) {
      const message = "the module has no schedule: nothing would run";
      this.findings.fault(XML_CODES.MISSING_ELEMENT, this.module.root.mark, message, "add a schedule with its windows");
      return {};
    }
    if (schedules.length === 1 && (only.entry.name?.value ?? "main") === "main") {
      return { schedule: this.scheduleOf(only, ["schedule"]) };
    }
    const names = ownNames(schedules.map(given), "schedule", this.findings);
    const named = schedules.map((schedule, i) => [names[i]!, this.scheduleOf(schedule, ["schedules", names[i]!])]);
    return { schedules: Object.fromEntries(named) as Keys };
  }

  private scheduleOf({ entry, frame, windows }: ResolvedSchedule, path: readonly string[]): Keys {
    this.origins.set(path, entry.mark);
    this.origins.set([...path, "frame"], frame.mark);
    let end = 0;
    const written = windows.map(({ partition, offset, duration, periodicStart, mark }, i) => {
      const at = [...path, "windows", i];
      this.origins.set(at, mark);
      this.origins.set([...at, "offset"], offset.mark);
      this.origins.set([...at, "duration"], duration.mark);
      const follows = offset.value === end;
      end = offset.value + duration.value;
      return {
        partition: this.names[partition],
        ...(!follows && { offset: timeText(offset.value) }),
        duration: timeText(duration.value),
        ...(periodicStart !== undefined && { periodicStart }),
      };
    });
    const onChange = this.changesOf(entry);
    const changes = Object.keys(onChange).length > 0 ? { onChange } : {};
    return { frame: timeText(frame.value), windows: written, ...changes };
  }

  private changesOf({
    supplies,
    element,
  }: {
    supplies: ResolvedSchedule["entry"]["supplies"];
    element: XmlElement;
  }): Keys {
    const changes: Keys = {};
    for (const { partition, onChange } of supplies) {
      const position = onChange === undefined || onChange === "ignore" ? undefined : this.index.find(partition);
      if (position !== undefined) changes[this.names[position]!] = onChange;
    }
    for (const { partition, action } of this.extension.changes(element)) {
      const position = this.index.find({ mark: partition.mark, name: partition, identifier: undefined });
      if (position !== undefined) changes[this.names[position]!] = action;
    }
    return changes;
  }

  /** Takes out what a system file without it says as well: a reader looks for what is particular. */
  private leaveOutUsualTimes(system: Keys): void {
    const draft = draftOf(system);
    const partitions = system.partitions as Record<string, Keys>;
    const schedules = (system.schedules ?? { main: system.schedule }) as Record<
      string,
      { windows: Keys[] } | undefined
    >;
    for (const partition of draft.partitions) {
      const keys = partitions[partition.name]!;
      const periodNs = periodOf(partition, draft.schedules);
      if (periodNs === undefined) continue;
      this.checkSupplies(partition.name, periodNs, draft);
      const supplied = leastSupply(partition.name, periodNs, draft.schedules);
      if (parseTime(keys.duration) === supplied) delete keys.duration;
      if (parseTime(keys.period) === draft.schedules[0]?.frameNs) delete keys.period;
      for (const schedule of draft.schedules) {
        const unmarked = schedule.windows.map((window) => ({ ...window, periodicStart: undefined }));
        for (const [i, window] of unmarked.entries()) {
          const written = schedules[schedule.name]?.windows[i];
          if (window.partition !== partition.name || !written) continue;
          if (written.periodicStart === startsPeriod(window, unmarked, periodNs)) delete written.periodicStart;
        }
      }
    }
  }

  /** Where schedules say of a partition what each of them gives it, they give it that: a system file says it once for all. */
  private checkSupplies(name: string, periodNs: number, draft: DraftSystem): void {
    const position = this.names.indexOf(name);
    for (const [i, { entry }] of this.schedules.entries()) {
      const schedule = draft.schedules[i];
      const said = entry.supplies.find(({ partition }) => this.index.find(partition) === position)?.duration;
      if (!said || !schedule) continue;
      const suppliedNs = leastSupply(name, periodNs, [schedule]);
      if (suppliedNs >= said.value) continue;
      const [given, wanted] = [suppliedNs, said.value].map(formatTime);
      const message = `the windows of "${name}" come to ${given} in one of its periods here, not to ${wanted}`;
      this.findings.fault(XML_CODES.SUPPLY, said.mark, message, "longer windows, or another duration");
    }
  }
}
