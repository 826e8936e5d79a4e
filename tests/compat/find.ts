/** Which foreign programs and models a folder holds: POK's descriptions, ARINC 653 modules in XML, AADL models. */
import { readdirSync, readFileSync } from "node:fs";
import { basename, dirname, extname, join, relative } from "node:path";
import { groupBy } from "./group-by.js";

export interface Foreign {
  /** Relative to the folder that was searched. */
  readonly name: string;
  readonly kind: "pok" | "xml" | "aadl";
  /** Absolute paths: what is imported together. */
  readonly files: readonly string[];
  /** What it is known to print, where the folder says so. */
  readonly expected: string | undefined;
}

const EXPECTED = "expected.txt";
const POK_DESCRIPTION = /^partitions:/m;
const XML_MODULE = /<(?:[\w.-]+:)?(?:ARINC_?653_Module|Module|MODULE)[\s>/]/i;
const AADL_SYSTEM = /^\s*system\s+implementation\b/im;
const AADL_PACKAGE = /^\s*(?:package|property\s+set)\s+([\w:]+)/gim;

export function findForeign(folder: string): Foreign[] {
  const byFolder = groupBy(filesBelow(folder), (path) => dirname(path));
  return [...byFolder].sort(([a], [b]) => (a < b ? -1 : 1)).flatMap(([at, paths]) => foreignIn(at, paths, folder));
}

function foreignIn(at: string, paths: readonly string[], folder: string): Foreign[] {
  const expected = paths.find((path) => basename(path) === EXPECTED);
  const ending = (...endings: string[]): string[] =>
    paths.filter((path) => endings.includes(extname(path).toLowerCase()));
  const made = (kind: Foreign["kind"], files: readonly string[], name = files[0]!): Foreign => ({
    name: relative(folder, name),
    kind,
    files,
    expected: expected === undefined ? undefined : readFileSync(expected, "utf8"),
  });
  const models = modelsOf(ending(".aadl"));
  return [
    ...ending(".yaml", ".yml")
      .filter((path) => matches(path, POK_DESCRIPTION))
      .map((path) => made("pok", [path])),
    ...ending(".xml")
      .filter((path) => matches(path, XML_MODULE))
      .map((path) => made("xml", [path])),
    ...models.map((files) => made("aadl", files, models.length > 1 || files.length === 1 ? files[0]! : at)),
  ];
}

/** The files of a folder are one model, unless two of them declare the same: then each that has a system is one. */
function modelsOf(files: readonly string[]): string[][] {
  const roots = files.filter((path) => matches(path, AADL_SYSTEM));
  if (roots.length === 0) return [];
  const declared = files.flatMap(namesIn);
  if (new Set(declared).size === declared.length) return [[...files]];
  return roots.map((root) => {
    const taken = new Set(namesIn(root));
    const others = files.filter((file) => file !== root && !roots.includes(file));
    return [root, ...others.filter((file) => namesIn(file).every((name) => !taken.has(name)))];
  });
}

const namesIn = (path: string): string[] =>
  [...readFileSync(path, "utf8").matchAll(AADL_PACKAGE)].map(([, name]) => name!.toLowerCase());

const matches = (path: string, pattern: RegExp): boolean => pattern.test(readFileSync(path, "utf8"));

function filesBelow(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .filter((path) => !/[\\/](?:\.git|node_modules)[\\/]/.test(path))
    .sort();
}
