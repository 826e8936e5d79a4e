/**
 * The conformity guest (`examples/conformity`) goes through the whole guest ABI: each call of abi/calls.ts is reported to
 * have succeeded, and to have answered each error that is documented for it.
 */
import { join } from "node:path";
import { beforeAll, describe, expect, test } from "vitest";
import { CORE_CALLS, HYPERCALLS } from "../../abi/calls.js";
import { missing, runOn, TARGETS } from "./run-on.js";

const SYSTEM = join(import.meta.dirname, "..", "..", "examples", "conformity", "system.ts");
const FRAMES = 100;
const TIMEOUT_MS = 120_000;

/** From here on a core call is behind a service of the APEX: apex-conformity.test.ts has those. */
const FIRST_OF_APEX = 0x10;

/** Every call with every status that it can answer a guest operating system: WRONG_MODE of a core call is native partitions'. */
const documented = [
  ...CORE_CALLS.filter(({ nr }) => nr < FIRST_OF_APEX).map(({ name, errors }) => ({
    name,
    errors: errors.filter((status) => status !== "WRONG_MODE"),
  })),
  ...HYPERCALLS,
].flatMap(({ name, errors }) => ["OK", ...errors].map((status) => `${name} -> ${status}`));

for (const target of TARGETS) {
  const why = missing(target);
  describe.skipIf(why !== undefined)(`on ${target}${why ? `: ${why}` : ""}`, () => {
    let lines: readonly string[];
    beforeAll(async () => {
      const transcript = await runOn(target, SYSTEM, FRAMES);
      transcript.mustHaveEnded();
      lines = transcript.consoleOf("conformity");
    }, TIMEOUT_MS);

    test("nothing is found wrong, and all three runs come to their end", () => {
      expect(lines.filter((line) => line.startsWith("NOT OK"))).toEqual([]);
      const runs = lines.flatMap((line) => /^(first|second|third) run: [1-9]\d* ok, 0 not$/.exec(line)?.[1] ?? []);
      expect(runs).toEqual(["first", "second", "third"]);
    });

    test("each call is reported with each status that is documented for it, and with no other", () => {
      const reported = lines.flatMap((line) => /^ok {5}(\w+ -> \w+): /.exec(line)?.[1] ?? []);
      expect([...new Set(reported)].sort()).toEqual([...documented].sort());
    });
  });
}
