/** Collects what is to be said of one XML file: faults, and what was left out or read as something else. */
import { ConfigError, type Fault } from "../../config/fault.js";
import { XML_CODES, type XmlCode } from "./codes.js";
import { LIMITS } from "./limits.js";
import type { Mark, XmlSource } from "./source.js";

interface Found {
  readonly code: string;
  readonly message: string;
  readonly mark: Mark;
  readonly remedy?: string;
}

export class XmlFindings {
  private readonly faults: Found[] = [];
  private readonly noted: Found[] = [];

  constructor(readonly source: XmlSource) {}

  /** @param remedy a function where it takes its time to find one */
  fault(code: XmlCode, mark: Mark, message: string, remedy?: string | (() => string | undefined)): void {
    if (this.isFull) return;
    const told = typeof remedy === "function" ? remedy() : remedy;
    this.faults.push({ code, mark, message, ...(told && { remedy: told }) });
  }

  /** The same, for what nothing sensible can follow. */
  stop(code: XmlCode, mark: Mark, message: string, remedy?: string): never {
    throw new ConfigError([this.located({ code, mark, message, ...(remedy && { remedy }) })]);
  }

  /** Nobody reads more faults than that: no work is done for them. */
  get isFull(): boolean {
    return this.faults.length >= LIMITS.collected;
  }

  /** A fault that the checks of a system file found. */
  add(fault: Fault, mark: Mark): void {
    const { code, message, remedy } = fault;
    this.faults.push({ code, message, mark, ...(remedy && { remedy }) });
  }

  warn(code: XmlCode, mark: Mark, message: string, remedy?: string): void {
    if (this.noted.length < LIMITS.collected) this.noted.push({ code, mark, message, ...(remedy && { remedy }) });
  }

  get isFaultless(): boolean {
    return this.faults.length === 0;
  }

  /** Whether a fault is told of that line already. */
  hasFaultAt(mark: Mark): boolean {
    const line = this.source.lineOf(mark.offset);
    return this.faults.some((fault) => this.source.lineOf(fault.mark.offset) === line);
  }

  /** Throws a ConfigError where there is a fault; of very many, the first. */
  throwFaults(): void {
    if (this.faults.length === 0) return;
    const told = inOrder(this.faults).slice(0, LIMITS.faults);
    throw new ConfigError(told.map((found) => this.located(found)));
  }

  /** In the order of the file. */
  warnings(): Fault[] {
    return inOrder(this.noted)
      .slice(0, LIMITS.faults)
      .map((found) => this.located(found));
  }

  private located({ mark, ...said }: Found): Fault {
    return { ...said, ...this.source.place(mark) };
  }
}

const inOrder = (found: readonly Found[]): Found[] => found.toSorted((a, b) => a.mark.offset - b.mark.offset);

/** What has no counterpart in a system file, each kind once. */
export interface LeftOut {
  readonly what: string;
  readonly mark: Mark;
  readonly count: number;
}

export function reportLeftOut(leftOut: readonly LeftOut[], findings: XmlFindings): void {
  for (const { what, mark, count } of leftOut) {
    const times = count === 1 ? "" : ` (${count} times)`;
    findings.warn(XML_CODES.LEFT_OUT, mark, `${what} has no counterpart in a system file and was left out${times}`);
  }
}
