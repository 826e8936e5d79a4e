/** Processes that the system table names: what is made, what is refused and told, and what the table may hold. */
import { describe, expect, test } from "vitest";
import {
  ACTION_IGNORE,
  ACTION_STOP,
  BOARD_PC_VMM,
  DEADLINE_HARD,
  DEADLINE_SOFT,
  DIFFERENCE_CAPACITY,
  DIFFERENCE_DEADLINE,
  DIFFERENCE_NAME,
  DIFFERENCE_PERIOD,
  DIFFERENCE_PRIORITY,
  ERROR_CONFIGURATION_ERROR,
  LEVEL_PARTITION,
  MODE_COLD_START,
  MODE_IDLE,
  NO_PROCESSES,
  PANIC_TABLE_BOUNDS,
  type PartitionEntry,
  type ProcessAttributes,
  type ProcessEntry,
  SYSTEM_STATE_PARTITION_START,
} from "../../host/generated/abi.js";
import { startKernel } from "./kernel.js";
import { bootNative, FOREVER, type NativeWorld, nativeTable, PERIOD } from "./native-world.js";
import { changePartition, layTable, nativePartition, type Table } from "./system.js";

const CONTROL: ProcessEntry = {
  name: "control",
  periodNs: 2n * PERIOD,
  capacityNs: PERIOD,
  basePriority: 20,
  deadline: DEADLINE_HARD,
  partition: 0,
  reserved: 0,
};
const LONG: ProcessEntry = {
  name: "x".repeat(32),
  periodNs: FOREVER,
  capacityNs: FOREVER,
  basePriority: 1,
  deadline: DEADLINE_SOFT,
  partition: 0,
  reserved: 0,
};
const asTold = ({ name, periodNs, capacityNs, basePriority, deadline }: ProcessEntry): Partial<ProcessAttributes> => ({
  ...{ name, periodNs, capacityNs, basePriority, deadline },
});

/** Partition 0 is to make these; what is not as it says is logged, and `action` taken. */
const tableOf = (processes: readonly ProcessEntry[], action = ACTION_IGNORE): Table => {
  const actions = new Array(16).fill(ACTION_STOP);
  actions[ERROR_CONFIGURATION_ERROR] = action;
  const levels = new Array(64).fill(LEVEL_PARTITION);
  const table = nativeTable(processes.length, { firstProcess: 0, actions, levels });
  return { ...table, arrays: { ...table.arrays, processes } };
};

/** What the log tells, with the message as text. */
const told = ({ log }: NativeWorld) =>
  log().map(({ length, message, ...record }) => ({
    ...record,
    message: Buffer.from(message.slice(0, length)).toString("latin1"),
  }));

