/** Writes several files, or none of them: each is written beside its place first, and takes it only when all are there. */
import { mkdirSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";

export function writeTogether(files: readonly { readonly path: string; readonly text: string }[]): void {
  const scratch = (path: string): string => `${path}.${process.pid}.new`;
  try {
    for (const { path, text } of files) {
      mkdirSync(dirname(path), { recursive: true });
      writeFileSync(scratch(path), text, { flag: "wx" });
    }
    for (const { path } of files) renameSync(scratch(path), path);
  } finally {
    for (const { path } of files) rmSync(scratch(path), { force: true });
  }
}
