/** Files that several processes may build at once: written whole or not at all, in scratch folders of their own. */
import { randomBytes } from "node:crypto";
import { mkdir, mkdtemp, readdir, rename, rm, stat, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";

/** A reader sees the old content or the new, never a part. */
export async function writeAtomically(file: string, content: Uint8Array | string): Promise<void> {
  await mkdir(dirname(file), { recursive: true });
  const temporary = `${file}.${process.pid}-${randomBytes(4).toString("hex")}.tmp`;
  await writeFile(temporary, content);
  await rename(temporary, file);
}

/** Runs `work` with a new empty folder under `parent`, removed afterwards. */
export async function withScratch<T>(parent: string, work: (folder: string) => Promise<T>): Promise<T> {
  await mkdir(parent, { recursive: true });
  const folder = await mkdtemp(join(parent, "scratch-"));
  try {
    return await work(folder);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** Files in `folder`, not below it, whose names end with one of `endings`; sorted, absolute. */
export async function filesIn(folder: string, ...endings: string[]): Promise<string[]> {
  return chosen(folder, await readdir(folder).catch(() => []), endings);
}

/** The same for `folder` and all below it. */
export async function filesBelow(folder: string, ...endings: string[]): Promise<string[]> {
  return chosen(folder, await readdir(folder, { recursive: true }).catch(() => []), endings);
}

const chosen = (folder: string, names: readonly string[], endings: readonly string[]): string[] =>
  names
    .filter((name) => endings.some((ending) => name.endsWith(ending)))
    .sort()
    .map((name) => join(folder, name));

export const exists = (file: string): Promise<boolean> =>
  stat(file).then(
    () => true,
    () => false,
  );
