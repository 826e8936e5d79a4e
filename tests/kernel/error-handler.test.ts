/**
 * Errors of native partitions: which are left to the error handler, what it is told, what becomes of who caused them, and
 * when they are the partition's or the module's (abi/apex/error.ts).
 */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  ACTION_COLD_RESTART,
  ACTION_HANDLE,
  ACTION_IGNORE,
  ACTION_RESTART_PROCESS,
  ACTION_STOP,
  ACTION_STOP_PROCESS,
  ACTION_WARM_RESTART,
  CALL_LANDING,
  CALL_PAGE,
  decodeHealthRecord,
  ERROR_APPLICATION_ERROR,
  ERROR_DEADLINE_MISSED,
  ERROR_MEMORY_VIOLATION,
  ERROR_NUMERIC_ERROR,
  HEALTH_ERROR,
  HEALTH_MESSAGE,
  HEALTH_RECORD_SIZE,
  INFO_PAGE,
  LEVEL_MODULE,
  LEVEL_PARTITION,
  LEVEL_PROCESS,
  MAX_ERROR_MESSAGE_SIZE,
  MAX_PENDING_ERRORS,
  MODE_COLD_START,
  MODE_IDLE,
  MODE_NORMAL,
  MODE_WARM_START,
  PERMISSION_TO_READ_HEALTH,
  PROCESS_STATE_DORMANT,
  PROCESS_STATE_FAULTED,
  PROCESS_STATE_READY,
  type ProcessAttributes,
  START_HM_PARTITION_RESTART,
  SYSTEM_STATE_ERROR_HANDLER,
  SYSTEM_STATE_PARTITION_START,
  SYSTEM_STATE_PROCESS,
} from "../../host/generated/abi.js";
import {
  bootNative,
  bootProcesses,
  ENTRY,
  FIRST,
  HANDLER,
  HANDLER_ENTRY,
  MESSAGE,
  NAME,
  type NativeWorld,
  NOBODY,
  nativeTable,
  PERIOD,
  STATUS,
} from "./native-world.js";
import { areaOf, HEALTH_RECORDS, PROCESS_STACK_BYTES, PROCESS_STACK_SHIFT } from "./system.js";

const { data, dataBytes, code, processStacks } = areaOf(0);
const OK = { status: "OK", value: 0 };
const failed = (status: string) => ({ status, value: 0 });
const NO_VECTOR = 0xffffffff;
const PAGE_FAULT = 14;
const everyError = (value: number): number[] => new Array(16).fill(value);
const errorsOf = (...errors: readonly [error: number, action: number][]): number[] => {
  const actions = everyError(ACTION_HANDLE);
  for (const [error, action] of errors) actions[error] = action;
  return actions;
};
const raise = (world: NativeWorld, text = "") => {
  world.write(MESSAGE, text);
  return world.make("application_error", { ebx: ERROR_APPLICATION_ERROR, ecx: MESSAGE, edx: text.length });
};
const endTurn = (world: NativeWorld) => world.make("process_stop_self");
const textOf = ({ message, length }: { message: readonly number[]; length: number }) =>
  Buffer.from(message.slice(0, length)).toString();

