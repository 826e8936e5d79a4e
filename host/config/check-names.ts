/** Names: what they may be made of, and that each is there once. */
import { MAX_PARTITIONS } from "../generated/abi.js";
import { CODES } from "./codes.js";
import type { DraftSystem } from "./draft.js";
import type { Findings } from "./findings.js";
import { type Path, pathText, type SystemSource } from "./locate.js";

/** The kernel keeps names in 32 bytes, a NUL included. */
const NAME_LENGTH_MAX = 31;

export function checkNames(system: DraftSystem, source: SystemSource, findings: Findings): void {
  for (const { path, place } of source.duplicates()) {
    const message = `"${path.at(-1)}" is there twice; the first is lost`;
    findings.add(CODES.DUPLICATE, path, { message, remedy: "rename one of them or take it out", place });
  }
  if (system.name !== undefined) checkName(system.name, ["name"], "value", findings);
  for (const named of [...system.partitions, ...system.schedules]) {
    if (named.path.at(-1) === named.name) checkName(named.name, named.path, "key", findings);
  }
  checkCase(system.partitions, findings);
  checkCase(
    system.schedules.filter(({ name, path }) => path.at(-1) === name),
    findings,
  );
  if (system.partitions.length === 0) {
    findings.add(CODES.COUNT, ["partitions"], { message: "there is no partition", mark: "key" });
  }
  if (system.partitions.length > MAX_PARTITIONS) {
    const message = `${system.partitions.length} partitions; a module has at most ${MAX_PARTITIONS}`;
    findings.add(CODES.COUNT, ["partitions"], { message, mark: "key" });
  }
}

function checkName(name: string, path: Path, mark: "key" | "value", findings: Findings): void {
  const place = mark === "key" ? { mark } : {};
  if (!/^[A-Za-z0-9][A-Za-z0-9._-]*$/.test(name)) {
    const clean = name
      .normalize("NFKD")
      .replaceAll(/[^A-Za-z0-9._-]+/g, "-")
      .replaceAll(/^[^A-Za-z0-9]+|-+$/g, "");
    const remedy = `use letters, digits, "-", "_" and "."${clean ? `: "${clean.slice(0, NAME_LENGTH_MAX)}"` : ""}`;
    findings.add(CODES.BAD_NAME, path, { message: `${JSON.stringify(name)} is not a name`, remedy, ...place });
  } else if (name.length > NAME_LENGTH_MAX) {
    const message = `a name of ${name.length} characters; the kernel keeps ${NAME_LENGTH_MAX}`;
    findings.add(CODES.BAD_NAME, path, { message, remedy: `"${name.slice(0, NAME_LENGTH_MAX)}"`, ...place });
  }
}

/** Names become file names, and some file systems do not tell "A" from "a". */
function checkCase(all: readonly { readonly name: string; readonly path: Path }[], findings: Findings): void {
  const seen = new Map<string, Path>();
  for (const { name, path } of all) {
    const other = seen.get(name.toLowerCase());
    seen.set(name.toLowerCase(), other ?? path);
    if (!other) continue;
    const message = `"${name}" differs from ${pathText(other)} in nothing but case`;
    findings.add(CODES.DUPLICATE, path, { message, remedy: "rename one of them", mark: "key" });
  }
}
