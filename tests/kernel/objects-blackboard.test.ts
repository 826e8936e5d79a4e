/** Blackboards: one message that all may read, and readers that fetch it themselves. */
import fc from "fast-check";
import { expect, test } from "vitest";
import { DISCIPLINE_FIFO, MAX_MESSAGE_SIZE, VECTOR_COMPOSED } from "../../host/generated/abi.js";
import {
  compare,
  type Happening,
  happenInKernel,
  happenings,
  PRIORITY,
  ProcessesModel,
  processes,
  timeouts,
} from "./objects-model.js";
import {
  CONSTANT_BYTES,
  CONSTANTS,
  DATA,
  FOR_EVER,
  OK,
  objectsWorld,
  pieceOf,
  REPEATS,
  time,
  WAITS,
} from "./objects-world.js";

const ROOM = 0x200;
const FILL = "#";
const SIZE = 12;

/** A world with a blackboard, number 1. */
function withBlackboard(size = SIZE, options: Parameters<typeof objectsWorld>[0] = {}) {
  const world = objectsWorld(options);
  expect(world.create("blackboard", "blackboard", size)).toEqual(["OK", 1]);
  world.begin();
  const to = (process: number) => pieceOf(process) + ROOM;
  return {
    ...world,
    display: (process: number, text: string) => {
      world.layText(pieceOf(process), text);
      return world.make(process, "blackboard_display", 1, pieceOf(process), text.length);
    },
    read: (process: number, ns = FOR_EVER) => {
      world.layText(to(process), FILL.repeat(SIZE + 4));
      return world.make(process, "blackboard_read", 1, to(process), ...time(ns));
    },
    clear: (process: number) => world.make(process, "blackboard_clear", 1),
    /** The message that the process has read, and that nothing came behind it. */
    haveRead: (process: number) => {
      const text = world.readsText(to(process), SIZE + 4);
      return text.slice(0, text.indexOf(FILL));
    },
  };
}

test("the message stays until another is displayed, or it is cleared", () => {
  const { display, read, clear, haveRead, status } = withBlackboard();
  expect(status("blackboard", 1, 4)).toEqual([0, SIZE, 0, 0]);
  expect(read(1, 0n)).toEqual(["NOT_AVAILABLE", 0]);
  expect(display(1, "first")).toEqual(OK);
  expect(status("blackboard", 1, 4)).toEqual([1, SIZE, 0, 0]);
  for (const process of [2, 3]) {
    expect(read(process)).toEqual(["OK", 5]);
    expect(haveRead(process)).toBe("first");
  }
  expect(display(1, "the second")).toEqual(OK);
  expect(read(2, 0n)).toEqual(["OK", 10]);
  expect(haveRead(2)).toBe("the second");
  expect(clear(3)).toEqual(OK);
  expect(clear(3)).toEqual(OK);
  expect(status("blackboard", 1, 4)).toEqual([0, SIZE, 0, 0]);
  expect(read(2, 0n)).toEqual(["NOT_AVAILABLE", 0]);
});

test("messages have 1 byte to the blackboard's maximum, and lie in readable memory", () => {
  const { make, status } = withBlackboard();
  for (const length of [0, SIZE + 1, 0xffff_ffff])
    expect(make(1, "blackboard_display", 1, DATA, length)).toEqual(["BAD_ARGUMENT", 0]);
  for (const at of [0, DATA - 1, CONSTANTS + CONSTANT_BYTES - SIZE + 1, 0xffff_fffc])
    expect(make(1, "blackboard_display", 1, at, SIZE)).toEqual(["BAD_POINTER", 0]);
  expect(status("blackboard", 1, 1)).toEqual([0]);
  expect(make(1, "blackboard_display", 1, CONSTANTS + CONSTANT_BYTES - SIZE, SIZE)).toEqual(OK);
});

test("a reader that is woken makes its call again, as it was, and fetches the message", () => {
  const { display, read, repeat, outcome, context, haveRead, waiting } = withBlackboard();
  expect(read(2, 77n)).toBe(WAITS);
  const before = context(2);
  expect(display(1, "message")).toEqual(OK);
  expect(waiting("blackboard", 1)).toEqual([]);
  expect(outcome(2)).toBe(REPEATS);
  expect(context(2)).toEqual({ ...before, eip: before.eip - 2, vector: VECTOR_COMPOSED });
  expect(haveRead(2)).toBe("");
  expect(repeat(2)).toEqual(["OK", 7]);
  expect(haveRead(2)).toBe("message");
});

test("it gets the last message that was there, even if that was cleared before it ran", () => {
  const { display, read, clear, repeat, haveRead, expire, make } = withBlackboard();
  for (const process of [2, 3]) expect(read(process, 1000n)).toBe(WAITS);
  display(1, "old message");
  display(1, "new");
  clear(1);
  expire(2000n);
  expect(repeat(2)).toEqual(["OK", 3]);
  expect(haveRead(2)).toBe("new");
  expect(make(2, "blackboard_read", 1, pieceOf(2), ...time(0n))).toEqual(["NOT_AVAILABLE", 0]);
  expect(repeat(3)).toEqual(["OK", 3]);
  expect(haveRead(3)).toBe("new");
});

