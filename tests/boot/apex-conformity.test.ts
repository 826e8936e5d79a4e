/**
 * The conformity programs (`tests/conformity`) go through the whole APEX: each service is used, and returns each of its codes for each
 * of the reasons in abi/apex.ts.
 */
import { beforeAll, describe, expect, test } from "vitest";
import accepted from "../../abi/apex/conformity.json" with { type: "json" };
import { Progress } from "../../host/cli/progress.js";
import { APEX_CASES } from "../../host/generated/apex-cases.js";
import { type ConformityResults, conformityResults } from "../conformity/results.js";
import { type ProgramRun, runSystems } from "../conformity/run.js";
import { serviceResults } from "../conformity/services.js";
import { missing, TARGETS } from "./run-on.js";

const TIMEOUT_MS = 240_000;

class Silent extends Progress {
  override step(): void {}
  override done(): void {}
}

for (const target of TARGETS) {
  const why = missing(target);
  describe.skipIf(why !== undefined)(`on ${target}${why ? `: ${why}` : ""}`, () => {
    let runs: ProgramRun[];
    let results: ConformityResults;
    beforeAll(async () => {
      runs = await runSystems(target, new Silent());
      results = conformityResults(runs);
    }, TIMEOUT_MS);

    test("nothing fails, and every program comes to its end", () => {
      const { failed, checksFailed, unfinished, typeScriptFailed } = results;
      expect({ failed, checksFailed, unfinished, typeScriptFailed }).toEqual({
        failed: [],
        checksFailed: [],
        unfinished: [],
        typeScriptFailed: [],
      });
    });

    test("every case of the table passes, and so every service is implemented", () => {
      expect(results.passed).toEqual(APEX_CASES.map(({ id }) => id));
      expect(serviceResults(results).filter(({ state }) => state !== "implemented")).toEqual([]);
    });

    test("an IDLE partition keeps its windows", () => {
      const windowsOf = (wanted: string) => runs.find(({ program }) => program === wanted)!.windows;
      expect(windowsOf("services/partition")).toBe(windowsOf("services/process"));
    });

    test("what the manual calls tested is what passes", () => {
      expect(results.passed).toEqual(accepted);
    });
  });
}
