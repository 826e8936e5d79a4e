/** Devices in partitions' hands, where that must cost nobody else anything. */
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { missing, runOn, TARGETS } from "./run-on.js";

const system = (name: string): string => join(import.meta.dirname, name, "system.ts");

for (const target of TARGETS) {
  const why = missing(target);
  describe.skipIf(why !== undefined)(`on ${target}${why ? `: ${why}` : ""}`, () => {
    test("a restart shuts the partition's lines until it asks again", async () => {
      const transcript = await runOn(target, system("restarted-device"), 3);
      transcript.mustHaveEnded();
      expect(transcript.consoleOf("driver")).toEqual(["before: pending 0, raised 0", "after: pending 1, raised 1"]);
    });

    test("windows of partitions with as many ports as there can be start and end on time", async () => {
      const frames = 20;
      const transcript = await runOn(target, system("many-ports"), frames);
      transcript.mustHaveEnded();
      for (const name of ["low", "high"]) {
        expect(transcript.countsOf(name)).toMatchObject({ windows: frames, missedWindows: 0, overruns: 0 });
      }
    });
  });
}
