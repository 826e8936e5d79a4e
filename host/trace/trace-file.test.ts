import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import * as abi from "../generated/abi.js";
import { Observer } from "../observe/observer.js";
import { SAMPLE_LAYOUT, SampleRun } from "../observe/sample-run.js";
import { TraceFile } from "./trace-file.js";
import type { ChromeEvent } from "./trace-format.js";

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "bulkhead-trace-"));
});
afterAll(() => rmSync(folder, { recursive: true }));

/** Polls after each of the parts, and answers the whole file. */
function traceOf(...parts: ((run: SampleRun) => void)[]): ChromeEvent[] {
  const path = join(folder, "trace.json");
  const run = new SampleRun();
  const observer = new Observer(SAMPLE_LAYOUT);
  const file = new TraceFile(path, SAMPLE_LAYOUT);
  for (const part of parts) {
    part(run);
    file.add(observer.poll(run));
  }
  file.close();
  return JSON.parse(readFileSync(path, "utf8")).traceEvents;
}

const withoutNames = (events: readonly ChromeEvent[]): ChromeEvent[] => events.filter(({ ph }) => ph !== "M");

test("each partition has a track, and the kernel one", () => {
  const names = traceOf().filter(({ name }) => name === "thread_name" || name === "process_name");
  expect(names.map(({ pid, tid, args }) => [pid, tid, args])).toEqual([
    [1, 1, { name: "sample" }],
    [1, 1, { name: "kernel" }],
    [1, 2, { name: "one" }],
    [1, 3, { name: "two" }],
  ]);
});

test("a window is a slice of its partition's track, also when it spans two polls", () => {
  const events = traceOf(
    (run) => run.trace(1_500, undefined, abi.EVENT_WINDOW_START, [1, 4, 20]),
    (run) => {
      run.trace(2_001_750, undefined, abi.EVENT_WINDOW_END, [1, 4, 30]);
      run.trace(2_001_750, undefined, abi.EVENT_WINDOW_START, [abi.NO_PARTITION, 5, 0]);
      run.trace(2_002_750, undefined, abi.EVENT_WINDOW_END, [abi.NO_PARTITION, 5, 0]);
    },
  );
  expect(withoutNames(events)).toEqual([
    {
      name: "window 4",
      cat: "window",
      ph: "X",
      pid: 1,
      tid: 3,
      ts: 1.5,
      dur: 2000.25,
      args: { startLatenessNs: 20, endLatenessNs: 30 },
    },
    {
      name: "idle",
      cat: "window",
      ph: "X",
      pid: 1,
      tid: 1,
      ts: 2001.75,
      dur: 1,
      args: { startLatenessNs: 0, endLatenessNs: 0 },
    },
  ]);
});

test("a window that is open at the end, or whose end was lost, is closed", () => {
  const events = traceOf((run) => {
    run.trace(1_000, undefined, abi.EVENT_WINDOW_START, [0, 0, 0]);
    run.trace(5_000, undefined, abi.EVENT_WINDOW_START, [0, 0, 0]);
    run.trace(8_000, 0, abi.EVENT_USER);
  });
  const slices = events.filter(({ ph }) => ph === "X");
  expect(slices.map(({ ts, dur }) => [ts, dur])).toEqual([
    [1, 4],
    [5, 3],
  ]);
});

/** Name, track, start and length in microseconds of each slice. */
const slicesOf = (events: readonly ChromeEvent[]) =>
  events.filter(({ ph }) => ph === "X").map(({ name, tid, ts, dur }) => [name, tid, ts, dur]);

test("processes are slices inside their partition's windows", () => {
  const events = traceOf((run) => {
    run.trace(1_000, undefined, abi.EVENT_WINDOW_START, [1, 0, 0]);
    run.trace(1_000, 1, abi.EVENT_PROCESS, [0, 0]);
    run.trace(3_000, 1, abi.EVENT_PROCESS, [2, 10]);
    run.trace(6_000, undefined, abi.EVENT_WINDOW_END, [1, 0, 0]);
    run.trace(9_000, undefined, abi.EVENT_WINDOW_START, [1, 0, 0]);
    // The kernel says once more who goes on.
    run.trace(9_100, 1, abi.EVENT_PROCESS, [2, 10]);
    run.trace(9_500, 1, abi.EVENT_PROCESS, [abi.ERROR_HANDLER, 0]);
    run.trace(9_900, 1, abi.EVENT_PARTITION_MODE, [abi.MODE_IDLE]);
    run.trace(10_000, undefined, abi.EVENT_WINDOW_END, [1, 0, 0]);
  });
  expect(slicesOf(events)).toEqual([
    ["first thread", 3, 1, 2],
    ["process 2", 3, 3, 3],
    ["window 0", 3, 1, 5],
    ["process 2", 3, 9, 0.5],
    ["error handler", 3, 9.5, 0.4],
    ["window 0", 3, 9, 1],
  ]);
});

