/**
 * The services of processes and of time, one by one: what each does, each of its return codes, and which of several comes
 * first (abi/apex/process.ts, time.ts, partition.ts).
 */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  DEADLINE_HARD,
  encodeProcessAttributes,
  INFO_PAGE,
  MAX_LOCK_LEVEL,
  MODE_COLD_START,
  MODE_IDLE,
  MODE_NORMAL,
  MODE_WARM_START,
  PRIORITY_MAX,
  PROCESS_STATE_DORMANT,
  PROCESS_STATE_READY,
  PROCESS_STATE_RUNNING,
  PROCESS_STATE_WAITING,
  type ProcessAttributes,
  START_PARTITION_RESTART,
} from "../../host/generated/abi.js";
import {
  ATTRIBUTES,
  bootNative,
  bootProcesses,
  ENTRY,
  FIRST,
  FOREVER,
  HANDLER,
  MESSAGE,
  NAME,
  type NativeWorld,
  NOBODY,
  nativeTable,
  PERIOD,
  START,
  STATUS,
  TIME_MAX,
} from "./native-world.js";
import { areaOf, PROCESS_STACK_BYTES, PROCESS_STACK_SHIFT } from "./system.js";

const { data, code, processStacks } = areaOf(0);
const OK = { status: "OK", value: 0 };
const failed = (status: string) => ({ status, value: 0 });
const periodic = (change: Partial<ProcessAttributes> = {}) => ({ periodNs: PERIOD, capacityNs: FOREVER, ...change });
/** The error handler runs, for an error of the running process. */
const callHandler = (world: NativeWorld) => world.make("application_error", { ebx: 1, ecx: MESSAGE, edx: 0 });
const ask = (world: NativeWorld, name: string, ebx: number, ecx = 0) => world.make(name, { ebx, ecx });

describe("process_create", () => {
  const whole = {
    ...{ periodNs: 2n * PERIOD, capacityNs: PERIOD, entry: ENTRY, argument: 77, stackSizeBytes: 100 },
    ...{ basePriority: 5, deadline: DEADLINE_HARD },
  };

  test("makes them DORMANT, with identifiers from 1 and the attributes given", () => {
    const { create, status } = bootNative();
    expect(create({ name: "one", ...whole })).toEqual({ status: "OK", value: 1 });
    expect(create()).toEqual({ status: "OK", value: 2 });
    const state = { state: PROCESS_STATE_DORMANT, deadlineTimeNs: FOREVER, currentPriority: 5, reserved: 0 };
    expect(status(1)).toEqual({ name: "one", ...whole, ...state });
    expect(status(2)).toMatchObject({ periodNs: FOREVER, capacityNs: FOREVER });
  });

  test("takes the extremes of each attribute", () => {
    const { create } = bootNative(nativeTable(3, { periodNs: 1n }));
    const most = { periodNs: TIME_MAX, capacityNs: TIME_MAX, stackSizeBytes: PROCESS_STACK_BYTES };
    expect(create({ ...most, basePriority: PRIORITY_MAX }).status).toBe("OK");
    expect(create({ periodNs: 1n, capacityNs: 1n, stackSizeBytes: 1, basePriority: 1 }).status).toBe("OK");
    expect(create({ periodNs: 1n, capacityNs: FOREVER }).status).toBe("OK");
  });

  test("names are the same up to a NUL, and 32 bytes at most", () => {
    const { create, view, bytes, make, named, write } = bootNative(nativeTable(5));
    const long = "x".repeat(32);
    expect([create({ name: "a" }), create({ name: long })]).toMatchObject([{ value: 1 }, { value: 2 }]);
    expect(create({ name: "a" })).toEqual(failed("NO_ACTION"));
    expect(create({ name: long })).toEqual(failed("NO_ACTION"));
    expect(create({ name: "x".repeat(31) }).value).toBe(3);
    // What follows the NUL means nothing.
    write(NAME, "a\0garbage");
    expect(make("process_id", { ebx: NAME })).toEqual({ status: "OK", value: 1 });
    encodeProcessAttributes(view, ATTRIBUTES, { ...whole, name: "", reserved: 0 });
    bytes.set(Buffer.from("a\0b"), ATTRIBUTES);
    expect(make("process_create", { ebx: ATTRIBUTES })).toEqual(failed("NO_ACTION"));
    expect(named("process_id", long)).toEqual({ status: "OK", value: 2 });
    expect(named("process_id", "b")).toEqual(failed("NOT_CONFIGURED"));
  });

  test("attributes that can't be read are BAD_POINTER", () => {
    const { make } = bootNative();
    for (const ebx of [0, data + 0x2000 - 8, areaOf(1).data]) {
      expect(make("process_create", { ebx })).toEqual(failed("BAD_POINTER"));
    }
  });

  /** In the order of the APEX: what is wrong, and the answer. Where several hold, the first counts. */
  const reasons: readonly [string, Partial<ProcessAttributes>][] = [
    ["NO_ACTION", { name: "there" }],
    ["BAD_POINTER", { entry: data }],
    ["BAD_ARGUMENT", { stackSizeBytes: 0 }],
    ["BAD_ARGUMENT", { basePriority: 0 }],
    ["BAD_ARGUMENT", { basePriority: PRIORITY_MAX + 1 }],
    ["BAD_ARGUMENT", { periodNs: 0n }],
    ["BAD_ARGUMENT", { periodNs: TIME_MAX + 1n }],
    ["BAD_ARGUMENT", { periodNs: FOREVER - 1n }],
    ["BAD_ARGUMENT", { capacityNs: 0n }],
    ["BAD_ARGUMENT", { capacityNs: TIME_MAX + 1n }],
    ["BAD_ARGUMENT", { periodNs: PERIOD, capacityNs: PERIOD + 1n }],
    ["BAD_ARGUMENT", { deadline: 2 }],
    ["NOT_CONFIGURED", { periodNs: PERIOD + 1n, capacityNs: 1n }],
    ["NOT_CONFIGURED", { stackSizeBytes: PROCESS_STACK_BYTES + 1 }],
  ];

  test.each(reasons)("%s for %o", (status, wrong) => {
    const { create } = bootNative();
    create({ name: "there" });
    expect(create(wrong)).toEqual(failed(status));
    expect(create()).toMatchObject({ status: "OK", value: 2 });
  });

  test("of several reasons the first in the order of the APEX is told", () => {
    fc.assert(
      fc.property(fc.uniqueArray(fc.integer({ min: 0, max: reasons.length - 1 }), { minLength: 2 }), (chosen) => {
        const { create } = bootNative();
        create({ name: "there" });
        // The later ones first: what two of them say of the same attribute is the earlier's.
        const wrong = [...chosen].sort((a, b) => b - a).map((at) => reasons[at]![1]);
        expect(create(Object.assign({}, ...wrong)).status).toBe(reasons[Math.min(...chosen)]![0]);
      }),
    );
  });

  test("NOT_CONFIGURED when the table's number is made; WRONG_MODE in NORMAL, before all else", () => {
    const world = bootNative(nativeTable(2));
    world.create({ name: "there" });
    world.create();
    expect(world.create()).toEqual(failed("NOT_CONFIGURED"));
    expect(world.create({ stackSizeBytes: 0 })).toEqual(failed("BAD_ARGUMENT"));
    world.start(1);
    world.normal();
    expect(world.create({ name: "there", stackSizeBytes: 0 })).toEqual(failed("WRONG_MODE"));
  });
});

