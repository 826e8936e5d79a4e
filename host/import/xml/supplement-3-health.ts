/**
 * Health monitoring since Supplement 3: `SystemErrors` names the errors; a `MultiPartitionHM` says which of them are the
 * module's and what is done about those; the `PartitionHM` of a partition which are a process's, and what becomes of the
 * partition. `ModuleHM` is about the kernel itself.
 */
import { XML_CODES } from "./codes.js";
import { ErrorCatalogue } from "./error-catalogue.js";
import type { Extension } from "./extension.js";
import {
  LEVEL_WORDS,
  LEVELS_SHOWN,
  MODULE_ACTION_WORDS,
  MODULE_ACTIONS_SHOWN,
  PARTITION_ACTION_WORDS,
  PARTITION_ACTIONS_SHOWN,
} from "./health-table-words.js";
import type {
  ActionEntry,
  HealthEntry,
  LevelEntry,
  LevelWord,
  ModuleActionWord,
  PartitionActionWord,
  RuleExtension,
} from "./module.js";
import { folded } from "./names.js";
import type { Read, Reading } from "./reading.js";
import { type PartitionIndex, referenceOf } from "./references.js";
import { suggestion } from "./suggestion.js";
import type { XmlElement } from "./tree.js";

const HOLDERS = ["HealthMonitoring", "HealthMonitor", "PartitionHMs", "MultiPartitionHMs", "PartitionHMTables"];
const PARTITION_TABLES = ["PartitionHM", "PartitionHMTable"];
const MULTI_TABLES = ["MultiPartitionHM", "MultiPartitionHMTable"];
const TABLE_NAMES = ["TableName", "Name"];
/** How a partition names its table. */
const TABLE_REFERENCES = ["PartitionHMTableNameRef", "PartitionHMNameRef", "PartitionHMTable", "PartitionHMTableRef"];

export function healthOf(root: XmlElement, index: PartitionIndex, reading: Reading, extension: Extension): HealthEntry {
  const catalogue = new ErrorCatalogue(reading);
  for (const error of reading.children(root, ["SystemError"], [...HOLDERS, "SystemErrors"])) catalogue.note(error);
  noteModuleTables(root, catalogue, reading);
  const multi = new Map<string, MultiTable>();
  for (const table of reading.children(root, MULTI_TABLES, HOLDERS)) {
    const name = reading.text(table, ...TABLE_NAMES);
    if (name && multi.has(name.value)) {
      const message = `there is a table "${name.value}" already`;
      reading.findings.fault(XML_CODES.DUPLICATE, name.mark, message, "rename one of the two");
    }
    multi.set(name?.value ?? "", multiTable(table, catalogue, reading));
  }
  const levels: LevelEntry[] = [];
  const partitionActions: ActionEntry<PartitionActionWord>[] = [];
  const moduleActions: ActionEntry<ModuleActionWord>[] = [...multi.values()].flatMap((table) => table.actions);
  const extensions: RuleExtension[] = [];
  for (const { table, partitions } of boundTables(root, index, reading)) {
    const above = multiOf(table, multi, reading);
    const rows = reading.children(table, ["ErrorAction", "ErrorIDAction"]).flatMap((element) => {
      const identifier = catalogue.note(element);
      const level = reading.word(element, LEVEL_WORDS, ["ErrorLevel"], LEVELS_SHOWN);
      const names = ["PartitionRecoveryAction", "Action", "ErrorAction"];
      const action = reading.word(element, PARTITION_ACTION_WORDS, names, PARTITION_ACTIONS_SHOWN);
      return identifier === undefined ? [] : [{ element, identifier, level, action }];
    });
    for (const partition of partitions) {
      const common = { state: undefined, partition };
      for (const [identifier, { value, mark }] of above?.levels ?? []) {
        const isBelow = value !== "module" && rows.some((row) => row.identifier === identifier && row.level);
        if (!isBelow) levels.push({ ...common, mark, identifier, level: value });
      }
      for (const { element, identifier, level, action } of rows) {
        const isModules = above?.levels.get(identifier)?.value === "module";
        if (level && !isModules) levels.push({ ...common, mark: level.mark, identifier, level: level.value });
        if (action) partitionActions.push({ ...common, mark: action.mark, identifier, action: action.value });
        const rule = extension.rule(element, partition, identifier);
        if (rule) extensions.push(rule);
      }
    }
  }
  const holders = [root, ...reading.children(root, HOLDERS)];
  const moduleExtensions = holders.flatMap((holder) => extension.moduleActions(holder));
  return { errors: catalogue.errors, levels, partitionActions, moduleActions, extensions, moduleExtensions };
}

/** The kernel's own errors end the run: there is nothing to configure. */
function noteModuleTables(root: XmlElement, catalogue: ErrorCatalogue, reading: Reading): void {
  const tables = reading.children(root, ["ModuleHM", "ModuleHMTable"], HOLDERS);
  for (const table of tables) {
    reading.text(table, "StateIdentifier");
    for (const element of reading.children(table, ["ErrorAction", "ErrorIDAction"])) {
      catalogue.note(element);
      reading.word(element, MODULE_ACTION_WORDS, ["ModuleRecoveryAction", "Action"], MODULE_ACTIONS_SHOWN);
    }
  }
  if (!tables[0]) return;
  const message = "an error of the kernel itself ends the run, whatever this table says";
  reading.findings.warn(XML_CODES.LEFT_OUT, tables[0].mark, message);
}

