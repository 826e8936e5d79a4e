import fc from "fast-check";
import { expect, test } from "vitest";
import {
  ERROR_APPLICATION_ERROR,
  ERROR_HANDLER,
  EVENT_USER,
  EVENT_WINDOW_START,
  HEALTH_MESSAGE,
  HOST_BLOCK_MAGIC,
  LEVEL_PARTITION,
  SYSTEM_STATE_ERROR_HANDLER,
} from "../generated/abi.js";
import type { ObservedEvent } from "./events.js";
import { Observer } from "./observer.js";
import { SAMPLE_LAYOUT, SampleRun, TRACE_CAPACITY } from "./sample-run.js";
import { readHostBlock, readStatistics } from "./statistics.js";

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);
const start = () => ({ run: new SampleRun(), observer: new Observer(SAMPLE_LAYOUT) });

test("events of all rings come in the order of time, in nanoseconds since boot", () => {
  const { run, observer } = start();
  run.console(300, 1, bytes("later\n"));
  run.health(200, {});
  run.trace(100, undefined, EVENT_WINDOW_START, [0, 3, 250]);
  expect(observer.poll(run)).toEqual([
    {
      kind: "trace",
      timeNs: 100,
      event: EVENT_WINDOW_START,
      name: "WINDOW_START",
      partition: undefined,
      partitionIndex: undefined,
      a: 0,
      b: 3,
      c: 250,
    },
    {
      kind: "health",
      timeNs: 200,
      partition: "one",
      partitionIndex: 0,
      record: "ERROR",
      error: "MEMORY_VIOLATION",
      action: "COLD_RESTART",
      state: "PROCESS",
      level: "PROCESS",
      mode: "NORMAL",
      vector: 14,
      errorCode: 6,
      eip: 0x10123,
      esp: 0x20000,
      address: 0xc0000000,
      vcpu: 0,
      process: undefined,
      message: "",
    },
    { kind: "console", timeNs: 300, partition: "two", partitionIndex: 1, text: "later\n" },
  ]);
  expect(observer.poll(run)).toEqual([]);
});

test("of a native partition it is told which process was at fault, and what it said", () => {
  const { run, observer } = start();
  const message = [...bytes("low é"), ...new Array(122).fill(0)];
  run.health(1, { partition: 1, thread: 3, error: ERROR_APPLICATION_ERROR, length: 8, message });
  run.health(2, { partition: 1, thread: ERROR_HANDLER, state: SYSTEM_STATE_ERROR_HANDLER, level: LEVEL_PARTITION });
  run.health(3, { partition: 1, thread: 0, kind: HEALTH_MESSAGE, length: 3, message });
  expect(observer.poll(run)).toMatchObject([
    { record: "ERROR", error: "APPLICATION_ERROR", vcpu: undefined, process: 3, message: "low é" },
    { process: "error handler", state: "ERROR_HANDLER", level: "PARTITION", message: "" },
    { record: "MESSAGE", error: undefined, action: undefined, process: 0, message: "low" },
  ]);
});

test("a value without a name is told as its number", () => {
  const { run, observer } = start();
  run.health(1, { error: 99, action: 98, level: 97, partition: 96 });
  expect(observer.poll(run)).toMatchObject([{ error: "99", action: "98", level: "97", partition: "96" }]);
});

test("nothing is told before the kernel has booted", () => {
  const { run, observer } = start();
  run.view.setUint32(SAMPLE_LAYOUT.hostBlockPhys, 0, true);
  run.trace(10, 0, EVENT_USER);
  expect(observer.poll(run)).toEqual([]);
  run.view.setUint32(SAMPLE_LAYOUT.hostBlockPhys, HOST_BLOCK_MAGIC, true);
  expect(observer.poll(run)).toHaveLength(1);
});

test("a ring that wrapped between two polls tells how many are lost", () => {
  const { run, observer } = start();
  for (let n = 1; n <= TRACE_CAPACITY + 5; n += 1) run.trace(n, 1, EVENT_USER, [n]);
  const events = observer.poll(run);
  // Of a full ring the slot that the kernel writes next cannot be trusted.
  expect(events[0]).toEqual({ kind: "lost", timeNs: 7, ring: "trace", partition: "two", partitionIndex: 1, count: 6 });
  expect(events.slice(1).map((event) => (event as { a: number }).a)).toEqual([7, 8, 9, 10, 11, 12, 13]);
});

