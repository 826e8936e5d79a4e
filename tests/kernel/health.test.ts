/** Health monitoring: what is logged, at which rate, and what follows by the partition's table. */
import fc from "fast-check";
import { expect, test } from "vitest";
import {
  ACTION_COLD_RESTART,
  ACTION_IGNORE,
  ACTION_STOP,
  ACTION_WARM_RESTART,
  decodeHealthRecord,
  decodeHealthRing,
  ERROR_APPLICATION_ERROR,
  ERROR_MEMORY_VIOLATION,
  ERROR_WINDOW_OVERRUN,
  EVENT_HEALTH,
  HEALTH_RECORD_SIZE,
  HEALTH_RING_SIZE,
  MODE_COLD_START,
  MODE_IDLE,
  MODE_NORMAL,
  MODE_WARM_START,
  START_HM_PARTITION_RESTART,
} from "../../host/generated/abi.js";
import { bootSeveral, NUMBERS } from "./several-vcpus.js";
import { changePartition, HEALTH_LOG, HEALTH_RECORDS, sampleTable } from "./system.js";
import { bootWorld, THREAD_DORMANT, THREAD_READY } from "./world.js";

interface Functions {
  raiseError(partition: number, error: number, vector: number, code: number, address: number): void;
  startWindowForHealth(partition: number): void;
  lastErrorOf(partition: number): number;
  setTurn(partition: number, thread: number): void;
}

const NO_VECTOR = 0xffffffff;
const PAGE_FAULT = 14;
const LOG_PER_WINDOW = 8;

/** Two partitions, of which the first does `action` about every error. */
function boot(action: number) {
  const table = changePartition(sampleTable(), 0, { actions: new Array(48).fill(action) });
  const world = bootWorld<Functions>(table);
  const { call, view } = world;
  const partition = world.partitions[0]!;
  const log = () => {
    const { written } = decodeHealthRing(view, HEALTH_LOG);
    const count = Math.min(written, HEALTH_RECORDS);
    return Array.from({ length: count }, (_, at) => {
      const slot = (written - count + at) % HEALTH_RECORDS;
      return decodeHealthRecord(view, HEALTH_LOG + HEALTH_RING_SIZE + slot * HEALTH_RECORD_SIZE);
    });
  };
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
  const actions = new Array(48).fill(ACTION_IGNORE);
  actions[ERROR_APPLICATION_ERROR] = ACTION_WARM_RESTART;
  actions[ERROR_WINDOW_OVERRUN] = ACTION_STOP;
  const { call, partitions } = bootWorld<Functions>(changePartition(sampleTable(), 0, { actions }));
  const { address } = partitions[0]!;
  call.raiseError(address, ERROR_APPLICATION_ERROR, NO_VECTOR, 0, 0);
  expect(call.modeOf(address)).toBe(MODE_WARM_START);
  call.raiseError(address, ERROR_WINDOW_OVERRUN, NO_VECTOR, 0, 0);
  expect(call.modeOf(address)).toBe(MODE_IDLE);
});

test("the record tells what, where and what was done; the trace tells it too", () => {
  const { call, partition, processor, log } = boot(ACTION_COLD_RESTART);
  partition.setContext({ eip: 0x12345, esp: 0x6789 });
  processor.timestamp = 777n;
  call.raiseError(partition.address, ERROR_MEMORY_VIOLATION, PAGE_FAULT, 6, 0xdeadbeef);
  expect(log()).toEqual([
    {
      tsc: 777n,
      partition: 0,
      error: ERROR_MEMORY_VIOLATION,
      action: ACTION_COLD_RESTART,
      mode: MODE_NORMAL,
      vector: PAGE_FAULT,
      errorCode: 6,
      eip: 0x12345,
      esp: 0x6789,
      address: 0xdeadbeef,
      vcpu: 0,
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
  expect(decodeHealthRecord(view, HEALTH_LOG + HEALTH_RING_SIZE)).toMatchObject({ vcpu: number, errorCode: 7 });
});
