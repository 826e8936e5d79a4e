/** Mutexes: who owns them, and at which priority. */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  DISCIPLINE_FIFO,
  DISCIPLINE_PRIORITY,
  MAX_LOCK_LEVEL,
  POLICY_LEAST_LAXITY,
  PREEMPTION_LOCK,
} from "../../host/generated/abi.js";
import {
  compare,
  disciplines,
  type Happening,
  happenInKernel,
  happenings,
  PRIORITY,
  PROCESSES,
  ProcessesModel,
  processes,
  timeouts,
} from "./objects-model.js";
import { FOR_EVER, OK, objectsWorld, time, WAITS } from "./objects-world.js";

const CEILING = 20;
const LONG = (1n << 62n) + 1n;
const REFUSED = ["WRONG_MODE", 0];

/** A world with a mutex, number 1, and another. */
function withMutex(ceiling = CEILING, discipline = DISCIPLINE_FIFO, policy = 0) {
  const world = objectsWorld({ policy });
  expect(world.create("mutex", "mutex", ceiling, discipline)).toEqual(["OK", 1]);
  expect(world.create("other", "mutex", ceiling, discipline)).toEqual(["OK", 2]);
  world.begin();
  return {
    ...world,
    acquire: (process: number, ns = FOR_EVER, mutex = 1) => world.make(process, "mutex_acquire", mutex, ...time(ns)),
    release: (process: number, mutex = 1) => world.make(process, "mutex_release", mutex),
    reset: (process: number, owner: number) => world.make(process, "mutex_reset", 1, owner),
    owned: (process: number) => world.make(5, "process_mutex", process),
  };
}

test("its owner has its ceiling until it gave it back as often as it took it", () => {
  const { acquire, release, status, priorityOf, firstReady, setPriority } = withMutex();
  expect(status("mutex", 1, 6)).toEqual([0, 0, CEILING, 0, 0, 0]);
  setPriority(3, PRIORITY + 1);
  expect(firstReady()).toBe(3);
  expect(acquire(2)).toEqual(OK);
  expect(acquire(2, 0n)).toEqual(OK);
  expect(status("mutex", 1, 6)).toEqual([1, 2, CEILING, 2, 0, 0]);
  expect([priorityOf(2), firstReady()]).toEqual([CEILING, 2]);
  expect(release(2)).toEqual(OK);
  expect([priorityOf(2), firstReady()]).toEqual([CEILING, 2]);
  expect(release(2)).toEqual(OK);
  expect([priorityOf(2), firstReady()]).toEqual([PRIORITY, 3]);
  expect(release(2)).toEqual(REFUSED);
  expect(status("mutex", 1, 6)).toEqual([0, 0, CEILING, 0, 0, 0]);
});

test("it can be taken MAX_LOCK_LEVEL times", () => {
  const { acquire, release, status } = withMutex();
  for (let i = 0; i < MAX_LOCK_LEVEL; i += 1) expect(acquire(1)).toEqual(OK);
  expect(acquire(1)).toEqual(["NOT_CONFIGURED", 0]);
  expect(status("mutex", 1, 4)).toEqual([1, 1, CEILING, MAX_LOCK_LEVEL]);
  expect(release(1)).toEqual(OK);
  expect(acquire(1)).toEqual(OK);
});

test("who may not own it", () => {
  const initialising = objectsWorld();
  initialising.create("mutex", "mutex", CEILING, DISCIPLINE_FIFO);
  for (const ns of [0n, FOR_EVER]) expect(initialising.make(0, "mutex_acquire", 1, ...time(ns))).toEqual(REFUSED);

  const world = withMutex();
  for (const ns of [0n, FOR_EVER]) {
    world.setPriority(2, CEILING + 1);
    expect(world.acquire(2, ns)).toEqual(REFUSED);
    world.call.lockPreemption(world.partition, world.threadOf(1), 1);
    expect(world.acquire(1, ns)).toEqual(REFUSED);
    world.call.lockPreemption(world.partition, 0, 0);
    expect(world.acquire(3, ns, 2)).toEqual(OK);
    expect(world.acquire(3, ns, 1)).toEqual(REFUSED);
    expect(world.release(3, 2)).toEqual(OK);
    world.call.beginObjectsHandler(world.partition);
    expect(world.acquire(world.processes + 1, ns)).toEqual(REFUSED);
  }
  world.setPriority(2, CEILING);
  expect(world.acquire(2)).toEqual(OK);
  for (const ns of [LONG, FOR_EVER - 1n]) expect(world.acquire(2, ns)).toEqual(["BAD_ARGUMENT", 0]);
});

