/** Each fault has its effect, where and when it was asked for, and nothing of it is seen in the neighbours. */
import { beforeAll, expect, test } from "vitest";
import type { Injector, TestSystem } from "../../host/index.js";
import { AT, AT_NS, bootSubjects, END, undisturbed } from "./subjects.js";

let sound: TestSystem;
beforeAll(async () => {
  sound = await undisturbed();
});

const ALL = ["guest", "native", "neighbour"];

/** Runs with a fault, and checks that all partitions but one tell what they tell without it, at the same times. */
async function withFault<T>(partition: string, inject: (injector: Injector) => T): Promise<[TestSystem, T]> {
  const system = await bootSubjects();
  const injected = inject(system.inject);
  await system.run({ until: END });
  for (const name of ALL.filter((other) => other !== partition)) {
    const [seen, expected] = [system, sound].map((one) => one.partition(name));
    expect(seen!.output, name).toEqual(expected!.output);
    expect(seen!.health, name).toEqual([]);
    expect(seen!.windows.length, name).toBe(expected!.windows.length);
  }
  return [system, injected];
}

/** Of the lines after AT those that match. */
const after = (system: TestSystem, partition: string, pattern: RegExp, atNs = AT_NS + 1e6): string[] =>
  system
    .partition(partition)
    .lines.filter(({ timeNs, text }) => timeNs > atNs && pattern.test(text))
    .map(({ text }) => text);

test("without a fault all three work", () => {
  expect(after(sound, "guest", /^tick /).length).toBeGreaterThan(3);
  expect(after(sound, "guest", /^step \d+, offset 100$/).length).toBeGreaterThan(3);
  expect(sound.partition("native").output).toEqual(["period 5", "period 10", "period 15"]);
  expect(sound.partition("neighbour").output.at(-1)).toMatch(/, 0 words wrong$/);
  expect(sound.health).toEqual([]);
});

test("a flipped bit of a variable", async () => {
  const [system, flip] = await withFault("guest", (inject) =>
    inject.flipBit({ partition: "guest", symbol: "offset", bit: 9, at: AT }),
  );
  expect(flip).toMatchObject({ what: "bit 9 of offset in guest", atNs: AT_NS });
  expect(flip.doneNs! - flip.atNs).toBeLessThan(20_000);
  const lines = after(system, "guest", /^step /);
  expect(lines.length).toBeGreaterThan(3);
  expect(new Set(lines.map((line) => line.replace(/.*, /, "")))).toEqual(new Set([`offset ${100 ^ (1 << 9)}`]));
});

test("a flipped bit of code that runs all the time, and a start does not heal it", async () => {
  // What was a PUSH is a POP then, and the function returns to nowhere.
  const [system] = await withFault("guest", (inject) =>
    inject.flipBit({ partition: "guest", symbol: "next_step", bit: 3, at: AT }),
  );
  const guest = system.partition("guest");
  expect(guest.restarts).toBeGreaterThan(2);
  expect(guest.health[0]!.timeNs - AT_NS).toBeLessThan(2e6);
  expect(new Set(guest.health.map(({ action }) => action))).toEqual(new Set(["restarted"]));
  expect(guest.lines.filter(({ timeNs }) => timeNs < AT_NS)).toEqual(
    sound.partition("guest").lines.filter(({ timeNs }) => timeNs < AT_NS),
  );
});

test("an endless loop in a guest's task: its interrupts come, its task does not", async () => {
  const [system, hang] = await withFault("guest", (inject) => inject.hang({ partition: "guest", at: AT }));
  expect(hang.doneNs).toBeGreaterThanOrEqual(AT_NS);
  expect(after(system, "guest", /^step /)).toEqual([]);
  expect(after(system, "guest", /^tick /)).toEqual(after(sound, "guest", /^tick /));
});

test("an endless loop with interrupts masked: nothing more comes", async () => {
  const [system] = await withFault("guest", (inject) => inject.hang({ partition: "guest", at: AT, masked: true }));
  expect(after(system, "guest", /.*/)).toEqual([]);
  expect(system.partition("guest").mode).toBe("NORMAL");
});

test("an endless loop in a process: it misses its deadline, and its error handler starts it anew", async () => {
  const [system, hang] = await withFault("native", (inject) => inject.hang({ partition: "native", at: AT }));
  const native = system.partition("native");
  expect(hang.doneNs! - 122.067e6).toBeLessThan(0.1e6);
  expect(native.deadlinesMissed).toBe(1);
  expect(native.health).toMatchObject([{ error: "deadline missed", level: "process", partition: "native" }]);
  const [first, ...rest] = after(system, "native", /.*/);
  expect(first).toBe("error 0 of process 1");
  expect(rest.length).toBeGreaterThan(1);
});

