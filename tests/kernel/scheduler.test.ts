/**
 * A native partition under whatever its processes, the clock and its windows do: who runs, each process's state, and what
 * each call answered are those of a simple model.
 */
import fc from "fast-check";
import { expect, test } from "vitest";
import { MODE_WARM_START } from "../../host/generated/abi.js";
import { bootNative, NOBODY } from "./native-world.js";
import { beginInBoth, begins, compare, plans, schedulerTable, steps, takeStep } from "./scheduler-steps.js";

test("whatever the processes, the clock and the windows do: who runs, states, priorities, deadlines and answers", () => {
  fc.assert(
    fc.property(plans, begins, steps, (plans, begins, steps) => {
      const both = beginInBoth(bootNative(schedulerTable()), plans, begins);
      const { world, model } = both;
      compare(both);
      for (const step of steps) {
        takeStep(both, step);
        if (model.isOver) {
          expect([world.mode(), world.running()]).toEqual([MODE_WARM_START, NOBODY]);
          return;
        }
        compare(both);
      }
    }),
    { numRuns: 300 },
  );
});
