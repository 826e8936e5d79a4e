/** Channels with the host: what comes in is taken in the destination's own windows, what goes out waits for nobody. */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  DIRECTION_DESTINATION,
  DIRECTION_SOURCE,
  decodeQueuingStatus,
  decodeSamplingStatus,
  EXCHANGE_TAKEN_OFFSET,
  EXCHANGE_WRITTEN_OFFSET,
  MODE_COLD_START,
  RECEIVED_AFTER_LOSS,
  RECEIVED_LENGTH_MASK,
  RECEIVED_UPDATED,
  RECEIVED_VALID,
  TOLD_DISCARDED,
  TOLD_HELD,
  TOLD_INSERTED,
} from "../../host/generated/abi.js";
import { type ChannelPlan, withChannels } from "./channels.js";
import { hostEnd } from "./exchange.js";
import { bootPorts, FOR_EVER, halves, placesOf } from "./ports-world.js";
import { changePartition, nativePartition, sampleTable } from "./system.js";

const BYTES = 21;
const DEPTH = 3;
const REFRESH = 1_000n;
const SLOTS = { slotsIn: 8, slotsOut: 4 };
const OUT = { partition: 0, name: "out" };
const IN = { partition: 1, name: "in" };
const SECOND = { partition: 2, name: "in" };

/** Partitions 0 and 1 are native, 2 is a guest operating system. */
function boot(plan: Omit<ChannelPlan, "bytes">) {
  const native = [0, 1].reduce((all, index) => changePartition(all, index, nativePartition(index, 2)), sampleTable(3));
  const table = withChannels(native, [{ bytes: BYTES, ...plan }]);
  const world = bootPorts(table);
  const isQueue = plan.depth !== undefined;
  const sender = world.partition(0);
  const receiver = world.partition(1);
  const send = (content: readonly number[], timeoutNs = 0n, process = 1) => {
    const [low, high] = halves(timeoutNs);
    sender.write(placesOf(0).messageAt(process), content);
    const args = { ebx: 1, ecx: placesOf(0).messageAt(process), edx: content.length, esi: low, edi: high };
    return sender.call(process, isQueue ? "queuing_send" : "sampling_write", args);
  };
  const receive = (timeoutNs = 0n, index = 1, process = 1) => {
    const at = placesOf(index).messageAt(process);
    const [low, high] = halves(timeoutNs);
    const args = { ebx: 1, ecx: at, edx: low, esi: high };
    const answer = world.partition(index).call(process, isQueue ? "queuing_receive" : "sampling_read", args);
    return (
      answer && {
        status: answer[0],
        flags: answer[1] & ~RECEIVED_LENGTH_MASK,
        content: taken(index, answer[1], process),
      }
    );
  };
  const taken = (index: number, value: number, process = 1) =>
    world.partition(index).read(placesOf(index).messageAt(process), value & RECEIVED_LENGTH_MASK);
  if (plan.source) {
    if (isQueue) sender.createQueuing("out", BYTES, plan.depth, DIRECTION_SOURCE);
    else sender.createSampling("out", BYTES, DIRECTION_SOURCE);
  }
  sender.enterNormal();
  const createIn = () =>
    isQueue
      ? receiver.createQueuing("in", BYTES, plan.depth, DIRECTION_DESTINATION)
      : receiver.createSampling("in", BYTES, DIRECTION_DESTINATION, REFRESH);
  return { ...world, sender, receiver, send, receive, taken, createIn, host: hostEnd(world, table, 0) };
}

type World = ReturnType<typeof boot>;
const contents = (messages: readonly { content: readonly number[] }[]) => messages.map(({ content }) => content);

