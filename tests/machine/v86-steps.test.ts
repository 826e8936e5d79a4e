/** A machine that is driven: whatever steps it runs in, the guest sees and leaves the same. */
import { createHash } from "node:crypto";
import { expect, test } from "vitest";
import { type BootRequest, openMachine, V86Session } from "../../host/machine/index.js";
import { COM2_INTERRUPTS, SLEEPS_200_MS, TIMER_STORM } from "./kernels.js";
import { HOST_BLOCK_PHYS, MEMORY_BYTES, tinyKernel } from "./tiny-kernel.js";

/** Past it a run is only compared by what it left up to here. */
const PART_NS = 300_000_000;

const INPUT = Buffer.from(`${"input ".repeat(40)}\n`);

async function request(code: string): Promise<BootRequest> {
  const image = await tinyKernel(code);
  return { image, memoryBytes: MEMORY_BYTES, hostBlockPhys: HOST_BLOCK_PHYS, com2: { input: INPUT } };
}

const hash = (bytes: Uint8Array) => createHash("sha256").update(bytes).digest("hex");

/** Runs by steps of the lengths that `stepNs` gives, up to the kernel's end or PART_NS. */
async function inSteps(code: string, stepNs: () => number) {
  let serial = "";
  const session = await V86Session.boot({
    ...(await request(code)),
    onSerial: (bytes) => {
      serial += Buffer.from(bytes).toString("latin1");
    },
  });
  let end: unknown;
  for (let untilNs = stepNs(); end === undefined && session.nowNs < PART_NS; untilNs += stepNs()) {
    const until = Math.min(untilNs, PART_NS);
    while (end === undefined && session.nowNs < until) end = session.step(until);
  }
  session.observe();
  return { end, serial, nowNs: session.nowNs, memory: hash(session.memory.read(0, MEMORY_BYTES)) };
}

/** Lengths from 10 ns to 2 ms, the same sequence each time (the generator of Numerical Recipes). */
function oddLengths(): () => number {
  let state = 7;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return 10 + (state % [500, 30_000, 2_000_000][state % 3]!);
  };
}

test.each([
  ["a storm of timer interrupts", TIMER_STORM],
  ["a guest that sleeps", SLEEPS_200_MS],
  ["a guest that reads a serial line", COM2_INTERRUPTS],
])("%s runs in odd steps as it does in one piece", async (_name, code) => {
  const whole = await inSteps(code, () => PART_NS);
  expect(await inSteps(code, oddLengths())).toEqual(whole);
  expect(await inSteps(code, () => 1_000_000)).toEqual(whole);
});

test("a run to the end is the machine's own", async () => {
  const { memory } = await openMachine("v86").run(await request(SLEEPS_200_MS));
  const stepped = await inSteps(SLEEPS_200_MS, oddLengths());
  expect(stepped.end).toEqual({ reason: "ended" });
  expect(stepped.memory).toBe(hash(memory.read(0, MEMORY_BYTES)));
});

test("it stands at the time that was asked for, to within a block of instructions", async () => {
  const session = await V86Session.boot(await request(TIMER_STORM));
  for (let untilNs = 1_000_000; untilNs < 20_000_000; untilNs += 777_777) {
    while (session.nowNs < untilNs) expect(session.step(untilNs)).toBeUndefined();
    expect(session.nowNs - untilNs).toBeLessThan(2_000);
  }
});
