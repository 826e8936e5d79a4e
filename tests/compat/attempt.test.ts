/** One program is tried as `npm run compat` tries them all. */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { attempt } from "./attempt.js";
import { findForeign } from "./find.js";

const PROGRAMS = join(import.meta.dirname, "..", "import", "pok");
const LIMITS = { virtualTime: "2s", wallMs: 120_000 };

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "bulkhead-attempt-"));
});
afterAll(() => rmSync(folder, { recursive: true }));

test("a program is imported, built and run, and its lines are compared", async () => {
  const foreign = findForeign(PROGRAMS).find(({ name }) => name.startsWith("threads"))!;
  const good = await attempt(foreign, LIMITS);
  expect(good).toMatchObject({ kind: "pok", imported: true, built: true, ran: true, why: null, differing: [] });
  expect(Object.keys(good.lines).length).toBeGreaterThan(0);

  const expected = foreign.expected!.replace("all have counted", "none has counted");
  const wrong = await attempt({ ...foreign, expected }, LIMITS);
  expect(wrong.differing).toHaveLength(1);
});

test("what cannot be imported tells why", async () => {
  const config = join(folder, "config.yaml");
  writeFileSync(config, "partitions: 3\n");
  const [foreign] = findForeign(folder);
  const refused = await attempt(foreign!, LIMITS);
  expect(refused).toMatchObject({ imported: false, built: false, ran: false, differing: null });
  expect(refused.why).toMatch(/^BH12\d\d/);
});