describe("the error handler", () => {
  test("begins on its stack with the information page and its argument, once for each error", () => {
    const world = bootProcesses([{}]);
    raise(world);
    expect(world.running()).toBe(HANDLER);
    const start = { eip: HANDLER_ENTRY, esp: processStacks + 2 ** PROCESS_STACK_SHIFT, ebx: INFO_PAGE, edx: 0x777 };
    expect(world.context(HANDLER)).toMatchObject({ ...start, eax: 0, ecx: HANDLER });
    world.make("core_null", { esp: 5, edi: 6 });
    endTurn(world);
    expect(world.running()).toBe(1);
    raise(world);
    expect(world.context(HANDLER)).toMatchObject({ ...start, edi: 0 });
  });

  test("is told of an application error with its message", () => {
    const world = bootProcesses([{}, { basePriority: 20 }]);
    expect(raise(world, "it broke")).toEqual(OK);
    const status = world.errorStatus();
    expect(status).toMatchObject({
      error: ERROR_APPLICATION_ERROR,
      process: 2,
      faultAddress: 0,
      length: 8,
      reserved: 0,
    });
    expect(typeof status === "string" ? "" : textOf(status)).toBe("it broke");
    expect(world.errorStatus()).toBe("NO_ACTION");
    expect(world.status(2).state).toBe(PROCESS_STATE_READY);
  });

  test("is told of a fault: where it was, and what about; who caused it is FAULTED until the turn ends", () => {
    const world = bootProcesses([{}, {}]);
    world.fault(ERROR_MEMORY_VIOLATION, PAGE_FAULT, 0xdead0000);
    expect(world.status(1).state).toBe(PROCESS_STATE_FAULTED);
    expect(world.errorStatus()).toMatchObject({
      ...{ error: ERROR_MEMORY_VIOLATION, process: 1, address: ENTRY, faultAddress: 0xdead0000, length: 0 },
    });
    endTurn(world);
    expect(world.status(1).state).toBe(PROCESS_STATE_READY);
    // It comes behind those of its priority, like all that waited.
    expect(world.running()).toBe(2);
  });

  test("of an error inside a call is told where the call was made", () => {
    const world = bootProcesses([{}]);
    const stack = world.context(1).esp - 64;
    for (const [eip, at] of [
      [CALL_PAGE + CALL_LANDING, stack + 8],
      [CALL_PAGE + CALL_LANDING + 2, stack],
    ] as const) {
      world.view.setUint32(at, code + 0x321, true);
      world.make("application_error", { ebx: ERROR_APPLICATION_ERROR, ecx: MESSAGE, edx: 0, eip, esp: stack });
      expect(world.errorStatus()).toMatchObject({ address: code + 0x321 });
      endTurn(world);
    }
    const nowhere = { eip: CALL_PAGE, esp: 0xc0000000 };
    world.make("application_error", { ebx: ERROR_APPLICATION_ERROR, ecx: MESSAGE, edx: 0, ...nowhere });
    expect(world.errorStatus()).toMatchObject({ address: CALL_PAGE });
  });

  test("is told of a missed deadline, which is missed once, whatever the process does", () => {
    const world = bootProcesses([{ capacityNs: 1_000n }, { basePriority: 20 }]);
    world.advance(1_000n);
    expect(world.errorStatus()).toMatchObject({ error: ERROR_DEADLINE_MISSED, process: 1, address: ENTRY });
    endTurn(world);
    expect(world.running()).toBe(2);
    world.advance(100_000n);
    expect(world.running()).toBe(2);
    // The next start has a deadline again.
    world.make("process_stop", { ebx: 1 });
    world.start(1);
    world.advance(1_000n);
    expect(world.running()).toBe(HANDLER);
  });

  test("hears of a deadline that passed in another partition's window at the beginning of its own", () => {
    const world = bootProcesses([{ capacityNs: 1_000n }]);
    world.window({ after: 50_000n });
    expect(world.errorStatus()).toMatchObject({ error: ERROR_DEADLINE_MISSED, process: 1 });
  });

  test("does not hear of what came in time", () => {
    const world = bootProcesses([
      { periodNs: PERIOD, capacityNs: 1_000n },
      { capacityNs: 500n, basePriority: 20 },
    ]);
    world.make("process_stop_self");
    world.window({ periodic: true });
    world.advance(999n);
    world.make("periodic_wait");
    world.advance(PERIOD - 1n);
    expect(world.running()).toBe(1);
  });

  test("takes what waits, the oldest first; with errors left its next turn begins at once", () => {
    const world = bootProcesses([{ capacityNs: 1_000n }, { capacityNs: 2_000n }, { capacityNs: 1_000n }]);
    world.window({ after: 50_000n });
    expect(world.errorStatus()).toMatchObject({ process: 1 });
    world.make("core_null", { edi: 5 });
    endTurn(world);
    expect([world.running(), world.context(HANDLER).edi]).toEqual([HANDLER, 0]);
    expect(world.errorStatus()).toMatchObject({ process: 3 });
    expect(world.errorStatus()).toMatchObject({ process: 2 });
    expect(world.errorStatus()).toBe("NO_ACTION");
    endTurn(world);
    expect(world.running()).toBe(1);
  });

  test("that asks for nothing has a turn for each error, and no more", () => {
    const world = bootProcesses([{ capacityNs: 1_000n }, { capacityNs: 1_000n }]);
    world.advance(1_000n);
    for (let turn = 0; turn < 2; turn += 1) {
      expect(world.running()).toBe(HANDLER);
      endTurn(world);
    }
    expect(world.running()).toBe(1);
  });

  test("may stop who faulted, and start it anew", () => {
    const world = bootProcesses([{ basePriority: 20 }, {}]);
    world.fault();
    expect(world.make("process_stop", { ebx: 1 })).toEqual(OK);
    expect(world.status(1).state).toBe(PROCESS_STATE_DORMANT);
    endTurn(world);
    expect(world.running()).toBe(2);
    world.start(1);
    world.make("core_null", { edi: 7 });
    world.fault();
    world.make("process_stop", { ebx: 1 });
    expect(world.start(1)).toEqual(OK);
    endTurn(world);
    expect(world.running()).toBe(1);
    expect(world.context(1)).toMatchObject({ eip: ENTRY, edi: 0 });
  });

  test("may suspend who faulted: then it waits for both", () => {
    const world = bootProcesses([{ basePriority: 20 }, {}]);
    world.fault();
    expect(world.make("process_suspend", { ebx: 1 })).toEqual(OK);
    expect(world.status(1).state).toBe(PROCESS_STATE_FAULTED);
    endTurn(world);
    expect(world.running()).toBe(2);
    world.make("process_resume", { ebx: 1 });
    expect(world.running()).toBe(1);
  });

  test("can do what can be done at once, and waits for nothing", () => {
    const world = bootNative();
    world.createHandler();
    world.write(NAME, "semaphore");
    world.make("semaphore_create", { ebx: NAME, ecx: 1, edx: 1 });
    world.create();
    world.start(1);
    world.normal();
    raise(world);
    const wait = (ns: number) => world.make("semaphore_wait", { ebx: 1, ecx: ns });
    expect(wait(5)).toEqual(OK);
    expect(wait(5)).toEqual(failed("WRONG_MODE"));
    expect(wait(0)).toEqual(failed("NOT_AVAILABLE"));
    expect(world.make("semaphore_signal", { ebx: 1 })).toEqual(OK);
    expect(world.running()).toBe(HANDLER);
  });
});

