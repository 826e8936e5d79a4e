/**
 * What every tool here says when the user's input is wrong: a list of faults, each with a stable code, a place and
 * a remedy. BH1xxx are faults of a system file (`codes.ts`), BH2xxx faults of a build.
 */

export interface Fault {
  /** Stable across versions: `BH1040`. */
  readonly code: string;
  /** One sentence, without the place and without a full stop. */
  readonly message: string;
  /** Where in the configuration: `schedule.windows[1].partition`. */
  readonly path?: string;
  /** Absolute path of the file at fault. */
  readonly file?: string;
  /** From 1. */
  readonly line?: number;
  /** From 1. */
  readonly column?: number;
  /** The lines around the place, as `codeFrame` draws them. */
  readonly frame?: string;
  /** What is wrong, drawn: lines of plain text. */
  readonly drawing?: string;
  /** What the user can do about it. */
  readonly remedy?: string;
  /** Something to look at that refuses nothing; absent: a fault. */
  readonly severity?: "warning";
}

/** Faults of the user's input: shown as such, never as a stack trace. */
export class FaultError extends Error {
  constructor(readonly faults: readonly Fault[]) {
    super(faults.map((fault) => `${fault.code}: ${fault.path ? `${fault.path}: ` : ""}${fault.message}`).join("\n"));
    this.name = new.target.name;
  }
}

/** The system file is wrong; all its faults at once. */
export class ConfigError extends FaultError {}
