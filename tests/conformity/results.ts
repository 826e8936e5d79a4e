/** What the programs of the conformity tests said on their consoles, by case (apex-check.h). */
import { APEX_CASES } from "../../host/generated/apex-cases.js";

export interface ConformityResults {
  /** Ids of the cases that passed wherever they were tried, in the order of the table. */
  readonly passed: readonly string[];
  /** Id and what was returned instead. */
  readonly failed: readonly (readonly [id: string, actual: string])[];
}

const SAID = /case ([A-Z_]+ [A-Z_]+(?: \d+)?): (passed|failed, .*)$/gm;

/** Throws where a program tells of a case that the table does not have: it was built before a change of the table. */
export function conformityResults(consoles: readonly string[]): ConformityResults {
  const known = new Set(APEX_CASES.map(({ id }) => id));
  const passed = new Set<string>();
  const failed: [string, string][] = [];
  for (const [, id, outcome] of consoles.flatMap((text) => [...text.matchAll(SAID)])) {
    if (!known.has(id!)) throw new Error(`there is no case ${id}`);
    if (outcome === "passed") passed.add(id!);
    else failed.push([id!, outcome!.replace("failed, ", "")]);
  }
  for (const [id] of failed) passed.delete(id);
  return { passed: APEX_CASES.map(({ id }) => id).filter((id) => passed.has(id)), failed };
}
