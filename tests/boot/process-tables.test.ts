/** A process that is not as the system file says is not made, and health monitoring is told: in C and in TypeScript. */
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { missing, runOn, TARGETS } from "./run-on.js";

const SYSTEM = join(import.meta.dirname, "process-tables", "system.ts");
const TIMEOUT_MS = 240_000;
const INVALID_CONFIG = 4;

for (const target of TARGETS) {
  const why = missing(target);
  describe.skipIf(why !== undefined)(`tables of processes on ${target}${why ? `: ${why}` : ""}`, () => {
    test("who keeps to it runs; of the others each has its action", { timeout: TIMEOUT_MS }, async () => {
      const transcript = await runOn(target, SYSTEM, 5);
      transcript.mustHaveEnded();
      const told = (name: string) => transcript.lines.filter((line) => line.startsWith(`${name} !`));
      for (const name of ["keeping", "keepingTs"]) {
        expect(transcript.consoleOf(name).slice(0, 2)).toEqual(["created: 0", "works"]);
        expect(told(name)).toEqual([]);
      }
      // Stopped inside its call.
      expect(transcript.consoleOf("urgent")).toEqual([]);
      expect(told("urgent")).toEqual([
        expect.stringMatching(
          /^urgent ! configuration error: process "work" has another priority in the system file in .*: stopped$/,
        ),
      ]);
      expect(transcript.consoleOf("renamed")).toEqual([`created: ${INVALID_CONFIG}`]);
      expect(told("renamed")).toEqual([
        expect.stringMatching(/: process "work" is not in the system file in .*: goes on$/),
      ]);
      expect(transcript.consoleOf("slowTs")).toEqual([]);
      expect(told("slowTs").length).toBeGreaterThan(1);
      expect(told("slowTs")[0]).toMatch(/: process "work" has another period in the system file in .*: restarted$/);
    });
  });
}
