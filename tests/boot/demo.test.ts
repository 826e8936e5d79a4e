/**
 * The demo on each machine: the rogue is stopped each time, and the other two never miss a window. How far a task gets
 * in a tick is the machine's own: those numbers are left out of the comparison.
 */
import { join } from "node:path";
import { beforeAll, describe, expect, test } from "vitest";
import { missing, runOn, TARGETS } from "./run-on.js";
import type { Transcript } from "./transcript.js";

const SYSTEM = join(import.meta.dirname, "..", "..", "examples", "demo", "system.ts");
/** Enough for each of the rogue's tricks, and one over. */
const FRAMES = 24;
const TIMEOUT_MS = 120_000;

const RTOS = [
  "a small operating system: five tasks and idle, a tick each 1000 us",
  "filter: 125 readings, mean of the last 125 is 244",
  "heartbeat: tick 250, # ms on the clock",
  "filter: 250 readings, mean of the last 125 is 254",
  "heartbeat: tick 500, # ms on the clock",
  "monitor: # task switches, # preemptions, 0 ticks lost",
  "filter: 375 readings, mean of the last 125 is 255",
  "heartbeat: tick 750, # ms on the clock",
  "filter: 500 readings, mean of the last 125 is 244",
  "heartbeat: tick 1000, # ms on the clock",
  "monitor: # task switches, # preemptions, 0 ticks lost",
];

const WORKER = [
  "worker: 2262 primes below 20000",
  "worker: 4203 primes below 40000",
  "worker: 6057 primes below 60000",
  "worker: 7837 primes below 80000",
];

const TELEMETRY = [
  "tracking a glider, 20 readings a window",
  "window 5: altitude 800.9 m, climb 2.6 m/s, 0 windows missed",
  "window 10: altitude 802.6 m, climb 5.2 m/s, 0 windows missed",
  "window 15: altitude 804.1 m, climb 5.5 m/s, 0 windows missed",
  "window 20: altitude 805.4 m, climb 5.5 m/s, 0 windows missed",
];

const ROGUE = [
  "reads the kernel's memory: memory violation, restarted",
  "writes to the kernel's memory: memory violation, restarted",
  "reads a neighbour's memory: memory violation, restarted",
  "reads where it has no memory: memory violation, restarted",
  "follows a null pointer: memory violation, restarted",
  "writes to its own code: memory violation, restarted",
  "writes to its information page: memory violation, restarted",
  "writes to the call page: memory violation, restarted",
  "jumps into the kernel: memory violation, restarted",
  "writes to an I/O port: privileged instruction, restarted",
  "turns interrupts off (cli): privileged instruction, restarted",
  "halts the processor (hlt): privileged instruction, restarted",
  "loops for ever, interrupts off: lost the processor at the window's end",
  "asks the kernel to print kernel memory: refused: bad pointer",
  "asks the kernel to write to code: refused: bad pointer",
  "calls a number that does not exist: refused: unknown call",
  "loads a page directory of its own: privileged instruction, restarted",
  "loads a segment table of its own: privileged instruction, restarted",
  "fakes a timer interrupt: privileged instruction, restarted",
  "pushes beyond its stack: stack overflow, restarted",
  "divides by zero: numeric error, restarted",
  "runs an illegal instruction: illegal instruction, restarted",
];

const withoutMachine = (line: string): string =>
  line.replace(/\d+ ms on the clock/, "# ms on the clock").replace(/\d+ (task switches|preemptions)/g, "# $1");

for (const target of TARGETS) {
  const why = missing(target);
  describe.skipIf(why !== undefined)(`on ${target}${why ? `: ${why}` : ""}`, () => {
    let transcript: Transcript;

    beforeAll(async () => {
      transcript = await runOn(target, SYSTEM, FRAMES);
      transcript.mustHaveEnded();
    }, TIMEOUT_MS);

    test("the operating system runs its tasks and loses no tick", () => {
      const lines = transcript.consoleOf("rtos").map(withoutMachine);
      expect(lines.filter((line) => !line.startsWith("worker"))).toEqual(RTOS);
      expect(lines.filter((line) => line.startsWith("worker")).slice(0, 4)).toEqual(WORKER);
    });

    test("the partition in TypeScript has each of its windows", () => {
      expect(transcript.consoleOf("telemetry")).toEqual(TELEMETRY);
    });

    test("the rogue is stopped whatever it tries, and begins again", () => {
      const lines = transcript.consoleOf("rogue");
      expect(lines.slice(0, ROGUE.length)).toEqual(ROGUE);
      expect(transcript.countsOf("rogue").restarts).toBeGreaterThanOrEqual(ROGUE.length);
    });

    test.each(["rtos", "telemetry", "rogue"])("%s misses no window and overruns none", (name) => {
      const { windows, missedWindows, overruns } = transcript.countsOf(name);
      expect({ windows, missedWindows, overruns }).toEqual({ windows: FRAMES, missedWindows: 0, overruns: 0 });
    });

    test("only the rogue has faults", () => {
      expect(transcript.healthEvents.every(({ partition }) => partition === "rogue")).toBe(true);
      expect(transcript.lost).toBe(0);
    });
  });
}
