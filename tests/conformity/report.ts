/** How the results are shown: a table for people, one object for programs. */
import Table from "cli-table3";
import type { ConformityResults } from "./results.js";
import { type ServiceResult, serviceResults } from "./services.js";

const count = (services: readonly ServiceResult[], state: ServiceResult["state"]): number =>
  services.filter((service) => service.state === state).length;

/** Whether everything was tried and came out as it should. */
export function isConforming(results: ConformityResults): boolean {
  const { failed, checksFailed, unfinished, typeScriptFailed } = results;
  if (failed.length + checksFailed.length + unfinished.length + typeScriptFailed.length > 0) return false;
  return serviceResults(results).every(({ state }) => state === "implemented");
}

/** The object of `--json`. */
export function conformityJson(results: ConformityResults, target: string): object {
  const services = serviceResults(results);
  const { failed, checksPassed, checksFailed, unfinished, typeScriptFailed } = results;
  return {
    target,
    services,
    total: services.length,
    implemented: count(services, "implemented"),
    stubs: count(services, "stub"),
    failed: count(services, "failed"),
    failures: [...failed, ...typeScriptFailed, ...checksFailed].map(([what, actual]) => ({ what, actual })),
    checks: { passed: checksPassed, failed: checksFailed.length },
    unfinished,
  };
}

export function conformityTable(results: ConformityResults, target: string): string {
  const services = serviceResults(results);
  const hasTypeScript = results.typeScript.size > 0;
  const table = new Table({
    head: ["service", "part", "state", "cases", "return codes had", ...(hasTypeScript ? ["in TypeScript"] : [])],
    colAligns: ["left", "right", "left", "right", "left", "left"],
    style: { head: [], border: [], compact: true },
  });
  for (const { name, part, state, casesPassed, cases, codes, codesTypeScript } of services) {
    const more = hasTypeScript ? [codesTypeScript.join(" ")] : [];
    table.push([name, part, state, `${casesPassed} of ${cases}`, codes.join(" "), ...more]);
  }
  return `${[table.toString(), "", ...remarks(results), summary(results, services, target)].join("\n")}\n`;
}

function remarks({ failed, checksFailed, unfinished, typeScriptFailed }: ConformityResults): string[] {
  return [
    ...failed.map(([id, actual]) => `failed: ${id}: ${actual}`),
    ...typeScriptFailed.map(([id, actual]) => `failed in TypeScript: ${id}: ${actual}`),
    ...checksFailed.map(([what]) => `failed: ${what}`),
    ...unfinished.map((program) => `did not come to its end: ${program}`),
  ];
}

function summary(
  { passed, checksPassed }: ConformityResults,
  services: readonly ServiceResult[],
  target: string,
): string {
  const implemented = `${count(services, "implemented")} of ${services.length} services implemented on ${target}`;
  const others = `${count(services, "stub")} stubs, ${count(services, "failed")} failed`;
  return `${implemented}, ${others}; ${passed.length} cases and ${checksPassed} other checks passed`;
}
