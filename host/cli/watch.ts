/** `--watch`: does something again each time a file of the system has changed, until Ctrl-C. */
import { dirname, relative, resolve } from "node:path";
import { FaultError } from "../config/fault.js";
import { loadSystem } from "../config/load.js";
import type { Program } from "../config/model.js";
import { Changes } from "./changes.js";
import { EXIT, type ExitStatus } from "./exit-status.js";
import { interruptible } from "./interrupt.js";
import { tellFaults } from "./tell-faults.js";
import { stderrColors } from "./terminal.js";

interface Watched<T> {
  /** The system file. */
  readonly file: string;
  readonly json: boolean;
  /** Makes what `run` needs. May throw a FaultError: told, and tried again at the next change. */
  readonly prepare: () => Promise<T>;
  /** Whether a change has changed nothing: what runs goes on. */
  readonly isSame: (before: T, after: T) => boolean;
  /** Goes on until it is done or `signal` aborts. */
  readonly run: (prepared: T, signal: AbortSignal) => Promise<unknown>;
}

export function watchSystem<T>(watched: Watched<T>): Promise<ExitStatus> {
  return interruptible(async (signal) => {
    const changes = new Changes();
    try {
      await repeat(watched, changes, signal);
      return EXIT.done;
    } finally {
      await changes.close();
    }
  });
}

async function repeat<T>(watched: Watched<T>, changes: Changes, signal: AbortSignal): Promise<void> {
  await changes.add([dirname(resolve(watched.file))]);
  let current = await attempt(watched);
  while (!signal.aborted) {
    await changes.add(await foldersOf(watched.file));
    const stop = new AbortController();
    const running = runOf(current, watched, AbortSignal.any([signal, stop.signal]));
    const next = await nextOf(current, watched, changes, signal);
    stop.abort();
    await running;
    if (next === undefined) return;
    tellChange(next.changed, watched.json);
    if ("error" in next) tellFaults(next.error, watched.json);
    current = next;
  }
}

type Attempt<T> = { readonly prepared: T } | { readonly error: FaultError };

/** The first attempt tells its faults at once. */
async function attempt<T>(watched: Watched<T>): Promise<Attempt<T>> {
  const made = await attemptQuietly(watched);
  if ("error" in made) tellFaults(made.error, watched.json);
  return made;
}

async function attemptQuietly<T>({ prepare }: Watched<T>): Promise<Attempt<T>> {
  try {
    return { prepared: await prepare() };
  } catch (error) {
    if (error instanceof FaultError) return { error };
    throw error;
  }
}

async function runOf<T>(current: Attempt<T>, { run }: Watched<T>, signal: AbortSignal): Promise<void> {
  if ("prepared" in current) await run(current.prepared, signal);
  if (!signal.aborted) process.stderr.write(`${stderrColors.dim("waiting for a change; Ctrl-C ends")}\n`);
}

/** What the next change that matters makes; undefined when `signal` aborts. */
async function nextOf<T>(current: Attempt<T>, watched: Watched<T>, changes: Changes, signal: AbortSignal) {
  for (;;) {
    const changed = await changes.next(signal);
    if (signal.aborted) return undefined;
    const made = await attemptQuietly(watched);
    if (isSame(current, made, watched)) continue;
    return { ...made, changed };
  }
}

/** Whether nothing has come of a change: that was, say, a file which the user writes the output to. */
function isSame<T>(before: Attempt<T>, after: Attempt<T>, watched: Watched<T>): boolean {
  if ("error" in before) return "error" in after && before.error.message === after.error.message;
  return "prepared" in after && watched.isSame(before.prepared, after.prepared);
}

function tellChange(changed: readonly string[], json: boolean): void {
  const shown = changed.map((path) => relative(process.cwd(), path));
  if (json) process.stdout.write(`${JSON.stringify({ kind: "changed", files: shown })}\n`);
  else process.stderr.write(`${stderrColors.bold(`changed: ${shown.join(", ")}`)}\n`);
}

/** Where the system's own files lie, as far as the system file can be read. */
async function foldersOf(file: string): Promise<string[]> {
  try {
    const { partitions } = await loadSystem(file);
    return partitions.flatMap(({ program }) => [
      ...filesOf(program).map((path) => dirname(path)),
      ...includesOf(program),
    ]);
  } catch {
    return [];
  }
}

const includesOf = (program: Program): readonly string[] => (program.kind === "c" ? (program.include ?? []) : []);

function filesOf(program: Program): readonly string[] {
  if (program.kind === "c") return program.sources;
  return [program.kind === "elf" ? program.file : program.entry];
}
