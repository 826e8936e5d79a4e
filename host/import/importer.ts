/** What reading a foreign description comes to: a system file, and the files that it needs besides. */

import type { SystemDefinition } from "../config/define.js";
import type { Fault } from "../config/fault.js";

/** A file that an importer reads. */
export interface SourceFile {
  /** Absolute path. */
  readonly path: string;
  readonly text: string;
}

/** A file to be written. */
export interface GeneratedFile {
  /** Relative to the folder of the system file, with `/`. */
  readonly path: string;
  readonly text: string;
}

export interface Imported {
  readonly system: SystemDefinition;
  /** Lines at the top of the system file, without comment marks: what it was made from, what has to be added by hand. */
  readonly heading: readonly string[];
  /** What the system file names and no one has written yet. */
  readonly files: readonly GeneratedFile[];
  /** What was left out, or read as something else: each with its file and line. */
  readonly warnings: readonly Fault[];
  /** Sentences for the command line: what the user has to know besides. */
  readonly notes?: readonly string[];
}

/** What a description leaves open, as the command line says it. */
export interface ImportChoice {
  /** Which system is read, where the description has several. */
  readonly root?: string | undefined;
  /** Which processor's module, where the system has several. */
  readonly processor?: string | undefined;
}

/**
 * Reads a description. Paths in what it returns are relative to `directory`, the folder where the system file is to be.
 * It reads no file but those that the description names, and writes none.
 * @throws ConfigError with all faults, each with its file and line
 */
export type Importer = (files: readonly SourceFile[], directory: string, choice?: ImportChoice) => Imported;
