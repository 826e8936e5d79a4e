/**
 * Supplement 2's health monitoring: `System_HM_Table` says whose an error is, by what went on; `Module_HM_Table` and the
 * `Partition_HM_Table` of each partition what is done about it.
 */
import { XML_CODES } from "./codes.js";
import { ErrorCatalogue } from "./error-catalogue.js";
import {
  LEVEL_WORDS,
  LEVELS_SHOWN,
  MODULE_ACTION_WORDS,
  MODULE_ACTIONS_SHOWN,
  PARTITION_ACTION_WORDS,
  PARTITION_ACTIONS_SHOWN,
} from "./health-table-words.js";
import type { ActionEntry, HealthEntry, LevelEntry, ModuleActionWord, PartitionActionWord } from "./module.js";
import { identifier } from "./names.js";
import type { Reading } from "./reading.js";
import { type PartitionIndex, referenceOf } from "./references.js";
import { type StateOfTable, stateOf } from "./system-states.js";
import type { XmlElement } from "./tree.js";

export function healthOf(root: XmlElement, index: PartitionIndex, reading: Reading): HealthEntry {
  const catalogue = new ErrorCatalogue(reading);
  const tables = {
    system: reading.children(root, ["SystemHMTable"], ["HealthMonitoring"]),
    module: reading.children(root, ["ModuleHMTable"], ["HealthMonitoring"]),
    partition: reading.children(root, ["PartitionHMTable"], ["HealthMonitoring"]),
  };
  const states = new States([...tables.system, ...tables.module, ...tables.partition], reading);
  const levels: LevelEntry[] = [];
  for (const { element, state } of states.rows(tables.system, "ErrorIDLevel")) {
    const error = catalogue.note(element);
    const level = reading.word(element, LEVEL_WORDS, ["ErrorLevel", "Level"], LEVELS_SHOWN);
    if (error === undefined || !level || state === "module") continue;
    levels.push({ mark: level.mark, identifier: error, state, partition: undefined, level: level.value });
  }
  const moduleActions: ActionEntry<ModuleActionWord>[] = [];
  for (const { element, state } of states.rows(tables.module, "ErrorIDAction")) {
    const error = catalogue.note(element);
    const names = ["Action", "ModuleAction", "ErrorAction"];
    const action = reading.word(element, MODULE_ACTION_WORDS, names, MODULE_ACTIONS_SHOWN);
    if (error === undefined || !action) continue;
    const known = state === "module" ? undefined : state;
    moduleActions.push({
      mark: action.mark,
      identifier: error,
      state: known,
      partition: undefined,
      action: action.value,
    });
  }
  const partitionActions: ActionEntry<PartitionActionWord>[] = [];
  const seen = new Map<number, XmlElement>();
  for (const table of tables.partition) {
    reading.text(table, "PartitionCallback");
    const reference = referenceOf(table, reading);
    if (!reference) reading.missing(table, "PartitionIdentifier");
    const partition = reference && index.find(reference);
    if (partition !== undefined && seen.has(partition)) {
      const { name } = index.partitions[partition]!;
      const message = `the partition "${name}" has a health monitoring table already`;
      reading.findings.fault(XML_CODES.DUPLICATE, table.mark, message, "put both into one");
    }
    if (partition !== undefined) seen.set(partition, table);
    for (const { element, state } of states.rows([table], "ErrorIDAction")) {
      const error = catalogue.note(element);
      const names = ["Action", "PartitionAction", "ErrorAction"];
      const action = reading.word(element, PARTITION_ACTION_WORDS, names, PARTITION_ACTIONS_SHOWN);
      if (error === undefined || !action || partition === undefined || state === "module") continue;
      partitionActions.push({ mark: action.mark, identifier: error, state, partition, action: action.value });
    }
  }
  return { errors: catalogue.errors, levels, partitionActions, moduleActions, extensions: [], moduleExtensions: [] };
}

/** `System_State_Entry` elements, and what their numbers mean. */
class States {
  private readonly known = new Map<string, StateOfTable | undefined>();

  constructor(
    tables: readonly XmlElement[],
    private readonly reading: Reading,
  ) {
    const descriptions = new Map<string, string>();
    const entries = tables.flatMap((table) => this.entriesOf(table));
    for (const entry of entries) {
      const said = reading.text(entry, "Description");
      const number = this.numberOf(entry);
      if (said && !descriptions.has(number)) descriptions.set(number, said.value);
    }
    for (const entry of entries) {
      const number = this.numberOf(entry);
      if (this.known.has(number)) continue;
      const { state, isGuess } = stateOf(number, descriptions.get(number));
      this.known.set(number, state);
      if (state !== undefined && !isGuess) continue;
      const meant =
        state === undefined ? "is not known and was left out" : `was read as that of the standard's example`;
      reading.findings.warn(
        XML_CODES.ASSUMED,
        entry.mark,
        `the system state ${number} ${meant}`,
        'give it a Description such as "partition initialization", "process execution" or "error handler"',
      );
    }
  }

  /** The elements of that name in the tables' states that are known. */
  *rows(tables: readonly XmlElement[], name: string): Generator<{ element: XmlElement; state: StateOfTable }> {
    for (const table of tables) {
      for (const entry of this.entriesOf(table)) {
        const elements = this.reading.children(entry, [name], [`${name}Table`]);
        const state = this.known.get(this.numberOf(entry));
        if (state !== undefined) for (const element of elements) yield { element, state };
        else for (const element of elements) for (const attribute of element.attributes) attribute.isRead = true;
      }
    }
  }

  private entriesOf(table: XmlElement): XmlElement[] {
    return this.reading.children(table, ["SystemStateEntry", "SystemStateErrorEntry", "SystemState"]);
  }

  private numberOf(entry: XmlElement): string {
    return identifier(this.reading.text(entry, "SystemState", "StateIdentifier", "State")?.value ?? "");
  }
}
