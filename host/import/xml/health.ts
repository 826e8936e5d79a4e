/** Health monitoring tables, of either vocabulary, as the `health` of partitions and of the system. */
import type { HealthActions, HealthLevels, HealthRule, ModuleHealth } from "../../config/define-health.js";
import {
  HEALTH_ERRORS,
  HEALTH_KEYS,
  type HealthKey,
  SYSTEM_STATES,
  type SystemState,
} from "../../config/health-words.js";
import { XML_CODES } from "./codes.js";
import { errorKeys } from "./error-keys.js";
import type { XmlFindings } from "./findings.js";
import type {
  ActionEntry,
  HealthEntry,
  LevelWord,
  ModuleActionWord,
  PartitionActionWord,
  RuleExtension,
} from "./module.js";
import type { Mark } from "./source.js";

/** In which state an action counts where the file has several: there is one for all of them here. */
const BEFORE: readonly (SystemState | undefined)[] = [
  "process",
  undefined,
  "partitionSwitch",
  "errorHandler",
  "partitionStart",
];
const STATES = Object.keys(SYSTEM_STATES) as SystemState[];

type Rule = { -readonly [Key in keyof HealthRule]: HealthRule[Key] };

export class HealthTables {
  private readonly keys: ReadonlyMap<string, readonly HealthKey[]>;

  constructor(
    private readonly entry: HealthEntry,
    private readonly findings: XmlFindings,
  ) {
    this.keys = errorKeys(entry.errors, findings);
  }

  /** undefined where the file says nothing but what is usual. `marks`: where what is said of each error stands. */
  ofPartition(partition: number, marks: Map<HealthKey, Mark>): HealthActions | undefined {
    const health: Record<string, unknown> = {};
    for (const key of HEALTH_KEYS) {
      const rule: Rule = {};
      const action = this.action(key, partition, this.entry.partitionActions);
      if (action) {
        marks.set(key, action.mark);
        const word = this.mayBeIgnored(key, action.action, action.mark, "stop");
        if (word !== usualAction(key)) rule.action = word;
      }
      const level = this.levelOf(key, partition, marks);
      if (level !== undefined) rule.level = level;
      this.extend(key, partition, rule, marks);
      const names = Object.keys(rule);
      if (names.length > 0) health[key] = names.length === 1 && rule.action !== undefined ? rule.action : rule;
    }
    return Object.keys(health).length > 0 ? (health as HealthActions) : undefined;
  }

  /** What becomes of the module: of those errors that are the module's in one of the partitions. */
  ofModule(partitions: number, marks: Map<string, Mark>): ModuleHealth | undefined {
    const health: Record<string, unknown> = {};
    for (const key of HEALTH_KEYS) {
      const isModules = Array.from({ length: partitions }, (_, i) => i).some((partition) => {
        return STATES.some((state) => this.level(key, partition, state)?.level === "module");
      });
      const action = isModules ? this.action(key, undefined, this.entry.moduleActions) : undefined;
      if (!action) continue;
      marks.set(key, action.mark);
      const word = this.mayBeIgnored(key, action.action, action.mark, "shutdown");
      if (word !== "shutdown") health[key] = word;
    }
    for (const { error, action } of this.entry.moduleExtensions) {
      marks.set(error.value, action.mark);
      health[error.value] = action.value;
    }
    return Object.keys(health).length > 0 ? (health as ModuleHealth) : undefined;
  }

  /** The action for that error. Where the file has several that differ, the first in the order of BEFORE, and a warning. */
  private action<Action extends PartitionActionWord | ModuleActionWord>(
    key: HealthKey,
    partition: number | undefined,
    entries: readonly ActionEntry<Action>[],
  ): ActionEntry<Action> | undefined {
    const own = entries.filter((entry) => entry.partition === partition && this.isOf(entry.identifier, key));
    const [taken, ...others] = own.toSorted((a, b) => BEFORE.indexOf(a.state) - BEFORE.indexOf(b.state));
    const other = others.find(({ action }) => action !== taken?.action);
    if (taken && other) {
      const message = `"${key}" is one error here, whatever goes on, and has one action: this one was left out for that of line ${this.findings.source.lineOf(taken.mark.offset)}`;
      this.findings.warn(XML_CODES.READ_AS, other.mark, message);
    }
    return taken;
  }

