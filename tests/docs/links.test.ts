/** Every file that a document names by a link is there. */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { expect, test } from "vitest";
import { PACKAGE_ROOT } from "../../host/toolchain/directories.js";

const folderDocs = readdirSync(join(PACKAGE_ROOT, "docs")).map((name) => join("docs", name));
const DOCUMENTS = ["README.md", "CHANGELOG.md", join("examples", "README.md"), ...folderDocs].filter((name) =>
  name.endsWith(".md"),
);

/** Targets of `[text](target)` that lie in the repository. */
const links = (text: string): string[] =>
  [...text.matchAll(/\]\(([^)\s]+)\)/g)].map(([, target]) => target!.replace(/#.*$/, "")).filter(isLocal);

const isLocal = (target: string): boolean => target !== "" && !/^[a-z]+:/.test(target);

test.each(DOCUMENTS)("%s", (name) => {
  const file = join(PACKAGE_ROOT, name);
  const missing = links(readFileSync(file, "utf8"))
    .map((target) => join(dirname(file), target))
    .filter((target) => !existsSync(target))
    .map((target) => relative(PACKAGE_ROOT, target));
  expect(missing).toEqual([]);
});

test("the map from the seed names files and tests", () => {
  expect(links(readFileSync(join(PACKAGE_ROOT, "docs", "seed-map.md"), "utf8")).length).toBeGreaterThan(60);
});