describe("process_start", () => {
  test("begins at its entry with a new stack, the information page, its identifier and its argument", () => {
    const { create, start, normal, running, context } = bootNative();
    create();
    create({ argument: 0xfeed, entry: ENTRY + 0x10 });
    expect(start(2)).toEqual(OK);
    normal();
    expect(running()).toBe(2);
    const stackTop = processStacks + 3 * 2 ** PROCESS_STACK_SHIFT;
    expect(context(2)).toMatchObject({ eip: ENTRY + 0x10, esp: stackTop, ebx: INFO_PAGE, ecx: 2, edx: 0xfeed, eax: 0 });
  });

  test("before NORMAL only arms: delays, releases and deadlines count from the entry into NORMAL", () => {
    const { create, start, normal, running, status, advance, now } = bootNative();
    create({ capacityNs: 1_000n, basePriority: 1 });
    create({ capacityNs: 5_000n });
    expect([start(1), start(2, 300n)]).toEqual([OK, OK]);
    expect(status(1)).toMatchObject({ state: PROCESS_STATE_WAITING, deadlineTimeNs: FOREVER });
    advance(50_000n);
    expect(running()).toBe(FIRST);
    const entered = now();
    normal();
    expect(running()).toBe(1);
    expect(status(1)).toMatchObject({ state: PROCESS_STATE_RUNNING, deadlineTimeNs: entered + 1_000n });
    expect(status(2)).toMatchObject({ state: PROCESS_STATE_WAITING, deadlineTimeNs: entered + 5_300n });
    advance(299n);
    expect(running()).toBe(1);
    advance(1n);
    expect(running()).toBe(2);
  });

  test("in NORMAL is ready at once, or after the delay, which the clock counts", () => {
    const { create, start, normal, running, advance } = bootNative();
    for (const basePriority of [5, 6, 7]) create({ basePriority });
    start(1);
    normal();
    expect(start(2)).toEqual(OK);
    expect(running()).toBe(2);
    expect(start(3, 100n)).toEqual(OK);
    advance(99n);
    expect(running()).toBe(2);
    advance(1n);
    expect(running()).toBe(3);
  });

  test("puts the process where its base priority says, whatever it had before", () => {
    const world = bootProcesses([{ basePriority: 3 }, { basePriority: 5 }]);
    expect(ask(world, "process_set_priority", 2, 9)).toEqual(OK);
    expect(world.status(2).currentPriority).toBe(9);
    world.make("process_stop_self");
    expect(world.running()).toBe(1);
    world.start(2);
    expect(world.status(2)).toMatchObject({ currentPriority: 5, basePriority: 5, state: PROCESS_STATE_RUNNING });
  });

  test("BAD_ARGUMENT for no process, and a delay out of range", () => {
    const world = bootNative();
    world.create();
    world.create(periodic());
    for (const who of [0, 3, HANDLER]) expect(world.start(who)).toEqual(failed("BAD_ARGUMENT"));
    for (const delay of [TIME_MAX + 1n, FOREVER]) expect(world.start(1, delay)).toEqual(failed("BAD_ARGUMENT"));
    for (const delay of [PERIOD, TIME_MAX]) expect(world.start(2, delay)).toEqual(failed("BAD_ARGUMENT"));
    expect(world.start(2, PERIOD - 1n)).toEqual(OK);
  });

  test("NO_ACTION when it is not DORMANT, NOT_CONFIGURED when the deadline could not be told", () => {
    const world = bootNative();
    world.create({ capacityNs: TIME_MAX });
    world.create();
    expect(world.start(1)).toEqual(failed("NOT_CONFIGURED"));
    expect(world.start(2, TIME_MAX)).toEqual(OK);
    expect(world.start(2)).toEqual(failed("NO_ACTION"));
    expect(world.start(2, TIME_MAX + 1n)).toEqual(failed("BAD_ARGUMENT"));
  });
});

