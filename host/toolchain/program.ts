/** Builds the program of a partition: from C, from TypeScript, or none to build since it is an ELF file already. */
import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import type { Fault } from "../config/fault.js";
import type { Board, Partition, Program } from "../config/model.js";
import { buildCProgram } from "./c-program.js";
import { CODES } from "./codes.js";
import { buildDirectory } from "./directories.js";
import { exists } from "./files.js";
import { failure, ToolchainError } from "./toolchain-error.js";
import { buildTypeScriptProgram } from "./typescript-program.js";

export interface ProgramRequest {
  readonly partition: Pick<Partition, "name" | "program">;
  /** Of the system that it belongs to. Default: `"pc-vmm"`. */
  readonly board?: Board;
  /** Told before each step that takes time. */
  readonly onProgress?: (message: string) => void;
  /** Told what the C compiler warns of, when it compiles a source. */
  readonly onWarning?: (warning: Fault) => void;
}

export interface BuiltProgram {
  /** The ELF file, with symbols. */
  readonly file: string;
  readonly content: Uint8Array;
}

/** Throws a ToolchainError with all that is wrong in the sources. */
export async function buildProgram(request: ProgramRequest): Promise<BuiltProgram> {
  const { name, program } = request.partition;
  const { board = "pc-vmm", onProgress = () => {}, onWarning = () => {} } = request;
  await checkSources(sourcesOf(program), name);
  if (program.kind === "elf") return { file: program.file, content: await readFile(program.file) };
  const file = join(buildDirectory(), "programs", `${name}-${identity(program, board)}`, `${name}.elf`);
  const build = { name, board, output: file, onProgress, onWarning };
  const content =
    program.kind === "c" ? await buildCProgram(program, build) : await buildTypeScriptProgram(program.entry, build);
  return { file, content };
}

const sourcesOf = (program: Program): readonly string[] =>
  program.kind === "c" ? program.sources : [program.kind === "elf" ? program.file : program.entry];

/** Tells apart programs of partitions that have the same name in different systems. */
const identity = (program: Program, board: Board): string =>
  createHash("sha256")
    .update(JSON.stringify([board, program]))
    .digest("hex")
    .slice(0, 8);

async function checkSources(files: readonly string[], name: string): Promise<void> {
  const missing: string[] = [];
  for (const file of files) if (!(await exists(file))) missing.push(file);
  if (missing.length === 0) return;
  const faults = missing.map(
    (file) => failure(CODES.sourceMissing, `there is no such file, which partition "${name}" names`, { file }).faults,
  );
  throw new ToolchainError(faults.flat());
}