test("who waits for it gets it with its ceiling, in the order of the discipline", () => {
  const world = withMutex(CEILING, DISCIPLINE_PRIORITY);
  const { acquire, release, outcome, waiting, priorityOf, firstReady, status } = world;
  world.setPriority(4, PRIORITY + 2);
  expect(acquire(1)).toEqual(OK);
  expect(acquire(2, 0n)).toEqual(["NOT_AVAILABLE", 0]);
  for (const process of [2, 3, 4]) expect(acquire(process, 1000n)).toBe(WAITS);
  expect(waiting("mutex", 1)).toEqual([4, 2, 3]);
  expect(release(1)).toEqual(OK);
  expect(outcome(4)).toEqual(OK);
  expect(status("mutex", 1, 5)).toEqual([1, 4, CEILING, 1, 2]);
  expect([priorityOf(1), priorityOf(4), firstReady()]).toEqual([PRIORITY, CEILING, 4]);
  expect(release(1)).toEqual(REFUSED);
  world.expire(1000n);
  for (const process of [2, 3]) expect(outcome(process)).toEqual(["TIMED_OUT", 0]);
  expect(release(4)).toEqual(OK);
  expect([priorityOf(4), status("mutex", 1, 1)[0]]).toEqual([PRIORITY + 2, 0]);
});

test("taking it and giving it back lets none of the same priority go first", () => {
  const { acquire, release, firstReady, ready, setPriority } = withMutex();
  expect(firstReady()).toBe(1);
  acquire(1);
  release(1);
  expect(ready()).toEqual(new Map([[PRIORITY, [1, 2, 3, 4, 5]]]));
  setPriority(1, PRIORITY);
  expect(ready()).toEqual(new Map([[PRIORITY, [2, 3, 4, 5, 1]]]));
  const level = withMutex(PRIORITY);
  level.acquire(1);
  expect(level.firstReady()).toBe(1);
  level.release(1);
  expect(level.ready()).toEqual(new Map([[PRIORITY, [1, 2, 3, 4, 5]]]));
});

test("who gets it from another comes behind those who have its priority already", () => {
  const { acquire, release, setPriority, ready } = withMutex();
  acquire(1);
  expect(acquire(2)).toBe(WAITS);
  setPriority(3, CEILING);
  release(1);
  expect(ready().get(CEILING)).toEqual([3, 2]);
});

test("setting its owner's priority sets what the owner has without it, and raises above the ceiling at once", () => {
  const { acquire, release, setPriority, priorityOf, ready } = withMutex();
  acquire(1);
  setPriority(1, PRIORITY - 3);
  expect(priorityOf(1)).toBe(CEILING);
  release(1);
  expect(priorityOf(1)).toBe(PRIORITY - 3);
  acquire(1);
  setPriority(1, CEILING + 5);
  expect(priorityOf(1)).toBe(CEILING + 5);
  expect(acquire(1)).toEqual(REFUSED);
  setPriority(1, CEILING - 5);
  expect(priorityOf(1)).toBe(CEILING);
  setPriority(1, CEILING + 7);
  release(1);
  expect(priorityOf(1)).toBe(CEILING + 7);
  expect(ready().get(CEILING + 7)).toEqual([1]);
});