describe("periodic processes", () => {
  test("are released first by the next window with periodic processing, after their delay", () => {
    const world = bootNative();
    world.create(periodic({ capacityNs: PERIOD }));
    world.create(periodic({ basePriority: 20 }));
    world.start(1);
    world.start(2, 700n);
    world.window({ periodic: true });
    world.normal();
    expect(world.running()).toBe(NOBODY);
    world.window({ after: 1_000n });
    expect(world.running()).toBe(NOBODY);
    expect(world.status(1).deadlineTimeNs).toBe(FOREVER);
    world.window({ after: 1_000n, periodic: true });
    const released = world.now();
    expect(world.running()).toBe(1);
    expect(world.status(1).deadlineTimeNs).toBe(released + PERIOD);
    world.advanceTo(released + 699n);
    expect(world.running()).toBe(1);
    world.advanceTo(released + 700n);
    expect(world.running()).toBe(2);
  });

  test("started in NORMAL wait for the next such window, too, even if one has just begun", () => {
    const world = bootNative();
    world.create();
    world.create(periodic({ basePriority: 20 }));
    world.start(1);
    world.normal();
    world.window({ periodic: true });
    expect(world.start(2)).toEqual(OK);
    expect(world.running()).toBe(1);
    world.window({ after: 5n, periodic: true });
    expect(world.running()).toBe(2);
  });

  test("are released a period after the last release, not after their call", () => {
    const world = bootProcesses([periodic({ capacityNs: 2_000n })]);
    world.window({ periodic: true });
    const first = world.now();
    for (const computes of [100n, 1_999n, 0n]) {
      const released = world.now();
      world.advance(computes);
      expect(world.make("periodic_wait")).toEqual(OK);
      expect(world.running()).toBe(NOBODY);
      expect(world.status(1).deadlineTimeNs).toBe(released + PERIOD + 2_000n);
      world.advanceTo(released + PERIOD);
      expect(world.running()).toBe(1);
    }
    expect(world.now()).toBe(first + 3n * PERIOD);
  });

  test("that come late begin the next period at once, and make up for each they missed", () => {
    const world = bootProcesses([periodic()]);
    world.window({ periodic: true });
    const first = world.now();
    world.advance(3n * PERIOD + 5n);
    for (let missed = 0; missed < 3; missed += 1) {
      world.make("periodic_wait");
      expect(world.running()).toBe(1);
    }
    world.make("periodic_wait");
    expect(world.running()).toBe(NOBODY);
    world.advanceTo(first + 4n * PERIOD);
    expect(world.running()).toBe(1);
  });

  test("whose release came in another partition's window go on in the next of their own", () => {
    const world = bootProcesses([periodic()]);
    world.window({ periodic: true });
    world.make("periodic_wait");
    world.window({ after: PERIOD + 3n });
    expect(world.running()).toBe(1);
  });
});