describe("an error is the partition's", () => {
  const partitions = { actions: everyError(ACTION_WARM_RESTART) };
  const isRestarted = (world: NativeWorld) => {
    expect([world.mode(), world.running()]).toEqual([MODE_WARM_START, NOBODY]);
    expect(world.self.statistics()).toMatchObject({ startCondition: START_HM_PARTITION_RESTART, restarts: 1 });
    expect(world.log().at(-1)).toMatchObject({ level: LEVEL_PARTITION, action: ACTION_WARM_RESTART });
  };
  const withoutHandler = (change: Parameters<typeof nativeTable>[1]) => {
    const world = bootNative(nativeTable(1, change));
    world.create();
    world.start(1);
    world.normal();
    return world;
  };

  test("without an error handler", () => {
    const world = withoutHandler(partitions);
    raise(world);
    isRestarted(world);
  });

  test("in the error handler: its own, and its fault", () => {
    for (const fail of [raise, ({ fault }: NativeWorld) => fault()]) {
      const world = bootProcesses([{}], partitions);
      raise(world);
      fail(world);
      isRestarted(world);
      expect(world.log().at(-1)).toMatchObject({ state: SYSTEM_STATE_ERROR_HANDLER, thread: HANDLER });
    }
  });

  test("while the partition starts", () => {
    const world = bootNative(nativeTable(3, partitions));
    world.createHandler();
    world.fault();
    isRestarted(world);
    expect(world.log().at(-1)).toMatchObject({ state: SYSTEM_STATE_PARTITION_START, thread: FIRST });
  });

  test("when a process faults again and again, though the handler lets it go on; a start counts anew", () => {
    const world = bootProcesses([{}], partitions);
    for (let run = 0; run < 2; run += 1) {
      for (let fault = 0; fault < 4; fault += 1) {
        world.fault();
        expect(world.running()).toBe(HANDLER);
        if (run === 1 || fault < 3) endTurn(world);
      }
      if (run === 1) break;
      world.make("process_stop", { ebx: 1 });
      world.start(1);
      endTurn(world);
    }
    // The log of this window is full.
    world.call.startWindowForHealth(world.partition);
    // Errors that are no exceptions do not count.
    raise(world);
    endTurn(world);
    world.fault();
    isRestarted(world);
  });

  test("when as many wait for the handler as there is room for", () => {
    const count = MAX_PENDING_ERRORS + 1;
    const processes = Array.from({ length: count }, () => ({ capacityNs: 1_000n }));
    const world = bootProcesses(processes.slice(1), partitions);
    world.window({ after: 1_000n });
    for (let process = 1; process < count; process += 1) expect(world.errorStatus()).toMatchObject({ process });
    expect(world.mode()).toBe(MODE_NORMAL);
    const more = bootProcesses(processes, partitions);
    more.window({ after: 1_000n });
    expect([more.mode(), more.running()]).toEqual([MODE_WARM_START, NOBODY]);
    expect(more.self.statistics()).toMatchObject({ startCondition: START_HM_PARTITION_RESTART });
  });

  test("and nothing of it waits for the handler of the next start", () => {
    const world = bootProcesses([{ capacityNs: 1_000n }, { capacityNs: 1_000n }], partitions);
    world.advance(1_000n);
    world.fault();
    world.load();
    world.createHandler();
    world.create();
    world.start(1);
    world.normal();
    expect(world.running()).toBe(1);
    raise(world);
    expect(world.errorStatus()).toMatchObject({ error: ERROR_APPLICATION_ERROR });
    expect(world.errorStatus()).toBe("NO_ACTION");
  });
});

