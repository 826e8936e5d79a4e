/** Messages that a test sends, holds back or waits for: the same each time, and refused where they can't be. */
import { expect, test } from "vitest";
import { boot } from "../../host/index.js";

const SYSTEM = new URL("../../examples/guest-messages/system.ts", import.meta.url);

test("the same at the same times gives the same bytes, whatever steps the test runs in", async () => {
  const once = async (stepNs: number) => {
    const system = await boot(SYSTEM);
    const [alarms, temperature] = [system.channel("alarms"), system.channel("temperature")];
    alarms.delay({ by: "30ms", count: 2, at: "30ms" });
    alarms.lose({ at: "70ms" });
    temperature.lose({ count: 3, at: "41.7ms" });
    temperature.write("warm", { at: "155.5ms" });
    while (system.timeNs < 300e6) await system.run({ until: Math.min(system.timeNs + stepNs, 300e6) });
    expect(alarms.messages.filter(({ fate }) => fate === "held")).toHaveLength(3);
    expect(temperature.messages.filter(({ from }) => from === "test")).toMatchObject([{ text: "warm" }]);
    return system.transcript();
  };
  const first = await once(300e6);
  expect(await once(300e6)).toBe(first);
  expect(await once(777_777)).toBe(first);
});

test("what can't be sent, or where, is refused at once", async () => {
  const system = await boot(SYSTEM);
  const alarms = system.channel("ALARMS");
  expect(alarms).toMatchObject({ name: "alarms", kind: "queuing" });
  expect(() => alarms.write("")).toThrow('a message of "alarms" has 1 to 4 bytes, not 0');
  expect(() => alarms.write("12345")).toThrow('a message of "alarms" has 1 to 4 bytes, not 5');
  expect(() => alarms.delay({ by: "1ms" })).toThrow("a message can be late by 2ms at least, not by 1ms");
  expect(() => alarms.lose({ count: 0 })).toThrow("a count is a number from 1 on");
  expect(() => system.channel("alarm")).toThrow('there is no channel "alarm"; there are temperature, alarms');
  await expect(alarms.waitForMessage("zzz", { within: "50ms" })).rejects.toThrow(
    /^a message of "alarms" that holds "zzz" was awaited from 14\.\d+ ms on, and had not come by 64\.\d+ ms\nmeanwhile:/,
  );
});
