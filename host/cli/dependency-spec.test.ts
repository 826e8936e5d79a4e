import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { dependencySpec } from "./dependency-spec.js";

let root: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), "bulkhead-spec-"));
});
afterEach(() => rmSync(root, { recursive: true }));

/** A folder in which npm has installed the package, with what npm wrote down about it. */
function installed(entry: object, manifest: object = {}): string {
  const folder = join(root, "home", "node_modules", "bulkhead");
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(root, "home", "package.json"), JSON.stringify(manifest));
  const lock = { packages: { "node_modules/bulkhead": entry } };
  writeFileSync(join(root, "home", "node_modules", ".package-lock.json"), JSON.stringify(lock));
  return folder;
}

test("from a registry: the version", () => {
  const packageRoot = installed({ version: "1.2.3", resolved: "https://registry.example/bulkhead-1.2.3.tgz" });
  expect(dependencySpec(packageRoot, "1.2.3", join(root, "home", "mine"))).toBe("1.2.3");
});

test("from a tarball: that tarball, as the new folder sees it", () => {
  const packageRoot = installed({ version: "1.2.3", resolved: "file:../bulkhead-1.2.3.tgz" });
  expect(dependencySpec(packageRoot, "1.2.3", join(root, "home", "mine"))).toBe("file:../../bulkhead-1.2.3.tgz");
  expect(dependencySpec(packageRoot, "1.2.3", join(root, "beside"))).toBe("file:../bulkhead-1.2.3.tgz");
});

test("from a folder that npm linked: that folder", () => {
  const packageRoot = installed({ link: true, resolved: "../source" });
  expect(dependencySpec(packageRoot, "1.2.3", join(root, "mine"))).toBe("file:../source");
});

test("by a tool that writes no such lock: what the installing project asked for", () => {
  const packageRoot = installed({}, { dependencies: { bulkhead: "file:./b.tgz" } });
  expect(dependencySpec(packageRoot, "1.2.3", join(root, "home", "mine"))).toBe("file:../b.tgz");
});

test("installed by nobody: the repository itself", () => {
  expect(dependencySpec(join(root, "source"), "1.2.3", join(root, "source", "mine"))).toBe("file:..");
});
