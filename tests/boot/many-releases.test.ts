/** Many processes come due where a window begins: looking after them takes the kernel a while, and the window's end keeps. */
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { missing, runOn, TARGETS } from "./run-on.js";

const SYSTEM = join(import.meta.dirname, "many-releases", "system.ts");
const TIMEOUT_MS = 240_000;

for (const target of TARGETS) {
  const why = missing(target);
  describe.skipIf(why !== undefined)(`16 processes released at once on ${target}${why ? `: ${why}` : ""}`, () => {
    test("a window ends on time all the same", { timeout: TIMEOUT_MS }, async () => {
      const transcript = await runOn(target, SYSTEM, 12);
      transcript.mustHaveEnded();
      expect(transcript.consoleOf("many")).toEqual(["5 releases"]);
      expect(transcript.countsOf("many")).toMatchObject({ windows: 12, missedWindows: 0, overruns: 0 });
    });
  });
}
