/** Checks all types: the host's, the kernel's, the TypeScript library's, and those of each partition that is an example. */
import { spawnSync } from "node:child_process";
import { readdirSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("..", import.meta.url));
const tsc = createRequire(import.meta.url).resolve("typescript/bin/tsc");
const TEST_PARTITION = "tests/boot/process-tables/partition";
const examples = readdirSync(join(root, "examples"), { recursive: true })
  .map(String)
  .filter((path) => path.endsWith("tsconfig.json"))
  .map((path) => join("examples", dirname(path)))
  .sort();

for (const project of [".", "kernel", "partition/ts", "tests/kernel/entry", TEST_PARTITION, ...examples]) {
  const { status } = spawnSync(process.execPath, [tsc, "-p", project], { cwd: root, stdio: "inherit" });
  if (status !== 0) {
    console.error(`types: ${project} has faults`);
    process.exitCode = 1;
  }
}
