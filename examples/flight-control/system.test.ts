/** It flies and lands; and it does so when something goes wrong that its authors did not choose. */
import { boot, type TestSystem } from "bulkhead";
import { expect, test } from "vitest";

const SYSTEM = new URL("./system.ts", import.meta.url);

const messages = (system: TestSystem, name: string): readonly string[] =>
  system.partition(name).health.map(({ text }) => text);

test("the law of control hangs in the descent: it is started anew, and the aircraft lands", async () => {
  const system = await boot(SYSTEM);
  const control = system.partition("control");
  await control.waitForLine("5 s, descent", { within: "6s" });
  expect(control.deadlinesMissed).toBe(1);

  // Control's window begins 5 ms after the frame.
  const hang = system.inject.hang({ partition: "control", at: system.timeNs + 100_000_000 });
  await control.waitForHealth({ error: "deadline missed", level: "process" }, { within: "300ms" });
  await system.run({ frames: 1 });
  expect(hang.doneNs).toBeDefined();
  expect(control.output.filter((line) => line === "LAW missed its deadline: started anew")).toHaveLength(2);
  await system.partition("mission").waitForLine("touchdown", { within: "8s" });
  expect(control.deadlinesMissed).toBe(2);
  // Who follows its demand did what is safe meanwhile, each time.
  const told = messages(system, "actuators").filter((text) => text.includes("the demand is"));
  expect(told).toHaveLength(4);
  expect(told.at(-1)).toContain("valid again");
});

test("without mission nobody commands a landing, and the aircraft flies on", async () => {
  const system = await boot(SYSTEM);
  const control = system.partition("control");
  await control.waitForLine("2 s, hold", { within: "3s" });
  system.inject.stop({ partition: "mission" });
  await control.waitForLine("4 s, hold", { within: "3s" });
  expect(system.partition("mission").mode).toBe("IDLE");
  expect(control.output.filter((line) => line.includes("descent"))).toEqual([]);
  expect(messages(system, "sensors")).toEqual([]);
});
