/**
 * `npm run abi` writes the generated files whose content changed; with `--check` it writes nothing, names the
 * stale ones and exits 1.
 */
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { AbiFault } from "./fault.js";
import { generate, type Output } from "./outputs.js";

const ROOT = fileURLToPath(new URL("../../", import.meta.url));

function isStale({ path, text }: Output): boolean {
  try {
    return readFileSync(join(ROOT, path), "utf8") !== text;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return true;
    throw error;
  }
}

function main(check: boolean): number {
  const stale = generate().filter(isStale);
  if (check) {
    for (const { path } of stale) console.error(`stale: ${path} (run "npm run abi")`);
    return stale.length === 0 ? 0 : 1;
  }
  for (const { path, text } of stale) {
    mkdirSync(dirname(join(ROOT, path)), { recursive: true });
    writeFileSync(join(ROOT, path), text);
    console.log(`wrote ${path}`);
  }
  return 0;
}

try {
  process.exitCode = main(process.argv.includes("--check"));
} catch (error) {
  if (!(error instanceof AbiFault)) throw error;
  console.error(`abi: ${error.message}`);
  process.exitCode = 1;
}