describe("process_stop", () => {
  test("makes another DORMANT, whatever it waits for, and nothing of it comes later", () => {
    const world = bootProcesses([{ basePriority: 1 }, { basePriority: 2, capacityNs: 5_000n }]);
    world.withTime("timed_wait", 1_000n);
    expect(ask(world, "process_stop", 2)).toEqual(OK);
    expect(world.status(2)).toMatchObject({ state: PROCESS_STATE_DORMANT });
    world.advance(10_000n);
    expect(world.running()).toBe(1);
  });

  test("takes the preemption lock and the mutex from its owner", () => {
    const world = bootNative();
    world.named("event_create", "not looked at");
    world.write(NAME, "mutex");
    world.make("mutex_create", { ebx: NAME, ecx: 30, edx: 0 });
    world.createHandler();
    for (const basePriority of [5, 6, 7]) world.create({ basePriority });
    for (const process of [1, 2, 3]) world.start(process);
    world.normal();
    world.make("mutex_acquire", { ebx: 1, ecx: 0xffffffff, edx: 0xffffffff });
    callHandler(world);
    expect(ask(world, "process_stop", 3)).toEqual(OK);
    world.make("process_stop_self");
    expect(world.running()).toBe(2);
    expect(world.make("mutex_acquire", { ebx: 1 })).toEqual(OK);
    world.make("mutex_release", { ebx: 1 });
    expect(world.make("preemption_lock")).toEqual({ status: "OK", value: 1 });
    callHandler(world);
    expect(ask(world, "process_stop", 2)).toEqual(OK);
    expect(world.partitionStatus().lockLevel).toBe(0);
    world.make("process_stop_self");
    expect(world.running()).toBe(1);
    expect(world.make("preemption_lock")).toEqual({ status: "OK", value: 1 });
  });

  test("BAD_ARGUMENT for no process or oneself, NO_ACTION for a DORMANT one", () => {
    const world = bootProcesses([{}, {}]);
    for (const who of [0, 1, 3, HANDLER]) expect(ask(world, "process_stop", who)).toEqual(failed("BAD_ARGUMENT"));
    expect(ask(world, "process_stop", 2)).toEqual(OK);
    expect(ask(world, "process_stop", 2)).toEqual(failed("NO_ACTION"));
  });
});

test("process_stop_self ends the process; while the partition starts it is WRONG_MODE", () => {
  const world = bootNative();
  world.create();
  world.start(1);
  expect(world.make("process_stop_self")).toEqual(failed("WRONG_MODE"));
  world.normal();
  world.make("process_stop_self");
  expect(world.running()).toBe(NOBODY);
  expect(world.status(1).state).toBe(PROCESS_STATE_DORMANT);
});

