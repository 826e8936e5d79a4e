/** The example of docs/schedule-analysis.md: what it says that `check` says. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { proveSystem } from "../analysis/prove.js";
import type { ConfigError } from "../config/fault.js";
import { loadSystem } from "../config/load.js";
import { colorsFor } from "../report/palette.js";
import { formatProof } from "../report/proof-report.js";
import { PACKAGE_ROOT } from "../toolchain/directories.js";

let directory: string;
beforeAll(() => {
  directory = mkdtempSync(join(tmpdir(), "bulkhead-docs-"));
  writeFileSync(join(directory, "control.c"), "");
});
afterAll(() => rmSync(directory, { recursive: true }));

const page = readFileSync(join(PACKAGE_ROOT, "docs", "schedule-analysis.md"), "utf8");
/** Code blocks of that language. */
const blocks = (language: string): string[] =>
  [...page.matchAll(/```(\w+)\n(.*?)```/gs)].flatMap(([, named, text]) => (named === language ? [text!] : []));

function systemFile(partition: string): string {
  const windows =
    '[{ partition: "control", duration: "4ms" }, { partition: "control", offset: "10ms", duration: "4ms" }]';
  const file = join(directory, `${partition.length}.ts`);
  const text = `{ name: "a", partitions: { ${partition} }, schedule: { frame: "20ms", windows: ${windows} } }`;
  writeFileSync(file, `export default ${text};\n`);
  return file;
}

test("the proof and the drawing are those of the example", async () => {
  const [example] = blocks("ts");
  const [proof, drawing] = blocks("text");
  const system = await loadSystem(systemFile(example!));
  expect(formatProof(proveSystem(system)[0]!, colorsFor(false))).toBe(proof);
  const late = systemFile(`${example!.replace('deadline: "40ms"', 'deadline: "20ms"')} `);
  const error = (await loadSystem(late).catch((thrown: unknown) => thrown)) as ConfigError;
  expect(error.faults).toMatchObject([{ code: "BH1092", drawing: drawing!.trimEnd() }]);
});