interface MultiTable {
  readonly levels: ReadonlyMap<string, Read<LevelWord>>;
  readonly actions: readonly ActionEntry<ModuleActionWord>[];
}

function multiTable(table: XmlElement, catalogue: ErrorCatalogue, reading: Reading): MultiTable {
  reading.text(table, "TableIdentifier");
  const levels = new Map<string, Read<LevelWord>>();
  const actions: ActionEntry<ModuleActionWord>[] = [];
  for (const element of reading.children(table, ["ErrorAction", "ErrorIDAction"])) {
    const identifier = catalogue.note(element);
    const level = reading.word(element, LEVEL_WORDS, ["ErrorLevel"], LEVELS_SHOWN);
    const names = ["ModuleRecoveryAction", "Action"];
    const action = reading.word(element, MODULE_ACTION_WORDS, names, MODULE_ACTIONS_SHOWN);
    if (identifier === undefined || !level) continue;
    levels.set(identifier, level);
    if (!action || level.value !== "module") continue;
    actions.push({ mark: action.mark, identifier, state: undefined, partition: undefined, action: action.value });
  }
  return { levels, actions };
}

function multiOf(table: XmlElement, multi: ReadonlyMap<string, MultiTable>, reading: Reading): MultiTable | undefined {
  const name = reading.text(
    table,
    "MultiPartitionHMTableNameRef",
    "MultiPartitionHMNameRef",
    "MultiPartitionHMTableRef",
  );
  if (!name) return undefined;
  const found = multi.get(name.value);
  if (!found) {
    const message = `there is no MultiPartitionHM table "${name.value}"`;
    const remedy = (): string => suggestion(name.value, [...multi.keys()], "tables");
    reading.findings.fault(XML_CODES.UNKNOWN_TABLE, name.mark, message, remedy);
  }
  return found;
}

interface BoundTable {
  readonly table: XmlElement;
  /** Those for which it holds. */
  readonly partitions: readonly number[];
}

/**
 * The tables with their partitions. A partition names its table, or the table its partition; where neither does, the
 * table's name has the partition's in it ("flightControl HM table"), or there are as many tables as partitions.
 */
function boundTables(root: XmlElement, index: PartitionIndex, reading: Reading): BoundTable[] {
  const tables = reading.children(root, PARTITION_TABLES, HOLDERS).map((table) => {
    for (const name of ["TableIdentifier", "PartitionCallback"]) reading.text(table, name);
    const own = referenceOf(table, reading);
    const name = reading.text(table, ...TABLE_NAMES);
    return { table, name: name?.value, partition: own && index.find(own), isBound: own !== undefined };
  });
  const wanted = index.partitions.map(({ element }) => {
    const holders = [element, ...reading.children(element, ["PartitionDefinition", "PartitionDescription"])];
    return holders.map((holder) => reading.text(holder, ...TABLE_REFERENCES)).find((found) => found);
  });
  const bound = new Map<XmlElement, number[]>(tables.map(({ table }) => [table, []]));
  for (const [position, { name }] of index.partitions.entries()) {
    const reference = wanted[position];
    const key = folded(name).replaceAll(" ", "");
    const byName = ({ name: table }: { name: string | undefined }): boolean =>
      table !== undefined && folded(table).replaceAll(" ", "").startsWith(key);
    const found = reference
      ? tables.find((table) => table.name === reference.value)
      : (tables.find((table) => table.partition === position) ??
        shortest(tables.filter((table) => !table.isBound && byName(table))));
    if (reference && !found) {
      const message = `there is no health monitoring table "${reference.value}"`;
      const known = tables.flatMap((table) => table.name ?? []);
      const remedy = (): string => suggestion(reference.value, known, "tables");
      reading.findings.fault(XML_CODES.UNKNOWN_TABLE, reference.mark, message, remedy);
    }
    if (found) bound.get(found.table)!.push(position);
  }
  const unbound = [...bound.values()].every((partitions) => partitions.length === 0);
  if (unbound && tables.length === index.partitions.length && wanted.every((reference) => !reference)) {
    for (const [position, { table }] of tables.entries()) bound.get(table)!.push(position);
    if (tables[0]) {
      const message = "no table says whose it is: they were taken to be in the order of the partitions";
      const remedy = 'PartitionHMTableNameRef="..." of a Partition names its table';
      reading.findings.warn(XML_CODES.ASSUMED, tables[0].table.mark, message, remedy);
    }
  }
  for (const [table, partitions] of bound) {
    if (partitions.length > 0) continue;
    reading.findings.warn(XML_CODES.LEFT_OUT, table.mark, "no partition has this table: it was left out");
  }
  return [...bound].map(([table, partitions]) => ({ table, partitions }));
}

/** "control 2 HM table" is of the partition "control 2" and not of "control": of several, the one with the shortest name. */
const shortest = <T extends { readonly name: string | undefined }>(tables: readonly T[]): T | undefined =>
  tables.toSorted((a, b) => (a.name?.length ?? 0) - (b.name?.length ?? 0))[0];