describe("process_create of a partition with a table", () => {
  test("makes each of them once, as it says", () => {
    const { create, log } = bootNative(tableOf([CONTROL, LONG]));
    expect(create(asTold(LONG))).toEqual({ status: "OK", value: 1 });
    expect(create({ ...asTold(CONTROL), stackSizeBytes: 1, argument: 5 })).toEqual({ status: "OK", value: 2 });
    expect(create(asTold(LONG))).toMatchObject({ status: "NO_ACTION" });
    expect(log()).toEqual([]);
  });

  test.each<[string, number, Partial<ProcessAttributes>]>([
    ["of another name", DIFFERENCE_NAME, { name: "controls" }],
    ["of no name", DIFFERENCE_NAME, { name: "" }],
    ["of a name that begins like one", DIFFERENCE_NAME, { name: "contro" }],
    ["of another period", DIFFERENCE_PERIOD, { periodNs: 3n * PERIOD }],
    ["without its period", DIFFERENCE_PERIOD, { periodNs: FOREVER }],
    ["of another time capacity", DIFFERENCE_CAPACITY, { capacityNs: PERIOD - 1n }],
    ["without its time capacity", DIFFERENCE_CAPACITY, { capacityNs: FOREVER }],
    ["of another priority", DIFFERENCE_PRIORITY, { basePriority: 21 }],
    ["of another type of deadline", DIFFERENCE_DEADLINE, { deadline: DEADLINE_SOFT }],
  ])("refuses one %s and tells which and why", (_, difference, change) => {
    const world = bootNative(tableOf([CONTROL, LONG]));
    const { create, mode } = world;
    expect(create({ ...asTold(CONTROL), ...change })).toEqual({ status: "NOT_CONFIGURED", value: 0 });
    expect(told(world)).toMatchObject([
      {
        error: ERROR_CONFIGURATION_ERROR,
        errorCode: difference,
        message: change.name ?? "control",
        state: SYSTEM_STATE_PARTITION_START,
        level: LEVEL_PARTITION,
        action: ACTION_IGNORE,
        partition: 0,
      },
    ]);
    // What it asked for is not there, and the right one still may be.
    expect(mode()).toBe(MODE_COLD_START);
    expect(create(asTold(CONTROL))).toEqual({ status: "OK", value: 1 });
  });

  test("what follows is as the partition's health table says", () => {
    const world = bootNative(tableOf([CONTROL], ACTION_STOP));
    const { create, mode } = world;
    create({ name: "other" });
    expect(told(world)).toMatchObject([{ action: ACTION_STOP, message: "other" }]);
    expect(mode()).toBe(MODE_IDLE);
  });

  test("parameters that no process may have come first, and are no error of the configuration", () => {
    const { create, log } = bootNative(tableOf([CONTROL]));
    expect(create({ name: "other", basePriority: 0 }).status).toBe("BAD_ARGUMENT");
    expect(create({ name: "other", periodNs: PERIOD + 1n, capacityNs: 1n }).status).toBe("NOT_CONFIGURED");
    expect(log()).toEqual([]);
  });

  test("without a table a partition makes which it likes", () => {
    const { create, log } = bootNative(nativeTable(1));
    expect(create({ name: "any" }).status).toBe("OK");
    expect(create({ name: "more" }).status).toBe("NOT_CONFIGURED");
    expect(log()).toEqual([]);
  });
});

describe("a table of processes at boot", () => {
  const check = (table: Table): number => {
    const kernel = startKernel<{ checkSystemTable(board: number): number }>();
    layTable(kernel, table);
    return kernel.call.checkSystemTable(BOARD_PC_VMM);
  };
  const good = tableOf([CONTROL, LONG]);
  const withProcess = (change: Partial<ProcessEntry>): Table => ({
    ...good,
    arrays: { ...good.arrays, processes: [CONTROL, { ...LONG, ...change }] },
  });
  const withPartition = (change: Partial<PartitionEntry>): Table => changePartition(good, 0, change);
  const twice = (change: Partial<PartitionEntry>): Table =>
    changePartition(good, 1, { ...nativePartition(1, 2), firstProcess: 0, ...change });

  test("that holds passes", () => {
    expect(check(good)).toBe(0);
    const second = { ...LONG, partition: 1 };
    const both = twice({ firstProcess: 2, processCount: 1 });
    expect(check({ ...both, arrays: { ...both.arrays, processes: [CONTROL, LONG, second] } })).toBe(0);
  });

  test.each<[string, Table]>([
    ["beyond the array", withPartition({ firstProcess: 1 })],
    ["far beyond it", withPartition({ firstProcess: 0xfffffffe })],
    ["of more processes than the array has", withPartition({ processCount: 3 })],
    ["of a guest operating system", withPartition({ vcpuCount: 1, processCount: 0, firstProcess: 2 })],
    ["that is nobody's", withPartition({ firstProcess: NO_PROCESSES })],
    ["of a process that is another's", withProcess({ partition: 1 })],
    ["of a process that another has too", twice({})],
    ["of a priority below all", withProcess({ basePriority: 0 })],
    ["of a priority above all", withProcess({ basePriority: 240 })],
    ["of a deadline of no type", withProcess({ deadline: 2 })],
  ])("%s is refused", (_, table) => {
    expect(check(table)).toBe(PANIC_TABLE_BOUNDS);
  });
});