describe("suspension", () => {
  const suspend = (world: NativeWorld, who: number) => ask(world, "process_suspend", who);
  const resume = (world: NativeWorld, who: number) => ask(world, "process_resume", who);

  test("of another ends with process_resume", () => {
    const world = bootProcesses([{ basePriority: 5 }, { basePriority: 3 }]);
    expect(suspend(world, 2)).toEqual(OK);
    expect(world.status(2).state).toBe(PROCESS_STATE_WAITING);
    expect(suspend(world, 2)).toEqual(failed("NO_ACTION"));
    expect(resume(world, 2)).toEqual(OK);
    expect(world.status(2).state).toBe(PROCESS_STATE_READY);
    expect(resume(world, 2)).toEqual(failed("NO_ACTION"));
  });

  test("BAD_ARGUMENT for no process or oneself; WRONG_MODE for a DORMANT one and a periodic one", () => {
    const world = bootProcesses([{ basePriority: 20 }, periodic(), {}]);
    for (const call of [suspend, resume]) {
      for (const who of [0, 1, 4, HANDLER]) expect(call(world, who)).toEqual(failed("BAD_ARGUMENT"));
      expect(call(world, 2)).toEqual(failed("WRONG_MODE"));
    }
    ask(world, "process_stop", 3);
    for (const call of [suspend, resume]) expect(call(world, 3)).toEqual(failed("WRONG_MODE"));
  });

  test("WRONG_MODE for who owns a mutex or the preemption lock", () => {
    const world = bootNative();
    world.createHandler();
    world.write(NAME, "mutex");
    world.make("mutex_create", { ebx: NAME, ecx: 30, edx: 0 });
    world.create();
    world.start(1);
    world.normal();
    world.make("preemption_lock");
    callHandler(world);
    expect(suspend(world, 1)).toEqual(failed("WRONG_MODE"));
    world.make("process_stop_self");
    world.make("preemption_unlock");
    world.make("mutex_acquire", { ebx: 1 });
    callHandler(world);
    expect(suspend(world, 1)).toEqual(failed("WRONG_MODE"));
    world.make("process_stop_self");
    expect(world.withTime("process_suspend_self", FOREVER)).toEqual(failed("WRONG_MODE"));
  });

  test("while waiting: a wait's end does not end the suspension, nor the other way round", () => {
    const world = bootProcesses([{ basePriority: 5 }, { basePriority: 7 }]);
    world.withTime("timed_wait", 100n);
    expect(suspend(world, 2)).toEqual(OK);
    world.advance(200n);
    expect(world.running()).toBe(1);
    expect(resume(world, 2)).toEqual(OK);
    expect(world.running()).toBe(2);

    world.withTime("timed_wait", 100n);
    suspend(world, 2);
    expect(resume(world, 2)).toEqual(OK);
    expect(world.running()).toBe(1);
    world.advance(100n);
    expect(world.running()).toBe(2);
  });

  test("before NORMAL holds until it is ended, as it does for one that is armed", () => {
    const world = bootNative();
    world.create({ basePriority: 20 });
    world.create();
    world.start(1);
    world.start(2);
    expect(suspend(world, 1)).toEqual(OK);
    world.normal();
    expect(world.running()).toBe(2);
    expect(resume(world, 1)).toEqual(OK);
    expect(world.running()).toBe(1);
  });

  test("of oneself ends with a resumption, or TIMED_OUT; a time-out of 0 goes on at once", () => {
    const world = bootProcesses([{ basePriority: 5 }, { basePriority: 7 }]);
    expect(world.withTime("process_suspend_self", 0n)).toEqual(OK);
    expect(world.running()).toBe(2);
    world.withTime("process_suspend_self", 100n);
    expect(world.running()).toBe(1);
    expect(suspend(world, 2)).toEqual(failed("NO_ACTION"));
    world.advance(99n);
    expect(world.running()).toBe(1);
    world.advance(1n);
    expect(world.running()).toBe(2);
    expect(world.answerOf(2)).toEqual(failed("TIMED_OUT"));
    world.withTime("process_suspend_self", 100n);
    resume(world, 2);
    expect(world.running()).toBe(2);
    expect(world.answerOf(2)).toEqual(OK);
    // The time-out is none any more.
    world.withTime("process_suspend_self", FOREVER);
    world.advance(1_000n);
    expect(world.running()).toBe(1);
  });

  test("of oneself is BAD_ARGUMENT out of range, WRONG_MODE where one may not wait and for a periodic process", () => {
    const world = bootProcesses([periodic({ basePriority: 20 }), {}]);
    const suspendSelf = (ns: bigint) => world.withTime("process_suspend_self", ns);
    for (const ns of [TIME_MAX + 1n, FOREVER - 1n]) expect(suspendSelf(ns)).toEqual(failed("BAD_ARGUMENT"));
    world.make("preemption_lock");
    expect(suspendSelf(FOREVER)).toEqual(failed("WRONG_MODE"));
    expect(suspendSelf(0n)).toEqual(failed("WRONG_MODE"));
    callHandler(world);
    expect(suspendSelf(5n)).toEqual(failed("WRONG_MODE"));
    world.make("process_stop_self");
    world.make("preemption_unlock");
    world.window({ periodic: true });
    expect(world.running()).toBe(1);
    expect(suspendSelf(5n)).toEqual(failed("WRONG_MODE"));
  });

  test("of oneself leaves nothing behind when the process is stopped meanwhile and started again", () => {
    const world = bootProcesses([{ basePriority: 5 }, { basePriority: 7 }]);
    world.withTime("process_suspend_self", FOREVER);
    ask(world, "process_stop", 2);
    world.start(2);
    world.withTime("timed_wait", 100n);
    suspend(world, 2);
    // It is in the middle of something else: this suspension was not its own, nor is the time-out this one's.
    expect(resume(world, 2)).toEqual(OK);
    expect(world.running()).toBe(1);
    world.advance(100n);
    expect(world.running()).toBe(2);
  });
});

describe("process_set_priority", () => {
  const setPriority = (world: NativeWorld, who: number, priority: number) =>
    ask(world, "process_set_priority", who, priority);

  test("moves the process behind all others of its new priority, even of its old one", () => {
    const world = bootProcesses([{ basePriority: 5 }, { basePriority: 5 }, { basePriority: 4 }]);
    expect(world.running()).toBe(1);
    expect(setPriority(world, 3, 5)).toEqual(OK);
    expect(setPriority(world, 1, 5)).toEqual(OK);
    expect(world.running()).toBe(2);
    expect(setPriority(world, 2, 5)).toEqual(OK);
    expect(world.running()).toBe(3);
    expect(setPriority(world, 1, 6)).toEqual(OK);
    expect(world.running()).toBe(1);
    expect(world.status(1)).toMatchObject({ basePriority: 5, currentPriority: 6 });
  });

  test("BAD_ARGUMENT for no process or no priority, WRONG_MODE for a DORMANT one", () => {
    const world = bootProcesses([{}, {}]);
    for (const who of [0, 3, HANDLER]) expect(setPriority(world, who, 1)).toEqual(failed("BAD_ARGUMENT"));
    for (const to of [0, PRIORITY_MAX + 1]) expect(setPriority(world, 1, to)).toEqual(failed("BAD_ARGUMENT"));
    ask(world, "process_stop", 2);
    expect(setPriority(world, 2, 0)).toEqual(failed("BAD_ARGUMENT"));
    expect(setPriority(world, 2, 1)).toEqual(failed("WRONG_MODE"));
  });
});

