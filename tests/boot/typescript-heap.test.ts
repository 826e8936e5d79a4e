/**
 * Processes in TypeScript that share a heap, and interrupt one another at any instruction: what they make stays what it is,
 * whoever is interrupted or stopped inside (partition/ts/apex.ts tells how).
 */
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { missing, runOn, TARGETS } from "./run-on.js";

const SYSTEM = join(import.meta.dirname, "..", "..", "examples", "apex-ts-heap", "system.ts");
const FRAMES = 400;
const TIMEOUT_MS = 240_000;

for (const target of TARGETS) {
  const why = missing(target);
  describe.skipIf(why !== undefined)(`a heap of several processes on ${target}${why ? `: ${why}` : ""}`, () => {
    test("stays whole", { timeout: TIMEOUT_MS }, async () => {
      const transcript = await runOn(target, SYSTEM, FRAMES);
      transcript.mustHaveEnded();
      expect(transcript.consoleOf("churn").sort()).toEqual([
        "0 mistakes, in spite of more than 100 interruptions",
        "one is done",
        "two is done",
      ]);
      expect(transcript.consoleOf("late")).toEqual([
        expect.stringMatching(/^1\d\d deadlines missed, begun again, 0 refused$/),
      ]);
      const late = transcript.healthOf("late");
      expect(late.filter(({ error }) => error === "DEADLINE_MISSED").length).toBeGreaterThan(0);
      // Who was stopped inside raised an error on its way out.
      expect(late.filter(({ error }) => error === "APPLICATION_ERROR").length).toBeGreaterThan(0);
      expect(transcript.consoleOf("exhausted")).toEqual([
        expect.stringMatching(/^abort: out of memory: the partition's heap is full in /),
        "HOG: error 1, stopped: true",
        "DEEP: error 4, stopped: true",
        "STEADY: 185000 characters",
      ]);
    });
  });
}