describe("a queue from the host", () => {
  const bootQueue = (change: Partial<ChannelPlan> = {}): World => {
    const world = boot({ depth: DEPTH, destinations: [IN], exchange: { slotsIn: 8, slotsOut: 0 }, ...change });
    world.createIn();
    world.receiver.enterNormal();
    return world;
  };

  test("its messages are there from the destination's next window on, in order", () => {
    const { host, receive, receiver } = bootQueue();
    host.put([1, 2, 3]);
    host.put([4]);
    expect(receive()?.status).toBe("NOT_AVAILABLE");
    receiver.openWindow();
    expect(host.header()).toMatchObject({ written: 2, taken: 2, refused: 0, discarded: 0 });
    expect(receive()).toEqual({ status: "OK", flags: 0, content: [1, 2, 3] });
    expect(receive()).toEqual({ status: "OK", flags: 0, content: [4] });
    expect(receive()?.status).toBe("NOT_AVAILABLE");
  });

  test("another partition's window takes nothing", () => {
    const { host, sender } = bootQueue();
    host.put([1]);
    sender.openWindow();
    expect(host.header().taken).toBe(0);
  });

  test("a message that is not due stays, and those behind it", () => {
    const { host, receiver, pass, now } = bootQueue();
    host.put([1], now() + 100n);
    host.put([2], now() + 50n);
    pass(99n);
    receiver.openWindow();
    expect(host.header().taken).toBe(0);
    pass(1n);
    receiver.openWindow();
    expect(host.header().taken).toBe(2);
  });

  test("times count from the first major frame on", () => {
    const { host, receiver, call, pass, now } = bootQueue({ exchange: SLOTS });
    pass(1_000n);
    call.tellFrameOrigin(900n);
    host.put([1], 150n);
    pass(900n + 149n - now());
    receiver.openWindow();
    expect(host.header().taken).toBe(0);
    pass(1n);
    receiver.openWindow();
    expect(host.told()).toMatchObject([{ timeNs: 150n, content: [1], flags: TOLD_INSERTED }]);
  });

  test("what a full queue has no room for stays in the ring", () => {
    const { host, receiver, receive } = bootQueue();
    for (let i = 1; i <= 5; i += 1) host.put([i]);
    receiver.openWindow();
    expect(host.header().taken).toBe(DEPTH);
    expect(receive()?.content).toEqual([1]);
    receiver.openWindow();
    expect(host.header().taken).toBe(DEPTH + 1);
    expect([receive(), receive(), receive()].map((each) => each?.content)).toEqual([[2], [3], [4]]);
  });

  test("one that discards loses it, and its receiver is told", () => {
    const { host, receiver, receive } = bootQueue({ discards: true });
    for (let i = 1; i <= 5; i += 1) host.put([i]);
    receiver.openWindow();
    expect(host.header()).toMatchObject({ taken: 5, discarded: 2 });
    expect(receive()).toEqual({ status: "OK", flags: RECEIVED_AFTER_LOSS | 0, content: [1] });
    expect(receive()).toEqual({ status: "OK", flags: 0, content: [2] });
  });

  test("nothing is taken before the port is created", () => {
    const { host, receiver, receive, createIn } = boot({ depth: DEPTH, destinations: [IN], exchange: SLOTS });
    host.put([7]);
    receiver.openWindow();
    expect(host.header().taken).toBe(0);
    createIn();
    receiver.enterNormal();
    expect(host.header().taken).toBe(1);
    expect(receive()?.content).toEqual([7]);
  });

  test("a restart empties the queue, not the ring", () => {
    const { host, receiver, receive, createIn } = bootQueue();
    for (let i = 1; i <= 5; i += 1) host.put([i]);
    receiver.openWindow();
    receiver.restart(MODE_COLD_START);
    createIn();
    receiver.enterNormal();
    expect([receive()?.content, receive()?.content]).toEqual([[4], [5]]);
  });

  test("a receiver who waits gets it at his window's start", () => {
    const { host, receiver, receive, taken } = bootQueue();
    expect(receive(FOR_EVER)).toBeUndefined();
    host.put([9, 9]);
    expect(receiver.answer(1)).toBeUndefined();
    receiver.openWindow();
    const [status, value] = receiver.answer(1)!;
    expect([status, taken(1, value)]).toEqual(["OK", [9, 9]]);
  });

  test.each([
    ["before his time was over", 20n, "OK"],
    ["after that", 40n, "TIMED_OUT"],
    ["at once, so now", undefined, "TIMED_OUT"],
  ])("a receiver whose message was due %s", (_, dueAfter, status) => {
    const { host, receiver, receive, pass, now } = bootQueue();
    receive(30n);
    host.put([1], dueAfter === undefined ? 0n : now() + dueAfter);
    pass(50n);
    receiver.openWindow();
    expect(receiver.answer(1)?.[0]).toBe(status);
  });

  test("messages of no possible length are refused", () => {
    const { host, receiver, receive } = bootQueue();
    host.put([], 0n, 0);
    host.put([1], 0n, BYTES + 1);
    host.put([1], 0n, 0xffffffff);
    host.put([5]);
    receiver.openWindow();
    expect(host.header()).toMatchObject({ taken: 4, refused: 3 });
    expect(receive()?.content).toEqual([5]);
  });

  test("each entry copies one message at most, and more than a few that go nowhere take several", () => {
    const world = bootQueue({ exchange: { slotsIn: 32, slotsOut: 0 } });
    const { host, receiver, call, now } = world;
    for (let i = 0; i < 20; i += 1) host.put([], 0n, 0);
    host.put([1]);
    host.put([2]);
    call.openInlets(receiver.address);
    const steps: number[] = [];
    while (call.openedOf(receiver.address) !== 0) {
      call.takeFromHost(receiver.address, now());
      steps.push(host.header().taken);
    }
    expect(steps).toEqual([8, 16, 21, 22, 22]);
  });

  test("its status and its source are as those of any queue", () => {
    const { host, receiver, view } = bootQueue();
    host.put([1]);
    receiver.openWindow();
    expect(receiver.call(1, "queuing_status", { ebx: 1, ecx: placesOf(1).status })).toEqual(["OK", 0]);
    expect(decodeQueuingStatus(view, placesOf(1).status)).toMatchObject({ messages: 1, maxMessages: DEPTH });
    expect(receiver.call(1, "queuing_clear", { ebx: 1 })).toEqual(["OK", 0]);
  });

  test("counters may wrap around", () => {
    const { host, receiver, view, receive } = bootQueue();
    // Slot 6 of 8.
    for (const offset of [EXCHANGE_WRITTEN_OFFSET, EXCHANGE_TAKEN_OFFSET]) view.setUint32(host.phys + offset, -2, true);
    for (let i = 1; i <= 3; i += 1) host.put([i]);
    receiver.openWindow();
    expect(host.header()).toMatchObject({ written: 1, taken: 1 });
    expect([receive(), receive(), receive()].map((each) => each?.content)).toEqual([[1], [2], [3]]);
  });
});