describe("by the tables", () => {
  test("an error is the process's, the partition's or the module's by what went on", () => {
    const levels = new Array(64).fill(LEVEL_PROCESS);
    levels[ERROR_APPLICATION_ERROR * 4 + SYSTEM_STATE_PARTITION_START] = LEVEL_MODULE;
    levels[ERROR_APPLICATION_ERROR * 4 + SYSTEM_STATE_ERROR_HANDLER] = LEVEL_PARTITION;
    const actions = everyError(ACTION_IGNORE);
    const table = nativeTable(1, { levels, actions });
    const moduleActions = everyError(ACTION_IGNORE);
    const world = bootNative({ ...table, header: { ...table.header, moduleActions } });
    raise(world);
    world.createHandler();
    world.create();
    world.start(1);
    world.normal();
    raise(world);
    raise(world);
    expect(world.running()).toBe(HANDLER);
    expect(world.log()).toMatchObject([
      {
        kind: HEALTH_ERROR,
        state: SYSTEM_STATE_PARTITION_START,
        level: LEVEL_MODULE,
        action: ACTION_IGNORE,
        thread: 0,
      },
      { state: SYSTEM_STATE_PROCESS, level: LEVEL_PROCESS, action: ACTION_HANDLE, thread: 1 },
      { state: SYSTEM_STATE_ERROR_HANDLER, level: LEVEL_PARTITION, action: ACTION_IGNORE, thread: HANDLER },
    ]);
  });

  const stopped: readonly Partial<ProcessAttributes>[] = [{ basePriority: 20, capacityNs: 1_000n }, {}];

  test("STOP_PROCESS makes the process DORMANT, without the handler", () => {
    for (const cause of [(world: NativeWorld) => world.fault(), (world: NativeWorld) => raise(world)]) {
      const world = bootProcesses(stopped, { processActions: everyError(ACTION_STOP_PROCESS) });
      cause(world);
      expect(world.running()).toBe(2);
      expect(world.status(1).state).toBe(PROCESS_STATE_DORMANT);
      expect(world.log().at(-1)).toMatchObject({ level: LEVEL_PROCESS, action: ACTION_STOP_PROCESS });
      world.advance(10_000n);
      expect([world.running(), world.mode()]).toEqual([2, MODE_NORMAL]);
    }
  });

  test("STOP_PROCESS of a deadline is of whose it was", () => {
    const processActions = errorsOf([ERROR_DEADLINE_MISSED, ACTION_STOP_PROCESS]);
    const world = bootProcesses([{ basePriority: 20 }, { capacityNs: 1_000n }], { processActions });
    world.advance(1_000n);
    expect(world.running()).toBe(1);
    expect(world.status(2).state).toBe(PROCESS_STATE_DORMANT);
  });

  test("RESTART_PROCESS begins it anew, with its base priority and a new deadline", () => {
    const world = bootProcesses(stopped, { processActions: everyError(ACTION_RESTART_PROCESS) });
    world.make("process_set_priority", { ebx: 1, ecx: 30 });
    world.make("core_null", { edi: 9 });
    world.advance(100n);
    world.fault();
    expect(world.running()).toBe(1);
    expect(world.context(1)).toMatchObject({ eip: ENTRY, edi: 0 });
    expect(world.status(1)).toMatchObject({ currentPriority: 20, deadlineTimeNs: world.now() + 1_000n });
  });

  test("RESTART_PROCESS of a periodic one has it wait for its next first release", () => {
    const processActions = everyError(ACTION_RESTART_PROCESS);
    const world = bootProcesses([{ periodNs: PERIOD, capacityNs: 1_000n }], { processActions });
    world.window({ periodic: true });
    world.advance(1_000n);
    expect(world.running()).toBe(NOBODY);
    world.window({ after: 5n, periodic: true });
    expect(world.running()).toBe(1);
  });

  test.each([ACTION_STOP_PROCESS, ACTION_RESTART_PROCESS])(
    "action %i of the first thread and of the handler is the partition's: they are no processes",
    (action) => {
      const actions = everyError(ACTION_COLD_RESTART);
      const first = bootNative(nativeTable(1, { processActions: everyError(action), actions }));
      raise(first);
      expect(first.log().at(-1)).toMatchObject({ level: LEVEL_PARTITION, action: ACTION_COLD_RESTART });
      const processActions = everyError(action);
      processActions[ERROR_NUMERIC_ERROR] = ACTION_HANDLE;
      const world = bootProcesses([{}], { processActions, actions });
      world.fault(ERROR_NUMERIC_ERROR);
      expect(world.running()).toBe(HANDLER);
      world.fault();
      expect([world.mode(), world.running()]).toEqual([MODE_COLD_START, NOBODY]);
    },
  );

  test("an ignored error is logged and no more; an ignored fault is the handler's", () => {
    const world = bootProcesses([{ capacityNs: 100n }], { processActions: everyError(ACTION_IGNORE) });
    expect(raise(world)).toEqual(OK);
    world.advance(100n);
    expect(world.running()).toBe(1);
    expect(world.log().map(({ error, action }) => [error, action])).toEqual([
      [ERROR_APPLICATION_ERROR, ACTION_IGNORE],
      [ERROR_DEADLINE_MISSED, ACTION_IGNORE],
    ]);
    world.fault();
    expect(world.running()).toBe(HANDLER);
  });

  test("confirmed by counting, a fault goes on to recur until the count is full", () => {
    const confirmations = everyError(0);
    confirmations[ERROR_MEMORY_VIOLATION] = 3;
    const levels = new Array(64).fill(LEVEL_PARTITION);
    const world = bootProcesses([{}], { confirmations, levels, actions: everyError(ACTION_STOP) });
    for (const mode of [MODE_NORMAL, MODE_NORMAL, MODE_IDLE]) {
      world.fault();
      expect(world.mode()).toBe(mode);
    }
    expect(world.log().map(({ action }) => action)).toEqual([ACTION_IGNORE, ACTION_IGNORE, ACTION_STOP]);
  });
});

