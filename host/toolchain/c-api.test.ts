import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join, sep } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { API_SOURCES } from "./c-api.js";

const POK = `${sep}pok${sep}`;
let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "bulkhead-api-"));
  mkdirSync(join(folder, "with"));
  mkdirSync(join(folder, "without"));
  writeFileSync(join(folder, "with", "deployment.h"), "");
});
afterAll(() => rmSync(folder, { recursive: true }));

test("a program for Bulkhead has nothing of POK's", async () => {
  const groups = await API_SOURCES.bulkhead(["main.c"], ["headers"]);
  expect(groups.flatMap(({ sources }) => sources).filter((file) => file.includes(POK))).toEqual([]);
  expect(groups.at(-1)).toEqual({ sources: ["main.c"], flags: ["-Iheaders"] });
});

test("a program for POK has POK's library besides ours, and each file once", async () => {
  const ours = (await API_SOURCES.bulkhead([], [])).flatMap(({ sources }) => sources);
  const all = (await API_SOURCES.pok(["main.c"], [])).flatMap(({ sources }) => sources);
  expect(all.filter((file) => !file.includes(POK))).toEqual([...ours, "main.c"]);
  expect(new Set(all).size).toBe(all.length);
});

test("what says how the partition is deployed comes first, where it is there", async () => {
  const include = [join(folder, "without"), join(folder, "with")];
  const groups = await API_SOURCES.pok(["main.c"], include);
  const header = ["-include", join(folder, "with", "deployment.h")];
  const program = groups.find(({ sources }) => sources.some((file) => basename(file) === "program.c"));
  expect(program?.flags).toEqual(header);
  const { flags } = groups.at(-1)!;
  expect(flags.slice(0, 2)).toEqual(include.map((path) => `-I${path}`));
  expect(flags).toEqual(expect.arrayContaining(header));
  expect(flags.filter((flag) => flag === "-include")).toHaveLength(1);
});
