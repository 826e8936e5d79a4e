/** What the system does, and what must not disturb it: it runs on an emulator, in virtual time. */
import { boot, type TestSystem } from "bulkhead";
import { afterEach, beforeEach, expect, test } from "vitest";

/** The first time a system is booted it is built. */
const BUILD_LIMIT_MS = 300_000;

let system: TestSystem;
beforeEach(async () => {
  system = await boot(new URL("./system.ts", import.meta.url));
}, BUILD_LIMIT_MS);
afterEach(() => system.end());

test("control comes to its setpoint, and nothing goes wrong", async () => {
  await system.partition("control").waitForLine("level 50 ", { within: "3s" });
  expect(system.health).toEqual([]);
});

test("the sensor measures in each of its windows", async () => {
  await system.run({ frames: 10 });
  const sensor = system.partition("sensor");
  expect(sensor.output.slice(0, 4)).toEqual([
    "measuring in a window of 5000 us",
    "20 degrees",
    "21 degrees",
    "22 degrees",
  ]);
});

test("control goes on while the sensor hangs", async () => {
  const [sensor, control] = [system.partition("sensor"), system.partition("control")];
  const hang = system.inject.hang({ partition: "sensor", at: "150ms" });
  await system.run({ until: "200ms" });
  expect(hang.doneNs).toBeDefined();
  const { length } = sensor.lines;
  for (let period = 0; period < 5; period++) await control.waitForLine("level", { within: "150ms" });
  expect(sensor.lines).toHaveLength(length);
});