  private isOf(identifier: string, key: HealthKey): boolean {
    return this.keys.get(identifier)?.includes(key) ?? false;
  }

  /** A fault whose instruction would run again for ever cannot be ignored. */
  private mayBeIgnored<Word extends string>(key: HealthKey, word: Word, mark: Mark, instead: Word): Word {
    if (word !== "ignore" || !HEALTH_ERRORS[key].recurs) return word;
    const message = `"${key}" would come again for ever if it were ignored: it was read as ${instead === "stop" ? "IDLE" : "SHUTDOWN"}`;
    this.findings.warn(XML_CODES.READ_AS, mark, message);
    return instead;
  }

  private level(key: HealthKey, partition: number, state: SystemState): { level: LevelWord; mark: Mark } | undefined {
    return this.entry.levels.find(
      (entry) =>
        this.isOf(entry.identifier, key) &&
        (entry.partition === undefined || entry.partition === partition) &&
        (entry.state === undefined || entry.state === state),
    );
  }

  /** The level as a system file writes it; undefined where it is the usual one. */
  private levelOf(key: HealthKey, partition: number, marks: Map<HealthKey, Mark>): HealthRule["level"] {
    const levels: Partial<Record<SystemState, LevelWord>> = {};
    for (const state of STATES) {
      const entry = this.level(key, partition, state);
      if (entry) marks.set(key, marks.get(key) ?? entry.mark);
      // Only what a process does is a process's error.
      const level = entry && (entry.level === "process" && state !== "process" ? "partition" : entry.level);
      levels[state] = level ?? usualLevel(key, state);
    }
    for (const extension of this.extensionsOf(key, partition)) {
      for (const [state, { value, mark }] of Object.entries(extension.levels)) {
        levels[state as SystemState] = value as LevelWord;
        marks.set(key, mark);
      }
    }
    return levelText(key, levels);
  }

  private extend(key: HealthKey, partition: number, rule: Rule, marks: Map<HealthKey, Mark>): void {
    for (const { process, after } of this.extensionsOf(key, partition)) {
      if (process) rule.process = process.value as NonNullable<HealthRule["process"]>;
      if (after) rule.after = after.value;
      const mark = process?.mark ?? after?.mark;
      if (mark) marks.set(key, mark);
    }
  }

  private extensionsOf(key: HealthKey, partition: number): RuleExtension[] {
    return this.entry.extensions.filter(
      (extension) => extension.partition === partition && this.isOf(extension.identifier, key),
    );
  }
}

const usualAction = (key: HealthKey): string => (HEALTH_ERRORS[key].byDefault === "onFault" ? "stop" : "ignore");

const usualLevel = (key: HealthKey, state: SystemState): LevelWord =>
  state === "process" ? HEALTH_ERRORS[key].level : "partition";

/** One word where it says all, else the states that are not as usual; undefined where all of them are. */
function levelText(key: HealthKey, levels: Partial<Record<SystemState, LevelWord>>): HealthRule["level"] {
  const unusual = STATES.filter((state) => levels[state] !== usualLevel(key, state));
  if (unusual.length === 0) return undefined;
  const { process, ...elsewhere } = levels;
  const others = new Set(Object.values(elsewhere));
  // A word says of the other states that the error is the partition's, or with "module" the module's.
  if (others.size === 1 && others.has(process === "module" ? "module" : "partition")) return process;
  return Object.fromEntries(unusual.map((state) => [state, levels[state]])) as HealthLevels;
}
