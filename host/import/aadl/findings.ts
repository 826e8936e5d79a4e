/** What an import found wrong, or left out: all of it at once, each with its place in the model. */
import type { Place } from "../../aadl/instance.js";
import { ConfigError, type Fault } from "../../config/fault.js";
import { AADL_CODES, type AadlCode } from "./codes.js";

export class Findings {
  readonly #faults = new Map<string, Fault>();
  readonly #warnings = new Map<string, Fault>();

  /** What makes the import impossible. The same finding at the same place is kept once. */
  fault(code: AadlCode, place: Place, message: string, remedy?: string): void {
    keep(this.#faults, { code, message, ...placeOf(place), ...(remedy && { remedy }) });
  }

  /** What was left out, or read as something else. */
  warn(place: Place, message: string, remedy?: string, code: AadlCode = AADL_CODES.LEFT_OUT): void {
    keep(this.#warnings, { code, message, ...placeOf(place), ...(remedy && { remedy }) });
  }

  get warnings(): readonly Fault[] {
    return [...this.#warnings.values()];
  }

  /** Ends the import where there are faults. @throws ConfigError with all of them */
  stopIfFaulty(): void {
    if (this.#faults.size > 0) throw new ConfigError([...this.#faults.values()]);
  }
}

function keep(into: Map<string, Fault>, fault: Fault): void {
  const key = [fault.file, fault.line, fault.column, fault.message].join("\n");
  if (!into.has(key)) into.set(key, fault);
}

const placeOf = ({ file, line, column }: Place): Pick<Fault, "file" | "line" | "column"> => ({ file, line, column });
