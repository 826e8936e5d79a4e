import { expect, test } from "vitest";
import { ConsoleLines } from "./console-lines.js";
import type { HealthEvent, PanicEvent, PartitionSummary, Reporter, RunSummary } from "./events.js";
import { healthLine } from "./health-line.js";
import { JsonReporter } from "./json-reporter.js";
import { colorsFor } from "./palette.js";
import { TextReporter } from "./text-reporter.js";

const NAMES = ["guest", "io"];

const whose = (partitionIndex: number) => ({ partitionIndex, partition: NAMES[partitionIndex]! });

const COUNTS: PartitionSummary = {
  windows: 20,
  missedWindows: 0,
  overruns: 0,
  worstLatenessNs: 3_140,
  coreCalls: 42,
  hypercalls: 1234,
  rejectedCalls: 0,
  virtualInterrupts: 200,
  faults: 0,
  restarts: 0,
  consoleDropped: 0,
  healthDropped: 0,
  mode: "NORMAL",
  exitCode: 0,
};

const SUMMARY: RunSummary = {
  reason: "ended",
  machine: "v86",
  timeNs: 201_500_000,
  frames: 20,
  partitions: [
    COUNTS,
    {
      ...COUNTS,
      windows: 19,
      missedWindows: 1,
      overruns: 2,
      worstLatenessNs: 1_200_000,
      rejectedCalls: 3,
      faults: 2,
      restarts: 1,
      consoleDropped: 77,
      mode: "IDLE",
    },
  ],
};

const PANIC: PanicEvent = {
  timeNs: 5_000_000,
  text: "exception inside the kernel",
  detail: 14,
  partitionIndex: 1,
  registers: { eax: 0, ebx: 1, ecx: 2, edx: 0xffffffff, eip: 0xc0101234, cr2: 4 },
  stack: [
    { address: 0xc0101234, location: { function: "startWindow", offsetBytes: 31, module: "core/schedule" } },
    { address: 0xc0100100 },
  ],
};

const FAULT: HealthEvent = {
  kind: "health",
  timeNs: 4_000_000,
  ...whose(1),
  record: "ERROR",
  error: "MEMORY_VIOLATION",
  action: "COLD_RESTART",
  state: "PROCESS",
  level: "PROCESS",
  mode: "NORMAL",
  vector: 14,
  errorCode: 5,
  eip: 0x1020,
  esp: 0x9000,
  address: 0xc0100000,
  vcpu: 0,
  process: undefined,
  message: "",
  place: { address: 0x1020, location: { function: "peek", offsetBytes: 9, file: "/src/io.c", line: 42 } },
};

const REPORT: HealthEvent = {
  ...FAULT,
  timeNs: 4_500_000,
  ...whose(0),
  error: "APPLICATION_ERROR",
  action: "IGNORE",
  vector: undefined,
  errorCode: 7,
  address: 0,
  place: { address: 0x1044 },
};

/** Console output in pieces, health events, lost output, and a last line that nobody ended. */
function tell(reporter: Reporter): void {
  const console = (timeNs: number, partitionIndex: number, text: string): void =>
    reporter.event({ kind: "console", timeNs, ...whose(partitionIndex), text });
  console(1_000_000, 0, "hello\nw");
  console(2_000_000, 1, "\x1b[31mred\x1b[0m\r\n");
  console(3_000_000, 0, "orld\n");
  reporter.event(FAULT);
  reporter.event(REPORT);
  reporter.event({ kind: "lost", timeNs: 4_600_000, ring: "console", ...whose(1), count: 512 });
  console(5_000_000, 0, "unfinished");
}

function textOf(act: (reporter: Reporter) => void, color = false): string {
  let text = "";
  act(new TextReporter(NAMES, colorsFor(color), (part) => (text += part)));
  return text;
}