describe("a sample from the host", () => {
  const plan = {
    destinations: [
      { ...IN, refreshNs: REFRESH },
      { ...SECOND, refreshNs: REFRESH },
    ],
    exchange: { slotsIn: 8, slotsOut: 0 },
  };
  const bootSample = (): World => {
    const world = boot(plan);
    world.createIn();
    world.receiver.enterNormal();
    expect(world.partition(2).createSampling("in", BYTES, DIRECTION_DESTINATION, REFRESH)[0]).toBe("OK");
    return world;
  };

  test("the last that is due is there for all destinations", () => {
    const { host, receiver, receive, call, partition } = bootSample();
    host.put([1]);
    host.put([2, 2]);
    receiver.openWindow();
    const both = { status: "OK", flags: RECEIVED_VALID | RECEIVED_UPDATED, content: [2, 2] };
    expect(receive()).toEqual(both);
    expect(receive(0n, 2, 0)).toEqual(both);
    // The guest operating system is told of both.
    expect(call.takeNewsCount(partition(2).address)).toBe(2);
  });

  test("whichever destination has its window first takes it", () => {
    const { host, partition, receive } = bootSample();
    host.put([6]);
    partition(2).openWindow();
    expect(host.header().taken).toBe(1);
    expect(receive()?.content).toEqual([6]);
  });

  test("it is as old as it was due", () => {
    const { host, receiver, receive, pass, now, view } = bootSample();
    const dueNs = now() + 100n;
    host.put([3], dueNs);
    pass(1_100n);
    receiver.openWindow();
    expect(receive()?.flags).toBe(RECEIVED_VALID | RECEIVED_UPDATED);
    receiver.call(1, "sampling_status", { ebx: 1, ecx: placesOf(1).status });
    expect(decodeSamplingStatus(view, placesOf(1).status)).toMatchObject({ writtenNs: dueNs, ageNs: 1_000n });
    pass(1n);
    expect(receive()?.flags).toBe(0);
  });
});

