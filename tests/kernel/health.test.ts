/** Health monitoring: what is logged, at which rate, and what follows by the tables of levels and actions. */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
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
  decodeHealthRecord,
  ERROR_APPLICATION_ERROR,
  ERROR_MEMORY_VIOLATION,
  ERROR_WINDOW_OVERRUN,
  EVENT_HEALTH,
  HEALTH_ERROR,
  HEALTH_RING_SIZE,
  LEVEL_MODULE,
  LEVEL_PARTITION,
  LEVEL_PROCESS,
  MODE_COLD_START,
  MODE_IDLE,
  MODE_NORMAL,
  MODE_WARM_START,
  type PartitionEntry,
  START_HM_MODULE_RESTART,
  START_HM_PARTITION_RESTART,
  SYSTEM_STATE_PARTITION_SWITCH,
  SYSTEM_STATE_PROCESS,
} from "../../host/generated/abi.js";
import { healthRecords } from "./health-records.js";
import { bootSeveral, NUMBERS } from "./several-vcpus.js";
import { changePartition, HEALTH_LOG, HEALTH_RECORDS, sampleTable } from "./system.js";
import { bootWorld, THREAD_DORMANT, THREAD_READY } from "./world.js";

interface Functions {
  raiseError(partition: number, error: number, vector: number, code: number, address: number): void;
  raiseAtSwitch(partition: number, error: number, code: number): void;
  moduleIsDown(): number;
  moduleResets(): number;
  moduleChanged(partition: number): number;
  meetChanges(partition: number): number;
  coldStart(partition: number): void;
  startWindowForHealth(partition: number): void;
  lastErrorOf(partition: number): number;
  setTurn(partition: number, thread: number): void;
}

const NO_VECTOR = 0xffffffff;
const PAGE_FAULT = 14;
const LOG_PER_WINDOW = 8;

const ERRORS = 16;
const STATES = 4;
const everyError = (value: number): number[] => new Array(ERRORS).fill(value);
/** Levels: each error has `level` whatever went on. */
const everyLevel = (level: number): number[] => new Array(ERRORS * STATES).fill(level);

/** Two partitions, of which the first does `action` about every error. */
const boot = (action: number) => bootWith({ actions: everyError(action) });

/** Two partitions, of which the first has these tables. */
function bootWith(tables: Partial<PartitionEntry>, moduleActions = everyError(ACTION_SHUTDOWN)) {
  const { header, arrays } = changePartition(sampleTable(), 0, tables);
  const world = bootWorld<Functions>({ header: { ...header, moduleActions }, arrays });
  const { call, view } = world;
  const partition = world.partitions[0]!;
  const log = () => healthRecords(view);
  return { ...world, partition, log, mode: () => call.modeOf(partition.address) };
}

test.each([
  [ACTION_STOP, MODE_IDLE, 0],
  [ACTION_COLD_RESTART, MODE_COLD_START, 1],
  [ACTION_WARM_RESTART, MODE_WARM_START, 1],
  // What is no action at all must not be less than a stop.
  [0x77, MODE_IDLE, 0],
])("action %d leads to mode %d, restarts %d", (action, mode, restarts) => {
  const { call, partition, partitions, ...world } = boot(action);
  call.raiseError(partition.address, ERROR_MEMORY_VIOLATION, PAGE_FAULT, 6, 0xc0000000);
  expect(world.mode()).toBe(mode);
  expect(call.threadState(partition.thread)).toBe(THREAD_DORMANT);
  expect(partition.statistics()).toMatchObject({ restarts, faults: 1, mode });
  if (restarts > 0) expect(partition.statistics().startCondition).toBe(START_HM_PARTITION_RESTART);
  expect(call.lastErrorOf(partition.address)).toBe(ERROR_MEMORY_VIOLATION);
  expect(call.modeOf(partitions[1]!.address)).toBe(MODE_NORMAL);
  expect(call.threadState(partitions[1]!.thread)).toBe(THREAD_READY);
});

test("an error that is no exception can be ignored; an exception would recur for ever, and stops", () => {
  const { call, partition, mode } = boot(ACTION_IGNORE);
  call.raiseError(partition.address, ERROR_APPLICATION_ERROR, NO_VECTOR, 1, 0);
  expect(mode()).toBe(MODE_NORMAL);
  expect(call.threadState(partition.thread)).toBe(THREAD_READY);
  expect(partition.statistics().faults).toBe(0);
  call.raiseError(partition.address, ERROR_MEMORY_VIOLATION, PAGE_FAULT, 4, 0);
  expect(mode()).toBe(MODE_IDLE);
});

test("each error has its own action", () => {
  const actions = everyError(ACTION_IGNORE);
  actions[ERROR_APPLICATION_ERROR] = ACTION_WARM_RESTART;
  actions[ERROR_WINDOW_OVERRUN] = ACTION_STOP;
  const { call, partitions } = bootWorld<Functions>(changePartition(sampleTable(), 0, { actions }));
  const { address } = partitions[0]!;
  call.raiseError(address, ERROR_APPLICATION_ERROR, NO_VECTOR, 0, 0);
  expect(call.modeOf(address)).toBe(MODE_WARM_START);
  call.raiseError(address, ERROR_WINDOW_OVERRUN, NO_VECTOR, 0, 0);
  expect(call.modeOf(address)).toBe(MODE_IDLE);
});

