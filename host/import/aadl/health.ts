/** Recovery actions of the model, POK's and ARINC 653's, as the health tables of the system file. */
import type { Instance, Place } from "../../aadl/instance.js";
import type {
  HealthAction,
  HealthActions,
  HealthRule,
  ModuleAction,
  ModuleHealth,
} from "../../config/define-health.js";
import { HEALTH_ERRORS, type HealthKey } from "../../config/health-words.js";
import type { Findings } from "./findings.js";
import { entryOf } from "./grouping.js";
import type { Partition } from "./module.js";
import { type PropertyValues, textOf, wordOf } from "./property-values.js";

/** Whose table it is. */
type Level = "module" | "partition" | "process";

/** An action, by whom it is about. `severity`: of two, the greater is taken where only one can be. */
interface Action {
  readonly of: Level;
  readonly word: string;
  readonly severity: number;
}

const ILLEGAL: readonly HealthKey[] = ["illegalRequest", "illegalInstruction", "privilegedInstruction", "breakpoint"];

/** The errors that each word stands for. x86 tells more of them apart; of a word without any there is no such error here. */
const ERRORS: Readonly<Record<string, readonly HealthKey[]>> = {
  deadline_miss: ["deadlineMissed"],
  deadline_missed: ["deadlineMissed"],
  application_error: ["applicationError"],
  numeric_error: ["numericError"],
  illegal_request: ILLEGAL,
  stack_overflow: ["stackOverflow"],
  memory_violation: ["memoryViolation"],
  hardware_fault: ["hardwareFault"],
  partition_config: ["configurationError"],
  partition_configuration: ["configurationError"],
};

const IGNORE = "ignore";
const ACTIONS: Readonly<Record<string, Action>> = {
  ...actions("process", { ignore: 0, stop: 2, restart: 1 }, (word) => [`process_${word}`, `thread_${word}`]),
  ...actions("process", { stop: 2 }, () => [
    "stop_and_start_another",
    "process_stop_and_start_another",
    "thread_stop_and_start_another",
  ]),
  ...actions("partition", { stop: 5 }, () => ["partition_stop", "idle", "partition_idle", "stop_partition"]),
  ...actions("partition", { restart: 4 }, () => [
    "partition_restart",
    "cold_restart",
    "cold_start",
    "partition_cold_restart",
    "cold_restart_partition",
  ]),
  ...actions("partition", { "warm-restart": 3 }, () => [
    "warm_restart",
    "warm_start",
    "partition_warm_restart",
    "warm_restart_partition",
  ]),
  ...actions("module", { shutdown: 7 }, () => [
    "kernel_stop",
    "module_stop",
    "shutdown",
    "module_shutdown",
    "stop_module",
  ]),
  ...actions("module", { reset: 6 }, () => [
    "kernel_restart",
    "module_reset",
    "module_restart",
    "reset",
    "reset_module",
  ]),
};
/** Words that mean another thing in each table. */
const BY_LEVEL: Readonly<Record<Level, Readonly<Record<string, Action>>>> = {
  process: { ...plain("process", IGNORE, 0), ...plain("process", "stop", 2), ...plain("process", "restart", 1) },
  partition: {
    ...plain("partition", IGNORE, 0),
    ...plain("partition", "stop", 5),
    ...plain("partition", "restart", 4),
  },
  module: {
    ...plain("module", IGNORE, 0),
    stop: { of: "module", word: "shutdown", severity: 7 },
    ...plain("module", "reset", 6),
  },
};

export interface HealthTablesOf {
  readonly module: ModuleHealth | undefined;
  readonly partitions: ReadonlyMap<Partition, HealthActions>;
}

export function healthOf(
  processor: Instance,
  partitions: readonly Partition[],
  values: PropertyValues,
  findings: Findings,
): HealthTablesOf {
  const reader = new RecoveryReader(codesIn(processor, values), values, findings);
  const ofModule = reader.read(processor, "module");
  const module: { [Key in HealthKey]?: ModuleAction } = {};
  const tables = partitions.map((partition): [Partition, HealthActions] => {
    const ofPartition = reader.read(partition.runtime, "partition");
    const ofThreads = strictest(
      partition.threads.map((thread) => reader.read(thread, "process")),
      partition,
      findings,
    );
    const table: { [Key in HealthKey]?: HealthAction | HealthRule } = {};
    for (const key of Object.keys(HEALTH_ERRORS) as HealthKey[]) {
      const [own, outer] = [ofThreads.get(key), ofPartition.get(key) ?? ofModule.get(key)];
      const rule = ruleFor(own, outer);
      if (rule) table[key] = rule;
      const deciding = own ?? outer;
      if (deciding?.of === "module") module[key] = deciding.word as ModuleAction;
    }
    return [partition, table];
  });
  reader.warn();
  return {
    module: Object.keys(module).length > 0 ? module : undefined,
    partitions: new Map(tables.filter(([, table]) => Object.keys(table).length > 0)),
  };
}

function ruleFor(own: Action | undefined, outer: Action | undefined): HealthAction | HealthRule | undefined {
  const deciding = own ?? outer;
  if (!deciding) return undefined;
  if (deciding.of === "module") return { level: "module" };
  if (deciding.of === "partition") return deciding.word as HealthAction;
  const process = deciding.word as "ignore" | "stop" | "restart";
  return outer?.of === "partition" ? { process, action: outer.word as HealthAction } : { process };
}

