/** A partition's program: one, and of files that are there. */
import { readdirSync, statSync } from "node:fs";
import { basename, dirname, extname, join, resolve } from "node:path";
import { CODES } from "./codes.js";
import type { DraftPartition } from "./draft.js";
import type { Findings } from "./findings.js";
import type { Path } from "./locate.js";
import { nearest } from "./suggest.js";

const C_EXTENSIONS = [".c", ".S", ".s"];

/** An ELF file is made by another toolchain, so it is the one file that a new project may lack. */
const LINKED_ELSEWHERE = "; how an RTEMS program is linked for a partition is in Bulkhead's docs/rtems.md";

export function checkProgram(partition: DraftPartition, directory: string, findings: Findings): void {
  const { sources, entry, elf, path } = partition;
  const given = Object.entries({ sources, entry, elf }).filter(([, value]) => value !== undefined);
  if (given.length !== 1) {
    const remedy = 'sources: ["a.c"] for C, entry: "a.ts" for TypeScript, or elf: "a.elf" for a linked program';
    const names = given.map(([name]) => name).join(" and ");
    const message = given.length === 0 ? "the partition has no program" : `the partition has two programs: ${names}`;
    findings.add(CODES.PROGRAM, path, { message, remedy, mark: "key" });
  }
  if (sources?.length === 0) findings.add(CODES.COUNT, [...path, "sources"], { message: "there is no source file" });
  for (const [i, source] of (sources ?? []).entries()) {
    const at = [...path, "sources", i];
    if (extname(source) === ".ts") {
      const remedy = `a program in TypeScript names its entry file: entry: "${source}"`;
      findings.add(CODES.SOURCE_KIND, at, { message: `"${source}" is TypeScript among C sources`, remedy });
    } else if (!C_EXTENSIONS.includes(extname(source))) {
      const remedy = `C sources end in ${C_EXTENSIONS.join(", ")}; a linked program is elf: "${source}"`;
      findings.add(CODES.SOURCE_KIND, at, { message: `"${source}" is no C or assembly file`, remedy });
    } else checkFile(source, at, directory, findings);
  }
  if (entry !== undefined) {
    const at = [...path, "entry"];
    if (entry.endsWith(".ts") && !entry.endsWith(".d.ts")) checkFile(entry, at, directory, findings);
    else {
      const remedy = C_EXTENSIONS.includes(extname(entry)) ? `for C: sources: ["${entry}"]` : "the entry ends in .ts";
      findings.add(CODES.SOURCE_KIND, at, { message: `"${entry}" is no TypeScript file`, remedy });
    }
  }
  for (const key of ["api", "include"] as const) {
    if (partition[key] === undefined || sources !== undefined) continue;
    findings.add(CODES.PROGRAM, [...path, key], { message: "this is for a program in C, which has sources" });
  }
  for (const [i, folder] of (partition.include ?? []).entries()) {
    checkFolder(folder, [...path, "include", i], directory, findings);
  }
  if (elf !== undefined) checkFile(elf, [...path, "elf"], directory, findings, LINKED_ELSEWHERE);
}

function checkFile(name: string, path: Path, directory: string, findings: Findings, advice = ""): boolean {
  const file = resolve(directory, name);
  const stat = statSync(file, { throwIfNoEntry: false });
  if (stat?.isFile()) return true;
  const guess = stat ? undefined : nearest(basename(file), filesBeside(file));
  const remedy = guess
    ? `did you mean "${join(dirname(name), guess)}"?`
    : `paths are relative to ${directory}${advice}`;
  const message = stat ? `"${name}" is no file` : `there is no file "${name}"`;
  findings.add(CODES.NO_SOURCE, path, { message, remedy });
  return false;
}

function checkFolder(name: string, path: Path, directory: string, findings: Findings): void {
  const stat = statSync(resolve(directory, name), { throwIfNoEntry: false });
  if (stat?.isDirectory()) return;
  const message = stat ? `"${name}" is no folder` : `there is no folder "${name}"`;
  findings.add(CODES.NO_SOURCE, path, { message, remedy: `paths are relative to ${directory}` });
}

function filesBeside(file: string): string[] {
  try {
    return readdirSync(dirname(file));
  } catch {
    return [];
  }
}