test("lines carry their partition's name, health events stand out, a table ends it", () => {
  const text = textOf((reporter) => {
    tell(reporter);
    reporter.end(SUMMARY);
  });
  expect(text).toMatchInlineSnapshot(`
    "guest | hello
    io    | \\x1b[31mred\\x1b[0m
    guest | world
    io    ! memory violation at 0xc0100000 in peek (io.c:42): restarted
    guest ! application error 7 in 0x00001044: goes on
    io    ! 512 bytes of console output were lost
    guest | unfinished

    20 major frames on v86, 202 ms since power-on

    partition        windows  overruns     worst  calls  hypercalls  rejected  interrupts  faults  restarts  state
    guest                 20         0  +3.14 us     42        1234         0         200       0         0  running
    io         19 (1 missed)         2   +1.2 ms     42        1234         3         200       2         1  stopped

    io: 77 bytes of console output did not fit into its ring
    "
  `);
});

test("a health event tells whose it is, what the partition said and what was done", () => {
  const ofProcess = { ...FAULT, vcpu: undefined, process: 3 };
  const lines = [
    { ...FAULT, vcpu: 2, action: "WARM_RESTART" },
    { ...ofProcess, action: "HANDLE" },
    { ...ofProcess, process: 0, error: "DEADLINE_MISSED", vector: undefined, action: "RESTART_PROCESS" },
    { ...ofProcess, process: "error handler", error: "NUMERIC_ERROR", vector: 0, action: "SHUTDOWN" },
    { ...REPORT, vcpu: undefined, process: 1, message: 'low "fuel"\n\x1b[2J', action: "STOP_PROCESS" },
    { ...REPORT, vcpu: undefined, process: 7, record: "MESSAGE", error: undefined, action: undefined, message: "up" },
  ] as const;
  expect(lines.map(healthLine)).toEqual([
    "vCPU 2: memory violation at 0xc0100000 in peek (io.c:42): restarted warm",
    "process 3: memory violation at 0xc0100000 in peek (io.c:42): the error handler's",
    "deadline missed in peek (io.c:42): process restarted",
    "error handler: numeric error in peek (io.c:42): the module ends",
    'process 1: application error "low "fuel"\\x0a\\x1b[2J" in 0x00001044: process stopped',
    'process 7: "up"',
  ]);
  let json = "";
  const reporter = new JsonReporter(NAMES, (part) => (json += part));
  for (const event of lines.slice(-2)) reporter.event(event);
  expect(json).toMatchInlineSnapshot(`
    "{"t":4500000,"partition":"guest","kind":"health","error":"application error","action":"stop process","state":"process","level":"process","mode":"NORMAL","errorCode":7,"process":1,"message":"low \\"fuel\\"\\n\\u001b[2J","address":4164}
    {"t":4500000,"partition":"guest","kind":"health","state":"process","level":"process","mode":"NORMAL","errorCode":7,"process":7,"message":"up","address":4164}
    "
  `);
});

test("exit codes and devices are shown where there are some, and that nothing was left to do", () => {
  const partitions = [
    { ...COUNTS, mode: "IDLE", exitCode: 3, deviceInterrupts: 17 },
    { ...COUNTS, mode: "IDLE" },
  ];
  const summary: RunSummary = { ...SUMMARY, reason: "all-stopped", partitions };
  expect(textOf((reporter) => reporter.end(summary))).toMatchInlineSnapshot(`
    "
    20 major frames on v86, 202 ms since power-on: all partitions have stopped

    partition  windows  overruns     worst  calls  hypercalls  rejected  interrupts  devices  faults  restarts  state
    guest           20         0  +3.14 us     42        1234         0         200       17       0         0  stopped, code 3
    io              20         0  +3.14 us     42        1234         0         200                0         0  stopped
    "
  `);
  let json = "";
  new JsonReporter(NAMES, (part) => (json += part)).end(summary);
  const [one, two] = json
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line));
  expect(one).toMatchObject({ reason: "all-stopped", exitCode: 3, deviceInterrupts: 17 });
  expect(two).toMatchObject({ exitCode: 0 });
  expect(two).not.toHaveProperty("deviceInterrupts");
});

test("a panic says what, where and the registers", () => {
  expect(textOf((reporter) => reporter.panic(PANIC))).toMatchInlineSnapshot(`
    "
    kernel panic: exception inside the kernel (0x0000000e), in a window of io
      in   startWindow+0x1f (schedule.ts)
      from 0xc0100100

      eax    0x00000000   ebx    0x00000001   ecx    0x00000002   edx    0xffffffff
      eip    0xc0101234   cr2    0x00000004
    "
  `);
});

