/**
 * The demo's point, beside what it writes (`examples.test.ts`): the rogue is stopped each time, and the other two never
 * miss a window.
 */
import { join } from "node:path";
import { beforeAll, describe, expect, test } from "vitest";
import { missing, runOn, TARGETS } from "./run-on.js";
import type { Transcript } from "./transcript.js";

const SYSTEM = join(import.meta.dirname, "..", "..", "examples", "demo", "system.ts");
/** What the rogue knows; the endless loop takes a second window. */
const TRICKS = 22;
const FRAMES = TRICKS + 2;
const TIMEOUT_MS = 240_000;

for (const target of TARGETS) {
  const why = missing(target);
  describe.skipIf(why !== undefined)(`on ${target}${why ? `: ${why}` : ""}`, () => {
    let transcript: Transcript;

    beforeAll(async () => {
      transcript = await runOn(target, SYSTEM, FRAMES);
      transcript.mustHaveEnded();
    }, TIMEOUT_MS);

    test("the rogue is stopped whatever it tries, and begins again", () => {
      expect(transcript.consoleOf("rogue").filter((line) => line.includes("NOT STOPPED"))).toEqual([]);
      expect(transcript.countsOf("rogue").restarts).toBeGreaterThanOrEqual(TRICKS);
    });

    test.each(["rtos", "telemetry", "rogue"])("%s misses no window and overruns none", (name) => {
      const { windows, missedWindows, overruns } = transcript.countsOf(name);
      expect({ windows, missedWindows, overruns }).toEqual({ windows: FRAMES, missedWindows: 0, overruns: 0 });
    });

    test("only the rogue has faults", () => {
      expect(transcript.healthEvents.every(({ partition }) => partition === "rogue")).toBe(true);
      expect(transcript.lost).toBe(0);
    });
  });
}