describe("error_handler_create", () => {
  const make = (world: NativeWorld, change = {}) =>
    world.make("error_handler_create", { ebx: HANDLER_ENTRY, ecx: 0, edx: PROCESS_STACK_BYTES, ...change });

  test("NO_ACTION for a second, BAD_POINTER for no code, NOT_CONFIGURED for its stack, in the order of the APEX", () => {
    const world = bootNative();
    for (const ebx of [data, 0, areaOf(1).code]) expect(make(world, { ebx, edx: 0 })).toEqual(failed("BAD_POINTER"));
    for (const edx of [0, PROCESS_STACK_BYTES + 1]) expect(make(world, { edx })).toEqual(failed("NOT_CONFIGURED"));
    expect(make(world)).toEqual(OK);
    expect(make(world, { ebx: data, edx: 0 })).toEqual(failed("NO_ACTION"));
  });

  test("WRONG_MODE in NORMAL, before all else", () => {
    const world = bootProcesses([{}]);
    expect(make(world, { ebx: data, edx: 0 })).toEqual(failed("WRONG_MODE"));
  });
});

test("error_status is NOT_CONFIGURED for all but the error handler, for which it is BAD_POINTER where it can't be written", () => {
  const world = bootProcesses([{}]);
  expect(world.make("error_status", { ebx: code })).toEqual(failed("NOT_CONFIGURED"));
  raise(world);
  for (const ebx of [code, data + dataBytes - 8])
    expect(world.make("error_status", { ebx })).toEqual(failed("BAD_POINTER"));
  expect(world.errorStatus()).toMatchObject({ error: ERROR_APPLICATION_ERROR });
  expect(world.make("error_status", { ebx: STATUS })).toEqual(failed("NO_ACTION"));
});

