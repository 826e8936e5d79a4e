import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import {
  ACTION_COLD_RESTART,
  ACTION_IGNORE,
  ACTION_STOP,
  CHANGE_IGNORE,
  ERROR_MEMORY_VIOLATION,
  ERROR_NAMES,
} from "../generated/abi.js";
import { checkSystem } from "./check.js";
import type { Fault } from "./fault.js";
import { ConfigError } from "./fault.js";
import { SystemSource } from "./locate.js";
import type { System } from "./model.js";

let directory: string;
beforeAll(() => {
  directory = mkdtempSync(join(tmpdir(), "bulkhead-check-"));
  for (const name of ["guest.c", "entry.S", "control.ts"]) writeFileSync(join(directory, name), "");
});
afterAll(() => rmSync(directory, { recursive: true }));

// biome-ignore lint/suspicious/noExplicitAny: tests write what types would refuse
type Loose = any;

const guest = { sources: ["guest.c"], memory: "1MiB" };
const control = { entry: "control.ts", memory: "256KiB" };
const windows = [
  { partition: "guest", duration: "4ms" },
  { partition: "control", duration: "2ms" },
];
const good = (): Loose =>
  structuredClone({ name: "a", partitions: { guest, control }, schedule: { frame: "10ms", windows } });

function check(value: unknown): System {
  const source = new SystemSource(
    join(directory, "system.ts"),
    `export default defineSystem(${JSON.stringify(value)})`,
  );
  return checkSystem(value as Record<string, unknown>, source);
}

/** `code path: message [remedy]` of each fault of the good system after a change. */
function faultsAfter(change: (system: Loose) => void): string[] {
  const system = good();
  change(system);
  try {
    check(system);
    return [];
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    return error.faults.map(describeFault);
  }
}
const describeFault = ({ code, path, message, remedy }: Fault): string =>
  `${code} ${path}: ${message}${remedy ? ` [${remedy.replaceAll(directory, "DIR")}]` : ""}`;

describe("a good system", () => {
  test("gets its defaults", () => {
    const { name, board, partitions, schedules } = check(good());
    expect({ name, board, names: partitions.map((partition) => partition.name) }).toEqual({
      name: "a",
      board: "pc-vmm",
      names: ["guest", "control"],
    });
    expect(partitions[0]).toMatchObject({
      index: 0,
      program: { kind: "c", sources: [join(directory, "guest.c")] },
      memoryBytes: 1024 ** 2,
      stackBytes: 16 * 1024,
      consoleBytes: 16 * 1024,
      traceRecords: 4096,
      vcpus: 1,
      periodNs: 10e6,
      durationNs: 4e6,
    });
    expect(schedules).toEqual([
      {
        name: "main",
        majorFrameNs: 10e6,
        windows: [
          { partition: 0, offsetNs: 0, durationNs: 4e6, periodicStart: true },
          { partition: 1, offsetNs: 4e6, durationNs: 2e6, periodicStart: true },
        ],
        changeActions: [CHANGE_IGNORE, CHANGE_IGNORE],
      },
    ]);
  });

  test("may name its schedules, and lists windows in any order", () => {
    const { schedule, ...rest } = good();
    schedule.windows = [
      { partition: "guest", offset: "6ms", duration: "4ms" },
      { partition: "control", offset: "1ms", duration: "2ms" },
    ];
    const { schedules } = check({ ...rest, schedules: { flight: schedule } });
    expect(schedules[0]?.name).toBe("flight");
    expect(schedules[0]?.windows.map((window) => window.offsetNs)).toEqual([1e6, 6e6]);
  });

  test("periodic processing starts in the first window of each period", () => {
    const system = good();
    system.partitions.guest.period = "5ms";
    system.schedule.windows = [
      { partition: "guest", duration: "1ms" },
      { partition: "control", duration: "1ms" },
      { partition: "guest", duration: "1ms" },
      { partition: "guest", offset: "5ms", duration: "3ms" },
    ];
    const { partitions, schedules } = check(system);
    expect(schedules[0]?.windows.map((window) => window.periodicStart)).toEqual([true, true, false, true]);
    expect(partitions[0]).toMatchObject({ periodNs: 5e6, durationNs: 2e6 });
  });

  test("has an action for every error", () => {
    const [actions] = check(good()).partitions.map((partition) => partition.health.actions);
    expect(actions?.length).toBe(Object.keys(ERROR_NAMES).length);
    for (const error of Object.keys(ERROR_NAMES)) expect(actions?.[Number(error)]).toBeTypeOf("number");
    expect(actions?.[ERROR_MEMORY_VIOLATION]).toBe(ACTION_STOP);
  });

  test("onFault is the action of faults, health overrides it", () => {
    const system = good();
    system.partitions.guest.onFault = "restart";
    system.partitions.guest.health = { numericError: "stop", applicationError: "restart" };
    const [actions] = check(system).partitions.map((partition) => partition.health.actions);
    const byName = Object.fromEntries(
      Object.entries(ERROR_NAMES).map(([error, name]) => [name, actions?.[Number(error)]]),
    );
    expect(byName).toMatchObject({
      MEMORY_VIOLATION: ACTION_COLD_RESTART,
      NUMERIC_ERROR: ACTION_STOP,
      APPLICATION_ERROR: ACTION_COLD_RESTART,
      WINDOW_OVERRUN: ACTION_IGNORE,
    });
  });
});

