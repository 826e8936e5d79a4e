/** A partition in C: each source to an object of its own, then linked with the library under `partition/c`. */
import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import { availableParallelism } from "node:os";
import { basename, join, resolve } from "node:path";
import type { Fault } from "../config/fault.js";
import type { Board, CProgram } from "../config/model.js";
import { API_SOURCES, LIBRARY } from "./c-api.js";
import { type CCompiler, findCompiler } from "./c-compiler.js";
import { parseDependencies } from "./dependency-file.js";
import { buildDirectory, PACKAGE_ROOT } from "./directories.js";
import { withScratch } from "./files.js";
import { incrementally } from "./stamp.js";
import { ToolchainError } from "./toolchain-error.js";
import { toolchainSources } from "./versions.js";

export interface Build {
  /** The partition's name. */
  readonly name: string;
  /** Of the system that it belongs to. */
  readonly board: Board;
  /** Where the ELF file goes. */
  readonly output: string;
  readonly onProgress: (message: string) => void;
  readonly onWarning: (warning: Fault) => void;
}

const LIBRARIES = join(PACKAGE_ROOT, "partition");

/** Flags of every C source of a partition. */
export const partitionFlags = (board: Board): readonly string[] => [
  ...["-Wall", "-Wextra", "-fno-math-errno", "-ffunction-sections", "-fdata-sections"],
  `-I${join(LIBRARY, "include")}`,
  ...(board === "pc" ? ["-DBULKHEAD_PLAIN_BOARD"] : []),
];

export async function buildCProgram(program: CProgram, build: Build): Promise<Uint8Array> {
  const { sources, api = "bulkhead", include = [] } = program;
  const compiler = await findCompiler("x87");
  const objects: string[] = [];
  for (const group of await API_SOURCES[api](sources, include)) {
    const flags = [...group.flags, ...partitionFlags(build.board)];
    objects.push(...(await compileAll(group.sources, flags, compiler, build)));
  }
  const script = join(LIBRARY, "link.ld");
  const recipe = {
    output: build.output,
    salt: [compiler.identity, ...objects].join("\n"),
    inputs: [...objects, script, ...(await toolchainSources())],
  };
  return incrementally(recipe, () =>
    withScratch(join(buildDirectory(), "objects"), async (scratch) => {
      return { content: await link(objects, script, compiler, scratch), discovered: [] };
    }),
  );
}

/** Compiles what has changed, as many sources at once as there are processors. Throws the faults of all of them. */
export async function compileAll(
  sources: readonly string[],
  flags: readonly string[],
  compiler: CCompiler,
  build: Build,
): Promise<string[]> {
  const objects: string[] = [];
  const errors: ToolchainError[] = [];
  const queue = [...sources.entries()];
  const work = async () => {
    for (let next = queue.shift(); next; next = queue.shift()) {
      const [at, source] = next;
      try {
        objects[at] = await compile(source, flags, compiler, build);
      } catch (error) {
        if (!(error instanceof ToolchainError)) throw error;
        errors.push(error);
      }
    }
  };
  await Promise.all(Array.from({ length: availableParallelism() }, work));
  if (errors.length > 0) throw new ToolchainError(errors.flatMap((error) => error.faults));
  return objects;
}

async function compile(
  source: string,
  flags: readonly string[],
  compiler: CCompiler,
  { name, onProgress, onWarning }: Build,
): Promise<string> {
  const identity = createHash("sha256")
    .update([source, compiler.identity, ...flags].join("\n"))
    .digest("hex");
  const folder = join(buildDirectory(), "objects");
  const output = join(folder, `${basename(source)}-${identity.slice(0, 12)}.o`);
  const salt = [compiler.identity, ...flags].join("\n");
  await incrementally({ output, salt, inputs: [source] }, () =>
    withScratch(folder, async (scratch) => {
      const what = source.startsWith(LIBRARIES) ? "the partition library" : `${name}: ${basename(source)}`;
      onProgress(`compiling ${what}`);
      const object = join(scratch, "object.o");
      const dependencies = join(scratch, "object.d");
      const warnings = await compiler.run([...flags, "-MD", "-MF", dependencies, "-c", source, "-o", object]);
      warnings.forEach(onWarning);
      const discovered = parseDependencies(await readFile(dependencies, "utf8")).map((file) => resolve(file));
      return { content: await readFile(object), discovered };
    }),
  );
  return output;
}

/** Links objects with the linker script; works in `scratch`, which is the caller's. */
export async function link(
  objects: readonly string[],
  script: string,
  compiler: CCompiler,
  scratch: string,
): Promise<Uint8Array> {
  const elf = join(scratch, "program.elf");
  const flags = ["-nostdlib", "-static", "-Wl,--build-id=none", "-Wl,--gc-sections", "-T", script];
  await compiler.run([...flags, ...objects, "-o", elf]);
  return readFile(elf);
}