test("a process's slice ends with a run, and where its priority changes", () => {
  const events = traceOf((run) => {
    run.trace(1_000, undefined, abi.EVENT_WINDOW_START, [1, 0, 0]);
    run.trace(1_000, 1, abi.EVENT_PROCESS, [1, 5]);
    run.trace(2_000, 1, abi.EVENT_PROCESS, [1, 9]);
    run.trace(4_000, 1, abi.EVENT_USER);
  });
  expect(slicesOf(events)).toEqual([
    ["process 1", 3, 1, 1],
    ["process 1", 3, 2, 2],
    ["window 0", 3, 1, 3],
  ]);
  expect(events.filter(({ cat }) => cat === "process").map(({ args }) => args)).toEqual([
    { priority: 5 },
    { priority: 9 },
  ]);
});

test("the first thread ends with the partition's start, another process does not", () => {
  const events = traceOf((run) => {
    run.trace(1_000, undefined, abi.EVENT_WINDOW_START, [1, 0, 0]);
    run.trace(1_000, 1, abi.EVENT_PROCESS, [0, 0]);
    run.trace(2_000, 1, abi.EVENT_PARTITION_MODE, [abi.MODE_NORMAL]);
    run.trace(3_000, 1, abi.EVENT_PROCESS, [4, 1]);
    run.trace(3_000, 1, abi.EVENT_PARTITION_MODE, [abi.MODE_NORMAL]);
    run.trace(5_000, undefined, abi.EVENT_WINDOW_END, [1, 0, 0]);
  });
  expect(slicesOf(events)).toEqual([
    ["first thread", 3, 1, 1],
    ["process 4", 3, 3, 2],
    ["window 0", 3, 1, 4],
  ]);
});

test("everything else is an instant with its words", () => {
  const events = traceOf((run) => {
    run.trace(1, 0, abi.EVENT_CORE_CALL, [abi.CALL_CONSOLE_WRITE, 0x10040, 0x20000]);
    run.trace(2, 0, abi.EVENT_HYPERCALL, [abi.HYPERCALL_WAIT]);
    run.trace(3, undefined, abi.EVENT_INTERRUPT, [abi.VECTOR_IRQ_BASE]);
    run.trace(4, 1, abi.EVENT_UPCALL, [abi.LINE_TIMER, 0x10050, 0x10080]);
    run.trace(5, 1, abi.EVENT_UPCALL, [abi.LINE_IRQ_BASE + 4]);
    run.trace(6, 1, abi.EVENT_FAULT, [14, 0x10060, 0xc0000000]);
    run.trace(7, 1, abi.EVENT_HEALTH, [abi.ERROR_MEMORY_VIOLATION, abi.ACTION_COLD_RESTART]);
    run.trace(8, 1, abi.EVENT_PARTITION_MODE, [abi.MODE_COLD_START, abi.START_HM_PARTITION_RESTART, 1]);
    run.trace(9, undefined, abi.EVENT_FRAME_START, [7]);
    run.trace(9, undefined, abi.EVENT_SCHEDULE, [1]);
    run.console(10, 0, new TextEncoder().encode('say "hi"\n'));
  });
  expect(withoutNames(events).map(({ name, ph, tid, ts }) => [name, ph, tid, ts])).toEqual([
    ["console_write", "i", 2, 0.001],
    ["wait", "i", 2, 0.002],
    ["interrupt: IRQ 0", "i", 1, 0.003],
    ["upcall: TIMER", "i", 3, 0.004],
    ["upcall: IRQ 4", "i", 3, 0.005],
    ["fault: page fault", "i", 3, 0.006],
    ["health: MEMORY_VIOLATION", "i", 3, 0.007],
    ["mode: COLD_START", "i", 3, 0.008],
    ["frame 7", "i", 1, 0.009],
    ["schedule: flight", "i", 1, 0.009],
    ["console", "i", 2, 0.01],
  ]);
});

test("what was lost is said on its track", () => {
  const events = traceOf((run) => {
    for (let n = 1; n <= 20; n += 1) run.trace(n, 1, abi.EVENT_USER);
  });
  expect(withoutNames(events)[0]).toMatchObject({ name: "13 trace records lost", tid: 3, args: { count: 13 } });
});

test("a long trace is whole", () => {
  const parts = Array.from({ length: 2_000 }, (_, n) => (run: SampleRun) => run.trace(n, 0, abi.EVENT_USER, [n]));
  expect(withoutNames(traceOf(...parts))).toHaveLength(2_000);
});