describe("the preemption lock", () => {
  test("keeps others from running, counts to MAX_LOCK_LEVEL, and lets go with the last unlock", () => {
    const world = bootProcesses([{ basePriority: 5 }, { basePriority: 7 }]);
    world.withTime("timed_wait", 100n);
    for (let level = 1; level <= MAX_LOCK_LEVEL; level += 1) {
      expect(world.make("preemption_lock")).toEqual({ status: "OK", value: level });
    }
    expect(world.make("preemption_lock")).toEqual(failed("NOT_CONFIGURED"));
    world.advance(200n);
    expect(world.running()).toBe(1);
    // It survives the end of a window.
    world.window({ after: 1_000n });
    expect(world.running()).toBe(1);
    expect(world.partitionStatus().lockLevel).toBe(MAX_LOCK_LEVEL);
    for (let left = MAX_LOCK_LEVEL - 1; left >= 0; left -= 1) {
      expect(world.running()).toBe(1);
      expect(world.make("preemption_unlock")).toEqual({ status: "OK", value: left });
    }
    expect(world.running()).toBe(2);
    expect(world.make("preemption_unlock")).toEqual(failed("NO_ACTION"));
  });

  test("is the first thread's until NORMAL: NO_ACTION, level 1", () => {
    const world = bootNative();
    expect(world.make("preemption_lock")).toEqual(failed("NO_ACTION"));
    expect(world.make("preemption_unlock")).toEqual(failed("NO_ACTION"));
    expect(world.partitionStatus().lockLevel).toBe(1);
  });

  test("keeps no error handler from running, which has no use for it: NO_ACTION", () => {
    const world = bootProcesses([{}]);
    world.make("preemption_lock");
    callHandler(world);
    expect(world.running()).toBe(HANDLER);
    expect(world.make("preemption_lock")).toEqual(failed("NO_ACTION"));
    expect(world.make("preemption_unlock")).toEqual(failed("NO_ACTION"));
    expect(world.partitionStatus().lockLevel).toBe(1);
  });

  test("is WRONG_MODE for the owner of a mutex", () => {
    const world = bootNative();
    world.write(NAME, "mutex");
    world.make("mutex_create", { ebx: NAME, ecx: 30, edx: 0 });
    world.create();
    world.start(1);
    world.normal();
    world.make("mutex_acquire", { ebx: 1 });
    expect(world.make("preemption_lock")).toEqual(failed("WRONG_MODE"));
  });
});

describe("who is who", () => {
  test("process_my_id: the process, 0 for the first thread, WRONG_MODE for the error handler", () => {
    const world = bootNative();
    expect(world.make("process_my_id")).toEqual(OK);
    world.createHandler();
    world.create();
    world.create();
    world.start(2);
    world.normal();
    expect(world.make("process_my_id")).toEqual({ status: "OK", value: 2 });
    callHandler(world);
    expect(world.make("process_my_id")).toEqual(failed("WRONG_MODE"));
  });

  test("process_id: NOT_CONFIGURED for an unknown name, BAD_POINTER for what can't be read", () => {
    const world = bootNative();
    expect(world.named("process_id", "nobody")).toEqual(failed("NOT_CONFIGURED"));
    expect(world.make("process_id", { ebx: data + 0x2000 - 16 })).toEqual(failed("BAD_POINTER"));
  });

  test("process_status: BAD_POINTER for what can't be written, BAD_ARGUMENT for no process", () => {
    const world = bootProcesses([{}]);
    for (const ecx of [code, data + 0x2000 - 8])
      expect(ask(world, "process_status", 1, ecx).status).toBe("BAD_POINTER");
    expect(ask(world, "process_status", 9, code).status).toBe("BAD_POINTER");
    for (const who of [0, 2, HANDLER]) expect(ask(world, "process_status", who, STATUS).status).toBe("BAD_ARGUMENT");
    expect(ask(world, "process_status", 1, STATUS)).toEqual(OK);
  });

  test("process_set_affinity: there is one core, and only while the partition starts", () => {
    const world = bootNative();
    world.create();
    expect(ask(world, "process_set_affinity", 2, 0)).toEqual(failed("BAD_ARGUMENT"));
    expect(ask(world, "process_set_affinity", 1, 1)).toEqual(failed("NOT_CONFIGURED"));
    expect(ask(world, "process_set_affinity", 1, 0)).toEqual(OK);
    world.start(1);
    world.normal();
    expect(ask(world, "process_set_affinity", 2, 1)).toEqual(failed("BAD_ARGUMENT"));
    expect(ask(world, "process_set_affinity", 1, 1)).toEqual(failed("NOT_CONFIGURED"));
    expect(ask(world, "process_set_affinity", 1, 0)).toEqual(failed("WRONG_MODE"));
  });
});

