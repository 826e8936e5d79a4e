/** What the gateway does when messages are late, lost or not those that its neighbours send. */
import { boot, type Message } from "bulkhead";
import { expect, test } from "vitest";

const SYSTEM = new URL("./system.ts", import.meta.url);
const FRAME_NS = 20_000_000;

const number = ({ bytes }: Message): number => new DataView(bytes.buffer, bytes.byteOffset).getUint32(0, true);

test("every message is seen on its way", async () => {
  const system = await boot(SYSTEM);
  await system.run({ frames: 6 });
  expect(system.channel("temperature").messages.slice(0, 3).map(number)).toEqual([200, 201, 202]);
  expect(system.channel("ALARMS").messages.map(number)).toEqual([1, 2, 3, 4]);
  expect(system.channel("ALARMS").messages.every(({ from, fate }) => from === "source" && fate === "passed")).toBe(
    true,
  );
  expect(system.channel("temperature").last).toBe(system.channel("TEMPERATURE").messages.at(-1));
});

test("an alarm that is lost is reported by nobody, and nobody waits for it", async () => {
  const system = await boot(SYSTEM);
  const alarms = system.channel("alarms");
  alarms.lose();
  await system.run({ frames: 8 });
  expect(alarms.messages.slice(0, 2)).toMatchObject([{ fate: "held" }, { fate: "passed" }]);
  expect(system.partition("sensor").output[0]).toBe("alarm 1: NO_ERROR, frames waited: 0");
  const gateway = system.partition("gateway").output;
  expect(gateway.filter((line) => line.startsWith("alarm 1"))).toEqual([]);
  expect(gateway.filter((line) => line.startsWith("alarm 2"))).toHaveLength(1);
});

test("an alarm that is late comes so much later, and after the others", async () => {
  const system = await boot(SYSTEM);
  system.channel("alarms").delay({ by: "60ms" });
  const { timeNs } = await system.partition("gateway").waitForLine("alarm 1,");
  const [first, second] = system.channel("alarms").messages;
  expect(first).toMatchObject({ fate: "held" });
  expect(timeNs - first!.timeNs).toBeGreaterThan(60e6);
  expect(timeNs - first!.timeNs).toBeLessThan(60e6 + FRAME_NS);
  expect(second!.timeNs).toBeLessThan(timeNs);
  expect(
    system
      .channel("alarms")
      .messages.filter(({ from }) => from === "test")
      .map(number),
  ).toEqual([1]);
});

test("temperatures that don't come make the last one too old; one that the test sends is valid again", async () => {
  const system = await boot(SYSTEM);
  const temperature = system.channel("temperature");
  temperature.lose({ count: 1000, at: "40ms" });
  const gateway = system.partition("gateway");
  expect((await gateway.waitForLine("alarm 4,")).text).toBe("alarm 4, at 20.0 degrees, which is too old");
  temperature.write(Uint8Array.of(123, 0, 0, 0), { at: "400ms" });
  system.channel("alarms").write(Uint8Array.of(99, 0, 0, 0), { at: "400ms" });
  expect((await gateway.waitForLine("alarm 99,")).text).toBe("alarm 99, at 12.3 degrees, which is valid");
});