class RecoveryReader {
  /** What was left out, or done instead, by the property that said it: one warning each. */
  readonly #unknown = new Map<Place, Set<string>>();
  readonly #recurring = new Map<Place, { of: Level; keys: Set<HealthKey> }>();

  constructor(
    private readonly codes: ReadonlyMap<number, string>,
    private readonly values: PropertyValues,
    private readonly findings: Findings,
  ) {}

  /** The actions that a component's properties say, by the errors that they are about. */
  read(of: Instance, level: Level): Map<HealthKey, Action> {
    const found = new Map<HealthKey, Action>();
    this.#lists(of, level, "POK::Recovery_Errors", "POK::Recovery_Actions", found);
    this.#lists(of, level, "ARINC653::HM_Errors", `ARINC653::HM_${TABLE_NAMES[level]}_Recovery_Actions`, found);
    const table = "ARINC653::HM_Error_ID_Actions";
    const place = this.values.place(of, table, of.place);
    for (const row of this.values.records(of, table) ?? []) {
      const id = row.get("erroridentifier");
      const error = id?.kind === "number" ? this.codes.get(id.value) : undefined;
      const action = textOf(row.get("action")) ?? wordOf(row.get("action"));
      if (error !== undefined && action !== undefined) this.#add(error, action, level, place, found);
    }
    return found;
  }

  /** A list of errors and one of what is done about each. */
  #lists(of: Instance, level: Level, errors: string, actions: string, found: Map<HealthKey, Action>): void {
    const named = this.values.words(of, errors);
    if (!named) return;
    const done = this.values.words(of, actions) ?? [];
    const place = this.values.place(of, errors, of.place);
    if (done.length !== named.length) {
      const message = `${named.length} ${errors}, and ${done.length} ${actions}: those without an action are left out`;
      this.findings.warn(place, message);
    }
    named.slice(0, done.length).forEach((error, i) => {
      this.#add(error, done[i]!, level, place, found);
    });
  }

  #add(error: string, action: string, level: Level, place: Place, found: Map<HealthKey, Action>): void {
    const keys = ERRORS[error.toLowerCase()];
    if (!keys) {
      entryOf(this.#unknown, place, () => new Set<string>()).add(error.toLowerCase());
      return;
    }
    const word = action
      .trim()
      .toLowerCase()
      .replaceAll(/[\s-]+/g, "_");
    const known = BY_LEVEL[level][word] ?? ACTIONS[word];
    if (!known) {
      this.findings.warn(place, `recovery action ${word} is left out: there is no such action`);
      return;
    }
    for (const key of keys) found.set(key, this.#possible(key, known, place));
  }

  /** What is done instead of ignoring an error whose instruction would run again, and fault again, for ever. */
  #possible(key: HealthKey, action: Action, place: Place): Action {
    if (action.word !== IGNORE || !HEALTH_ERRORS[key].recurs) return action;
    entryOf(this.#recurring, place, () => ({ of: action.of, keys: new Set<HealthKey>() })).keys.add(key);
    return BY_LEVEL[action.of].stop!;
  }

  /** Tells what was left out, when all is read. */
  warn(): void {
    for (const [place, words] of this.#unknown) {
      const named = [...words].join(", ");
      this.findings.warn(place, `recovery from ${named} is left out: nothing here raises that`);
    }
    for (const [place, { of, keys }] of this.#recurring) {
      const whom = of === "module" ? "module is shut down" : `${of} is stopped`;
      const named = [...keys].join(", ");
      const message = `to ignore ${named} would repeat the instruction at fault for ever: the ${whom} instead`;
      this.findings.warn(place, message);
    }
  }
}

const TABLE_NAMES = { module: "Module", partition: "Partition", process: "Process" } as const;

/** The errors by the identifiers that the module gives them. */
function codesIn(processor: Instance, values: PropertyValues): Map<number, string> {
  const codes = new Map<number, string>();
  for (const row of values.records(processor, "ARINC653::HM_Error_ID_Levels") ?? []) {
    const id = row.get("erroridentifier");
    const code = wordOf(row.get("errorcode"));
    if (id?.kind === "number" && code !== undefined) codes.set(id.value, code);
  }
  return codes;
}

/** A partition has one table for all of its processes: where threads differ, what does most is taken. */
function strictest(
  tables: readonly ReadonlyMap<HealthKey, Action>[],
  partition: Partition,
  findings: Findings,
): Map<HealthKey, Action> {
  const result = new Map<HealthKey, Action>();
  for (const key of new Set(tables.flatMap((table) => [...table.keys()]))) {
    const found = tables.map((table) => table.get(key)).filter((action) => action !== undefined);
    const first = found[0]!;
    const most = found.reduce((a, b) => (b.severity > a.severity ? b : a));
    if (found.some((action) => action !== first) || found.length < tables.length) {
      const message = `the threads of "${partition.name}" say different things of ${key}: ${most.of} ${most.word} holds for all`;
      findings.warn(partition.process.place, message);
    }
    result.set(key, most);
  }
  return result;
}

function actions(of: Level, severities: Readonly<Record<string, number>>, names: (word: string) => readonly string[]) {
  const entries = Object.entries(severities).flatMap(([word, severity]) =>
    names(word).map((name): [string, Action] => [name, { of, word, severity }]),
  );
  return Object.fromEntries(entries);
}

function plain(of: Level, word: string, severity: number): Record<string, Action> {
  return { [word]: { of, word, severity } };
}
