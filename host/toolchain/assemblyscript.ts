/** TypeScript to WebAssembly: runs the AssemblyScript compiler and turns what it says into faults of our own. */
import { readFile } from "node:fs/promises";
import { isAbsolute, resolve } from "node:path";
import { Worker } from "node:worker_threads";
import { codeFrame } from "../config/code-frame.js";
import type { Fault } from "../config/fault.js";
import { CODES } from "./codes.js";
import { failure, ToolchainError } from "./toolchain-error.js";

export interface TypeScriptJob {
  /** Absolute path of the entry file. */
  readonly entry: string;
  /** Names of files and functions count from here. */
  readonly baseDirectory: string;
  /** `incremental`, `minimal`, `stub`, or the path of a runtime from baseDirectory, without `.ts`. */
  readonly runtime: string;
  /** Address of the first byte of static data. */
  readonly memoryBase: number;
  /** Package folder or file, as in `bulkhead/partition`, to where its sources are. */
  readonly libraries?: Readonly<Record<string, string>>;
  /** Absolute path of a source to that of the file that is read in its place. */
  readonly substitutes?: Readonly<Record<string, string>>;
  /** Instead of `-O3`. */
  readonly optimization?: readonly string[];
  /** Compiler options besides. */
  readonly options?: readonly string[];
  /** Unoptimised, with the text format annotated with source places: for `findings.ts`. */
  readonly annotated?: boolean;
}

export interface TypeScriptModule {
  readonly wasm: Uint8Array;
  /** Of the WebAssembly. */
  readonly sourceMap: string;
  /** The file behind a source's name in the source map. */
  fileOf(source: string): string | undefined;
  /** Only with `annotated`. */
  readonly text: string;
  /** Every file that was read. */
  readonly inputs: readonly string[];
}

export async function compileTypeScript(job: TypeScriptJob): Promise<TypeScriptModule> {
  const optimization = job.annotated ? ["--textFile", "out.wast"] : (job.optimization ?? ["-O3"]);
  const argv = [
    job.entry,
    ...["--outFile", "out.wasm", "--debug", "--sourceMap", "--runtime", job.runtime],
    // A hexadecimal number would be ignored without a word.
    ...["--memoryBase", job.memoryBase.toString(10)],
    ...optimization,
    ...(job.options ?? []),
  ];
  const { baseDirectory, libraries = {}, substitutes = {} } = job;
  const answer = await ask({ argv, baseDirectory, libraries, substitutes });
  if (answer.failed !== undefined) throw await explain(job, answer);
  const text = answer.outputs["out.wast"];
  return {
    wasm: answer.outputs["out.wasm"] as Uint8Array,
    sourceMap: answer.outputs["out.wasm.map"] as string,
    fileOf: (source) => fileOf(source, answer),
    text: typeof text === "string" ? text : "",
    inputs: answer.sources.map((source) => source.file),
  };
}

interface Answer {
  readonly id: number;
  readonly failed: string | undefined;
  readonly diagnostics: readonly Diagnostic[];
  readonly outputs: Readonly<Record<string, Uint8Array | string>>;
  readonly sources: readonly { readonly name: string; readonly file: string }[];
}

interface Diagnostic {
  readonly message: string;
  readonly code: number;
  readonly category: number;
  readonly place: { readonly start: number; readonly end: number; readonly name: string } | null;
}

const CATEGORY_ERROR = 3;

async function explain(job: TypeScriptJob, answer: Answer): Promise<ToolchainError> {
  const errors = answer.diagnostics.filter((diagnostic) => diagnostic.category === CATEGORY_ERROR);
  if (errors.length > 0) return new ToolchainError(await Promise.all(errors.map((error) => toFault(error, answer))));
  return failure(CODES.compilerFailed, `TypeScript: ${answer.failed!.trim()}`, { file: job.entry });
}

async function toFault(diagnostic: Diagnostic, answer: Answer): Promise<Fault> {
  const message = diagnostic.message.replace(/\.$/, "");
  const fault: Fault = { code: CODES.typescript, message };
  if (!diagnostic.place) return fault;
  const file = fileOf(diagnostic.place.name, answer);
  const source = file && (await readFile(file, "utf8").catch(() => undefined));
  if (!file || source === undefined) return { ...fault, message: `${message} (in ${diagnostic.place.name})` };
  const { start, end } = diagnostic.place;
  const before = source.slice(0, start).split("\n");
  const line = before.length;
  const column = before[line - 1]!.length + 1;
  return { ...fault, file, line, column, frame: codeFrame(source, line, column, end - start) };
}

/** The file behind a name as the compiler gives it: `~lib/` stands for some folder of packages. */
function fileOf(name: string, answer: Answer): string | undefined {
  const tail = name.startsWith("~lib/") ? `node_modules/${name.slice("~lib/".length)}` : undefined;
  return answer.sources.find((source) => (tail ? source.name.endsWith(tail) : source.name === name))?.file;
}

/** Resolves a place of the text format, `path.ts:line:column`, to a fault's place. */
export async function placeFault(fault: Fault, place: string, baseDirectory: string): Promise<Fault> {
  const match = /^(.*):(\d+):(\d+)$/.exec(place);
  if (!match || match[1]!.startsWith("~lib/")) return fault;
  const file = isAbsolute(match[1]!) ? match[1]! : resolve(baseDirectory, match[1]!);
  const line = Number(match[2]);
  const column = Number(match[3]);
  const source = await readFile(file, "utf8").catch(() => undefined);
  return { ...fault, file, line, column, frame: source ? codeFrame(source, line, column) : undefined };
}

type Files = Readonly<Record<string, string>>;
type Job = { argv: readonly string[]; baseDirectory: string; libraries: Files; substitutes: Files };
type Waiting = { resolve: (answer: Answer) => void; reject: (error: Error) => void };

let worker: Worker | undefined;
let lastId = 0;
const waiting = new Map<number, Waiting>();

/** Sends a job to the compiler's thread, which starts with the first one and lives as long as the process. */
function ask(job: Job): Promise<Answer> {
  worker ??= startWorker();
  const id = ++lastId;
  worker.ref();
  worker.postMessage({ id, ...job });
  return new Promise((resolve, reject) => waiting.set(id, { resolve, reject }));
}

function startWorker(): Worker {
  const started = new Worker(new URL("./asc-worker.mjs", import.meta.url), { execArgv: [] });
  started.on("message", (answer: Answer) => {
    waiting.get(answer.id)?.resolve(answer);
    waiting.delete(answer.id);
    // With nothing to do the thread must not keep the process alive.
    if (waiting.size === 0) started.unref();
  });
  started.on("error", (error) => {
    worker = undefined;
    for (const job of waiting.values())
      job.reject(failure(CODES.compilerFailed, `the TypeScript compiler: ${error.message}`));
    waiting.clear();
  });
  return started;
}