test("a partition may have vCPUs, interrupts and ports", () => {
  const system = good();
  system.partitions.guest.vcpus = 2;
  system.partitions.guest.interrupts = [3, { irq: 5, vcpu: 1 }, { irq: 15 }];
  system.partitions.guest.ports = ["0x2f8-0x2ff", "0x378", 0x300];
  system.partitions.control.vcpus = 0;
  system.partitions.control.ports = ["0x2E8-0x2EF"];
  const [guest, control] = check(system).partitions;
  expect(guest).toMatchObject({
    vcpus: 2,
    irqs: [
      { irq: 3, vcpu: 0 },
      { irq: 5, vcpu: 1 },
      { irq: 15, vcpu: 0 },
    ],
    ports: [
      { first: 0x2f8, last: 0x2ff },
      { first: 0x378, last: 0x378 },
      { first: 0x300, last: 0x300 },
    ],
  });
  expect(control).toMatchObject({ vcpus: 0, irqs: [], ports: [{ first: 0x2e8, last: 0x2ef }] });
});

test("on the plain board a partition has no vCPU, and may have ports", () => {
  const system = { ...good(), board: "pc" };
  system.partitions.guest.vcpus = 0;
  system.partitions.guest.ports = ["0x2f8-0x2ff"];
  const { board, partitions } = check(system);
  expect({ board, vcpus: partitions.map(({ vcpus }) => vcpus) }).toEqual({ board: "pc", vcpus: [0, 0] });
});

