import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { incrementally } from "./stamp.js";

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "bulkhead-stamp-"));
});
afterAll(() => rm(folder, { recursive: true }));

/** Builds the output from `input` and the file that it discovers; tells whether it had to. */
async function build(salt: string): Promise<boolean> {
  let made = false;
  const recipe = { output: join(folder, "output"), salt, inputs: [join(folder, "input")] };
  await incrementally(recipe, async () => {
    made = true;
    return { content: await readFile(join(folder, "input")), discovered: [join(folder, "header")] };
  });
  return made;
}

test("builds again only for a change of an input, of what was discovered, of the salt, or of the output", async () => {
  await writeFile(join(folder, "input"), "1");
  await writeFile(join(folder, "header"), "1");
  expect(await build("a")).toBe(true);
  expect(await build("a")).toBe(false);
  await writeFile(join(folder, "input"), "2");
  expect(await build("a")).toBe(true);
  await writeFile(join(folder, "header"), "2");
  expect(await build("a")).toBe(true);
  expect(await build("b")).toBe(true);
  await writeFile(join(folder, "output"), "damaged");
  expect(await build("b")).toBe(true);
  expect(await build("b")).toBe(false);
});

test("a failed build leaves the old output alone", async () => {
  await build("c");
  const recipe = { output: join(folder, "output"), salt: "d", inputs: [] };
  await expect(incrementally(recipe, () => Promise.reject(new Error("no")))).rejects.toThrow("no");
  expect(await build("c")).toBe(false);
});
