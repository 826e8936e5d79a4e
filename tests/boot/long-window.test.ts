/** Windows that the timer can't count at once: it fires on the way, and whatever is found then, it is armed again. */
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { missing, runOn, TARGETS } from "./run-on.js";

const SYSTEM = join(import.meta.dirname, "long-window", "system.ts");
const TIMEOUT_MS = 240_000;

for (const target of TARGETS) {
  const why = missing(target);
  describe.skipIf(why !== undefined)(`a window of 70 ms on ${target}${why ? `: ${why}` : ""}`, () => {
    test("ends on time, though its partition loses its stack in the midst of it", { timeout: TIMEOUT_MS }, async () => {
      const transcript = await runOn(target, SYSTEM, 3);
      transcript.mustHaveEnded();
      expect(transcript.healthOf("breaker")).toMatchObject([{ error: "STACK_OVERFLOW", action: "STOP" }]);
      expect(transcript.consoleOf("neighbour")).toEqual(["window 1", "window 2", "window 3"]);
      expect(transcript.countsOf("neighbour")).toMatchObject({ windows: 3, missedWindows: 0, overruns: 0 });
      expect(transcript.countsOf("breaker")).toMatchObject({ windows: 3, overruns: 0 });
    });
  });
}