describe("to the host", () => {
  test("a queue always has room, and what was not read in time is gone", () => {
    const { host, send, now, pass } = boot({
      depth: 1,
      source: OUT,
      destinations: [],
      exchange: { slotsIn: 0, slotsOut: 4 },
    });
    for (let i = 1; i <= 6; i += 1) {
      expect(send([i, i])).toEqual(["OK", 0]);
      pass(10n);
    }
    expect(host.header().told).toBe(6);
    expect(host.told()).toEqual(
      [3, 4, 5, 6].map((i) => {
        const timeNs = now() - BigInt(70 - 10 * i);
        return { timeNs, inWindowNs: Number(timeNs), content: [i, i], flags: 0 };
      }),
    );
  });

  test("a sample is written and told", () => {
    const { host, send, sender, view } = boot({ source: OUT, destinations: [], exchange: { slotsIn: 0, slotsOut: 4 } });
    expect(send([1, 2, 3])).toEqual(["OK", 0]);
    expect(contents(host.told())).toEqual([[1, 2, 3]]);
    sender.call(1, "sampling_status", { ebx: 1, ecx: placesOf(0).status });
    expect(decodeSamplingStatus(view, placesOf(0).status).ageNs).toBe(0n);
  });

  test("refused calls tell nothing", () => {
    const { host, send, sender } = boot({
      depth: 1,
      source: OUT,
      destinations: [],
      exchange: { slotsIn: 0, slotsOut: 4 },
    });
    expect(send([])?.[0]).toBe("BAD_ARGUMENT");
    expect(send(Array(BYTES + 1).fill(1))?.[0]).toBe("NOT_CONFIGURED");
    const far = { ebx: 1, ecx: 0x100, edx: 4, esi: 0, edi: 0 };
    expect(sender.call(1, "queuing_send", far)?.[0]).toBe("BAD_POINTER");
    expect(host.header().told).toBe(0);
  });
});

