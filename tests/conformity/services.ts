/** What came out for each service. */
import { APEX } from "../../abi/apex.js";
import { APEX_CASES } from "../../host/generated/apex-cases.js";
import type { ConformityResults } from "./results.js";

export interface ServiceResult {
  readonly name: string;
  /** Of ARINC 653. */
  readonly part: 1 | 2;
  /** `implemented`: its use passed and each of its cases did. `stub`: none of them ran. */
  readonly state: "implemented" | "stub" | "failed";
  /** Cases that passed, of those that the table has. */
  readonly casesPassed: number;
  readonly cases: number;
  /** Return codes that programs in C had from it as they should, each once; and those in TypeScript. */
  readonly codes: readonly string[];
  readonly codesTypeScript: readonly string[];
}

export function serviceResults(results: ConformityResults): ServiceResult[] {
  const passed = new Set(results.passed);
  const failed = new Set([...results.failed, ...results.typeScriptFailed].map(([id]) => id));
  return APEX.flatMap(({ part, services }) =>
    services.map(({ name }) => {
      const cases = APEX_CASES.filter(({ service }) => service === name);
      const good = cases.filter(({ id }) => passed.has(id));
      const hasFailed = [...failed].some((id) => id.startsWith(`${name} `));
      return {
        name,
        part,
        state:
          good.length === cases.length && !hasFailed ? "implemented" : good.length > 0 || hasFailed ? "failed" : "stub",
        casesPassed: good.length,
        cases: cases.length,
        codes: [...new Set(good.map(({ code }) => code))],
        codesTypeScript: [...(results.typeScript.get(name) ?? [])],
      };
    }),
  );
}
