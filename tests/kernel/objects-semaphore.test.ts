/** Counting semaphores, and events. */
import fc from "fast-check";
import { expect, test } from "vitest";
import { DISCIPLINE_FIFO, DISCIPLINE_PRIORITY, MAX_SEMAPHORE_VALUE } from "../../host/generated/abi.js";
import {
  compare,
  disciplines,
  type Happening,
  happenInKernel,
  happenings,
  ProcessesModel,
  processes,
  timeouts,
} from "./objects-model.js";
import { FOR_EVER, OK, objectsWorld, time, WAITS } from "./objects-world.js";

function withSemaphore(current: number, maximum: number, discipline = DISCIPLINE_FIFO) {
  const world = objectsWorld();
  expect(world.create("semaphore", "semaphore", current, maximum, discipline)).toEqual(["OK", 1]);
  world.begin();
  const wait = (process: number, ns = FOR_EVER) => world.make(process, "semaphore_wait", 1, ...time(ns));
  const signal = (process: number) => world.make(process, "semaphore_signal", 1);
  return { ...world, wait, signal };
}

function withEvent(processes?: number) {
  const world = objectsWorld(processes === undefined ? {} : { processes, kernelMemoryBytes: 0x30000 });
  expect(world.create("event", "event")).toEqual(["OK", 1]);
  world.begin();
  const wait = (process: number, ns = FOR_EVER) => world.make(process, "event_wait", 1, ...time(ns));
  return {
    ...world,
    wait,
    set: (process: number) => world.make(process, "event_set", 1),
    reset: (process: number) => world.make(process, "event_reset", 1),
  };
}

test("a semaphore counts up to its maximum", () => {
  const { wait, signal, status } = withSemaphore(1, 2);
  expect(status("semaphore", 1, 4)).toEqual([1, 2, 0, 0]);
  expect(signal(1)).toEqual(OK);
  expect(signal(1)).toEqual(["NO_ACTION", 0]);
  expect(wait(1)).toEqual(OK);
  expect(wait(2, 0n)).toEqual(OK);
  expect(wait(3, 0n)).toEqual(["NOT_AVAILABLE", 0]);
  expect(status("semaphore", 1, 4)).toEqual([0, 2, 0, 0]);
  expect(withSemaphore(MAX_SEMAPHORE_VALUE, MAX_SEMAPHORE_VALUE).signal(1)).toEqual(["NO_ACTION", 0]);
});

test("a signal goes to the first who waits, and the value stays 0", () => {
  const world = withSemaphore(0, 5, DISCIPLINE_PRIORITY);
  world.setPriority(3, 40);
  for (const process of [1, 2, 3]) expect(world.wait(process)).toBe(WAITS);
  expect(world.status("semaphore", 1, 4)).toEqual([0, 5, 3, 0]);
  expect(world.signal(4)).toEqual(OK);
  expect(world.outcome(3)).toEqual(OK);
  expect(world.firstReady()).toBe(3);
  expect(world.waiting("semaphore", 1)).toEqual([1, 2]);
  expect(world.status("semaphore", 1, 4)).toEqual([0, 5, 2, 0]);
});

test("an event stays up until it is reset", () => {
  const { wait, set, reset, status } = withEvent();
  expect(status("event", 1, 2)).toEqual([0, 0]);
  expect(wait(1, 0n)).toEqual(["NOT_AVAILABLE", 0]);
  expect(set(1)).toEqual(OK);
  expect(set(1)).toEqual(OK);
  expect(wait(1, 0n)).toEqual(OK);
  expect(wait(2)).toEqual(OK);
  expect(status("event", 1, 2)).toEqual([1, 0]);
  expect(reset(1)).toEqual(OK);
  expect(reset(1)).toEqual(OK);
  expect(wait(2)).toBe(WAITS);
  expect(status("event", 1, 2)).toEqual([0, 1]);
});

test("all who wait for an event go on: as many as a partition has, a few in the call, the others before anybody runs", () => {
  const count = 128;
  const { wait, set, outcome, ready, status, expire } = withEvent(count);
  for (let process = 2; process <= count; process += 1) expect(wait(process, BigInt(process))).toBe(WAITS);
  expect(status("event", 1, 2)).toEqual([0, count - 1]);
  expect(set(1)).toEqual(OK);
  expect([...ready().values()].flat()).toHaveLength(1 + 8);
  expire(BigInt(count));
  for (let process = 2; process <= count; process += 1) expect(outcome(process)).toEqual(OK);
  expect([...ready().values()].flat()).toHaveLength(count);
  expect(status("event", 1, 2)).toEqual([1, 0]);
});

interface Service {
  readonly what: "wait" | "up" | "down";
  readonly process: number;
  readonly ns: bigint;
}

const operations: fc.Arbitrary<(Service | Happening)[]> = fc.array(
  fc.oneof(
    {
      weight: 6,
      arbitrary: fc.record({
        what: fc.constantFrom("wait" as const, "wait" as const, "up" as const, "down" as const),
        process: processes,
        ns: timeouts,
      }),
    },
    { weight: 2, arbitrary: happenings },
  ),
  { minLength: 1, maxLength: 60 },
);

const isService = (operation: Service | Happening): operation is Service =>
  operation.what === "wait" || operation.what === "up" || operation.what === "down";

test("any sequence of waits and signals does what a number and a line of processes do", () => {
  fc.assert(
    fc.property(disciplines, fc.integer({ min: 0, max: 3 }), operations, (discipline, initial, sequence) => {
      const maximum = 3;
      const world = withSemaphore(initial, maximum, discipline);
      const model = new ProcessesModel(discipline);
      let current = initial;
      const signal = (process: number) => {
        const first = model.takeFirst();
        const isFull = first === undefined && current === maximum;
        if (first !== undefined) model.end(first, "OK");
        else if (!isFull) current += 1;
        model.end(process, isFull ? "NO_ACTION" : "OK");
      };
      const wait = (process: number, ns: bigint) => {
        if (current === 0) model.wait(process, ns);
        else model.end(process, "OK");
        current = Math.max(current - 1, 0);
      };
      for (const operation of sequence) {
        if (!isService(operation)) {
          model.happen(operation);
          happenInKernel(world, operation);
        } else if (!model.isWaiting(operation.process)) {
          const { what, process, ns } = operation;
          if (what === "wait") wait(process, ns);
          else signal(process);
          if (what === "wait") world.wait(process, ns);
          else world.signal(process);
        }
        compare(world, model, "semaphore");
        expect(world.status("semaphore", 1, 4)).toEqual([current, maximum, model.line.length, 0]);
      }
    }),
  );
});

test("any sequence of waits, sets and resets does what a level and a line of processes do", () => {
  fc.assert(
    fc.property(operations, (sequence) => {
      const world = withEvent();
      const model = new ProcessesModel(DISCIPLINE_FIFO);
      let up = false;
      for (const operation of sequence) {
        if (!isService(operation)) {
          model.happen(operation);
          happenInKernel(world, operation);
        } else if (!model.isWaiting(operation.process)) {
          const { what, process, ns } = operation;
          if (what !== "wait") {
            up = what === "up";
            while (up && model.line.length > 0) model.end(model.takeFirst()!, "OK");
            model.end(process, "OK");
            if (up) world.set(process);
            else world.reset(process);
          } else {
            if (up) model.end(process, "OK");
            else model.wait(process, ns);
            world.wait(process, ns);
          }
        }
        compare(world, model, "event");
        expect(world.status("event", 1, 2)).toEqual([Number(up), model.line.length]);
      }
    }),
  );
});
