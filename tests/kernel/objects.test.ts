/** What all kinds of objects have in common: how they are made, found and counted, and who may wait for them. */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { OBJECT_CALLS } from "../../abi/calls/objects.js";
import {
  DISCIPLINE_FIFO,
  DISCIPLINE_PRIORITY,
  MAX_MESSAGE_SIZE,
  MAX_MESSAGES,
  MAX_OBJECTS,
  MAX_SEMAPHORE_VALUE,
  PRIORITY_MAX,
} from "../../host/generated/abi.js";
import {
  CONSTANT_BYTES,
  CONSTANTS,
  DATA,
  DATA_BYTES,
  FOR_EVER,
  KERNEL_MEMORY,
  type ObjectsWorld,
  OK,
  objectsWorld,
  pieceOf,
  time,
  WAITS,
} from "./objects-world.js";

const FIFO = DISCIPLINE_FIFO;
const OVER = DISCIPLINE_PRIORITY + 1;
const HUGE = 0xffff_ffff;
const LONGEST_WAIT = 1n << 62n;

interface Kind {
  readonly kind: string;
  readonly good: readonly number[];
  readonly bad: readonly (readonly number[])[];
  readonly statusWords: number;
}

const KINDS: readonly Kind[] = [
  {
    kind: "buffer",
    good: [64, 2, FIFO],
    bad: [
      [0, 2, FIFO],
      [MAX_MESSAGE_SIZE + 1, 2, FIFO],
      [HUGE, HUGE, FIFO],
      [64, 0, FIFO],
      [64, MAX_MESSAGES + 1, FIFO],
      [64, 2, OVER],
    ],
    statusWords: 4,
  },
  { kind: "blackboard", good: [64], bad: [[0], [MAX_MESSAGE_SIZE + 1], [HUGE]], statusWords: 4 },
  {
    kind: "semaphore",
    good: [0, 2, FIFO],
    bad: [
      [0, 0, FIFO],
      [3, 2, FIFO],
      [0, MAX_SEMAPHORE_VALUE + 1, FIFO],
      [0, 2, OVER],
    ],
    statusWords: 4,
  },
  { kind: "event", good: [], bad: [], statusWords: 2 },
  {
    kind: "mutex",
    good: [20, FIFO],
    bad: [
      [0, FIFO],
      [PRIORITY_MAX + 1, FIFO],
      [20, OVER],
    ],
    statusWords: 6,
  },
];

/** A call that waits for a fresh object of `good`, with a timeout. */
const WAITING: readonly { readonly kind: string; wait(process: number, ns: bigint): [string, ...number[]] }[] = [
  { kind: "buffer", wait: (process, ns) => ["buffer_receive", 1, pieceOf(process), ...time(ns)] },
  { kind: "blackboard", wait: (process, ns) => ["blackboard_read", 1, pieceOf(process), ...time(ns)] },
  { kind: "semaphore", wait: (_, ns) => ["semaphore_wait", 1, ...time(ns)] },
  { kind: "event", wait: (_, ns) => ["event_wait", 1, ...time(ns)] },
];

const goodOf = (kind: string) => KINDS.find((candidate) => candidate.kind === kind)!.good;

