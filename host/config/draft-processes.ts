/** The table of a partition's processes, read as far as it can be (see draft.ts). */
import type { Path } from "./locate.js";
import { parseTime } from "./units.js";
import { entries, record, text, whole } from "./values.js";

export interface DraftProcess {
  readonly name: string;
  readonly path: Path;
  readonly priority?: number;
  readonly periodNs?: number;
  /** undefined only where the file gives a value that cannot be read, as with `longestLockNs`. */
  readonly delayNs?: number;
  readonly interarrivalNs?: number;
  readonly deadlineNs?: number;
  readonly deadlineType: string;
  readonly worstCaseNs?: number;
  readonly longestLockNs?: number;
  /** The keys that the file names. */
  readonly named: readonly string[];
}

/** undefined: `value` is no table. */
export const draftProcesses = (value: unknown, path: Path): DraftProcess[] | undefined =>
  record(value) && entries(value).map(([name, entry]) => draftProcess(name, [...path, name], record(entry) ?? {}));

function draftProcess(name: string, path: Path, process: Readonly<Record<string, unknown>>): DraftProcess {
  return {
    name,
    path,
    priority: whole(process.priority),
    periodNs: parseTime(process.period),
    delayNs: parseTime(process.delay ?? "0ns"),
    interarrivalNs: parseTime(process.interarrival),
    deadlineNs: parseTime(process.deadline),
    // As the library for TypeScript has it.
    deadlineType: text(process.deadlineType) ?? (process.period === undefined ? "soft" : "hard"),
    worstCaseNs: parseTime(process.worstCase),
    longestLockNs: parseTime(process.longestLock ?? "0ns"),
    named: Object.keys(process).filter((key) => process[key] !== undefined),
  };
}
