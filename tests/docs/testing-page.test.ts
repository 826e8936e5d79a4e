/** The whole example of docs/testing.md does what the page says: it is taken from there, and run. */
import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { PACKAGE_ROOT } from "../../host/toolchain/directories.js";

/** Files of the example: a name in backquotes that ends a paragraph, then the file's text. */
function filesIn(page: string): Map<string, string> {
  const found = page.matchAll(/`([\w.]+)`:\n\n```\w+\n(.*?)```\n/gs);
  return new Map([...found].map(([, name, text]) => [name!, text!]));
}

test("the whole example passes", () => {
  const files = filesIn(readFileSync(join(PACKAGE_ROOT, "docs", "testing.md"), "utf8"));
  expect([...files.keys()]).toEqual(["system.ts", "counter.c", "watcher.c", "system.test.ts"]);
  const folder = mkdtempSync(join(tmpdir(), "bulkhead-docs-"));
  try {
    mkdirSync(join(folder, "node_modules"));
    symlinkSync(PACKAGE_ROOT, join(folder, "node_modules", "bulkhead"), "junction");
    symlinkSync(join(PACKAGE_ROOT, "node_modules", "vitest"), join(folder, "node_modules", "vitest"), "junction");
    writeFileSync(join(folder, "package.json"), '{ "type": "module" }');
    for (const [name, text] of files) writeFileSync(join(folder, name), text);
    const program = join(PACKAGE_ROOT, "bin", "bulkhead.mjs");
    const env = { ...process.env, NO_COLOR: "1", FORCE_COLOR: undefined, VITEST: undefined };
    const { status, stdout } = spawnSync(process.execPath, [program, "test"], { cwd: folder, env, encoding: "utf8" });
    expect(stdout).toMatch(/\n4 passed in /);
    expect(status).toBe(0);
  } finally {
    rmSync(folder, { recursive: true });
  }
});