test("a partition keeps its colour", () => {
  const text = textOf(tell, true);
  expect(text).toContain("\x1b[36mguest\x1b[39m");
  expect(text).toContain("\x1b[35mio   \x1b[39m");
});

test("as JSON it is one object a line", () => {
  let text = "";
  const reporter = new JsonReporter(NAMES, (part) => (text += part));
  tell(reporter);
  reporter.failure("it broke");
  reporter.panic(PANIC);
  reporter.end(SUMMARY);
  expect(text).toMatchInlineSnapshot(`
    "{"t":1000000,"partition":"guest","kind":"console","text":"hello"}
    {"t":2000000,"partition":"io","kind":"console","text":"\\u001b[31mred\\u001b[0m"}
    {"t":3000000,"partition":"guest","kind":"console","text":"world"}
    {"t":4000000,"partition":"io","kind":"health","error":"memory violation","action":"cold restart","state":"process","level":"process","mode":"NORMAL","vector":14,"errorCode":5,"vcpu":0,"faultAddress":3222274048,"address":4128,"function":"peek","file":"/src/io.c","line":42}
    {"t":4500000,"partition":"guest","kind":"health","error":"application error","action":"ignore","state":"process","level":"process","mode":"NORMAL","errorCode":7,"vcpu":0,"address":4164}
    {"t":4600000,"partition":"io","kind":"lost","ring":"console","count":512}
    {"t":5000000,"partition":"guest","kind":"console","text":"unfinished"}
    {"t":5000000,"partition":null,"kind":"failure","text":"it broke"}
    {"t":5000000,"partition":"io","kind":"panic","text":"exception inside the kernel","detail":14,"registers":{"eax":0,"ebx":1,"ecx":2,"edx":4294967295,"eip":3222278708,"cr2":4},"stack":[{"address":3222278708,"function":"startWindow","file":"core/schedule.ts"},{"address":3222274304}]}
    {"t":201500000,"partition":"guest","kind":"end","reason":"ended","machine":"v86","frames":20,"windows":20,"missedWindows":0,"overruns":0,"worstLatenessNs":3140,"coreCalls":42,"hypercalls":1234,"rejectedCalls":0,"virtualInterrupts":200,"faults":0,"restarts":0,"consoleDropped":0,"healthDropped":0,"mode":"NORMAL","exitCode":0}
    {"t":201500000,"partition":"io","kind":"end","reason":"ended","machine":"v86","frames":20,"windows":19,"missedWindows":1,"overruns":2,"worstLatenessNs":1200000,"coreCalls":42,"hypercalls":1234,"rejectedCalls":3,"virtualInterrupts":200,"faults":2,"restarts":1,"consoleDropped":77,"healthDropped":0,"mode":"IDLE","exitCode":0}
    "
  `);
});

test("a line without end is cut", () => {
  const lines = new ConsoleLines();
  const event = {
    kind: "console",
    partition: "guest",
    partitionIndex: 0,
    timeNs: 1,
    text: "x".repeat(10_000),
  } as const;
  expect(lines.write(event).map((line) => line.text.length)).toEqual([4096, 4096]);
  expect(lines.flush().map((line) => line.text.length)).toEqual([10_000 - 2 * 4096]);
});

test("what was lost of a port's messages is told at the end", () => {
  const port = { name: "log", direction: "out", messages: 9, lost: 0, refused: 0, discarded: 0, left: 0 } as const;
  const ports = [port, { ...port, name: "in", direction: "in", refused: 1, discarded: 2, left: 3 }] as const;
  const text = textOf((reporter) => reporter.end({ ...SUMMARY, ports: [...ports, { ...port, name: "out", lost: 4 }] }));
  expect(text.split("\n").filter((line) => line.startsWith("port "))).toEqual([
    "port in: 1 message refused",
    "port in: 2 messages discarded by the full queue",
    "port in: 3 messages not taken until the end",
    "port out: 4 messages lost on the way out",
  ]);
});
