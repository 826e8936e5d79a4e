/**
 * Incremental building by content. Beside each output lies a stamp: what it was made from, by hash, and the output's
 * own hash. An output counts as current only if all of that still matches, so that neither a clock, nor an interrupted
 * build, nor two builds at once can pass off a wrong one.
 */
import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import { writeAtomically } from "./files.js";

export interface Recipe {
  /** Where the output goes; the stamp is `<output>.stamp`. */
  readonly output: string;
  /** Everything besides files that the output depends on: flags, tools and their versions. */
  readonly salt: string;
  /** Files that the output depends on, as far as that is known beforehand. */
  readonly inputs: readonly string[];
}

export interface Made {
  readonly content: Uint8Array;
  /** Files that turned out to be inputs too: imports, headers. */
  readonly discovered: readonly string[];
}

interface Stamp {
  readonly salt: string;
  readonly inputs: Readonly<Record<string, string>>;
  readonly output: string;
}

/** Builds that go on in this process, by output: who wants the same waits for it. */
const building = new Map<string, Promise<Uint8Array>>();

/** The output's content: the one there is, if it is current, otherwise what `make` makes. */
export function incrementally(recipe: Recipe, make: () => Promise<Made>): Promise<Uint8Array> {
  const running = building.get(recipe.output);
  if (running) return running;
  const build = buildUnlessCurrent(recipe, make).finally(() => building.delete(recipe.output));
  building.set(recipe.output, build);
  return build;
}

async function buildUnlessCurrent(recipe: Recipe, make: () => Promise<Made>): Promise<Uint8Array> {
  const current = await readCurrent(recipe);
  if (current) return current;
  // Hashed before they are read to be compiled: what changes in between makes the next build run again.
  const before = await hashAll(recipe.inputs);
  const { content, discovered } = await make();
  const inputs = { ...(await hashAll(discovered)), ...before };
  const stamp: Stamp = { salt: recipe.salt, inputs, output: hash(content) };
  await writeAtomically(recipe.output, content);
  await writeAtomically(`${recipe.output}.stamp`, JSON.stringify(stamp));
  return content;
}

async function readCurrent(recipe: Recipe): Promise<Uint8Array | undefined> {
  const stamp = await readFile(`${recipe.output}.stamp`, "utf8")
    .then((text) => JSON.parse(text) as Stamp)
    .catch(() => undefined);
  if (stamp === undefined || stamp.salt !== recipe.salt || recipe.inputs.some((file) => !(file in stamp.inputs)))
    return undefined;
  const now = await hashAll(Object.keys(stamp.inputs));
  if (Object.entries(stamp.inputs).some(([file, was]) => now[file] !== was)) return undefined;
  const content = await readFile(recipe.output).catch(() => undefined);
  return content && hash(content) === stamp.output ? content : undefined;
}

async function hashAll(files: readonly string[]): Promise<Record<string, string>> {
  const entries = files.map(async (file) => [file, hash(await readFile(file).catch(() => "(missing)"))] as const);
  return Object.fromEntries(await Promise.all(entries));
}

const hash = (content: Uint8Array | string): string => createHash("sha256").update(content).digest("hex");
