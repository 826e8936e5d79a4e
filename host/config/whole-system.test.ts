/** A system file with all that ARINC 653 has, from its words to the checked system. */
import { basename } from "node:path";
import { expect, test } from "vitest";
import {
  ACTION_COLD_RESTART,
  ACTION_RESET,
  ACTION_RESTART_PROCESS,
  ACTION_WARM_RESTART,
  CHANGE_COLD_START,
  CHANGE_IGNORE,
  CHANGE_WARM_START,
  ERROR_DEADLINE_MISSED,
  ERROR_MEMORY_VIOLATION,
  ERROR_NUMERIC_ERROR,
} from "../generated/abi.js";
import { defineSystem } from "../index.js";
import { checkSystem } from "./check.js";
import { ConfigError } from "./fault.js";
import { SystemSource } from "./locate.js";

/** That there is such a file is all that is asked of a linked program here. */
const elf = basename(import.meta.filename);

const cockpit = defineSystem({
  name: "cockpit",
  partitions: {
    sensors: {
      elf,
      memory: "128KiB",
      processes: 4,
      processStack: "8KiB",
      objects: "16KiB",
      policy: "round-robin",
      quantum: "0ms",
      permissions: ["set-schedule", "read-health"],
      onFault: "restart",
      health: {
        memoryViolation: { level: { process: "module" }, after: 2 },
        deadlineMissed: { process: "restart" },
        numericError: "warm-restart",
      },
    },
    display: { elf, memory: "128KiB", vcpus: 1 },
  },
  channels: {
    attitude: {
      kind: "sampling",
      size: "64B",
      from: { partition: "sensors", port: "ATTITUDE" },
      to: [{ partition: "display", refresh: "50ms" }],
    },
    commands: {
      kind: "queuing",
      size: "32B",
      depth: 8,
      from: { partition: "display", port: "COMMANDS" },
      to: { partition: "sensors" },
      whenFull: "discard",
    },
  },
  memoryBlocks: { frame: { size: "16KiB", access: { sensors: "read-write", display: "read" } } },
  health: { memoryViolation: "reset" },
  schedules: {
    start: {
      frame: "10ms",
      windows: [
        { partition: "sensors", duration: "5ms" },
        { partition: "display", duration: "5ms" },
      ],
    },
    flight: {
      frame: "10ms",
      windows: [{ partition: "sensors", duration: "8ms" }],
      onChange: { sensors: "restart", display: "warm-restart" },
    },
  },
});

const check = (value: object) =>
  checkSystem(
    value as Record<string, unknown>,
    new SystemSource(import.meta.filename, `defineSystem(${JSON.stringify(value)})`),
  );

test("processes, channels, memory blocks, health and schedules come out in numbers", () => {
  const { partitions, channels, memoryBlocks, schedules, moduleActions } = check(cockpit);
  const [sensors, display] = partitions;
  expect(sensors).toMatchObject({
    vcpus: 0,
    processes: 4,
    processStackBytes: 8192,
    objectBytes: 16384,
    policy: "round-robin",
    quantumNs: 0,
    permissions: ["set-schedule", "read-health"],
  });
  expect(sensors?.health.actions[ERROR_MEMORY_VIOLATION]).toBe(ACTION_COLD_RESTART);
  expect(sensors?.health.actions[ERROR_NUMERIC_ERROR]).toBe(ACTION_WARM_RESTART);
  expect(sensors?.health.processActions[ERROR_DEADLINE_MISSED]).toBe(ACTION_RESTART_PROCESS);
  expect(sensors?.health.confirmations[ERROR_MEMORY_VIOLATION]).toBe(2);
  expect(display).toMatchObject({ vcpus: 1, processes: 0, policy: "priority", quantumNs: 1e6, permissions: [] });
  expect(channels).toEqual([
    {
      kind: "sampling",
      name: "attitude",
      messageBytesMax: 64,
      source: { partition: 0, name: "ATTITUDE" },
      destinations: [{ partition: 1, name: "attitude", refreshNs: 50e6 }],
    },
    {
      kind: "queuing",
      name: "commands",
      messageBytesMax: 32,
      depth: 8,
      source: { partition: 1, name: "COMMANDS" },
      destination: { partition: 0, name: "commands" },
      discards: true,
    },
  ]);
  expect(memoryBlocks).toEqual([
    {
      name: "frame",
      sizeBytes: 16384,
      users: [
        { partition: 0, writable: true },
        { partition: 1, writable: false },
      ],
    },
  ]);
  expect(schedules.map(({ name, changeActions }) => [name, ...changeActions])).toEqual([
    ["start", CHANGE_IGNORE, CHANGE_IGNORE],
    ["flight", CHANGE_COLD_START, CHANGE_WARM_START],
  ]);
  expect(moduleActions[ERROR_MEMORY_VIOLATION]).toBe(ACTION_RESET);
});

/** `code path: message [remedy]` of each fault. */
function faultsOf(value: object): string[] {
  try {
    check(value);
    return [];
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    return error.faults.map(
      ({ code, path, message, remedy }) => `${code} ${path}: ${message}${remedy ? ` [${remedy}]` : ""}`,
    );
  }
}

test("each check is made", () => {
  const { sensors, display } = cockpit.partitions;
  const { attitude } = cockpit.channels ?? {};
  expect(
    faultsOf({
      ...cockpit,
      partitions: { sensors: { ...sensors, processes: 200, health: { memoryViolation: "ignore" } }, display },
      channels: { attitude: { ...attitude, from: { partition: "display" } } },
      memoryBlocks: { frame: { size: "1B", access: { sensors: "read" } } },
    }).map((fault) => fault.split(":")[0]),
  ).toEqual([
    "BH1071 partitions.sensors.processes",
    "BH1050 partitions.sensors.health.memoryViolation",
    "BH1081 channels.attitude.to[0]",
    "BH1082 channels.attitude.to[0].partition",
    "BH1030 memoryBlocks.frame.size",
  ]);
});

test("a schedule's change is of partitions that exist, and schedules are counted", () => {
  const { start } = cockpit.schedules ?? {};
  const change = { ...cockpit, schedules: { start, flight: { ...start, onChange: { sensor: "restart" } } } };
  expect(faultsOf(change)).toEqual([
    'BH1040 schedules.flight.onChange.sensor: there is no partition "sensor" [did you mean "sensors"?]',
  ]);
  const many = Object.fromEntries(Array.from({ length: 33 }, (_, n) => [`s${n}`, start]));
  expect(faultsOf({ ...cockpit, schedules: many })).toEqual([
    "BH1016 schedules: 33 schedules; a module has at most 32",
  ]);
});

test("stacks, objects and memory blocks count as memory", () => {
  const { sensors, display } = cockpit.partitions;
  const large = { ...sensors, processes: 128, processStack: "5MiB", objects: "100MiB" };
  const memoryBlocks = { frame: { size: "200MiB", access: { display: "read" } } };
  expect(faultsOf({ ...cockpit, memoryBlocks, partitions: { sensors: large, display } })).toEqual([
    'BH1032 partitions.sensors.memory: the partitions need 946MiB together; the kernel reaches 892MiB ["sensors" is the largest, with 746MiB]',
  ]);
});