describe.each(KINDS)("a $kind", ({ kind, good, bad, statusWords }) => {
  test("has an identifier, from 1, and is found by its name", () => {
    const world = objectsWorld();
    expect(world.create("one", kind, ...good)).toEqual(["OK", 1]);
    expect(world.create("two", kind, ...good)).toEqual(["OK", 2]);
    expect(world.make(0, `${kind}_id`, world.layName("two"))).toEqual(["OK", 2]);
    expect(world.make(0, `${kind}_id`, world.layName("one"))).toEqual(["OK", 1]);
    expect(world.make(0, `${kind}_id`, world.layName("three"))).toEqual(["NOT_CONFIGURED", 0]);
    expect(world.make(0, `${kind}_id`, world.layName("on"))).toEqual(["NOT_CONFIGURED", 0]);
    world.begin();
    expect(world.make(1, `${kind}_id`, world.layName("two"))).toEqual(["OK", 2]);
  });

  test("each name is there once; what follows its NUL means nothing, and it may have no NUL", () => {
    const world = objectsWorld();
    const full = "x".repeat(32);
    expect(world.create("abc\0junk", kind, ...good)).toEqual(["OK", 1]);
    expect(world.create("abc\0other", kind, ...good)).toEqual(["NO_ACTION", 0]);
    expect(world.create(full, kind, ...good)).toEqual(["OK", 2]);
    expect(world.create(full, kind, ...good)).toEqual(["NO_ACTION", 0]);
    expect(world.create(`${"x".repeat(31)}y`, kind, ...good)).toEqual(["OK", 3]);
    expect(world.make(0, `${kind}_id`, world.layName("abc"))).toEqual(["OK", 1]);
    expect(world.create("abc", kind === "event" ? "semaphore" : "event", 0, 1)).toEqual(["OK", 1]);
  });

  test("is made by the partition's initialisation alone", () => {
    const world = objectsWorld();
    world.begin();
    expect(world.make(1, `${kind}_create`, world.layName("late"), ...good)).toEqual(["WRONG_MODE", 0]);
    expect(world.badCalls()).toBe(0);
    const guest = objectsWorld({ vcpus: 1, processes: 0 });
    expect(guest.create("vcpu", kind, ...good)).toEqual(["NOT_CONFIGURED", 0]);
    expect(guest.make(0, `${kind}_id`, guest.layName("vcpu"))).toEqual(["NOT_CONFIGURED", 0]);
    expect(guest.make(0, `${kind}_status`, 1, DATA)).toEqual(["BAD_ARGUMENT", 0]);
  });

  test("no argument may leave its range, and no pointer the partition's memory", () => {
    const world = objectsWorld();
    const before = world.call.poolLeft(world.partition);
    for (const args of bad) expect(world.create("bad", kind, ...args), String(args)).toEqual(["BAD_ARGUMENT", 0]);
    const pointers = [0, HUGE, HUGE - 30, KERNEL_MEMORY, DATA - 1, CONSTANTS + CONSTANT_BYTES - 31];
    for (const pointer of pointers) {
      expect(world.make(0, `${kind}_create`, pointer, ...good)).toEqual(["BAD_POINTER", 0]);
      expect(world.make(0, `${kind}_id`, pointer)).toEqual(["BAD_POINTER", 0]);
    }
    expect(world.badCalls()).toBe(bad.length + 2 * pointers.length);
    expect(world.call.poolLeft(world.partition)).toBe(before);
    expect(world.make(0, `${kind}_create`, CONSTANTS + CONSTANT_BYTES - 32, ...good)).toEqual(["OK", 1]);
    for (const pointer of [0, HUGE, KERNEL_MEMORY, CONSTANTS - 4 * statusWords + 1, CONSTANTS])
      expect(world.make(0, `${kind}_status`, 1, pointer)).toEqual(["BAD_POINTER", 0]);
    expect(world.make(0, `${kind}_status`, 1, CONSTANTS - 4 * statusWords)).toEqual(OK);
    expect(world.make(0, `${kind}_status`, 2, CONSTANTS)).toEqual(["BAD_POINTER", 0]);
  });

  test("of several faults the call tells the first, in the order of abi/calls", () => {
    const faults = fc.record({
      pointer: fc.boolean(),
      mode: fc.boolean(),
      name: fc.boolean(),
      range: fc.constantFrom(...[undefined, ...bad]),
      room: fc.boolean(),
    });
    const call = OBJECT_CALLS.find(({ name }) => name === `${kind}_create`)!;
    fc.assert(
      fc.property(faults, ({ pointer, mode, name, range, room }) => {
        const world = objectsWorld({ processes: 1, kernelMemoryBytes: 3 * 896 + 10240 + (room ? 512 : 8192) });
        world.create("there", kind, ...good);
        if (room) while (world.create(`filler${world.call.poolLeft(world.partition)}`, "event")[0] === "OK");
        if (mode) world.begin();
        const present = {
          BAD_POINTER: pointer,
          WRONG_MODE: mode,
          NO_ACTION: name,
          BAD_ARGUMENT: range !== undefined,
          NOT_CONFIGURED: room,
        };
        const first = call.errors.find((error) => present[error as keyof typeof present]);
        const at = pointer ? KERNEL_MEMORY : world.layName(name ? "there" : "new", pieceOf(1));
        const answer = world.make(mode ? 1 : 0, `${kind}_create`, at, ...(range ?? good));
        expect(answer).toEqual(first === undefined ? ["OK", 2] : [first, 0]);
      }),
      { numRuns: 60 },
    );
  });

  test("the partition can have MAX_OBJECTS of them, and what its memory has room for", () => {
    const world = objectsWorld({ kernelMemoryBytes: 0x2c000 });
    for (let i = 1; i <= MAX_OBJECTS; i += 1) expect(world.create(`o${i}`, kind, ...good)).toEqual(["OK", i]);
    const left = world.call.poolLeft(world.partition);
    expect(world.create("more", kind, ...good)).toEqual(["NOT_CONFIGURED", 0]);
    expect(world.call.poolLeft(world.partition)).toBe(left);
    expect(world.make(0, `${kind}_id`, world.layName(`o${MAX_OBJECTS}`))).toEqual(["OK", MAX_OBJECTS]);
    expect(world.make(0, `${kind}_status`, MAX_OBJECTS, DATA)).toEqual(OK);
    expect(world.create("other", kind === "event" ? "semaphore" : "event", 0, 1)).toEqual(["OK", 1]);
    const small = objectsWorld({ processes: 1, kernelMemoryBytes: 3 * 896 + 10240 + 512 });
    let made = 0;
    while (small.create(`o${made}`, kind, ...good)[0] === "OK") made += 1;
    expect(made).toBeGreaterThan(1);
    expect(small.create("more", kind, ...good)).toEqual(["NOT_CONFIGURED", 0]);
    small.checkGuard();
  });

  test("is no more after a start of the partition", () => {
    const world = objectsWorld();
    world.create("old", kind, ...good);
    world.begin();
    world.call.startObjectsPartition(world.partition);
    expect(world.make(0, `${kind}_id`, world.layName("old"))).toEqual(["NOT_CONFIGURED", 0]);
    expect(world.make(0, `${kind}_status`, 1, DATA)).toEqual(["BAD_ARGUMENT", 0]);
    expect(world.create("old", kind, ...good)).toEqual(["OK", 1]);
  });
});

