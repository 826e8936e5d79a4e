import { expect, test } from "vitest";
import { faultsOf } from "./faults-of.js";
import { checkShape } from "./shape.js";

/** Faults of a system with these parts, but for what it lacks otherwise. */
const faults = (value: object): string[] => {
  const whole = { name: "a", partitions: {}, ...value };
  return faultsOf(whole, (_, findings) => checkShape(whole, findings));
};
const ofGuest = (partition: object) => faults({ partitions: { guest: { memory: "1MiB", ...partition } } });

test("processes", () => {
  const processes = { processes: "4", policy: "roundrobin", quantum: "1", permissions: ["set-schedul"], proceses: 1 };
  expect(ofGuest(processes)).toEqual([
    'BH1012 partitions.guest.processes: "4" is not a number of processes, or a table: { control: { period: "20ms", worstCase: "3ms", priority: 20 } }',
    'BH1012 partitions.guest.policy: "roundrobin" is not "priority", "round-robin", "rate-monotonic", "earliest-deadline" or "least-laxity" [did you mean "round-robin"?]',
    'BH1013 partitions.guest.quantum: "1" is not a time [a number and a unit, "ns", "us", "ms" or "s": "10ms"]',
    'BH1012 partitions.guest.permissions[0]: "set-schedul" is not "set-schedule" or "read-health" [did you mean "set-schedule"?]',
    'BH1010 partitions.guest.proceses: unknown key "proceses" [did you mean "processes"?]',
  ]);
});

test("a table of processes", () => {
  const processes = { one: { period: 20, deadlin: "1ms" }, two: { priority: "1", deadlineType: "firm" }, three: 3 };
  expect(ofGuest({ processes })).toEqual([
    'BH1011 partitions.guest.processes.one.priority: "priority" is missing [add priority: 20]',
    "BH1012 partitions.guest.processes.one.period: 20 is not a string",
    'BH1010 partitions.guest.processes.one.deadlin: unknown key "deadlin" [did you mean "deadline"?]',
    'BH1012 partitions.guest.processes.two.priority: "1" is not a number',
    'BH1012 partitions.guest.processes.two.deadlineType: "firm" is not "hard" or "soft"',
    "BH1012 partitions.guest.processes.three: 3 is not an object",
  ]);
});

test("an action, or a rule", () => {
  const health = {
    numericError: "restrat",
    breakpoint: 3,
    memoryViolation: { action: "shutdown", proces: "stop" },
    stackOverflow: { process: "stop-process", after: "3" },
    applicationError: { level: "modul" },
    deadlineMissed: { level: { process: "module", errorHandler: "process", window: "module" } },
    illegalRequest: { level: 1 },
    numericErorr: "stop",
  };
  const ACTIONS = '"ignore", "stop", "restart" or "warm-restart"';
  expect(ofGuest({ health })).toEqual([
    `BH1012 partitions.guest.health.numericError: "restrat" is not ${ACTIONS} [did you mean "restart"?]`,
    'BH1012 partitions.guest.health.breakpoint: 3 is not an action, such as "restart", or a rule: { action: "restart", after: 3 }',
    `BH1012 partitions.guest.health.memoryViolation.action: "shutdown" is not ${ACTIONS}`,
    'BH1010 partitions.guest.health.memoryViolation.proces: unknown key "proces" [did you mean "process"?]',
    'BH1012 partitions.guest.health.stackOverflow.process: "stop-process" is not "handle", "ignore", "stop" or "restart"',
    'BH1012 partitions.guest.health.stackOverflow.after: "3" is not a number',
    'BH1012 partitions.guest.health.applicationError.level: "modul" is not "process", "partition" or "module" [did you mean "module"?]',
    'BH1012 partitions.guest.health.deadlineMissed.level.errorHandler: "process" is not "partition" or "module"',
    'BH1010 partitions.guest.health.deadlineMissed.level.window: unknown key "window" [the keys here are partitionStart, process, errorHandler, partitionSwitch]',
    'BH1012 partitions.guest.health.illegalRequest.level: 1 is not "process", "partition" or "module", or one of these by what went on: { process: "module" }',
    'BH1010 partitions.guest.health.numericErorr: unknown key "numericErorr" [did you mean "numericError"?]',
  ]);
});

test("the module's actions", () => {
  expect(faults({ health: { memoryViolation: "restart", memory: "reset" } })).toEqual([
    'BH1012 health.memoryViolation: "restart" is not "ignore", "shutdown" or "reset"',
    expect.stringMatching(/^BH1010 health.memory: unknown key "memory" \[the keys here are deadlineMissed, /),
  ]);
});

test("channels", () => {
  const from = { partition: "guest" };
  const channels = {
    none: {},
    odd: { kind: "sampled" },
    sampled: {
      kind: "sampling",
      size: 64,
      from: { partition: 1, name: "A" },
      to: [{ ...from, refrsh: "1ms" }],
      depth: 1,
    },
    queued: { kind: "queuing", size: "8B", from, to: [from], whenFull: "lose" },
    portless: { kind: "queuing", size: "8B", depth: 1, from, to: { ...from, refresh: "1ms" } },
  };
  expect(faults({ channels })).toEqual([
    'BH1011 channels.none.kind: "kind" is missing [add kind: "sampling" or "queuing"]',
    'BH1012 channels.odd.kind: "sampled" is not "sampling" or "queuing"',
    "BH1012 channels.sampled.size: 64 is not a string",
    "BH1012 channels.sampled.from.partition: 1 is not a string",
    'BH1010 channels.sampled.from.name: unknown key "name" [the keys here are partition, port]',
    'BH1011 channels.sampled.to[0].refresh: "refresh" is missing [add refresh: "50ms"]',
    'BH1010 channels.sampled.to[0].refrsh: unknown key "refrsh" [did you mean "refresh"?]',
    'BH1010 channels.sampled.depth: unknown key "depth" [the keys here are kind, size, from, to]',
    'BH1011 channels.queued.depth: "depth" is missing [add depth: 8]',
    'BH1012 channels.queued.to: an array is not an end such as { partition: "guest" } or "host"',
    'BH1012 channels.queued.whenFull: "lose" is not "wait" or "discard"',
    'BH1010 channels.portless.to.refresh: unknown key "refresh" [the keys here are partition, port]',
  ]);
});

test("memory blocks, and what a change of schedule does", () => {
  expect(faults({ memoryBlocks: { frame: { access: { guest: "write" }, acces: {} } } })).toEqual([
    'BH1011 memoryBlocks.frame.size: "size" is missing [add size: "64KiB"]',
    'BH1012 memoryBlocks.frame.access.guest: "write" is not "read" or "read-write"',
    'BH1010 memoryBlocks.frame.acces: unknown key "acces" [did you mean "access"?]',
  ]);
  expect(faults({ schedules: { a: { frame: "1ms", windows: [], onChange: { guest: "stop" } } } })).toEqual([
    'BH1012 schedules.a.onChange.guest: "stop" is not "ignore", "restart" or "warm-restart"',
  ]);
});
