/** Collects what is wrong with a model, and what was left out of it, while reading goes on. */
import { codeFrame } from "../config/code-frame.js";
import { ConfigError, type Fault } from "../config/fault.js";
import type { SourceFile } from "../import/importer.js";
import type { AadlCode } from "./codes.js";
import type { ModelWarning, Place } from "./instance.js";

/** More faults than anyone reads: the rest follows from them more often than not. */
const MAX_FAULTS = 50;

/** Ends the reading when there are so many faults; `throwIfAny` tells them. */
export class TooManyFaults extends Error {}

export class Findings {
  readonly #faults: Fault[] = [];
  readonly #warnings = new Map<string, ModelWarning>();
  readonly #seen = new Set<string>();

  /** @throws TooManyFaults if there are many already */
  fault(code: AadlCode, message: string, place: Place, remedy?: string): void {
    const key = `${place.file}:${place.line}:${place.column} ${message}`;
    if (this.#seen.has(key)) return;
    if (this.#faults.length >= MAX_FAULTS) throw new TooManyFaults();
    this.#seen.add(key);
    this.#faults.push({ code, message, ...place, ...(remedy === undefined ? {} : { remedy }) });
  }

  /** One for all findings with the same `topic`: the first. */
  warn(topic: string, message: string, place: Place, remedy?: string): void {
    if (this.#warnings.has(topic)) return;
    this.#warnings.set(topic, { message, place, ...(remedy === undefined ? {} : { remedy }) });
  }

  hasWarned(topic: string): boolean {
    return this.#warnings.has(topic);
  }

  get hasFaults(): boolean {
    return this.#faults.length > 0;
  }

  get warnings(): readonly ModelWarning[] {
    return [...this.#warnings.values()];
  }

  /**
   * Ends the reading if anything is wrong so far.
   * @throws ConfigError with the faults in the order of the files and lines
   */
  throwIfAny(files: readonly SourceFile[]): void {
    if (!this.hasFaults) return;
    const order = new Map(files.map(({ path }, i) => [path, i]));
    const rank = ({ file }: Fault): number => order.get(file ?? "") ?? files.length;
    const sorted = this.#faults.toSorted(
      (a, b) => rank(a) - rank(b) || (a.line ?? 0) - (b.line ?? 0) || (a.column ?? 0) - (b.column ?? 0),
    );
    throw new ConfigError(sorted.map((fault) => withFrame(fault, files)));
  }
}

function withFrame(fault: Fault, files: readonly SourceFile[]): Fault {
  const source = files.find(({ path }) => path === fault.file);
  return source ? { ...fault, frame: codeFrame(source.text, fault.line ?? 1, fault.column ?? 1) } : fault;
}