test("a bad call is refused, and the program goes on as if nothing had been", async () => {
  const [system, calls] = await withFault("guest", (inject) => [
    inject.call({ partition: "guest", number: 0x01, args: [0xc0000000, 4], at: AT }),
    inject.call({ partition: "guest", number: 0x99, at: AT }),
    inject.call({ partition: "guest", number: 0x1ff, at: AT }),
    inject.call({ partition: "guest", number: 0x00, at: AT }),
    inject.call({ partition: "native", number: 0x100, at: AT }),
  ]);
  const answers = calls.map(({ answer }) => answer?.status);
  expect(answers).toEqual(["BAD_POINTER", "UNKNOWN_CALL", "UNKNOWN_CALL", "OK", "UNKNOWN_CALL"]);
  expect(system.partition("guest").output).toEqual(sound.partition("guest").output);
});

test("a call with a value, and one that blocks", async () => {
  const [, [write, sleep]] = await withFault("guest", (inject) => [
    inject.call({ partition: "guest", number: 0x01, args: [0x101000, 0], at: AT }),
    inject.call({ partition: "guest", number: 0x03, args: [150e6, 0], at: AT }),
  ]);
  expect(write!.answer).toMatchObject({ status: "OK", value: 0 });
  expect(sleep!.answer).toMatchObject({ status: "OK" });
  expect(sleep!.answer!.timeNs).toBeGreaterThanOrEqual(150e6);
});

test("a partition that stops", async () => {
  const [system, stop] = await withFault("native", (inject) => inject.stop({ partition: "native", code: 7, at: AT }));
  const native = system.partition("native");
  expect({ mode: native.mode, exitCode: native.exitCode }).toEqual({ mode: "IDLE", exitCode: 7 });
  expect(after(system, "native", /.*/, stop.doneNs)).toEqual([]);
  expect(stop.answer).toBeUndefined();
});

test("a partition that restarts", async () => {
  const [system] = await withFault("guest", (inject) => inject.restart({ partition: "guest", at: AT }));
  const guest = system.partition("guest");
  expect(guest.restarts).toBe(1);
  expect(guest.output.filter((line) => line.startsWith("start"))).toEqual(["start 0", "start 1"]);
});

test("the same faults at the same times give the same bytes, whatever steps the test runs in", async () => {
  const once = async (step: number) => {
    const system = await bootSubjects();
    system.inject.flipBit({ partition: "native", symbol: "periods", bit: 4, at: "95ms" });
    system.inject.call({ partition: "neighbour", number: 0x99, at: "107ms" });
    system.inject.restart({ partition: "native", at: "150ms" });
    system.inject.hang({ partition: "guest", at: "205.5ms", masked: true });
    while (system.timeNs < 400e6) await system.run({ until: Math.min(system.timeNs + step, 400e6) });
    return system.transcript();
  };
  const first = await once(400e6);
  expect(first.split("\n").length).toBeGreaterThan(50);
  expect(await once(400e6)).toBe(first);
  expect(await once(777_777)).toBe(first);
});

test("what can't be injected is refused at once, with what could be", async () => {
  const { inject, ...system } = await bootSubjects();
  await sound.run({ for: "1ms" });
  const flip = (fault: object) => () => inject.flipBit({ partition: "guest", bit: 0, ...fault } as never);
  expect(flip({ symbol: "ofset" })).toThrow('guest has no symbol "ofset"; did you mean "offset"?');
  expect(flip({ symbol: "offset", bit: 32 })).toThrow('"offset" of guest has 32 bits, from 0 on; there is no bit 32');
  expect(flip({ address: 0xc0100000 })).toThrow(/^guest has no memory at 0xc0100000; it has 0x/);
  expect(flip({ address: 0x1000, partition: "gest" })).toThrow('there is no partition "gest"; did you mean "guest"?');
  expect(flip({ symbol: "offset", bit: -1 })).toThrow("a bit is a number from 0 on, not -1");
  expect(flip({ symbol: "offset", at: "soon" })).toThrow(/"soon" is no time/);
  expect(flip({ symbol: "offset", at: "1ms" })).toThrow(/1\.000 ms is over, it is 1/);
  expect(() => inject.hang({ partition: "native", masked: true })).toThrow(/native is native: it has no interrupts/);
  expect(() => inject.call({ partition: "guest", number: 0, args: [1, 2, 3, 4, 5, 6] })).toThrow(/5 arguments/);
  expect(() => inject.call({ partition: "guest", number: 2 ** 32 })).toThrow(/no number of 32 bits/);
  expect(system).toBeDefined();
});

test("a fault in a partition that does not run is told, not forgotten", async () => {
  const system = await bootSubjects();
  system.inject.stop({ partition: "native", at: "50ms" });
  system.inject.hang({ partition: "native", at: "60ms" });
  await expect(system.run({ until: "500ms" })).rejects.toThrow(
    /^an endless loop in native, at 60\.000 ms, could not be done by 260\.\d+ ms: native did not run code of its own$/,
  );
});
