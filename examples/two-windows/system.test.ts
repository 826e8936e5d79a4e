/** The clerk has its windows, whatever the hog does: it never yields, or faults in whatever it executes. */
import { boot } from "bulkhead";
import { expect, test } from "vitest";

const ON_TIME = [1, 2, 3, 4, 5, 6].map((window) => `window ${window}: on time`);

test("a bit of the hog's code flips while it loops", async () => {
  const system = await boot(new URL("./system.ts", import.meta.url));
  const [hog, clerk] = [system.partition("hog"), system.partition("clerk")];
  await hog.waitForLine("I keep the processor");
  // HLT, or whatever else comes of it, is not for a partition, or does no harm.
  for (const bit of [0, 3, 9, 12, 17, 30]) system.inject.flipBit({ partition: "hog", symbol: "main", bit });
  await clerk.waitForLine("window 6", { within: "1s" });
  expect(clerk.output).toEqual(ON_TIME);
  expect(clerk.health).toEqual([]);
});