describe("timed_wait", () => {
  test("waits that long; 0 lets others of the caller's priority go first, and no one of a lower", () => {
    const world = bootProcesses([{}, {}, { basePriority: 1 }]);
    expect(world.withTime("timed_wait", 0n)).toEqual(OK);
    expect(world.running()).toBe(2);
    world.withTime("timed_wait", 0n);
    expect(world.running()).toBe(1);
    world.withTime("timed_wait", 100n);
    world.withTime("timed_wait", 50n);
    expect(world.running()).toBe(3);
    world.advance(49n);
    expect(world.running()).toBe(3);
    world.advance(1n);
    expect(world.running()).toBe(2);
    world.advance(50n);
    // Who becomes ready comes behind those of its priority.
    expect(world.running()).toBe(2);
    expect(world.withTime("timed_wait", TIME_MAX)).toEqual(OK);
    expect(world.running()).toBe(1);
  });

  test("those that come due at one time do so in the order of their identifiers", () => {
    const world = bootProcesses([{}, {}, {}]);
    for (let process = 1; process <= 3; process += 1) world.withTime("timed_wait", 100n);
    world.advance(500n);
    expect(world.running()).toBe(1);
  });

  test("BAD_ARGUMENT out of range; WRONG_MODE for who may not wait", () => {
    const world = bootNative();
    expect(world.withTime("timed_wait", 0n)).toEqual(failed("WRONG_MODE"));
    expect(world.withTime("timed_wait", FOREVER)).toEqual(failed("BAD_ARGUMENT"));
    world.createHandler();
    world.write(NAME, "mutex");
    world.make("mutex_create", { ebx: NAME, ecx: 30, edx: 0 });
    world.create();
    world.start(1);
    world.normal();
    expect(world.withTime("timed_wait", TIME_MAX + 1n)).toEqual(failed("BAD_ARGUMENT"));
    world.make("preemption_lock");
    expect(world.withTime("timed_wait", 1n)).toEqual(failed("WRONG_MODE"));
    callHandler(world);
    expect(world.withTime("timed_wait", 1n)).toEqual(failed("WRONG_MODE"));
    world.make("process_stop_self");
    world.make("preemption_unlock");
    world.make("mutex_acquire", { ebx: 1 });
    expect(world.withTime("timed_wait", 0n)).toEqual(failed("WRONG_MODE"));
  });
});

test("periodic_wait is WRONG_MODE for who is not periodic, and for who may not wait", () => {
  const world = bootProcesses([periodic({ basePriority: 20 }), {}]);
  expect(world.make("periodic_wait")).toEqual(failed("WRONG_MODE"));
  callHandler(world);
  expect(world.make("periodic_wait")).toEqual(failed("WRONG_MODE"));
  world.make("process_stop_self");
  world.window({ periodic: true });
  world.make("preemption_lock");
  expect(world.make("periodic_wait")).toEqual(failed("WRONG_MODE"));
  world.make("preemption_unlock");
  expect(world.make("periodic_wait")).toEqual(OK);
  expect(bootNative().make("periodic_wait")).toEqual(failed("WRONG_MODE"));
});

describe("replenish", () => {
  test("moves the deadline to now and the budget, of a process without a time capacity, too", () => {
    for (const capacityNs of [10_000n, FOREVER]) {
      const world = bootProcesses([{ capacityNs }]);
      world.advance(100n);
      expect(world.withTime("replenish", 300n)).toEqual(OK);
      expect(world.status(1).deadlineTimeNs).toBe(world.now() + 300n);
      world.advance(299n);
      expect(world.running()).toBe(1);
      world.advance(1n);
      expect(world.running()).toBe(HANDLER);
    }
  });

  test("for ever takes it away; 0 is missed at once", () => {
    const world = bootProcesses([{ capacityNs: 1_000n }]);
    expect(world.withTime("replenish", FOREVER)).toEqual(OK);
    expect(world.status(1).deadlineTimeNs).toBe(FOREVER);
    world.advance(5_000n);
    expect(world.running()).toBe(1);
    expect(world.withTime("replenish", 0n)).toEqual(OK);
    expect(world.running()).toBe(HANDLER);
  });

  test("of a periodic process goes as far as its next release, else WRONG_MODE", () => {
    const world = bootProcesses([periodic({ capacityNs: 1_000n })]);
    world.window({ periodic: true });
    const released = world.now();
    world.advance(500n);
    expect(world.withTime("replenish", PERIOD - 500n)).toEqual(OK);
    expect(world.status(1).deadlineTimeNs).toBe(released + PERIOD);
    for (const ns of [PERIOD - 499n, FOREVER]) expect(world.withTime("replenish", ns)).toEqual(failed("WRONG_MODE"));
    expect(world.status(1).deadlineTimeNs).toBe(released + PERIOD);
  });

  test("BAD_ARGUMENT out of range; NO_ACTION for the error handler and while the partition starts", () => {
    const world = bootNative();
    expect(world.withTime("replenish", 5n)).toEqual(failed("NO_ACTION"));
    expect(world.withTime("replenish", TIME_MAX + 1n)).toEqual(failed("BAD_ARGUMENT"));
    const other = bootProcesses([{}]);
    callHandler(other);
    expect(other.withTime("replenish", 5n)).toEqual(failed("NO_ACTION"));
    expect(other.withTime("replenish", FOREVER - 1n)).toEqual(failed("BAD_ARGUMENT"));
  });
});