describe("the level", () => {
  test("comes from the error and from what went on", () => {
    const levels = everyLevel(LEVEL_PARTITION);
    levels[ERROR_WINDOW_OVERRUN * STATES + SYSTEM_STATE_PARTITION_SWITCH] = LEVEL_MODULE;
    const moduleActions = everyError(ACTION_IGNORE);
    const { call, partition, mode, log } = bootWith({ levels, actions: everyError(ACTION_STOP) }, moduleActions);
    call.raiseAtSwitch(partition.address, ERROR_WINDOW_OVERRUN, 12345);
    expect(log()).toMatchObject([
      { state: SYSTEM_STATE_PARTITION_SWITCH, level: LEVEL_MODULE, action: ACTION_IGNORE, errorCode: 12345 },
    ]);
    expect(mode()).toBe(MODE_NORMAL);
    call.raiseError(partition.address, ERROR_WINDOW_OVERRUN, NO_VECTOR, 0, 0);
    expect(log()[1]).toMatchObject({ state: SYSTEM_STATE_PROCESS, level: LEVEL_PARTITION, action: ACTION_STOP });
    expect(mode()).toBe(MODE_IDLE);
  });

  test.each([ACTION_STOP_PROCESS, ACTION_RESTART_PROCESS, ACTION_HANDLE])(
    "process, action %i, of a vCPU is the partition's: it has neither processes nor an error handler",
    (action) => {
      const processActions = everyError(action);
      const tables = { levels: everyLevel(LEVEL_PROCESS), processActions, actions: everyError(ACTION_WARM_RESTART) };
      const { call, partition, mode, log } = bootWith(tables);
      call.raiseError(partition.address, ERROR_APPLICATION_ERROR, NO_VECTOR, 0, 0);
      expect(log()).toMatchObject([{ level: LEVEL_PARTITION, action: ACTION_WARM_RESTART }]);
      expect(mode()).toBe(MODE_WARM_START);
    },
  );

  test("process, ignored, is logged and no more; an exception would recur for ever, and is the partition's", () => {
    const tables = { levels: everyLevel(LEVEL_PROCESS), processActions: everyError(ACTION_IGNORE) };
    const { call, partition, mode, log } = bootWith({ ...tables, actions: everyError(ACTION_IGNORE) });
    call.raiseError(partition.address, ERROR_APPLICATION_ERROR, NO_VECTOR, 0, 0);
    expect(log()).toMatchObject([{ level: LEVEL_PROCESS, action: ACTION_IGNORE }]);
    expect(mode()).toBe(MODE_NORMAL);
    call.raiseError(partition.address, ERROR_MEMORY_VIOLATION, PAGE_FAULT, 4, 0);
    expect(log()[1]).toMatchObject({ level: LEVEL_PARTITION, action: ACTION_STOP });
    expect(mode()).toBe(MODE_IDLE);
  });
});

describe("at module level", () => {
  const bootModule = (action: number) => bootWith({ levels: everyLevel(LEVEL_MODULE) }, everyError(action));

  test("SHUTDOWN ends the module; nothing else changes", () => {
    const { call, partition, mode } = bootModule(ACTION_SHUTDOWN);
    expect(call.moduleIsDown()).toBe(0);
    call.raiseError(partition.address, ERROR_APPLICATION_ERROR, NO_VECTOR, 0, 0);
    expect([call.moduleIsDown(), call.moduleResets(), mode()]).toEqual([1, 0, MODE_NORMAL]);
  });

  test("RESET restarts the partition at once; the others see it in their windows", () => {
    const { call, partition, partitions, mode } = bootModule(ACTION_RESET);
    call.raiseError(partition.address, ERROR_APPLICATION_ERROR, NO_VECTOR, 0, 0);
    expect([call.moduleIsDown(), call.moduleResets(), mode()]).toEqual([0, 1, MODE_COLD_START]);
    expect(partition.statistics()).toMatchObject({ restarts: 1, startCondition: START_HM_MODULE_RESTART });
    const others = partitions.map(({ address }) => [call.moduleChanged(address), call.modeOf(address)]);
    expect(others).toEqual([
      [0, MODE_COLD_START],
      [1, MODE_NORMAL],
    ]);
    expect(call.meetChanges(partitions[1]!.address)).toBe(0);
    expect(call.modeOf(partitions[1]!.address)).toBe(MODE_COLD_START);
    expect(partitions[1]!.statistics()).toMatchObject({ restarts: 1, startCondition: START_HM_MODULE_RESTART });
    expect(call.moduleChanged(partitions[1]!.address)).toBe(0);
  });

  test("IGNORE ignores; an exception would recur for ever, and stops the partition", () => {
    const { call, partition, mode, log } = bootModule(ACTION_IGNORE);
    call.raiseError(partition.address, ERROR_APPLICATION_ERROR, NO_VECTOR, 0, 0);
    expect(mode()).toBe(MODE_NORMAL);
    call.raiseError(partition.address, ERROR_MEMORY_VIOLATION, PAGE_FAULT, 4, 0);
    expect(mode()).toBe(MODE_IDLE);
    expect(log()[1]).toMatchObject({ level: LEVEL_MODULE, action: ACTION_STOP });
  });
});

