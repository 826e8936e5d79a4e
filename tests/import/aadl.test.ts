/**
 * Models of AADL: what they are imported as is written beside them, in `imported/`, and runs there as `expected.txt` says.
 * `BULKHEAD_ACCEPT=1` writes both instead of comparing them.
 */
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { describe, expect, test } from "vitest";
import type { Fault } from "../../host/config/fault.js";
import { importAadl } from "../../host/import/aadl/importer.js";
import type { GeneratedFile, SourceFile } from "../../host/import/importer.js";
import { systemText } from "../../host/import/system-text.js";
import { ACCEPT, comparable, readExpected, writeExpected } from "../boot/expected.js";
import { runOn } from "../boot/run-on.js";

const MODELS = join(import.meta.dirname, "aadl");
const TIMEOUT_MS = 240_000;

const models = readdirSync(MODELS, { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map(({ name }) => name);

describe.each(models)("%s", (model) => {
  const folder = join(MODELS, model);
  const imported = join(folder, "imported");

  test("is imported as it was", () => {
    const { system, heading, files, warnings } = importAadl(filesOf(folder), imported);
    const written: GeneratedFile[] = [
      { path: "system.ts", text: systemText(system, heading) },
      { path: "warnings.txt", text: warnings.map((warning) => `${lineOf(warning)}\n`).join("") },
      ...files,
    ];
    if (ACCEPT) {
      rmSync(imported, { recursive: true, force: true });
      for (const { path, text } of written) write(join(imported, path), text);
    }
    for (const { path, text } of written) expect(text, path).toBe(readFileSync(join(imported, path), "utf8"));
    const there = readdirSync(imported, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
    expect(there).toHaveLength(written.length);
  });

  test(
    "runs",
    async () => {
      const file = join(folder, "expected.txt");
      const { frames, ports, lines } = existsSync(file)
        ? await readExpected(file)
        : { frames: 8, ports: [], lines: [] };
      const transcript = await runOn("v86", join(imported, "system.ts"), frames);
      transcript.mustHaveEnded();
      const seen = transcript.lines.map(comparable);
      if (ACCEPT) await writeExpected(file, { frames, ports, lines: seen });
      else expect(seen).toEqual(lines);
    },
    TIMEOUT_MS,
  );
});

function filesOf(folder: string): SourceFile[] {
  return readdirSync(folder)
    .filter((name) => name.endsWith(".aadl"))
    .sort()
    .map((name) => ({ path: join(folder, name), text: readFileSync(join(folder, name), "utf8") }));
}

function write(path: string, text: string): void {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, text);
}

const lineOf = ({ code, file, line, message }: Fault): string =>
  `${code} ${file?.slice(MODELS.length + 1)}:${line} ${message}`;
