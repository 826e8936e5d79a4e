/** Packages and property sets that models name and do not declare: `library/*.aadl`, parsed once. */
import { readdirSync, readFileSync } from "node:fs";
import { Findings } from "./findings.js";
import { parseFile } from "./parse.js";
import type { FileSyntax } from "./syntax.js";

const FOLDER = new URL("./library/", import.meta.url);

let parsed: readonly FileSyntax[] | undefined;

/** @throws ConfigError if a file of ours is no AADL */
export function library(): readonly FileSyntax[] {
  parsed ??= readdirSync(FOLDER)
    .filter((name) => name.endsWith(".aadl"))
    .sort()
    .map((name) => {
      const findings = new Findings();
      const file = parseFile({ path: `<${name}>`, text: readFileSync(new URL(name, FOLDER), "utf8") }, findings);
      findings.throwIfAny([]);
      return file;
    });
  return parsed;
}