test("who was raised above the ceiling while it waited keeps that", () => {
  const { acquire, release, setPriority, priorityOf } = withMutex();
  acquire(1);
  acquire(2);
  setPriority(2, CEILING + 1);
  release(1);
  expect(priorityOf(2)).toBe(CEILING + 1);
  release(2);
  expect(priorityOf(2)).toBe(CEILING + 1);
});

test("a reset takes it from its owner, who must be named", () => {
  const { acquire, reset, outcome, owned, priorityOf, status } = withMutex();
  expect(reset(5, 1)).toEqual(REFUSED);
  for (let i = 0; i < 3; i += 1) acquire(1);
  expect(acquire(2)).toBe(WAITS);
  for (const process of [0, 6, 0xffff_ffff]) expect(reset(5, process)).toEqual(["BAD_ARGUMENT", 0]);
  expect(reset(5, 2)).toEqual(REFUSED);
  expect(reset(5, 1)).toEqual(OK);
  expect(outcome(2)).toEqual(OK);
  expect(status("mutex", 1, 4)).toEqual([1, 2, CEILING, 1]);
  expect([priorityOf(1), priorityOf(2)]).toEqual([PRIORITY, CEILING]);
  expect([owned(1), owned(2)]).toEqual([OK, ["OK", 1]]);
  expect(reset(2, 2)).toEqual(OK);
  expect(status("mutex", 1, 1)).toEqual([0]);
});

test("stopping its owner frees it", () => {
  const { call, threadOf, acquire, outcome, owned, ready } = withMutex();
  acquire(1);
  acquire(2);
  call.stopProcess(threadOf(1));
  expect(outcome(2)).toEqual(OK);
  expect(owned(2)).toEqual(["OK", 1]);
  call.stopProcess(threadOf(2));
  expect(ready()).toEqual(new Map([[PRIORITY, [3, 4, 5]]]));
  expect(acquire(3, 0n)).toEqual(OK);
});

test("what a process owns is told", () => {
  const initialising = objectsWorld();
  expect(initialising.make(0, "process_mutex", 0)).toEqual(["OK", PREEMPTION_LOCK]);
  expect(initialising.make(0, "process_mutex", 1)).toEqual(["BAD_ARGUMENT", 0]);
  const guest = objectsWorld({ vcpus: 1, processes: 0 });
  expect(guest.make(0, "process_mutex", 0)).toEqual(["BAD_ARGUMENT", 0]);
  const world = withMutex();
  expect([world.owned(0), world.owned(1)]).toEqual([OK, OK]);
  for (const process of [6, 0xffff_ffff]) expect(world.owned(process)).toEqual(["BAD_ARGUMENT", 0]);
  world.acquire(1, 0n, 2);
  world.call.lockPreemption(world.partition, world.threadOf(3), 1);
  expect([world.owned(1), world.owned(3), world.owned(4)]).toEqual([["OK", 2], ["OK", PREEMPTION_LOCK], OK]);
});

test("no policy loses a process whose priority changes", () => {
  for (let policy = 0; policy <= POLICY_LEAST_LAXITY; policy += 1) {
    const { acquire, release, setPriority, firstReady, make, call, partition } = withMutex(
      CEILING,
      DISCIPLINE_FIFO,
      policy,
    );
    const first = firstReady();
    acquire(1);
    acquire(2);
    setPriority(3, PRIORITY + 1);
    release(1);
    release(2);
    setPriority(3, PRIORITY);
    if (policy !== 0) expect(firstReady()).toBe(first);
    const seen = new Set<number>();
    acquire(5);
    for (let process = firstReady(); process !== 5; process = firstReady()) {
      if (process === undefined || seen.has(process)) throw new Error(`policy ${policy}: ${process} again`);
      seen.add(process);
      expect(make(process, "mutex_acquire", 1, ...time(FOR_EVER))).toBe(WAITS);
      if (call.firstReady(partition) === 0) break;
    }
  }
});