test("a call with an identifier of nothing changes nothing", () => {
  const world = objectsWorld();
  for (const { kind, good } of KINDS) world.create("only", kind, ...good);
  world.begin();
  const calls = OBJECT_CALLS.filter(({ args }) => args[0]!.name === "identifier");
  expect(calls).toHaveLength(18);
  for (const { name, args } of calls) {
    for (const identifier of [0, 2, 257, 0x8000_0001, HUGE]) {
      const others = args.slice(1).map(({ type, name }) => (type === "u32" ? Number(name === "length") : pieceOf(1)));
      expect(world.make(1, name, identifier, ...others), name).toEqual(["BAD_ARGUMENT", 0]);
    }
  }
  expect(world.badCalls()).toBe(5 * calls.length);
});

test("a number that is none of theirs is an unknown call", () => {
  const world = objectsWorld();
  expect(world.make(0, "no such call")).toEqual(["UNKNOWN_CALL", 0]);
  expect(world.badCalls()).toBe(1);
});

describe.each(WAITING)("who calls $kind's waiting call", ({ kind, wait }) => {
  const start = () => {
    const world = objectsWorld();
    world.create("it", kind, ...goodOf(kind));
    world.create("mutex", "mutex", 20, FIFO);
    return world;
  };
  const started = (prepare: (world: ObjectsWorld) => void = () => {}) => {
    const world = start();
    world.begin();
    prepare(world);
    return world;
  };

  test("names a time up to 2^62 ns, or -1", () => {
    const world = started();
    for (const ns of [LONGEST_WAIT + 1n, 1n << 63n, FOR_EVER - 1n])
      expect(world.make(1, ...wait(1, ns))).toEqual(["BAD_ARGUMENT", 0]);
    expect(world.make(1, ...wait(1, LONGEST_WAIT))).toBe(WAITS);
    expect(world.make(2, ...wait(2, FOR_EVER))).toBe(WAITS);
    world.expire(LONGEST_WAIT - 1n);
    expect(world.outcome(1)).toBe(WAITS);
    world.expire(LONGEST_WAIT);
    expect(world.outcome(1)).toEqual(["TIMED_OUT", 0]);
    expect(world.outcome(2)).toBe(WAITS);
    expect(world.waiting(kind, 1)).toEqual([2]);
  });

  test("does not wait with a time of 0", () => {
    expect(started().make(1, ...wait(1, 0n))).toEqual(["NOT_AVAILABLE", 0]);
    expect(start().make(0, ...wait(0, 0n))).toEqual(["NOT_AVAILABLE", 0]);
  });

  test("may not wait while it initialises, holds the preemption lock or a mutex, or is the error handler", () => {
    const refused = ["WRONG_MODE", 0];
    expect(start().make(0, ...wait(0, FOR_EVER))).toEqual(refused);
    const locked = started(({ call, partition, threadOf }) => call.lockPreemption(partition, threadOf(1), 1));
    expect(locked.make(1, ...wait(1, 5n))).toEqual(refused);
    const owner = started((world) => expect(world.make(1, "mutex_acquire", 1, ...time(0n))).toEqual(OK));
    expect(owner.make(1, ...wait(1, FOR_EVER))).toEqual(refused);
    const world = started(({ call, partition }) => call.beginObjectsHandler(partition));
    expect(world.make(world.processes + 1, ...wait(0, FOR_EVER))).toEqual(refused);
    expect(world.waiting(kind, 1)).toEqual([]);
  });

  test("waits no more once it is stopped", () => {
    const world = started();
    expect(world.make(1, ...wait(1, 100n))).toBe(WAITS);
    expect(world.make(2, ...wait(2, FOR_EVER))).toBe(WAITS);
    world.call.stopProcess(world.threadOf(1));
    expect(world.waiting(kind, 1)).toEqual([2]);
    expect(world.status(kind, 1, 2).length).toBe(2);
  });

  test("has room for what comes", () => {
    if (kind !== "buffer" && kind !== "blackboard") return;
    const world = started();
    const call = `${kind}_${kind === "buffer" ? "receive" : "read"}`;
    for (const pointer of [0, CONSTANTS, CONSTANTS - 63, KERNEL_MEMORY])
      expect(world.make(1, call, 1, pointer, ...time(FOR_EVER))).toEqual(["BAD_POINTER", 0]);
    expect(world.make(1, call, 1, DATA + DATA_BYTES - 64, ...time(FOR_EVER))).toBe(WAITS);
  });
});