describe("between partitions, with the host at both sides", () => {
  const begin = (world: World): World => {
    world.createIn();
    world.receiver.enterNormal();
    return world;
  };
  const bootTapped = (change: Partial<ChannelPlan> = {}): World =>
    begin(boot({ depth: DEPTH, source: OUT, destinations: [IN], exchange: SLOTS, ...change }));
  const bootSample = () => begin(boot({ source: OUT, destinations: [{ ...IN, refreshNs: REFRESH }], exchange: SLOTS }));

  test.each([
    ["queue", () => bootTapped()],
    ["sample", bootSample],
  ])("the host is told of each message of a %s, which comes as ever", (_, start) => {
    const { host, send, receive } = start();
    expect(send([1, 2])).toEqual(["OK", 0]);
    expect(host.told()).toMatchObject([{ content: [1, 2], flags: 0 }]);
    expect(receive()?.content).toEqual([1, 2]);
  });

  test.each([
    ["queue", () => bootTapped()],
    ["sample", bootSample],
  ])("as many messages of a %s as the host asks for are held", (_, start) => {
    const { host, send, receive } = start();
    host.hold(2);
    for (let i = 1; i <= 3; i += 1) expect(send([i])).toEqual(["OK", 0]);
    expect(host.told().map(({ flags }) => flags)).toEqual([TOLD_HELD, TOLD_HELD, 0]);
    expect(host.header().held).toBe(2);
    expect(receive()?.content).toEqual([3]);
  });

  test("a message that was held can come in again, later", () => {
    const { host, send, receive, receiver, pass, now } = bootTapped();
    host.hold(1);
    send([8]);
    const dueNs = now() + 10n;
    host.put(host.told()[0]!.content, dueNs);
    pass(9n);
    receiver.openWindow();
    expect(receive()?.status).toBe("NOT_AVAILABLE");
    pass(1n);
    receiver.openWindow();
    expect(receive()?.content).toEqual([8]);
    expect(host.told().map(({ flags }) => flags)).toEqual([TOLD_HELD, TOLD_INSERTED]);
  });

  test("a blocked sender's message is told when he is let in", () => {
    const { host, send, receive, sender } = bootTapped();
    for (let i = 1; i <= DEPTH; i += 1) send([i]);
    expect(send([9, 9], FOR_EVER)).toBeUndefined();
    expect(host.header().told).toBe(DEPTH);
    receive();
    expect(sender.answer(1)).toEqual(["OK", 0]);
    expect(contents(host.told()).at(-1)).toEqual([9, 9]);
  });

  test("what a full queue discards is told as such", () => {
    const { host, send, receiver } = bootTapped({ discards: true });
    for (let i = 1; i <= DEPTH + 1; i += 1) expect(send([i])).toEqual(["OK", 0]);
    host.put([7]);
    receiver.openWindow();
    expect(host.told().map(({ flags, content }) => [content[0], flags])).toEqual([
      [2, 0],
      [3, 0],
      [4, TOLD_DISCARDED],
      [7, TOLD_INSERTED | TOLD_DISCARDED],
    ]);
  });

  test("a held message needs no room", () => {
    const { host, send } = bootTapped();
    for (let i = 1; i <= DEPTH; i += 1) send([i]);
    host.hold(1);
    expect(send([5])).toEqual(["OK", 0]);
    expect(send([6])?.[0]).toBe("NOT_AVAILABLE");
  });

  test("whatever the host does, the receiver gets what was sent and inserted, in order, and nothing is lost", () => {
    const action = fc.oneof(
      fc.record({ kind: fc.constant("send" as const), content: bytes() }),
      fc.record({ kind: fc.constant("put" as const), content: bytes() }),
      fc.record({ kind: fc.constant("window" as const) }),
      fc.record({ kind: fc.constant("receive" as const) }),
      fc.record({ kind: fc.constant("hold" as const) }),
    );
    fc.assert(
      fc.property(fc.array(action, { minLength: 1, maxLength: 40 }), (actions) => {
        const world = bootTapped();
        const queue: (readonly number[])[] = [];
        const ring: (readonly number[])[] = [];
        let toHold = 0;
        let held = 0;
        for (const each of actions) {
          if (each.kind === "hold") {
            toHold += 1;
            world.host.hold(toHold);
          } else if (each.kind === "put") {
            if (ring.length === SLOTS.slotsIn) continue;
            ring.push(each.content);
            world.host.put(each.content);
          } else if (each.kind === "send") {
            const hold = held < toHold;
            const isFull = queue.length === DEPTH;
            expect(world.send(each.content)?.[0]).toBe(isFull && !hold ? "NOT_AVAILABLE" : "OK");
            if (hold) held += 1;
            else if (!isFull) queue.push(each.content);
          } else if (each.kind === "window") {
            world.receiver.openWindow();
            while (ring.length > 0 && queue.length < DEPTH) queue.push(ring.shift()!);
          } else {
            const next = queue.shift();
            expect(world.receive()).toMatchObject(next ? { status: "OK", content: next } : { status: "NOT_AVAILABLE" });
          }
        }
        expect(world.host.header()).toMatchObject({ held, refused: 0, discarded: 0 });
        expect(world.host.header().written - world.host.header().taken).toBe(ring.length);
      }),
    );
  });
});

const bytes = () => fc.array(fc.nat(255), { minLength: 1, maxLength: BYTES });
