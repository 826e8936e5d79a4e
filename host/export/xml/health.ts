/**
 * Health monitoring: what the tables of ARINC 653 have places for stands in them. An error's level by what goes on, the
 * action on a process and how many errors it takes stand beside it, in our namespace.
 */
import {
  HEALTH_ERRORS,
  HEALTH_KEYS,
  type HealthKey,
  LEVELS,
  MODULE_ACTIONS,
  PARTITION_ACTIONS,
  PROCESS_ACTIONS,
  SYSTEM_STATES,
  type SystemState,
} from "../../config/health-words.js";
import type { Partition, System } from "../../config/model.js";
import { LEVEL_ATTRIBUTES } from "../../import/xml/namespace.js";
import { ours } from "./extension-names.js";
import { tableName } from "./partitions.js";
import { node, type XmlNode } from "./xml-text.js";

type Level = keyof typeof LEVELS;

const STATES = Object.keys(SYSTEM_STATES) as SystemState[];
const STATE_COUNT = STATES.length;

/** The standard's words for what becomes of a partition, and of the module. */
const PARTITION_WORDS = {
  ignore: "IGNORE",
  stop: "IDLE",
  restart: "COLD_START",
  "warm-restart": "WARM_START",
} as const;
const MODULE_WORDS = { ignore: "IGNORE", shutdown: "SHUTDOWN", reset: "RESET" } as const;
const LEVEL_WORDS = { process: "PROCESS", partition: "PARTITION", module: "MODULE" } as const;

/** The standard has no code for a partition that is not as configured. */
const ERROR_CODES: Readonly<Record<HealthKey, string | undefined>> = {
  deadlineMissed: "DEADLINE_MISSED",
  applicationError: "APPLICATION_ERROR",
  numericError: "NUMERIC_ERROR",
  illegalRequest: "ILLEGAL_REQUEST",
  stackOverflow: "STACK_OVERFLOW",
  memoryViolation: "MEMORY_VIOLATION",
  hardwareFault: "HARDWARE_FAULT",
  illegalInstruction: "ILLEGAL_REQUEST",
  privilegedInstruction: "ILLEGAL_REQUEST",
  breakpoint: "ILLEGAL_REQUEST",
  configurationError: undefined,
};

/** The word of which the number is the value. */
const wordOf = <Word extends string>(words: Readonly<Record<Word, number>>, value: number): Word =>
  (Object.keys(words) as Word[]).find((word) => words[word] === value)!;

const identifier = (key: HealthKey): number => HEALTH_KEYS.indexOf(key) + 1;

/** `memoryViolation` as `memory violation`, which the importer takes for what it is. */
const description = (key: HealthKey): string => key.replaceAll(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);

export function healthNode(system: System): XmlNode {
  const errors = HEALTH_KEYS.map((key) =>
    node("SystemError", { ErrorIdentifier: identifier(key), Description: description(key) }),
  );
  const tables = new MultiPartitionTables(system);
  const partitions = system.partitions.map((partition) => partitionNode(partition, tables.nameFor(partition)));
  return node("HealthMonitoring", {}, [
    node("SystemErrors", {}, errors),
    ...tables.nodes,
    ...partitions,
    ...moduleNodes(system),
  ]);
}

/** Of an error, by what goes on. */
function levelsOf({ health }: Partition, key: HealthKey): Record<SystemState, Level> {
  const levels = STATES.map((state) => {
    const value = health.levels[HEALTH_ERRORS[key].value * STATE_COUNT + SYSTEM_STATES[state]]!;
    return [state, wordOf(LEVELS, value)] as const;
  });
  return Object.fromEntries(levels) as Record<SystemState, Level>;
}

/** The level that the standard's tables give: without states, it is that of what a process does. */
const levelInTables = (partition: Partition, key: HealthKey): Level => levelsOf(partition, key).process;

/** Whether that level says all: elsewhere the error is the partition's, or the module's where it is that for a process. */
function saysAll(levels: Record<SystemState, Level>): boolean {
  const elsewhere = levels.process === "module" ? "module" : "partition";
  return STATES.every((state) => state === "process" || levels[state] === elsewhere);
}

const isModules = (partition: Partition, key: HealthKey): boolean => levelInTables(partition, key) === "module";

/** The tables that tell the module's errors from the partitions': one for all partitions that agree. */
class MultiPartitionTables {
  private readonly names = new Map<string, string>();
  readonly nodes: XmlNode[] = [];

  constructor(private readonly system: System) {
    for (const partition of system.partitions) this.nameFor(partition);
  }

  nameFor(partition: Partition): string {
    const ofModule = HEALTH_KEYS.filter((key) => isModules(partition, key));
    const known = this.names.get(ofModule.join());
    if (known !== undefined) return known;
    const name = `errors of the module ${this.names.size + 1}`;
    this.names.set(ofModule.join(), name);
    const rows = HEALTH_KEYS.map((key) => {
      const level = ofModule.includes(key) ? "MODULE" : "PARTITION";
      const action = ofModule.includes(key) ? MODULE_WORDS[moduleAction(this.system, key)] : undefined;
      const common = { ErrorIdentifierRef: identifier(key), ErrorLevel: level };
      return node("ErrorAction", { ...common, ModuleRecoveryAction: action });
    });
    this.nodes.push(node("MultiPartitionHM", { TableName: name }, rows));
    return name;
  }
}

function partitionNode(partition: Partition, multi: string): XmlNode {
  const { actions, processActions, confirmations } = partition.health;
  const rows = HEALTH_KEYS.map((key) => {
    const { value } = HEALTH_ERRORS[key];
    const levels = levelsOf(partition, key);
    const isProcess = levels.process === "process";
    const process = wordOf(PROCESS_ACTIONS, processActions[value]!);
    const byState = saysAll(levels) ? [] : STATES.map((state) => [ours(LEVEL_ATTRIBUTES[state]), levels[state]]);
    return node("ErrorAction", {
      ErrorIdentifierRef: identifier(key),
      // What the module's table has as the module's is so, whatever stands here.
      ErrorLevel: LEVEL_WORDS[isProcess ? "process" : "partition"],
      ErrorCode: isProcess ? ERROR_CODES[key] : undefined,
      PartitionRecoveryAction: PARTITION_WORDS[wordOf(PARTITION_ACTIONS, actions[value]!)],
      [ours("process")]: process === "handle" ? undefined : process,
      [ours("after")]: confirmations[value] === 1 ? undefined : confirmations[value],
      ...Object.fromEntries(byState),
    });
  });
  return node("PartitionHM", { TableName: tableName(partition), MultiPartitionHMTableNameRef: multi }, rows);
}

const moduleAction = ({ moduleActions }: System, key: HealthKey): keyof typeof MODULE_ACTIONS =>
  wordOf(MODULE_ACTIONS, moduleActions[HEALTH_ERRORS[key].value]!);

/** What becomes of the module after errors that no table has as its own. */
function moduleNodes(system: System): XmlNode[] {
  const untold = HEALTH_KEYS.filter((key) => !system.partitions.some((partition) => isModules(partition, key)));
  return untold.flatMap((key) => {
    const action = moduleAction(system, key);
    return action === "shutdown" ? [] : [node(ours("moduleAction"), { Error: key, Action: action })];
  });
}
