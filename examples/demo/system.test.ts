/** The rogue disturbs nobody, and what is done to the operating system stays in it. */
import { boot, type TestSystem } from "bulkhead";
import { expect, test } from "vitest";

const SYSTEM = new URL("./system.ts", import.meta.url);
const END = "1.05s";

const linesOf = (system: TestSystem, name: string, from = 0): readonly string[] =>
  system
    .partition(name)
    .lines.filter(({ timeNs }) => timeNs >= from)
    .map(({ text }) => text);

test("the others are the same with the rogue and without it", async () => {
  const [with_, without] = [await boot(SYSTEM), await boot(SYSTEM)];
  without.inject.stop({ partition: "rogue" });
  for (const system of [with_, without]) await system.run({ until: END });
  expect(without.partition("rogue")).toMatchObject({ mode: "IDLE", restarts: 0 });
  expect(with_.partition("rogue").restarts).toBeGreaterThan(15);
  for (const name of ["rtos", "telemetry"]) expect(linesOf(with_, name)).toEqual(linesOf(without, name));
  expect(with_.health.every(({ partition }) => partition === "rogue")).toBe(true);
});

test("a task that hangs does not stop those of a higher priority", async () => {
  const system = await boot(SYSTEM);
  // The worker computes its first block then.
  system.inject.hang({ partition: "rtos", at: "20ms" });
  await system.run({ until: END });
  expect(linesOf(system, "rtos", 20e6)).toEqual([
    "filter: 250 readings, mean of the last 250 is 249",
    "heartbeat: tick 250",
    "filter: 500 readings, mean of the last 250 is 250",
    "heartbeat: tick 500",
    "monitor: 500 ticks, 0 lost; the worker was preempted: yes",
    "filter: 750 readings, mean of the last 250 is 249",
    "heartbeat: tick 750",
    "filter: 1000 readings, mean of the last 250 is 250",
    "heartbeat: tick 1000",
    "monitor: 1000 ticks, 0 lost; the worker was preempted: yes",
  ]);
});

test("one that hangs with interrupts masked stops its own system, and no other", async () => {
  const system = await boot(SYSTEM);
  system.inject.hang({ partition: "rtos", at: "20ms", masked: true });
  await system.run({ until: "900ms" });
  expect(linesOf(system, "rtos", 20e6)).toEqual([]);
  expect(linesOf(system, "telemetry").at(-1)).toMatch(/^window 15: .*, 0 windows missed$/);
  expect(system.partition("rogue").output).toContain("halts the processor (hlt): privileged instruction, restarted");
});
