/** Buffers: messages in the order of their coming, processes in that of the discipline. */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { DISCIPLINE_FIFO, DISCIPLINE_PRIORITY, MAX_MESSAGE_SIZE } from "../../host/generated/abi.js";
import {
  compare,
  disciplines,
  type Happening,
  happenInKernel,
  happenings,
  PROCESSES,
  ProcessesModel,
  processes,
  timeouts,
} from "./objects-model.js";
import {
  CONSTANT_BYTES,
  CONSTANTS,
  DATA,
  FOR_EVER,
  type ObjectsWorld,
  OK,
  objectsWorld,
  pieceOf,
  time,
  WAITS,
} from "./objects-world.js";

const ROOM = 0x200;
const FILL = "#";

/** A world with a buffer, number 1. */
function withBuffer(size: number, messages: number, discipline = DISCIPLINE_FIFO) {
  const world = objectsWorld();
  expect(world.create("buffer", "buffer", size, messages, discipline)).toEqual(["OK", 1]);
  world.begin();
  return { ...world, ...services(world) };
}

function services(world: ObjectsWorld) {
  const to = (process: number) => pieceOf(process) + ROOM;
  return {
    send: (process: number, text: string, ns = FOR_EVER, at = pieceOf(process)) => {
      world.layText(at, text);
      return world.make(process, "buffer_send", 1, at, text.length, ...time(ns));
    },
    receive: (process: number, ns = FOR_EVER) => {
      world.layText(to(process), FILL.repeat(40));
      return world.make(process, "buffer_receive", 1, to(process), ...time(ns));
    },
    /** The message that the process received, and that nothing came behind it. */
    received: (process: number) => {
      const text = world.readsText(to(process), 40);
      return text.slice(0, text.indexOf(FILL));
    },
  };
}

test("messages come out as they went in", () => {
  const { send, receive, received, status } = withBuffer(8, 3);
  expect(status("buffer", 1, 4)).toEqual([0, 3, 8, 0]);
  for (const text of ["a", "bcdefghi", "jkl"]) expect(send(1, text)).toEqual(OK);
  expect(status("buffer", 1, 4)).toEqual([3, 3, 8, 0]);
  for (const text of ["a", "bcdefghi", "jkl"]) {
    expect(receive(2)).toEqual(["OK", text.length]);
    expect(received(2)).toBe(text);
  }
  expect(status("buffer", 1, 4)).toEqual([0, 3, 8, 0]);
});

test("messages have 1 byte to the buffer's maximum, and lie in readable memory", () => {
  const { make, send, readsText, receive, status } = withBuffer(8, 3);
  const sendAt = (at: number, length: number) => make(1, "buffer_send", 1, at, length, ...time(FOR_EVER));
  for (const length of [0, 9, 0xffff_ffff]) expect(sendAt(DATA, length)).toEqual(["BAD_ARGUMENT", 0]);
  for (const at of [0, DATA - 1, CONSTANTS + CONSTANT_BYTES - 7, 0xffff_fffc])
    expect(sendAt(at, 8)).toEqual(["BAD_POINTER", 0]);
  expect(status("buffer", 1, 1)).toEqual([0]);
  expect(sendAt(CONSTANTS + CONSTANT_BYTES - 8, 8)).toEqual(OK);
  expect(send(1, "x", 0n, pieceOf(1) + 3)).toEqual(OK);
  expect(receive(1)).toEqual(["OK", 8]);
  expect(readsText(pieceOf(1) + ROOM, 9)).toBe(`${"\0".repeat(8)}${FILL}`);
});

test("the longest message goes through, word by word and the odd bytes behind", () => {
  const world = objectsWorld();
  world.create("long", "buffer", MAX_MESSAGE_SIZE, 1, DISCIPLINE_FIFO);
  world.begin();
  for (const length of [MAX_MESSAGE_SIZE, MAX_MESSAGE_SIZE - 1, MAX_MESSAGE_SIZE - 2, 7, 5, 3]) {
    const from = DATA + 0x10001;
    const to = DATA + 0x20003;
    for (let i = 0; i < length; i += 1) world.bytes[from + i] = i * 7 + (i >> 8);
    expect(world.make(1, "buffer_send", 1, from, length, ...time(0n))).toEqual(OK);
    world.bytes.fill(0x99, to, to + MAX_MESSAGE_SIZE + 1);
    expect(world.make(2, "buffer_receive", 1, to, ...time(0n))).toEqual(["OK", length]);
    expect(Buffer.compare(world.bytes.subarray(to, to + length), world.bytes.subarray(from, from + length))).toBe(0);
    expect(world.bytes[to + length]).toBe(0x99);
  }
});

test("its slots are used over and over, and what lies behind them is not touched", () => {
  const world = objectsWorld();
  world.create("buffer", "buffer", 8, 3, DISCIPLINE_FIFO);
  world.create("behind", "buffer", 8, 1, DISCIPLINE_FIFO);
  world.begin();
  const { send, receive, received } = services(world);
  world.layText(DATA, "behind");
  expect(world.make(1, "buffer_send", 2, DATA, 6, ...time(0n))).toEqual(OK);
  for (let round = 0; round < 10; round += 1) {
    for (const text of ["one", "two"]) expect(send(1, `${text}${round}`)).toEqual(OK);
    for (const text of ["one", "two"]) {
      receive(2);
      expect(received(2)).toBe(`${text}${round}`);
    }
  }
  expect(world.make(1, "buffer_receive", 2, DATA, ...time(0n))).toEqual(["OK", 6]);
  expect(world.readsText(DATA, 6)).toBe("behind");
});

