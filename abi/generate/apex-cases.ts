/**
 * The cases of conformity: each service's NO_ERROR, and each of its codes once a check. For the programs that try them a
 * list in C, for the host one in TypeScript; both from `apexCases`.
 */

import type { ApexService, ReturnCode } from "../apex/schema.js";
import { APEX } from "../apex.js";
import { banner } from "./text.js";

export interface ApexCase {
  readonly service: string;
  readonly code: ReturnCode;
  /** Of several checks with the same code, which; from 1. Of one alone 0. */
  readonly check: number;
  /** What names the case everywhere: `CREATE_PROCESS INVALID_PARAM 2`. */
  readonly id: string;
  readonly when: string;
}

function caseOf({ name }: ApexService, code: ReturnCode, check: number, when: string): ApexCase {
  return { service: name, code, check, id: [name, code, ...(check === 0 ? [] : [check])].join(" "), when };
}

export function casesOf(service: ApexService): ApexCase[] {
  const cases = service.codes.map(({ code, when }, at) => {
    const isAlone = service.codes.filter((other) => other.code === code).length === 1;
    const before = service.codes.slice(0, at).filter((other) => other.code === code).length;
    return caseOf(service, code, isAlone ? 0 : before + 1, when);
  });
  return [caseOf(service, "NO_ERROR", 0, service.doc), ...cases];
}

const apexCases = (): ApexCase[] => APEX.flatMap(({ services }) => services.flatMap(casesOf));

/** A list to be expanded by a macro of (service, code, check, condition). */
export function apexCasesHeader(): string {
  const rows = apexCases().map(
    ({ service, code, check, when }) => `  X(${service}, ${code}, ${check}, ${JSON.stringify(when)})`,
  );
  const lines = [banner("//"), "#ifndef APEX_CASES_H", "#define APEX_CASES_H", "", "#define APEX_CASES(X) \\"];
  return `${[...lines, rows.join(" \\\n"), "", "#endif"].join("\n")}\n`;
}

export function apexCasesModule(): string {
  const lines = [
    banner("//"),
    "",
    "/** A case of conformity: `id` is what a test program says of it. */",
    "export interface ApexCase {",
    "  readonly id: string;",
    "  readonly service: string;",
    "  readonly code: string;",
    "  readonly when: string;",
    "}",
    "",
    "export const APEX_CASES: readonly ApexCase[] = [",
    ...apexCases().map(({ id, service, code, when }) => `  ${JSON.stringify({ id, service, code, when })},`),
    "];",
  ];
  return `${lines.join("\n")}\n`;
}
