/** What goes down the second serial line, and that nothing does when its owner is stopped before. */
import { boot } from "bulkhead";
import { expect, test } from "vitest";

const SYSTEM = new URL("./system.ts", import.meta.url);

test("the greeting arrives", async () => {
  const system = await boot(SYSTEM);
  await system.partition("driver").waitForLine("the greeting is out", { within: "2s" });
  expect(system.com2).toBe("Hello from the second serial port!\r\n");
});

test("a driver that is stopped sends nothing, and its neighbour's windows are on time", async () => {
  const system = await boot(SYSTEM);
  system.inject.stop({ partition: "driver" });
  await system.partition("neighbour").waitForLine("lines pending", { within: "2s" });
  expect(system.com2).toBe("");
  expect(system.partition("neighbour").output.filter((line) => line.endsWith("on time: yes"))).toHaveLength(8);
});
