/**
 * Programs for POK, each described in POK's way: imported, built and run, against its expected output (`expected.ts`). And
 * ports, of which such a description knows nothing: with a system file of their own.
 */
import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { EXIT } from "../../host/cli/exit-status.js";
import { importPok } from "../../host/import/pok/importer.js";
import { systemText } from "../../host/import/system-text.js";
import { writeTogether } from "../../host/import/write-together.js";
import { PACKAGE_ROOT } from "../../host/toolchain/directories.js";
import { ACCEPT, comparable, readExpected, writeExpected } from "../boot/expected.js";
import { runOn } from "../boot/run-on.js";

const SYSTEMS = join(import.meta.dirname, "pok");
const IMPORTED = join(PACKAGE_ROOT, "build", "tests", "pok");
const TIMEOUT_MS = 240_000;

/** The system file that is made of a description, in a folder of its own. */
function importSystem(name: string): string {
  const config = join(SYSTEMS, name, "config.yaml");
  const folder = join(IMPORTED, name);
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  const { system, heading, files } = importPok([{ path: config, text: readFileSync(config, "utf8") }], folder);
  const written = [{ path: "system.ts", text: systemText(system, heading) }, ...files];
  writeTogether(written.map(({ path, text }) => ({ path: join(folder, path), text })));
  return join(folder, "system.ts");
}

async function compareRun(system: string, expectedFile: string): Promise<void> {
  const { frames, ports, lines } = await readExpected(expectedFile);
  const transcript = await runOn("v86", system, frames);
  transcript.mustHaveEnded();
  const seen = transcript.lines.map(comparable);
  if (ACCEPT) await writeExpected(expectedFile, { frames, ports, lines: seen });
  else expect(seen).toEqual(lines);
}

test(
  "the command writes it, and does not write over it",
  () => {
    const folder = join(IMPORTED, "by-command");
    rmSync(folder, { recursive: true, force: true });
    mkdirSync(folder, { recursive: true });
    const bulkhead = (...args: string[]) => {
      const program = join(PACKAGE_ROOT, "bin", "bulkhead.mjs");
      return spawnSync(process.execPath, [program, "import", ...args], {
        encoding: "utf8",
        env: { ...process.env, NO_COLOR: "1" },
      });
    };
    const config = join(SYSTEMS, "threads", "config.yaml");
    const first = bulkhead(config, "-o", folder);
    expect(first).toMatchObject({ status: 0, stdout: expect.stringContaining("and 2 files beside it") });
    expect(readdirSync(folder).sort()).toEqual(["fixed", "rates", "system.ts"]);
    const second = bulkhead(config, "-o", folder);
    expect(second).toMatchObject({ status: EXIT.usage, stderr: expect.stringContaining("is there already") });
    const elsewhere = join(IMPORTED, "nowhere");
    const wrong = bulkhead(join(SYSTEMS, "none.yaml"), "-o", elsewhere);
    expect(wrong).toMatchObject({
      status: EXIT.badConfiguration,
      stderr: expect.stringContaining("there is no such file"),
    });
    expect(existsSync(elsewhere)).toBe(false);
  },
  TIMEOUT_MS,
);

describe("a description of POK's, imported", () => {
  test.each(readdirSync(SYSTEMS))(
    "%s",
    async (name) => compareRun(importSystem(name), join(SYSTEMS, name, "expected.txt")),
    TIMEOUT_MS,
  );
});

test(
  "POK's ports, with what the system file says of them",
  async () => {
    const folder = join(import.meta.dirname, "pok-ports");
    await compareRun(join(folder, "system.ts"), join(folder, "expected.txt"));
  },
  TIMEOUT_MS,
);