test("a message goes straight to the receiver who waits", () => {
  const { send, receive, received, status, outcome } = withBuffer(8, 1);
  expect(receive(2)).toBe(WAITS);
  expect(receive(3)).toBe(WAITS);
  expect(status("buffer", 1, 4)).toEqual([0, 1, 8, 2]);
  expect(send(1, "first")).toEqual(OK);
  expect(outcome(2)).toEqual(["OK", 5]);
  expect(received(2)).toBe("first");
  expect(outcome(3)).toBe(WAITS);
  expect(status("buffer", 1, 4)).toEqual([0, 1, 8, 1]);
});

test("a slot that gets free takes the first blocked sender's message at once", () => {
  const { send, receive, received, status, outcome } = withBuffer(8, 1);
  expect(send(1, "one")).toEqual(OK);
  expect(send(2, "two")).toBe(WAITS);
  expect(send(3, "three")).toBe(WAITS);
  expect(send(4, "none", 0n)).toEqual(["NOT_AVAILABLE", 0]);
  expect(receive(5)).toEqual(["OK", 3]);
  expect(received(5)).toBe("one");
  expect(outcome(2)).toEqual(OK);
  expect(outcome(3)).toBe(WAITS);
  expect(status("buffer", 1, 4)).toEqual([1, 1, 8, 1]);
  expect(receive(5)).toEqual(["OK", 3]);
  expect(received(5)).toBe("two");
});

test("the discipline orders the senders, never the messages in the buffer", () => {
  const world = withBuffer(8, 2, DISCIPLINE_PRIORITY);
  const { send, receive, received } = world;
  world.setPriority(4, 30);
  world.setPriority(3, 20);
  for (const [process, text] of [
    [1, "one"],
    [1, "two"],
    [2, "low"],
    [3, "mid"],
    [4, "high"],
  ] as const)
    send(process, text);
  expect(world.waiting("buffer", 1)).toEqual([4, 3, 2]);
  const order = [1, 2, 3, 4, 5].map(() => {
    receive(5);
    return received(5);
  });
  expect(order).toEqual(["one", "two", "high", "mid", "low"]);
});

test("a suspended process gets what it waits for, and goes on when it is resumed", () => {
  const { call, threadOf, send, receive, received, outcome } = withBuffer(8, 1);
  expect(receive(2)).toBe(WAITS);
  call.suspendObjectsProcess(threadOf(2));
  expect(send(1, "for 2")).toEqual(OK);
  expect(outcome(2)).toBe(WAITS);
  expect(send(1, "for 3")).toEqual(OK);
  call.resumeObjectsProcess(threadOf(2));
  expect(outcome(2)).toEqual(["OK", 5]);
  expect(received(2)).toBe("for 2");
});

type Operation =
  | { readonly what: "send"; readonly process: number; readonly ns: bigint; readonly length: number }
  | { readonly what: "receive"; readonly process: number; readonly ns: bigint }
  | Happening;

/** Messages in a list. */
class BufferModel extends ProcessesModel {
  readonly messages: string[] = [];
  readonly received = new Map<number, string>();
  readonly #sent = new Map<number, string>();

  constructor(
    discipline: number,
    readonly maxMessages: number,
  ) {
    super(discipline);
  }

  send(process: number, text: string, ns: bigint): void {
    this.#sent.set(process, text);
    if (this.messages.length === this.maxMessages) {
      this.wait(process, ns);
      return;
    }
    this.end(process, "OK");
    this.messages.push(text);
    const receiver = this.takeFirst();
    if (receiver !== undefined) this.#take(receiver);
  }

  receive(process: number, ns: bigint): void {
    if (this.messages.length === 0) {
      this.wait(process, ns);
      return;
    }
    this.#take(process);
    const sender = this.takeFirst();
    if (sender === undefined) return;
    this.messages.push(this.#sent.get(sender)!);
    this.end(sender, "OK");
  }

  #take(process: number): void {
    const text = this.messages.shift()!;
    this.received.set(process, text);
    this.end(process, "OK", text.length);
  }
}

describe("any sequence of sends and receives", () => {
  const operations = fc.array(
    fc.oneof(
      {
        weight: 6,
        arbitrary: fc.record({
          what: fc.constant("send" as const),
          process: processes,
          ns: timeouts,
          length: fc.integer({ min: 1, max: 9 }),
        }),
      },
      {
        weight: 6,
        arbitrary: fc.record({ what: fc.constant("receive" as const), process: processes, ns: timeouts }),
      },
      { weight: 2, arbitrary: happenings },
    ) satisfies fc.Arbitrary<Operation>,
    { minLength: 1, maxLength: 60 },
  );

  test("does what a list of messages and a line of processes do", () => {
    fc.assert(
      fc.property(disciplines, fc.integer({ min: 1, max: 3 }), operations, (discipline, maxMessages, sequence) => {
        const world = withBuffer(9, maxMessages, discipline);
        const model = new BufferModel(discipline, maxMessages);
        for (const [at, operation] of sequence.entries()) {
          const { what, process } = operation;
          if (what === "send" || what === "receive") {
            if (model.isWaiting(process)) continue;
            if (what === "receive") {
              model.receive(process, operation.ns);
              world.receive(process, operation.ns);
            } else {
              const text = `${at}`.padEnd(operation.length, "abcdefghi").slice(0, operation.length);
              model.send(process, text, operation.ns);
              world.send(process, text, operation.ns);
            }
          } else {
            model.happen(operation);
            happenInKernel(world, operation);
          }
          compare(world, model, "buffer");
          for (const process of PROCESSES) {
            const [status, value] = model.outcomes.get(process) ?? [];
            if (status === "OK" && value !== 0) expect(world.received(process)).toBe(model.received.get(process));
          }
          expect(world.status("buffer", 1, 4)).toEqual([model.messages.length, maxMessages, 9, model.line.length]);
        }
      }),
    );
  });
});
