/** A module as both vocabularies describe it: names and identifiers as written, times in nanoseconds, each with its place. */
import type { SystemState } from "../../config/health-words.js";
import type { ProcessTimeKey } from "./namespace.js";
import type { Read } from "./reading.js";
import type { Mark } from "./source.js";
import type { XmlElement } from "./tree.js";

export interface ModuleEntry {
  readonly root: XmlElement;
  readonly name: Read<string> | undefined;
  readonly partitions: readonly PartitionEntry[];
  readonly schedules: readonly ScheduleEntry[];
  readonly channels: readonly ChannelEntry[];
  readonly memoryBlocks: readonly BlockEntry[];
  readonly health: HealthEntry;
}

export interface PartitionEntry {
  readonly element: XmlElement;
  readonly mark: Mark;
  readonly name: string;
  /** As numbers are compared. */
  readonly identifier: Read<string> | undefined;
  readonly period: Read<number> | undefined;
  readonly duration: Read<number> | undefined;
  readonly ports: readonly PortEntry[];
  readonly processes: readonly ProcessEntry[];
  /** Writable memory. */
  readonly memoryBytes: Read<number> | undefined;
  readonly mayChangeSchedule: boolean;
}

export interface PortEntry {
  readonly mark: Mark;
  readonly kind: "sampling" | "queuing";
  readonly name: string;
  readonly isSource: boolean | undefined;
  readonly sizeBytes: Read<number> | undefined;
  /** Of a sampling destination. */
  readonly refresh: Read<number> | undefined;
  /** Of a queuing port. */
  readonly depth: Read<number> | undefined;
}

export interface ProcessEntry {
  readonly mark: Mark;
  readonly name: string;
  /** 0: aperiodic. */
  readonly period: Read<number> | undefined;
  readonly timeCapacity: Read<number> | undefined;
  readonly priority: Read<number> | undefined;
  readonly stackBytes: Read<number> | undefined;
  readonly deadline: Read<"HARD" | "SOFT"> | undefined;
  /** What the extension says besides. */
  readonly times: Readonly<Partial<Record<ProcessTimeKey, Read<number>>>>;
}

/** How something refers to a partition: by name, identifier or both. */
export interface PartitionReference {
  readonly mark: Mark;
  readonly name: Read<string> | undefined;
  readonly identifier: Read<string> | undefined;
}

export interface ScheduleEntry {
  readonly element: XmlElement;
  readonly mark: Mark;
  readonly name: Read<string> | undefined;
  readonly identifier: Read<string> | undefined;
  readonly isInitial: Read<boolean> | undefined;
  /** undefined: as long as the periods of its partitions have it. */
  readonly frame: Read<number> | undefined;
  readonly windows: readonly WindowEntry[];
  /** Windows are written by partition, and in the order of time only in each of them. */
  readonly isByPartition: boolean;
  /** What the schedule says of a partition as a whole. */
  readonly supplies: readonly SupplyEntry[];
}

export interface WindowEntry {
  readonly partition: PartitionReference;
  readonly mark: Mark;
  /** undefined: where the window before ends. */
  readonly offset: Read<number> | undefined;
  readonly duration: Read<number> | undefined;
  readonly periodicStart: boolean | undefined;
  /** It comes again at this interval, or with `"period"` at each of the partition's periods. */
  readonly repeat?: Read<number | "period"> | undefined;
}

export interface SupplyEntry {
  readonly partition: PartitionReference;
  readonly period: Read<number> | undefined;
  readonly duration: Read<number> | undefined;
  readonly onChange: "ignore" | "restart" | "warm-restart" | undefined;
  readonly mayChangeSchedule: boolean;
}

export interface ChannelEntry {
  readonly mark: Mark;
  readonly name: Read<string> | undefined;
  readonly identifier: Read<string> | undefined;
  readonly sources: readonly EndEntry[];
  readonly destinations: readonly EndEntry[];
  readonly discards: boolean;
}

export interface EndEntry {
  readonly mark: Mark;
  /** undefined: outside the module, a pseudo partition. */
  readonly partition: PartitionReference | undefined;
  readonly port: Read<string> | undefined;
}

export interface BlockEntry {
  readonly mark: Mark;
  readonly name: string;
  readonly size: Read<number>;
  readonly access: readonly { readonly partition: PartitionReference; readonly writable: boolean }[];
}

export type LevelWord = "process" | "partition" | "module";
export type PartitionActionWord = "ignore" | "stop" | "restart" | "warm-restart";
export type ModuleActionWord = "ignore" | "shutdown" | "reset";

/** What is known of an error identifier: from wherever the file says something of it. */
export interface ErrorEntry {
  readonly identifier: string;
  readonly mark: Mark;
  readonly descriptions: readonly string[];
  readonly codes: readonly string[];
}

export interface HealthEntry {
  readonly errors: readonly ErrorEntry[];
  /** Whose an error is. */
  readonly levels: readonly LevelEntry[];
  readonly partitionActions: readonly ActionEntry<PartitionActionWord>[];
  readonly moduleActions: readonly ActionEntry<ModuleActionWord>[];
  /** What the extension says besides. */
  readonly extensions: readonly RuleExtension[];
  /** Of the module, by the system file's word for the error. */
  readonly moduleExtensions: readonly { readonly error: Read<string>; readonly action: Read<string> }[];
}

/** Words of a system file, as they are: the checks of a system file judge them. */
export interface RuleExtension {
  readonly identifier: string;
  readonly partition: number;
  readonly process: Read<string> | undefined;
  readonly after: Read<number> | undefined;
  readonly levels: Readonly<Partial<Record<SystemState, Read<string>>>>;
}

interface HealthRow {
  readonly mark: Mark;
  /** Of the error. */
  readonly identifier: string;
  /** undefined: whatever goes on. */
  readonly state: SystemState | undefined;
  /** The partition for which it holds, by its position in the file; undefined: for all. */
  readonly partition: number | undefined;
}

export interface LevelEntry extends HealthRow {
  readonly level: LevelWord;
}

export interface ActionEntry<Action> extends HealthRow {
  readonly action: Action;
}