test("what it was promised goes with its run", () => {
  const world = withBlackboard();
  expect(world.read(2)).toBe(WAITS);
  world.display(1, "message");
  world.clear(1);
  world.call.stopProcess(world.threadOf(2));
  world.call.beginObjectsProcess(world.threadOf(2), PRIORITY);
  expect(world.read(2, 0n)).toEqual(["NOT_AVAILABLE", 0]);
});

test("a suspended reader fetches it when it is resumed", () => {
  const { call, threadOf, read, display, outcome, repeat, haveRead } = withBlackboard();
  expect(read(2)).toBe(WAITS);
  call.suspendObjectsProcess(threadOf(2));
  display(1, "message");
  expect(outcome(2)).toBe(WAITS);
  call.resumeObjectsProcess(threadOf(2));
  expect(outcome(2)).toBe(REPEATS);
  expect(repeat(2)).toEqual(["OK", 7]);
  expect(haveRead(2)).toBe("message");
});

test("displaying copies one message, however many wait", () => {
  const count = 128;
  const world = withBlackboard(MAX_MESSAGE_SIZE, { processes: count, kernelMemoryBytes: 0x30000 });
  const to = DATA + 0x50000;
  world.bytes.fill(FILL.charCodeAt(0), to, to + MAX_MESSAGE_SIZE);
  for (let process = 2; process <= count; process += 1)
    expect(world.make(process, "blackboard_read", 1, to, ...time(FOR_EVER))).toBe(WAITS);
  expect(world.make(1, "blackboard_display", 1, DATA, MAX_MESSAGE_SIZE)).toEqual(OK);
  // A few are awake at once, the others before anybody runs.
  expect([...world.ready().values()].flat()).toHaveLength(1 + 8);
  world.expire(0n);
  expect(world.readsText(to, 16)).toBe(FILL.repeat(16));
  for (let process = 2; process <= count; process += 1) {
    expect(world.outcome(process)).toBe(REPEATS);
    expect(world.repeat(process)).toEqual(["OK", MAX_MESSAGE_SIZE]);
  }
  expect(Buffer.compare(world.bytes.subarray(to, to + 64), world.bytes.subarray(DATA, DATA + 64))).toBe(0);
});

interface Service {
  readonly what: "display" | "read" | "clear" | "run";
  readonly process: number;
  readonly ns: bigint;
  readonly length: number;
}
const SERVICES = ["display", "read", "read", "clear", "run", "run"] as const;

const operations: fc.Arbitrary<(Service | Happening)[]> = fc.array(
  fc.oneof(
    {
      weight: 6,
      arbitrary: fc.record({
        what: fc.constantFrom(...SERVICES),
        process: processes,
        ns: timeouts,
        length: fc.integer({ min: 1, max: SIZE }),
      }),
    },
    { weight: 2, arbitrary: happenings },
  ),
  { minLength: 1, maxLength: 60 },
);
const isService = (operation: Service | Happening): operation is Service =>
  SERVICES.some((what) => what === operation.what);

/** A text, and readers that are owed the last one. */
class BlackboardModel extends ProcessesModel {
  last = "";
  occupied = false;
  readonly read = new Map<number, string>();

  owes(process: number): boolean {
    return this.outcomes.get(process) === REPEATS;
  }

  serve({ what, process, ns }: Service, text: string): void {
    if (what === "clear") this.occupied = false;
    if (what === "display") {
      this.last = text;
      this.occupied = true;
      while (this.line.length > 0) this.outcomes.set(this.takeFirst()!, REPEATS);
    }
    if (what === "read" && !this.occupied) this.wait(process, ns);
    else if (what === "read" || what === "run") this.#fetch(process);
    else this.end(process, "OK");
  }

  #fetch(process: number): void {
    this.read.set(process, this.last);
    this.end(process, "OK", this.last.length);
  }
}

test("any sequence of services does what a text and a line of processes do", () => {
  fc.assert(
    fc.property(operations, (sequence) => {
      const world = withBlackboard();
      const model = new BlackboardModel(DISCIPLINE_FIFO);
      for (const [at, operation] of sequence.entries()) {
        const { what, process } = operation;
        if (!isService(operation)) {
          model.happen(operation);
          happenInKernel(world, operation);
        } else if (!model.isWaiting(process) && model.owes(process) === (what === "run")) {
          const text = `${at}`.padEnd(operation.length, "abcdefghi").slice(0, operation.length);
          model.serve(operation, text);
          if (what === "run") world.repeat(process);
          else if (what === "read") world.read(process, operation.ns);
          else if (what === "display") world.display(process, text);
          else world.clear(process);
        }
        compare(world, model, "blackboard");
        const [status, value] = model.outcomes.get(process) ?? [];
        if (status === "OK" && value !== 0) expect(world.haveRead(process)).toBe(model.read.get(process));
        expect(world.status("blackboard", 1, 4)).toEqual([Number(model.occupied), SIZE, model.line.length, 0]);
      }
    }),
  );
});
