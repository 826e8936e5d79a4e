/** Which files are tests: those that are named, and below the folders that are named each `*.test.ts`. */
import { readdirSync, statSync } from "node:fs";
import { join, resolve } from "node:path";

const TEST_FILE = /\.test\.[cm]?ts$/;
/** What is built or installed, and what is hidden, is not the project's own. */
const LEFT_OUT = /^(?:node_modules|build|\..*)$/;

/** Absolute paths, in the order of their names, each once. Throws what the file system says of a name that is not there. */
export function findTests(names: readonly string[]): string[] {
  const files = names
    .map((name) => resolve(name))
    .flatMap((path) => (statSync(path).isDirectory() ? below(path) : [path]));
  return [...new Set(files)].sort();
}

function below(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    if (LEFT_OUT.test(entry.name)) return [];
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return below(path);
    return entry.isFile() && TEST_FILE.test(entry.name) ? [path] : [];
  });
}