test("a console that wrapped goes on at the oldest whole record", () => {
  const { run, observer } = start();
  run.console(1, 0, bytes("a".repeat(40)));
  run.console(2, 0, bytes("b".repeat(40)));
  run.drain(0);
  run.console(3, 0, bytes("c".repeat(40)));
  expect(observer.poll(run)).toEqual([
    { kind: "lost", timeNs: 3, ring: "console", partition: "one", partitionIndex: 0, count: 128 },
    { kind: "console", timeNs: 3, partition: "one", partitionIndex: 0, text: "c".repeat(40) },
  ]);
});

test("a character that two writes cut in half is put together", () => {
  const { run, observer } = start();
  const [first, ...rest] = bytes("é!");
  run.console(1, 0, Uint8Array.of(first!));
  run.console(2, 0, Uint8Array.from(rest));
  expect(observer.poll(run)).toMatchObject([{ kind: "console", timeNs: 2, text: "é!" }]);
});

test("positions wrap past 2^32", () => {
  const { run, observer } = start();
  const { consolePhys } = SAMPLE_LAYOUT.partitions[0]!;
  const near = 2 ** 32 - 32;
  run.view.setUint32(consolePhys, near, true);
  run.view.setUint32(consolePhys + 4, near, true);
  run.console(1, 0, bytes("one"));
  observer.poll(run);
  run.drain(0);
  run.console(2, 0, bytes("two, and past the end"));
  expect(observer.poll(run)).toMatchObject([{ kind: "console", text: "two, and past the end" }]);
});

test("counters and the state of the run are read by name", () => {
  const { run } = start();
  run.view.setUint32(SAMPLE_LAYOUT.partitions[1]!.statisticsPhys + 56, 42, true);
  expect(readStatistics(run, SAMPLE_LAYOUT).map(({ name, windows }) => [name, windows])).toEqual([
    ["one", 0],
    ["two", 42],
  ]);
  expect(readHostBlock(run, SAMPLE_LAYOUT).magic).toBe(HOST_BLOCK_MAGIC);
});

test("whatever the kernel writes while it is watched is told once, in order, or counted as lost", () => {
  const step = fc.record({
    ring: fc.constantFrom("kernel", "one", "two", "console"),
    reads: fc.nat(6),
    drain: fc.boolean(),
  });
  fc.assert(
    fc.property(fc.array(step, { maxLength: 120 }), fc.nat(12), (steps, pollEvery) => {
      const { run, observer } = start();
      const written = { trace: 0, console: 0 };
      const queue = [...steps];
      let time = 0;
      let wait = 0;
      // The kernel goes on between any two reads of the observer.
      run.meanwhile = () => {
        if (wait > 0) {
          wait -= 1;
          return;
        }
        const next = queue.shift();
        if (next === undefined) return;
        wait = next.reads;
        time += 10;
        if (next.ring === "console") {
          if (run.console(time, 0, bytes(`${time};`))) written.console += 32;
          if (next.drain) run.drain(0);
        } else {
          const index = { kernel: undefined, one: 0, two: 1 }[next.ring];
          run.trace(time, index, EVENT_USER, [time]);
          written.trace += 1;
        }
      };
      const events: ObservedEvent[] = [];
      while (queue.length > 0) {
        for (let idle = 0; idle < pollEvery; idle += 1) run.meanwhile();
        events.push(...observer.poll(run));
      }
      run.meanwhile = () => {};
      events.push(...observer.poll(run));

      const times = events.map(({ timeNs }) => timeNs);
      expect(times).toEqual([...times].sort((a, b) => a - b));
      const told = { trace: 0, console: 0 };
      for (const event of events) {
        if (event.kind === "trace") expect(event.a).toBe(event.timeNs);
        if (event.kind === "console") expect(event.text).toBe(`${event.timeNs};`);
        if (event.kind === "lost") told[event.ring as keyof typeof told] += event.count;
        else if (event.kind !== "health") told[event.kind] += event.kind === "console" ? 32 : 1;
      }
      const seen = events.filter(({ kind }) => kind !== "lost").map(({ timeNs }) => timeNs);
      expect(new Set(seen).size).toBe(seen.length);
      // Losses at a ring's very end are told with its next event.
      expect(told.trace).toBeLessThanOrEqual(written.trace);
      expect(told.trace).toBeGreaterThanOrEqual(written.trace - 3 * TRACE_CAPACITY);
      expect(told.console).toBeLessThanOrEqual(written.console);
    }),
    { numRuns: 300 },
  );
});