describe("of the calls that guests have too", () => {
  test("sleep_until waits until then, for ever as well, and is over at once for what is past", () => {
    const world = bootProcesses([{ basePriority: 5 }, { basePriority: 7 }]);
    const sleep = (ns: bigint) => world.withTime("sleep_until", ns);
    expect(sleep(world.now())).toEqual(OK);
    expect(world.running()).toBe(2);
    sleep(world.now() + 100n);
    expect(world.running()).toBe(1);
    world.advance(100n);
    expect(world.running()).toBe(2);
    expect(world.answerOf(2)).toEqual(OK);
    sleep(FOREVER);
    world.advance(TIME_MAX / 2n);
    expect(world.running()).toBe(1);
  });

  test("window_yield waits for the next window of the partition; all that do go on in their order", () => {
    const world = bootProcesses([{}, {}]);
    expect(world.make("window_yield")).toEqual(OK);
    expect(world.running()).toBe(2);
    world.make("window_yield");
    expect(world.running()).toBe(NOBODY);
    world.window({ after: 1_000n });
    expect(world.running()).toBe(1);
    world.make("process_stop_self");
    expect(world.running()).toBe(2);
  });
});

describe("partition_set_mode", () => {
  test("NORMAL ends the first thread and runs the processes; once more it is NO_ACTION", () => {
    const world = bootNative();
    world.create();
    world.start(1);
    world.setMode(MODE_NORMAL);
    expect([world.running(), world.mode()]).toEqual([1, MODE_NORMAL]);
    expect(world.setMode(MODE_NORMAL)).toEqual(failed("NO_ACTION"));
  });

  test("without a process the partition is in NORMAL and does nothing", () => {
    const world = bootNative();
    world.normal();
    expect([world.running(), world.mode()]).toEqual([NOBODY, MODE_NORMAL]);
  });

  test("BAD_ARGUMENT for no mode, WRONG_MODE for a warm start in a cold one", () => {
    const world = bootNative();
    expect(world.setMode(4)).toEqual(failed("BAD_ARGUMENT"));
    expect(world.setMode(MODE_WARM_START)).toEqual(failed("WRONG_MODE"));
    world.normal();
  });

  test.each([MODE_COLD_START, MODE_WARM_START])("%i starts the partition again, from nothing", (mode) => {
    const world = bootProcesses([{}, {}]);
    world.setMode(mode);
    expect([world.running(), world.mode()]).toEqual([NOBODY, mode]);
    world.load();
    expect(world.running()).toBe(FIRST);
    expect(world.partitionStatus()).toMatchObject({ mode, startCondition: START_PARTITION_RESTART, lockLevel: 1 });
    expect(world.named("process_id", "process 1")).toEqual(failed("NOT_CONFIGURED"));
    expect(world.create()).toEqual({ status: "OK", value: 1 });
  });

  test("IDLE ends everything", () => {
    const world = bootProcesses([{ capacityNs: 100n }, {}]);
    world.setMode(MODE_IDLE);
    expect([world.running(), world.mode()]).toEqual([NOBODY, MODE_IDLE]);
    world.window({ after: 1_000n, periodic: true });
    expect([world.running(), world.mode()]).toEqual([NOBODY, MODE_IDLE]);
  });
});

test("partition_status tells period, duration, mode and lock level", () => {
  const world = bootNative();
  expect(world.partitionStatus()).toMatchObject({
    ...{ periodNs: PERIOD, durationNs: 1_000_000n, identifier: 0, mode: MODE_COLD_START, startCondition: 0 },
    ...{ restarts: 0, lockLevel: 1, reserved: 0 },
  });
  expect(world.make("partition_status", { ebx: code })).toEqual(failed("BAD_POINTER"));
  expect(START).toBeGreaterThan(0n);
});
