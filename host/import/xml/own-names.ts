/** Names of a file as names of a system file: of its characters, no longer than it takes, and each there once. */
import { XML_CODES } from "./codes.js";
import type { XmlFindings } from "./findings.js";
import type { Mark } from "./source.js";

/** The kernel keeps names in 32 bytes, a NUL included. */
const NAME_LENGTH_MAX = 31;

export interface Named {
  readonly name: string;
  readonly mark: Mark;
}

/** `name` in letters, digits, `-`, `_` and `.`; `fallback` where nothing is left of it. */
export function cleanName(name: string, fallback: string): string {
  if (/^[A-Za-z0-9][A-Za-z0-9._-]*$/.test(name) && name.length <= NAME_LENGTH_MAX) return name;
  const clean = name
    .normalize("NFKD")
    .replaceAll(/[^A-Za-z0-9._-]+/g, "-")
    .replaceAll(/^[^A-Za-z0-9]+|-+$/g, "")
    .slice(0, NAME_LENGTH_MAX);
  return clean === "" ? fallback : clean;
}

/** The names of partitions or schedules, `what`, in a system file. Each that had to change is told of. */
export function ownNames(entries: readonly Named[], what: string, findings: XmlFindings): string[] {
  const taken = new Set<string>();
  const names = entries.map(({ name }, i) => free(cleanName(name, `${what}-${i + 1}`), taken));
  // The keys of an object that are numbers come first, whatever the order in which they were written.
  const keepsOrder = Object.keys(Object.fromEntries(names.map((name) => [name, 0]))).every(
    (key, i) => key === names[i],
  );
  const kept = keepsOrder ? names : names.map((name) => (/^\d+$/.test(name) ? free(`${what}-${name}`, taken) : name));
  for (const [i, { name, mark }] of entries.entries()) {
    if (kept[i] === name) continue;
    findings.warn(XML_CODES.READ_AS, mark, `the ${what} "${name}" is called "${kept[i]}" in the system file`);
  }
  return kept;
}

/** The name, or with a number behind it where it is taken; file systems do not all tell "A" from "a". */
export function free(name: string, taken: Set<string>): string {
  let found = name;
  for (let i = 2; taken.has(found.toLowerCase()); i++) found = `${name.slice(0, NAME_LENGTH_MAX - 5)}-${i}`;
  taken.add(found.toLowerCase());
  return found;
}
