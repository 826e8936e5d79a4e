import { expect, test } from "vitest";
import {
  ACTION_COLD_RESTART,
  ACTION_HANDLE,
  ACTION_IGNORE,
  ACTION_RESET,
  ACTION_RESTART_PROCESS,
  ACTION_SHUTDOWN,
  ACTION_STOP,
  ACTION_STOP_PROCESS,
  ACTION_WARM_RESTART,
  ERROR_APPLICATION_ERROR,
  ERROR_DEADLINE_MISSED,
  ERROR_ILLEGAL_REQUEST,
  ERROR_MEMORY_VIOLATION,
  ERROR_NAMES,
  ERROR_NUMERIC_ERROR,
  ERROR_WINDOW_OVERRUN,
  LEVEL_MODULE,
  LEVEL_NAMES,
  LEVEL_PARTITION,
  LEVEL_PROCESS,
  SYSTEM_STATE_NAMES,
} from "../generated/abi.js";
import { draftOf } from "./draft.js";
import { healthTables, moduleActions } from "./health.js";

const tables = (one: object) => healthTables(draftOf({ partitions: { one } }).partitions[0]!);
/** By system state: partition start, process, error handler, partition switch. */
const levelsOf = (one: object, error: number): number[] => tables(one).levels.slice(error * 4, error * 4 + 4);

test("by default an error is the process's if one ran, and the partition's otherwise", () => {
  const { levels, processActions, confirmations } = tables({});
  const byError = Object.entries(ERROR_NAMES).map(([error, name]) => {
    const own = Object.keys(SYSTEM_STATE_NAMES).map((state) => levels[Number(error) * 4 + Number(state)]!);
    return `${name}: ${own.map((level) => LEVEL_NAMES[level]).join(" ")}`;
  });
  const ofPartition = ["HARDWARE_FAULT", "WINDOW_OVERRUN", "CONFIGURATION_ERROR"];
  expect(byError).toEqual(
    Object.values(ERROR_NAMES).map(
      (name) => `${name}: PARTITION ${ofPartition.includes(name) ? "PARTITION" : "PROCESS"} PARTITION PARTITION`,
    ),
  );
  expect(new Set(processActions)).toEqual(new Set([ACTION_HANDLE]));
  expect(new Set(confirmations)).toEqual(new Set([1]));
});

test("the partition's actions: what it says of the error, else onFault, and nothing for what it reports itself", () => {
  const { actions } = tables({
    onFault: "restart",
    health: { numericError: "stop", memoryViolation: { process: "stop" }, illegalRequest: { action: "warm-restart" } },
  });
  expect(actions[ERROR_NUMERIC_ERROR]).toBe(ACTION_STOP);
  expect(actions[ERROR_MEMORY_VIOLATION]).toBe(ACTION_COLD_RESTART);
  expect(actions[ERROR_ILLEGAL_REQUEST]).toBe(ACTION_WARM_RESTART);
  for (const error of [ERROR_APPLICATION_ERROR, ERROR_DEADLINE_MISSED, ERROR_WINDOW_OVERRUN]) {
    expect(actions[error]).toBe(ACTION_IGNORE);
  }
});

test("a rule says what becomes of the process, and at which error", () => {
  const { processActions, confirmations } = tables({
    processes: 1,
    health: {
      deadlineMissed: { process: "restart", after: 3 },
      numericError: { process: "stop" },
      applicationError: { process: "ignore" },
    },
  });
  expect(processActions[ERROR_DEADLINE_MISSED]).toBe(ACTION_RESTART_PROCESS);
  expect(confirmations[ERROR_DEADLINE_MISSED]).toBe(3);
  expect(processActions[ERROR_NUMERIC_ERROR]).toBe(ACTION_STOP_PROCESS);
  expect(processActions[ERROR_APPLICATION_ERROR]).toBe(ACTION_IGNORE);
});

test("a level is for all that goes on, or by that", () => {
  const of = (level: unknown): number[] => levelsOf({ health: { memoryViolation: { level } } }, ERROR_MEMORY_VIOLATION);
  expect(of("module")).toEqual(new Array(4).fill(LEVEL_MODULE));
  expect(of("partition")).toEqual(new Array(4).fill(LEVEL_PARTITION));
  expect(of("process")).toEqual([LEVEL_PARTITION, LEVEL_PROCESS, LEVEL_PARTITION, LEVEL_PARTITION]);
  expect(of({ errorHandler: "module" })).toEqual([LEVEL_PARTITION, LEVEL_PROCESS, LEVEL_MODULE, LEVEL_PARTITION]);
  expect(of({ process: "partition", partitionStart: "module" })).toEqual([
    LEVEL_MODULE,
    LEVEL_PARTITION,
    LEVEL_PARTITION,
    LEVEL_PARTITION,
  ]);
});

test("the module shuts down, unless it says otherwise", () => {
  const actions = moduleActions(draftOf({ health: { memoryViolation: "reset", applicationError: "ignore" } }));
  expect(actions[ERROR_MEMORY_VIOLATION]).toBe(ACTION_RESET);
  expect(actions[ERROR_APPLICATION_ERROR]).toBe(ACTION_IGNORE);
  expect(actions[ERROR_NUMERIC_ERROR]).toBe(ACTION_SHUTDOWN);
  expect(actions).toHaveLength(Object.keys(ERROR_NAMES).length);
});
