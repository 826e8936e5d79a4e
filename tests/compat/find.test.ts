import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { findForeign } from "./find.js";

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "bulkhead-find-"));
});
afterAll(() => rmSync(folder, { recursive: true }));

const SYSTEM = "system node end node;\nsystem implementation node.impl\nend node.impl;\n";

test("each description is one, a model is the files of a folder that do not declare the same", () => {
  const files = {
    "locks/config.yaml": "target: {}\npartitions:\n  - name: a\n",
    "locks/expected.txt": "a | said\n",
    "locks/other.yaml": "tests: 1\n",
    "module/module.xml": '<?xml version="1.0"?>\n<ARINC_653_Module ModuleName="m"/>\n',
    "module/picture.xml": "<svg/>\n",
    "parts/main.aadl": `package main public\n${SYSTEM}end main;\n`,
    "parts/types.aadl": "package types public\ndata word end word;\nend types;\n",
    "twice/a.aadl": `package node public\n${SYSTEM}end node;\n`,
    "twice/b.aadl": `package Node public\n${SYSTEM}end Node;\n`,
    "twice/types.aadl": "package types public end types;\n",
    "library/only.aadl": "package only public end only;\n",
  };
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), text);
  }
  const at = (...names: string[]): string[] => names.map((name) => join(folder, name));
  expect(findForeign(folder)).toEqual([
    { name: join("locks", "config.yaml"), kind: "pok", files: at("locks/config.yaml"), expected: "a | said\n" },
    { name: join("module", "module.xml"), kind: "xml", files: at("module/module.xml"), expected: undefined },
    { name: "parts", kind: "aadl", files: at("parts/main.aadl", "parts/types.aadl"), expected: undefined },
    { name: join("twice", "a.aadl"), kind: "aadl", files: at("twice/a.aadl", "twice/types.aadl"), expected: undefined },
    { name: join("twice", "b.aadl"), kind: "aadl", files: at("twice/b.aadl", "twice/types.aadl"), expected: undefined },
  ]);
});