describe("a fault is reported with its path and a remedy:", () => {
  const cases: [string, (system: Loose) => void, string[]][] = [
    [
      "unknown keys",
      (s) => {
        s.partitons = 1;
        s.partitions.guest.onfault = "stop";
        s.schedule.windows[0].start = "0ms";
      },
      [
        'BH1010 partitions.guest.onfault: unknown key "onfault" [did you mean "onFault"?]',
        'BH1010 schedule.windows[0].start: unknown key "start" [the keys here are partition, offset, duration, periodicStart]',
        'BH1010 partitons: unknown key "partitons" [did you mean "partitions"?]',
      ],
    ],
    [
      "missing keys",
      (s) => {
        delete s.partitions.guest.memory;
        delete s.schedule.frame;
      },
      [
        'BH1011 partitions.guest.memory: "memory" is missing [add memory: "1MiB"]',
        'BH1011 schedule.frame: "frame" is missing [add frame: "10ms"]',
      ],
    ],
    [
      "values of another type",
      (s) => {
        s.name = 7;
        s.schedule.windows[1].periodicStart = "yes";
        s.partitions.guest.onFault = "restrat";
      },
      [
        "BH1012 name: 7 is not a string",
        'BH1012 partitions.guest.onFault: "restrat" is not "stop" or "restart" [did you mean "restart"?]',
        'BH1012 schedule.windows[1].periodicStart: "yes" is not a boolean',
      ],
    ],
    [
      "values of the wrong form",
      (s) => {
        s.board = "pc-vm";
        s.partitions.guest.vcpus = 1.5;
        s.partitions.guest.interrupts = ["3", { irq: "3" }, { irq: 3, vcp: 1 }, 3.5];
        s.partitions.guest.ports = [null];
        s.partitions.control.ports = "0x2f8";
      },
      [
        "BH1012 partitions.guest.vcpus: 1.5 is not a whole number",
        'BH1012 partitions.guest.interrupts[0]: "3" is not an interrupt: an IRQ such as 3, or { irq: 3, vcpu: 1 }',
        'BH1012 partitions.guest.interrupts[1].irq: "3" is not a number',
        'BH1010 partitions.guest.interrupts[2].vcp: unknown key "vcp" [did you mean "vcpu"?]',
        "BH1012 partitions.guest.interrupts[3]: 3.5 is not an interrupt: an IRQ such as 3, or { irq: 3, vcpu: 1 }",
        'BH1012 partitions.guest.ports[0]: null is not a range of I/O ports: "0x2f8-0x2ff"',
        'BH1012 partitions.control.ports: "0x2f8" is not an array',
        'BH1012 board: "pc-vm" is not "pc" or "pc-vmm" [did you mean "pc-vmm"?]',
      ],
    ],
    [
      "units",
      (s) => {
        s.partitions.guest.memory = "1MB";
        s.partitions.control.memory = "big";
        s.schedule.frame = "10 ms";
        s.schedule.windows[0].offset = "0.5ns";
      },
      [
        'BH1013 partitions.guest.memory: "1MB" is not a size [did you mean "1MiB"?]',
        'BH1013 partitions.control.memory: "big" is not a size [a number and a unit, "B", "KiB" or "MiB": "64KiB"]',
        'BH1013 schedule.frame: "10 ms" is not a time [did you mean "10ms"?]',
        'BH1013 schedule.windows[0].offset: "0.5ns" is not a whole number of nanoseconds that can be kept [a number and a unit, "ns", "us", "ms" or "s": "10ms"]',
      ],
    ],
    [
      "names",
      (s) => {
        s.name = "my system";
        s.partitions = { guest, Guest: guest, ["x".repeat(32)]: control };
        s.schedule.windows = Object.keys(s.partitions).map((partition) => ({ partition, duration: "1ms" }));
      },
      [
        'BH1014 name: "my system" is not a name [use letters, digits, "-", "_" and ".": "my-system"]',
        'BH1015 partitions.Guest: "Guest" differs from partitions.guest in nothing but case [rename one of them]',
        `BH1014 partitions.${"x".repeat(32)}: a name of 32 characters; the kernel keeps 31 ["${"x".repeat(31)}"]`,
      ],
    ],
    [
      "no partition at all",
      (s) => {
        s.partitions = {};
        s.schedule.windows = [];
      },
      [
        "BH1016 partitions: there is no partition",
        "BH1016 schedule.windows: the schedule has no window: nothing would run",
      ],
    ],
    [
      "programs",
      (s) => {
        s.partitions.guest = { memory: "1MiB", entry: "guest.c", elf: "guest.c" };
        s.partitions.control.entry = "contrl.ts";
        s.partitions.none = { memory: "1MiB" };
        s.partitions.mixed = { memory: "1MiB", sources: ["control.ts", "entry.S", "gone.c", "a.cpp"] };
        s.schedule.windows.push({ partition: "none", duration: "1ms" }, { partition: "mixed", duration: "1ms" });
      },
      [
        'BH1020 partitions.guest: the partition has two programs: entry and elf [sources: ["a.c"] for C, entry: "a.ts" for TypeScript, or elf: "a.elf" for a linked program]',
        'BH1022 partitions.guest.entry: "guest.c" is no TypeScript file [for C: sources: ["guest.c"]]',
        'BH1021 partitions.control.entry: there is no file "contrl.ts" [did you mean "control.ts"?]',
        'BH1020 partitions.none: the partition has no program [sources: ["a.c"] for C, entry: "a.ts" for TypeScript, or elf: "a.elf" for a linked program]',
        'BH1022 partitions.mixed.sources[0]: "control.ts" is TypeScript among C sources [a program in TypeScript names its entry file: entry: "control.ts"]',
        'BH1021 partitions.mixed.sources[2]: there is no file "gone.c" [paths are relative to DIR]',
        'BH1022 partitions.mixed.sources[3]: "a.cpp" is no C or assembly file [C sources end in .c, .S, .s; a linked program is elf: "a.cpp"]',
      ],
    ],
    [
      "a linked program that is not there",
      (s) => {
        s.partitions.guest = { memory: "1MiB", elf: "hello.exe" };
      },
      [
        'BH1021 partitions.guest.elf: there is no file "hello.exe" [paths are relative to DIR; how an RTEMS program is linked for a partition is in Bulkhead\'s docs/rtems.md]',
      ],
    ],
    [
      "memory",
      (s) => {
        s.partitions.guest.memory = "5000B";
        s.partitions.control.stack = "256KiB";
        s.partitions.control.console = "5KiB";
      },
      [
        'BH1030 partitions.guest.memory: 5000B is not a multiple of 4KiB ["8KiB"]',
        "BH1031 partitions.guest.memory: a stack of 16KiB in 5000B of memory leaves nothing for data " +
          '[give the partition more memory than that: "32KiB"]',
        "BH1031 partitions.control.memory: a stack of 256KiB in 256KiB of memory leaves nothing for data " +
          '[give the partition more memory than that: "512KiB"]',
        'BH1030 partitions.control.console: a ring of 5KiB: a power of two from 4KiB to 16MiB is needed ["8KiB"]',
      ],
    ],
    [
      "more memory than there is",
      (s) => {
        s.partitions.guest.memory = "600MiB";
        s.partitions.control.memory = "300MiB";
      },
      [
        "BH1032 partitions.guest.memory: the partitions need 901MiB together; the kernel reaches 892MiB " +
          '["guest" is the largest, with 601MiB]',
      ],
    ],
    [
      "windows",
      (s) => {
        s.schedule.windows = [
          { partition: "gest", duration: "2ms" },
          { partition: "guest", offset: "1ms", duration: "3ms" },
          { partition: "control", duration: "50us" },
          { partition: "control", offset: "4.08ms", duration: "1ms" },
          { partition: "guest", offset: "9ms", duration: "2ms" },
        ];
      },
      [
        'BH1040 schedule.windows[0].partition: there is no partition "gest" [did you mean "guest"?]',
        'BH1041 schedule.windows[1]: the window starts at 1ms; schedule.windows[0] ("gest") ends at 2ms [offset: "2ms", or shorten the other to "1ms"]',
        'BH1043 schedule.windows[2].duration: a window of 50us is shorter than 100us ["100us" or more]',
        'BH1043 schedule.windows[3]: idle time of 30us before the window is shorter than 100us [offset: "4.05ms", or "4.15ms" and later]',
        'BH1042 schedule.windows[4]: the window ends at 11ms, the major frame at 10ms [duration: "1ms" at most, or a longer frame]',
      ],
    ],
    [
      "the end of the frame",
      (s) => {
        s.schedule.windows[1].duration = "5950us";
      },
      [
        "BH1043 schedule.windows[1].duration: idle time of 50us at the end of the frame is shorter than 100us " +
          '[duration: "6ms" fills the frame]',
      ],
    ],
    [
      "a partition without a window",
      (s) => {
        s.schedule.windows.pop();
      },
      [
        "BH1046 partitions.control: the partition has no window: it would never run " +
          '[add { partition: "control", duration: "1ms" } to the windows, or take the partition out]',
      ],
    ],
    [
      "periods and durations",
      (s) => {
        s.partitions.guest.period = "3ms";
        s.partitions.control.period = "5ms";
        s.schedule.windows[1].offset = "5ms";
        s.partitions.late = { ...guest, duration: "3ms" };
        s.schedule.windows.push({ partition: "late", duration: "2ms" });
      },
      [
        'BH1044 partitions.guest.period: a period of 3ms does not divide the major frame of 10ms ["2.5ms" does]',
        "BH1045 partitions.control.period: schedule gives the partition no time from 0ns to 5ms " +
          "[give it a window in each of its periods, or another period or duration]",
        "BH1045 partitions.late.duration: schedule gives the partition 2ms from 0ns to 10ms, not 3ms " +
          "[give it a window in each of its periods, or another period or duration]",
      ],
    ],
    [
      "faults that would recur for ever",
      (s) => {
        s.partitions.guest.health = { memoryViolation: "ignore", breakpoint: "ignore" };
      },
      [
        'BH1050 partitions.guest.health.memoryViolation: a fault that is ignored would recur for ever: "memoryViolation" ["stop" or "restart"]',
      ],
    ],
    [
      "no schedule",
      (s) => {
        delete s.schedule;
      },
      [
        "BH1011 schedule: there is no schedule " +
          '[add schedule: { frame: "10ms", windows: [{ partition: "guest", duration: "5ms" }] }]',
      ],
    ],
    [
      "two ways to say when",
      (s) => {
        s.schedules = { flight: s.schedule };
      },
      ['BH1015 schedule: there is a "schedule" and there are "schedules" [move it into "schedules" under a name]'],
    ],
  ];
  test.each(cases)("%s", (_, change, expected) => {
    expect(faultsAfter(change)).toEqual(expected);
  });

  test("a name that is there twice", () => {
    const text = 'defineSystem({ name: "a", name: "a" })';
    const source = new SystemSource(join(directory, "system.ts"), text);
    expect(() => checkSystem(good(), source)).toThrow('BH1015: name: "name" is there twice; the first is lost');
  });
});

test("whatever a file exports, the answer is a list of faults", () => {
  for (const value of [
    {},
    { partitions: [] },
    { partitions: { a: null } },
    { schedule: 3 },
    { schedule: { windows: [null, 1] } },
  ]) {
    expect(() => check(value)).toThrow(ConfigError);
  }
});
