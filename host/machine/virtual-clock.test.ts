import { expect, test } from "vitest";
import { activeClockMs, NS_PER_INSTRUCTION, runWith, VirtualClock } from "./virtual-clock.js";

/** A clock whose counter the test sets. */
function clockAt(first: number): { clock: VirtualClock; counter: { value: number } } {
  const counter = { value: first };
  return { clock: new VirtualClock(() => counter.value), counter };
}

test("instructions make time, past the counter's 32 bits", () => {
  const { clock, counter } = clockAt(0);
  for (let instructions = 0; instructions < 2 ** 34; instructions += 2 ** 30) {
    counter.value = instructions % 2 ** 32;
    expect(clock.nowNs()).toBe(instructions * NS_PER_INSTRUCTION);
  }
});

test("a halt is skipped, forward only", () => {
  const { clock, counter } = clockAt(0);
  clock.skipTo(5_000);
  clock.skipTo(1_000);
  counter.value = 3;
  expect(clock.nowNs()).toBe(5_000 + 3 * NS_PER_INSTRUCTION);
});

test("each read is later than the one before, by at least a whole nanosecond as the emulator truncates it", () => {
  const { clock, counter } = clockAt(0);
  let last = -1;
  for (let read = 0; read < 1_000; read++) {
    if (read % 7 === 0) counter.value += read;
    const tsc = Math.trunc(clock.readMs() * 1e6);
    expect(tsc).toBeGreaterThan(last);
    last = tsc;
  }
});

test("the emulator sees the clock of the machine that runs, and none between slices", () => {
  const [slow, fast] = [clockAt(0), clockAt(0)];
  fast.clock.skipTo(2e6);
  expect(activeClockMs()).toBeUndefined();
  runWith(slow.clock, () => {
    expect(activeClockMs()).toBeLessThan(1);
    runWith(fast.clock, () => expect(activeClockMs()).toBeGreaterThan(2));
    expect(activeClockMs()).toBeLessThan(1);
  });
  expect(() => runWith(slow.clock, () => expect.fail("in a slice"))).toThrow("in a slice");
  expect(activeClockMs()).toBeUndefined();
});