interface Service {
  readonly what: "acquire" | "release" | "reset";
  readonly process: number;
  readonly ns: bigint;
  /** Whom `reset` names. */
  readonly other: number;
}
const SERVICES = ["acquire", "acquire", "release", "reset"] as const;
const isService = (operation: Service | Happening): operation is Service =>
  SERVICES.some((what) => what === operation.what);

class MutexModel extends ProcessesModel {
  owner: number | undefined;
  count = 0;
  #retained = 0;

  constructor(
    discipline: number,
    readonly ceiling: number,
  ) {
    super(discipline);
  }

  acquire(process: number, ns: bigint): void {
    const isTooHigh = this.priority.get(process)! > this.ceiling;
    if (isTooHigh) this.end(process, "WRONG_MODE");
    else if (this.owner === undefined) this.#give(process);
    else if (this.owner !== process) this.wait(process, ns);
    else if (this.count === MAX_LOCK_LEVEL) this.end(process, "NOT_CONFIGURED");
    else {
      this.count += 1;
      this.end(process, "OK");
    }
  }

  release(process: number): void {
    const isOwner = this.owner === process;
    if (isOwner && this.count === 1) this.#takeAway();
    else if (isOwner) this.count -= 1;
    this.end(process, isOwner ? "OK" : "WRONG_MODE");
  }

  reset(process: number, owner: number): void {
    const isOwner = this.owner === owner;
    if (isOwner) this.#takeAway();
    this.end(process, isOwner ? "OK" : "WRONG_MODE");
  }

  override happen(happening: Happening): void {
    const { what, process } = happening;
    if (what === "stop" && this.owner === process) this.#takeAway();
    if (what !== "priority" || this.owner !== process) {
      super.happen(happening);
      return;
    }
    this.#retained = happening.priority;
    this.priority.set(process, Math.max(this.ceiling, happening.priority));
  }

  #give(process: number): void {
    this.owner = process;
    this.count = 1;
    this.#retained = this.priority.get(process)!;
    this.priority.set(process, Math.max(this.ceiling, this.#retained));
    this.end(process, "OK");
  }

  #takeAway(): void {
    this.priority.set(this.owner!, this.#retained);
    this.owner = undefined;
    this.count = 0;
    const next = this.takeFirst();
    if (next !== undefined) this.#give(next);
  }
}

describe("any sequence of services", () => {
  const operations: fc.Arbitrary<(Service | Happening)[]> = fc.array(
    fc.oneof(
      {
        weight: 8,
        arbitrary: fc.record({
          what: fc.constantFrom(...SERVICES),
          process: processes,
          ns: timeouts,
          other: processes,
        }),
      },
      { weight: 2, arbitrary: happenings },
    ),
    { minLength: 1, maxLength: 60 },
  );
  const ceilings = fc.integer({ min: PRIORITY - 1, max: PRIORITY + 2 });

  test("does what an owner, a count and a line of processes do", () => {
    fc.assert(
      fc.property(disciplines, ceilings, operations, (discipline, ceiling, sequence) => {
        const world = withMutex(ceiling, discipline);
        const model = new MutexModel(discipline, ceiling);
        for (const operation of sequence) {
          const { what, process } = operation;
          if (!isService(operation)) {
            model.happen(operation);
            happenInKernel(world, operation);
          } else if (!model.isWaiting(process)) {
            if (what === "acquire") model.acquire(process, operation.ns);
            else if (what === "release") model.release(process);
            else model.reset(process, operation.other);
            if (what === "acquire") world.acquire(process, operation.ns);
            else if (what === "release") world.release(process);
            else world.reset(process, operation.other);
          }
          compare(world, model, "mutex");
          const { owner, count, line } = model;
          const owned = Number(owner !== undefined);
          expect(world.status("mutex", 1, 6)).toEqual([owned, owner ?? 0, ceiling, count, line.length, 0]);
          for (const other of PROCESSES)
            expect(world.make(0, "process_mutex", other)).toEqual(["OK", Number(other === owner)]);
        }
      }),
    );
  });
});