test("application_error: BAD_ARGUMENT for another code and a long message, BAD_POINTER for one that can't be read", () => {
  const world = bootProcesses([{}]);
  const make = (ebx: number, ecx: number, edx: number) => world.make("application_error", { ebx, ecx, edx });
  for (const error of [ERROR_DEADLINE_MISSED, 2, 16]) expect(make(error, MESSAGE, 0)).toEqual(failed("BAD_ARGUMENT"));
  expect(make(ERROR_APPLICATION_ERROR, MESSAGE, MAX_ERROR_MESSAGE_SIZE + 1)).toEqual(failed("BAD_ARGUMENT"));
  expect(make(ERROR_APPLICATION_ERROR, 0, 1)).toEqual(failed("BAD_POINTER"));
  expect(world.running()).toBe(1);
  expect(make(ERROR_APPLICATION_ERROR, MESSAGE, MAX_ERROR_MESSAGE_SIZE)).toEqual(OK);
  expect(world.errorStatus()).toMatchObject({ length: MAX_ERROR_MESSAGE_SIZE });
});

test("application_message is logged as it is, with who said it", () => {
  const world = bootProcesses([{}, { basePriority: 20 }]);
  const make = (ebx: number, ecx: number) => world.make("application_message", { ebx, ecx });
  world.write(MESSAGE, "all is well");
  expect(make(MESSAGE, 11)).toEqual(OK);
  const record = world.log().at(-1)!;
  expect(record).toMatchObject({ kind: HEALTH_MESSAGE, partition: 0, thread: 2, length: 11, vector: NO_VECTOR });
  expect(textOf(record)).toBe("all is well");
  expect(make(MESSAGE, MAX_ERROR_MESSAGE_SIZE + 1)).toEqual(failed("BAD_ARGUMENT"));
  expect(make(data + dataBytes - 4, 5)).toEqual(failed("BAD_POINTER"));
  expect(world.running()).toBe(2);
});

test("error_handler_configure checks what it is given, and changes nothing", () => {
  const world = bootNative(nativeTable(1));
  const make = (ebx: number, ecx: number) => world.make("error_handler_configure", { ebx, ecx });
  expect(make(2, 0)).toEqual(failed("BAD_ARGUMENT"));
  expect(make(0, 1)).toEqual(failed("BAD_ARGUMENT"));
  expect(make(0, 0)).toEqual(failed("NOT_CONFIGURED"));
  world.createHandler();
  expect([make(0, 0), make(1, 0)]).toEqual([OK, OK]);
  world.create();
  world.start(1);
  world.normal();
  expect(make(2, 0)).toEqual(failed("BAD_ARGUMENT"));
  expect(make(0, 0)).toEqual(failed("WRONG_MODE"));
});

describe("health_read", () => {
  test("reads the record of a number, or the oldest there is, and tells how many were written", () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 40 }), fc.integer({ min: 0, max: 42 }), (messages, number) => {
        const world = bootProcesses([{}], { permissions: PERMISSION_TO_READ_HEALTH });
        for (let message = 1; message <= messages; message += 1) {
          // A partition logs so much a window.
          world.call.startWindowForHealth(world.partition);
          world.make("application_message", { ebx: MESSAGE, ecx: message });
        }
        const answer = world.make("health_read", { ebx: number, ecx: STATUS });
        if (number === 0 || number > messages) {
          expect(answer).toEqual({ status: "NOT_AVAILABLE", value: messages });
          return;
        }
        expect(answer).toEqual({ status: "OK", value: messages });
        const oldest = Math.max(1, messages - HEALTH_RECORDS + 1);
        const expected = Math.max(number, oldest);
        expect(decodeHealthRecord(world.view, STATUS)).toMatchObject({ length: expected, sequence: expected });
      }),
    );
  });

  test("NOT_CONFIGURED without permission, BAD_POINTER where it can't be written", () => {
    const without = bootProcesses([{}]);
    expect(without.make("health_read", { ebx: 1, ecx: code })).toEqual(failed("NOT_CONFIGURED"));
    const world = bootProcesses([{}], { permissions: PERMISSION_TO_READ_HEALTH });
    for (const ecx of [code, data + dataBytes - HEALTH_RECORD_SIZE + 1]) {
      expect(world.make("health_read", { ebx: 9, ecx })).toEqual(failed("BAD_POINTER"));
    }
  });
});