test("confirmed by counting, an error is acted on each time that the count is full, by error; a start counts anew", () => {
  const errors = [ERROR_APPLICATION_ERROR, ERROR_WINDOW_OVERRUN, 15];
  const step = fc.oneof(
    { weight: 9, arbitrary: fc.constantFrom(...errors) },
    { weight: 1, arbitrary: fc.constant("start" as const) },
  );
  fc.assert(
    fc.property(
      fc.array(fc.integer({ min: 0, max: 5 }), { minLength: 3, maxLength: 3 }),
      fc.array(step),
      (every, steps) => {
        const confirmations = everyError(0);
        for (const [at, error] of errors.entries()) confirmations[error] = every[at]!;
        // The action of the module that shows, and leaves the partition as it is.
        const levels = everyLevel(LEVEL_MODULE);
        const { call, partition, log } = bootWith({ levels, confirmations }, everyError(ACTION_SHUTDOWN));
        let counts = errors.map(() => 0);
        for (const step of steps) {
          call.startWindowForHealth(partition.address);
          if (step === "start") {
            call.coldStart(partition.address);
            counts = errors.map(() => 0);
            continue;
          }
          call.raiseError(partition.address, step, NO_VECTOR, 0, 0);
          const which = errors.indexOf(step);
          counts[which]! += 1;
          const full = counts[which]! >= every[which]!;
          if (full) counts[which] = 0;
          expect(log().at(-1)).toMatchObject({ error: step, action: full ? ACTION_SHUTDOWN : ACTION_IGNORE });
        }
      },
    ),
  );
});

test("the record tells what, where and what was done; the trace tells it too", () => {
  const { call, partition, processor, log } = boot(ACTION_COLD_RESTART);
  partition.setContext({ eip: 0x12345, esp: 0x6789 });
  processor.timestamp = 777n;
  call.raiseError(partition.address, ERROR_MEMORY_VIOLATION, PAGE_FAULT, 6, 0xdeadbeef);
  expect(log()).toEqual([
    {
      tsc: 777n,
      kind: HEALTH_ERROR,
      partition: 0,
      error: ERROR_MEMORY_VIOLATION,
      state: SYSTEM_STATE_PROCESS,
      level: LEVEL_PARTITION,
      action: ACTION_COLD_RESTART,
      mode: MODE_NORMAL,
      vector: PAGE_FAULT,
      errorCode: 6,
      eip: 0x12345,
      esp: 0x6789,
      address: 0xdeadbeef,
      thread: 0,
      length: 0,
      message: expect.any(Array),
      reserved: [0, 0, 0],
      sequence: 1,
    },
  ]);
  const traced = partition.trace().find(({ event }) => event === EVENT_HEALTH);
  expect(traced).toMatchObject({ a: ERROR_MEMORY_VIOLATION, b: ACTION_COLD_RESTART, c: 0x12345 });
});

test("a window logs a bounded number of events, the rest are counted; the oldest records give way", () => {
  const windows = fc.array(fc.integer({ min: 0, max: 20 }), { maxLength: 8 });
  fc.assert(
    fc.property(windows, (errorsOfWindow) => {
      const { call, partition, log } = boot(ACTION_IGNORE);
      const logged: number[] = [];
      let dropped = 0;
      let code = 0;
      for (const errors of errorsOfWindow) {
        call.startWindowForHealth(partition.address);
        for (let error = 0; error < errors; error += 1) {
          code += 1;
          call.raiseError(partition.address, ERROR_APPLICATION_ERROR, NO_VECTOR, code, 0);
          if (error < LOG_PER_WINDOW) logged.push(code);
          else dropped += 1;
        }
      }
      const records = log();
      expect(records.map(({ errorCode }) => errorCode)).toEqual(logged.slice(-HEALTH_RECORDS));
      expect(records.map(({ sequence }) => sequence)).toEqual(logged.map((_, at) => at + 1).slice(-HEALTH_RECORDS));
      expect(partition.statistics().healthDropped).toBe(dropped);
    }),
  );
});

test.each(NUMBERS)("an error of vCPU %d is told as its own", (number) => {
  const { call, view, vcpus, partitions } = bootSeveral<Functions>();
  const { address } = partitions[0]!;
  call.setTurn(address, vcpus[number]!.thread);
  call.raiseError(address, ERROR_APPLICATION_ERROR, NO_VECTOR, 7, 0);
  expect(decodeHealthRecord(view, HEALTH_LOG + HEALTH_RING_SIZE)).toMatchObject({ thread: number, errorCode: 7 });
});
