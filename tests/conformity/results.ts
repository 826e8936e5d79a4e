/** What the programs of the conformity tests said on their consoles (apex-check.h, program.c). */
import { APEX_CASES } from "../../host/generated/apex-cases.js";
import type { ConformitySystem } from "./systems.js";

/** What one program wrote. */
export interface ProgramConsole {
  /** `system/partition` */
  readonly program: string;
  readonly language: ConformitySystem["language"];
  readonly lines: readonly string[];
}

/** Something that came out otherwise: what was tried, and what came. */
export type Failure = readonly [what: string, actual: string];

export interface ConformityResults {
  /** Ids of the cases that passed wherever programs in C tried them, in the order of the table. */
  readonly passed: readonly string[];
  /** Ids of those that did not, and what was returned instead. */
  readonly failed: readonly Failure[];
  /** What no return code tells: how much held, and what did not. */
  readonly checksPassed: number;
  readonly checksFailed: readonly Failure[];
  /** Programs that did not come to their end, once. */
  readonly unfinished: readonly string[];
  /** Return codes that programs in TypeScript had from each service, and what they had instead. */
  readonly typeScript: ReadonlyMap<string, ReadonlySet<string>>;
  readonly typeScriptFailed: readonly Failure[];
}

const CASE = /^case ([A-Z_]+ [A-Z_]+(?: \d+)?): (passed|failed, .*)$/;
const CHECK = /^check (.*): (passed|failed)$/;
const TYPESCRIPT = /^([A-Z_]+) (?:([A-Z_]+) )?(ok|FAILED.*)$/;
/** The last line of a program in C; and in TypeScript of one that tells of services. */
const END = { C: /^done$/, TypeScript: /^\d+ cases, 0 failed$/ } as const;

/** Throws where a program tells of a case that the table does not have: it was built before a change of the table. */
export function conformityResults(consoles: readonly ProgramConsole[]): ConformityResults {
  const inC = consoles.filter(({ language }) => language === "C");
  const cases = inC.flatMap(({ lines }) => lines.flatMap(caseOf));
  const failed = cases.filter(([, outcome]) => outcome !== "passed");
  const passed = new Set(cases.map(([id]) => id));
  for (const [id] of failed) passed.delete(id);
  const checks = inC.flatMap(({ program, lines }) => lines.flatMap((line) => checkOf(program, line)));
  const checksFailed = checks.filter(([, outcome]) => outcome !== "passed");
  return {
    passed: APEX_CASES.map(({ id }) => id).filter((id) => passed.has(id)),
    failed: failed.map(([id, outcome]) => [id, outcome.replace("failed, ", "")]),
    checksPassed: checks.length - checksFailed.length,
    checksFailed,
    unfinished: consoles.filter((console) => !hasEnded(console)).map(({ program }) => program),
    ...fromTypeScript(consoles.filter(({ language }) => language === "TypeScript")),
  };
}

function hasEnded({ language, lines }: ProgramConsole): boolean {
  const tellsNothing = !lines.some((line) => TYPESCRIPT.test(line));
  if (language === "TypeScript" && tellsNothing) return true;
  return lines.filter((line) => END[language].test(line)).length === 1;
}

const KNOWN = new Set(APEX_CASES.map(({ id }) => id));

function caseOf(line: string): Failure[] {
  const found = CASE.exec(line);
  if (!found) return [];
  const [, id, outcome] = found;
  if (!KNOWN.has(id!)) throw new Error(`there is no case ${id}`);
  return [[id!, outcome!]];
}

function checkOf(program: string, line: string): Failure[] {
  const found = CHECK.exec(line);
  return found ? [[`${program}: ${found[1]}`, found[2]!]] : [];
}

function fromTypeScript(
  consoles: readonly ProgramConsole[],
): Pick<ConformityResults, "typeScript" | "typeScriptFailed"> {
  const typeScript = new Map<string, Set<string>>();
  const typeScriptFailed: Failure[] = [];
  for (const line of consoles.flatMap(({ lines }) => lines)) {
    const [, service, code, outcome] = TYPESCRIPT.exec(line) ?? [];
    if (service === undefined) continue;
    if (outcome !== "ok") typeScriptFailed.push([`${service} ${code ?? "effect"}`, outcome!]);
    else typeScript.set(service, (typeScript.get(service) ?? new Set()).add(code!));
  }
  return { typeScript, typeScriptFailed };
}
