import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { writeTogether } from "./write-together.js";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "bulkhead-write-"));
});
afterEach(() => rmSync(folder, { recursive: true }));

test("writes all, with their folders", () => {
  writeTogether([
    { path: join(folder, "system.ts"), text: "system" },
    { path: join(folder, "parts", "a", "main.c"), text: "main" },
  ]);
  expect(readFileSync(join(folder, "system.ts"), "utf8")).toBe("system");
  expect(readFileSync(join(folder, "parts", "a", "main.c"), "utf8")).toBe("main");
});

test("where one cannot be written, none is", () => {
  mkdirSync(join(folder, "blocked"));
  expect(() =>
    writeTogether([
      { path: join(folder, "system.ts"), text: "system" },
      { path: join(folder, "blocked", "x".repeat(300)), text: "too long a name" },
    ]),
  ).toThrow();
  expect(existsSync(join(folder, "system.ts"))).toBe(false);
  expect(readdirSync(folder)).toEqual(["blocked"]);
});
