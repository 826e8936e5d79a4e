/** Queuing ports between two partitions: order of messages and of those who wait, timeouts, losses, clearing and restarts. */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  DIRECTION_DESTINATION,
  DIRECTION_SOURCE,
  DISCIPLINE_FIFO,
  DISCIPLINE_PRIORITY,
  decodeQueuingStatus,
  POLICY_LEAST_LAXITY,
  POLICY_PRIORITY,
} from "../../host/generated/abi.js";
import { withChannels } from "./channels.js";
import { type Answer, bootPorts, FOR_EVER, halves, placesOf } from "./ports-world.js";
import { DEPTH, QueueModel, type Received, received } from "./queuing.js";
import {
  areaOf,
  changePartition,
  nativePartition,
  PROCESS_STACK_BYTES,
  PROCESS_STACK_SHIFT,
  sampleTable,
} from "./system.js";

const BYTES = 19;
const SOURCE = 0;
const DESTINATION = 1;

interface Options {
  readonly senders?: number;
  readonly receivers?: number;
  readonly discards?: boolean;
  /** Of the source. */
  readonly policy?: number;
  /** The destination does not begin yet. */
  readonly withoutDestination?: boolean;
}

/** Partition 0 sends, 1 receives; both are native, with three processes each. */
function boot(options: Options = {}) {
  const { senders = DISCIPLINE_FIFO, receivers = DISCIPLINE_FIFO, discards = false } = options;
  const { policy = POLICY_PRIORITY } = options;
  const natives = [0, 1].reduce((all, index) => changePartition(all, index, nativePartition(index, 3)), sampleTable(2));
  const native = changePartition(natives, SOURCE, { policy });
  const plan = {
    bytes: BYTES,
    depth: DEPTH,
    discards,
    source: { partition: SOURCE, name: "out" },
    destinations: [{ partition: DESTINATION, name: "in" }],
  };
  const world = bootPorts(withChannels(native, [plan]));
  const [source, destination] = [world.partition(SOURCE), world.partition(DESTINATION)];
  const beginSource = () => {
    expect(source.createQueuing("out", BYTES, DEPTH, DIRECTION_SOURCE, senders)).toEqual(["OK", 1]);
    source.enterNormal();
  };
  const beginDestination = () => {
    expect(destination.createQueuing("in", BYTES, DEPTH, DIRECTION_DESTINATION, receivers)).toEqual(["OK", 1]);
    destination.enterNormal();
  };
  const send = (process: number, content: readonly number[], timeoutNs = 0n): Answer | undefined => {
    const [esi, edi] = halves(timeoutNs);
    const ecx = placesOf(SOURCE).messageAt(process);
    source.write(ecx, content);
    return source.call(process, "queuing_send", { ebx: 1, ecx, edx: content.length, esi, edi });
  };
  const meaning = (process: number, answer: Answer | undefined): Answer | Received | undefined => {
    if (answer?.[0] !== "OK") return answer;
    const bytes = destination.read(placesOf(DESTINATION).messageAt(process), BYTES + 1);
    const result = received(answer[1], bytes);
    // What lies behind the message is not touched.
    expect(bytes.slice(result.content.length).every((byte) => byte === 0xee)).toBe(true);
    return result;
  };
  const receive = (process: number, timeoutNs = 0n) => {
    const [edx, esi] = halves(timeoutNs);
    const ecx = placesOf(DESTINATION).messageAt(process);
    destination.write(ecx, Array(BYTES + 1).fill(0xee));
    return meaning(process, destination.call(process, "queuing_receive", { ebx: 1, ecx, edx, esi }));
  };
  const status = (of: "source" | "destination") => {
    const [partition, index] = of === "source" ? [source, SOURCE] : [destination, DESTINATION];
    const at = placesOf(index).status;
    expect(partition.call(firstReady(partition), "queuing_status", { ebx: 1, ecx: at })).toEqual(["OK", 0]);
    return decodeQueuingStatus(world.view, at);
  };
  const firstReady = (partition: typeof source) =>
    [1, 2, 3].find((process) => partition.answer(process) !== undefined)!;
  const clear = (process: number) => destination.call(process, "queuing_clear", { ebx: 1 });
  beginSource();
  if (!options.withoutDestination) beginDestination();
  return {
    ...world,
    ...{ source, destination, beginSource, beginDestination, send, receive, status, clear },
    sent: (process: number) => source.answer(process),
    received: (process: number) => meaning(process, destination.answer(process)),
  };
}

const got = (...content: number[]): Received => ({ content, lost: false });

describe("messages", () => {
  test("come out in the order in which they went in, however long", () => {
    const { send, receive } = boot();
    expect([send(1, [1]), send(2, [2, 2, 2, 2]), send(1, Array(BYTES).fill(3))]).toEqual(Array(3).fill(["OK", 0]));
    expect([receive(1), receive(2), receive(3)]).toEqual([got(1), got(2, 2, 2, 2), got(...Array(BYTES).fill(3))]);
    expect(receive(1)).toEqual(["NOT_AVAILABLE", 0]);
  });

  test("are kept for a partition that has not begun, and there as it begins the first time", () => {
    const { send, receive, beginDestination } = boot({ withoutDestination: true });
    for (let i = 0; i < DEPTH; i += 1) expect(send(1, [i])).toEqual(["OK", 0]);
    expect(send(1, [9])).toEqual(["NOT_AVAILABLE", 0]);
    beginDestination();
    expect([receive(1), receive(1), receive(1)]).toEqual([got(0), got(1), got(2)]);
  });

  test("that were sent before the source's restart stay; those that waited for room are gone", () => {
    const { send, receive, source, beginSource, status } = boot();
    for (let i = 0; i < DEPTH; i += 1) send(1, [i]);
    send(2, [9], FOR_EVER);
    source.restart();
    beginSource();
    expect(status("source")).toMatchObject({ messages: DEPTH, waiting: 0 });
    expect([receive(1), receive(1), receive(1), receive(1)]).toEqual([got(0), got(1), got(2), ["NOT_AVAILABLE", 0]]);
    expect(send(1, [7])).toEqual(["OK", 0]);
    expect(receive(1)).toEqual(got(7));
  });
});

describe("who waits for room", () => {
  test("is let in by the receiver, in the same step", () => {
    const { send, sent, receive, status } = boot();
    for (let i = 0; i < DEPTH; i += 1) send(1, [i]);
    expect(send(2, [22], FOR_EVER)).toBeUndefined();
    expect(status("destination")).toMatchObject({ messages: DEPTH, waiting: 0 });
    expect(status("source")).toMatchObject({ messages: DEPTH, waiting: 1 });
    expect(receive(1)).toEqual(got(0));
    expect(sent(2)).toEqual(["OK", 0]);
    expect(status("source")).toMatchObject({ messages: DEPTH, waiting: 0 });
    expect([receive(1), receive(1), receive(1)]).toEqual([got(1), got(2), got(22)]);
  });

  test.each([
    ["in the order of their coming", DISCIPLINE_FIFO, [1, 3, 2]],
    ["by priority", DISCIPLINE_PRIORITY, [3, 2, 1]],
  ])("goes %s", (_, senders, order) => {
    const { send, receive } = boot({ senders });
    for (let i = 0; i < DEPTH; i += 1) send(1, [100]);
    for (const process of [1, 3, 2]) expect(send(process, [process], FOR_EVER)).toBeUndefined();
    for (let i = 0; i < DEPTH; i += 1) receive(1);
    expect(order.map(() => receive(1))).toEqual(order.map((process) => got(process)));
  });

  test("whose time is over is passed over, though his partition has no window yet", () => {
    const { send, sent, source, receive, pass } = boot();
    for (let i = 0; i < DEPTH; i += 1) send(1, [i]);
    send(1, [11], 100n);
    send(2, [22], 200n);
    pass(150n);
    expect(receive(1)).toEqual(got(0));
    expect([sent(1), sent(2)]).toEqual([undefined, ["OK", 0]]);
    source.openWindow();
    expect(sent(1)).toEqual(["TIMED_OUT", 0]);
    expect([receive(1), receive(1), receive(1), receive(1)]).toEqual([got(1), got(2), got(22), ["NOT_AVAILABLE", 0]]);
  });

  test("costs whoever runs in his partition nothing of its capacity when he is let in, in another's window", () => {
    const { call, source, send, sent, receive, now, pass } = boot({ policy: POLICY_LEAST_LAXITY });
    const first = call.threadAt(source.address, 1);
    call.openWindowOfProcesses(source.address, now(), false);
    for (let i = 0; i < DEPTH; i += 1) send(1, [i]);
    send(2, [22], FOR_EVER);
    call.setTurn(source.address, first);
    pass(10n);
    call.leaveWindowOfProcesses(source.address, now());
    const left = call.remainingNs(first);
    for (let i = 0; i < DEPTH; i += 1) {
      pass(1_000n);
      receive(1);
    }
    expect(sent(2)).toEqual(["OK", 0]);
    expect(call.remainingNs(first)).toBe(left);
    call.openWindowOfProcesses(source.address, now(), false);
    pass(10n);
    call.chargeRunning(source.address, now());
    expect(call.remainingNs(first)).toBe(left - 10n);
  });

  test("is told by his own clock when nobody takes a message", () => {
    const { send, sent, source, pass, status } = boot();
    for (let i = 0; i < DEPTH; i += 1) send(1, [i]);
    send(1, [11], 100n);
    pass(99n);
    source.openWindow();
    expect(sent(1)).toBeUndefined();
    pass(1n);
    source.openWindow();
    expect(sent(1)).toEqual(["TIMED_OUT", 0]);
    expect(status("source")).toMatchObject({ messages: DEPTH, waiting: 0 });
  });

  test("has his message read where it lies in memory, on his stack too", () => {
    const { send, source, receive, bytes } = boot();
    for (let i = 0; i < DEPTH; i += 1) send(1, [i]);
    // In the test the stack's addresses are not where its pages are: only the pages have the message.
    const ecx = placesOf(SOURCE).stackMessageAt(2);
    const { processStackPages, processStacks } = areaOf(SOURCE);
    const inStack = ecx - (processStacks + 3 * 2 ** PROCESS_STACK_SHIFT - PROCESS_STACK_BYTES);
    bytes.set([5, 6, 7], processStackPages + 2 * PROCESS_STACK_BYTES + inStack);
    const [esi, edi] = halves(FOR_EVER);
    expect(source.call(2, "queuing_send", { ebx: 1, ecx, edx: 3, esi, edi })).toBeUndefined();
    for (let i = 0; i < DEPTH; i += 1) receive(1);
    expect(receive(1)).toEqual(got(5, 6, 7));
  });

  test("may not while he initialises his partition", () => {
    const { send, source } = boot();
    source.restart();
    source.createQueuing("out", BYTES, DEPTH, DIRECTION_SOURCE);
    for (let i = 0; i < DEPTH; i += 1) expect(send(0, [i])).toEqual(["OK", 0]);
    expect(send(0, [9], FOR_EVER)).toEqual(["WRONG_MODE", 0]);
    expect(send(0, [9])).toEqual(["NOT_AVAILABLE", 0]);
  });
});

describe("who waits for a message", () => {
  test("gets it in his own partition's next window; until then it counts as one of the channel's", () => {
    const { send, receive, received, destination, status } = boot();
    expect(receive(1, FOR_EVER)).toBeUndefined();
    expect(status("destination")).toMatchObject({ messages: 0, waiting: 1 });
    for (let i = 0; i < DEPTH; i += 1) expect(send(1, [i + 1])).toEqual(["OK", 0]);
    expect(send(1, [9])).toEqual(["NOT_AVAILABLE", 0]);
    expect(received(1)).toBeUndefined();
    destination.openWindow();
    expect(received(1)).toEqual(got(1));
    expect(status("destination")).toMatchObject({ messages: 2, waiting: 0 });
  });

  test.each([
    ["in the order of their coming", DISCIPLINE_FIFO, [1, 3, 2]],
    ["by priority", DISCIPLINE_PRIORITY, [3, 2, 1]],
  ])("goes %s", (_, receivers, order) => {
    const { send, receive, received, destination } = boot({ receivers });
    for (const process of [1, 3, 2]) receive(process, FOR_EVER);
    for (let i = 0; i < DEPTH; i += 1) send(1, [i]);
    destination.openWindow();
    expect(order.map((process) => received(process))).toEqual(order.map((_, at) => got(at)));
  });

  test("is served alone by an entry of the kernel: a message may be long", () => {
    const { call, now, send, receive, received, destination } = boot();
    for (const process of [1, 2]) receive(process, FOR_EVER);
    for (const process of [1, 2]) send(process, [process]);
    expect(call.bringUpToDate(destination.address, now())).not.toBe(0);
    expect([received(1), received(2)]).toEqual([got(1), undefined]);
    destination.openWindow();
    expect(received(2)).toEqual(got(2));
  });

  test("whose time was over before it came gets none; whose time ran out since then does", () => {
    const { send, receive, received, destination, pass } = boot();
    receive(1, 100n);
    receive(2, 200n);
    receive(3, 300n);
    pass(100n);
    send(1, [1]);
    pass(1_000n);
    destination.openWindow();
    expect([received(1), received(2), received(3)]).toEqual([["TIMED_OUT", 0], got(1), ["TIMED_OUT", 0]]);
  });

  test("lets in who waits for room, as he takes his message", () => {
    const { send, sent, receive, received, destination } = boot();
    receive(1, FOR_EVER);
    receive(2, FOR_EVER);
    for (let i = 0; i < DEPTH; i += 1) send(1, [i]);
    send(2, [22], FOR_EVER);
    send(3, [33], FOR_EVER);
    destination.openWindow();
    expect([received(1), received(2), sent(2), sent(3)]).toEqual([got(0), got(1), ["OK", 0], ["OK", 0]]);
    expect([receive(3), receive(3), receive(3)]).toEqual([got(2), got(22), got(33)]);
  });

  test("is gone with his partition's restart, and the news with him", () => {
    const { send, receive, received, destination, beginDestination, call } = boot();
    receive(1, FOR_EVER);
    send(1, [1]);
    destination.restart();
    expect(call.deliverNews(destination.address, 10)).toBe(0);
    beginDestination();
    // The message was for the partition that is no more.
    expect(receive(1, FOR_EVER)).toBeUndefined();
    send(1, [2]);
    destination.openWindow();
    expect(received(1)).toEqual(got(2));
  });

  test("is served piece by piece, as much as one step allows", () => {
    const { send, receive, received, destination, call } = boot();
    for (const process of [1, 2, 3]) receive(process, FOR_EVER);
    for (let i = 0; i < DEPTH; i += 1) send(1, [i]);
    const seen = [];
    for (let more = 1; more !== 0; ) {
      more = call.deliverNews(destination.address, 1);
      seen.push([1, 2, 3].filter((process) => received(process) !== undefined).length);
    }
    expect(seen).toEqual([1, 2, 3, 3]);
  });
});

describe("a channel that discards", () => {
  test("loses what has no room, and tells the receiver with the next message, once", () => {
    const { send, receive } = boot({ discards: true });
    for (let i = 0; i < DEPTH; i += 1) send(1, [i]);
    expect(send(1, [8], FOR_EVER)).toEqual(["OK", 0]);
    expect(send(1, [9])).toEqual(["OK", 0]);
    expect([receive(1), receive(1)]).toEqual([{ content: [0], lost: true }, got(1)]);
  });
});

describe("clearing", () => {
  test("discards all messages, and lets in who waits for room: the first two at once, the others in their own window", () => {
    const { send, sent, receive, source, clear, status } = boot();
    for (let i = 0; i < DEPTH; i += 1) send(1, [i]);
    for (const process of [1, 2, 3]) send(process, [process], FOR_EVER);
    expect(clear(1)).toEqual(["OK", 0]);
    expect([sent(1), sent(2), sent(3)]).toEqual([["OK", 0], ["OK", 0], undefined]);
    expect(status("source")).toMatchObject({ messages: 2, waiting: 1 });
    source.openWindow();
    expect(sent(3)).toEqual(["OK", 0]);
    expect([receive(1), receive(1), receive(1), receive(1)]).toEqual([got(1), got(2), got(3), ["NOT_AVAILABLE", 0]]);
  });

  test("an empty one is well, and forgets losses", () => {
    const { send, receive, clear } = boot({ discards: true });
    expect(clear(1)).toEqual(["OK", 0]);
    for (let i = 0; i <= DEPTH; i += 1) send(1, [i]);
    clear(1);
    send(1, [7]);
    expect(receive(1)).toEqual(got(7));
  });
});

describe("what is refused", () => {
  test("by send, in the order of the checks", () => {
    const { source, destination } = boot();
    const { messageAt } = placesOf(SOURCE);
    const good = { ebx: 1, ecx: messageAt(1), edx: 1, esi: 0, edi: 0 };
    const send = (args: object) => source.call(1, "queuing_send", { ...good, ...args });
    expect(send({ edx: 0 })).toEqual(["BAD_ARGUMENT", 0]);
    // Longer than any timeout, and not for ever.
    expect(send({ esi: 1, edi: 0x40000000 })).toEqual(["BAD_ARGUMENT", 0]);
    expect(send({ esi: 0, edi: 0xffffffff })).toEqual(["BAD_ARGUMENT", 0]);
    expect(send({ edx: BYTES + 1, ecx: 0 })).toEqual(["NOT_CONFIGURED", 0]);
    expect(send({ ecx: 0 })).toEqual(["BAD_POINTER", 0]);
    expect(send({ ecx: areaOf(DESTINATION).data })).toEqual(["BAD_POINTER", 0]);
    expect(destination.call(1, "queuing_send", { ...good, ecx: 0 })).toEqual(["WRONG_MODE", 0]);
  });

  test("by receive, in the order of the checks", () => {
    const { source, destination, send } = boot();
    send(1, [1]);
    const { messageAt } = placesOf(DESTINATION);
    const good = { ebx: 1, ecx: messageAt(1), edx: 0, esi: 0 };
    const receive = (args: object) => destination.call(1, "queuing_receive", { ...good, ...args });
    expect(receive({ edx: 1, esi: 0x40000000 })).toEqual(["BAD_ARGUMENT", 0]);
    const { code, data, dataBytes } = areaOf(DESTINATION);
    for (const ecx of [0, code, data + dataBytes - BYTES + 1, areaOf(SOURCE).data]) {
      expect(receive({ ecx })).toEqual(["BAD_POINTER", 0]);
    }
    expect(source.call(1, "queuing_receive", { ...good, ecx: 0 })).toEqual(["WRONG_MODE", 0]);
    expect(source.call(1, "queuing_clear", { ebx: 1 })).toEqual(["WRONG_MODE", 0]);
    expect(destination.call(1, "queuing_status", { ebx: 1, ecx: code })).toEqual(["BAD_POINTER", 0]);
    expect(receive({})![0]).toBe("OK");
  });
});

const process = fc.constantFrom(1, 2, 3);
const timeoutNs = fc.constantFrom(0n, 50n, 300n, FOR_EVER);
const content = fc.array(fc.nat(255), { minLength: 1, maxLength: BYTES });
const inSource = fc.record({ kind: fc.constant("send" as const), process, content, timeoutNs });
const inDestination = fc.oneof(
  { weight: 6, arbitrary: fc.record({ kind: fc.constant("receive" as const), process, timeoutNs }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant("clear" as const), process }) },
);
/** What happens in one window, and how long it takes. */
const windowOf = fc.oneof(
  {
    weight: 5,
    arbitrary: fc.record({ owner: fc.constant("source" as const), actions: fc.array(inSource, { maxLength: 6 }) }),
  },
  {
    weight: 5,
    arbitrary: fc.record({
      owner: fc.constant("destination" as const),
      actions: fc.array(inDestination, { maxLength: 6 }),
    }),
  },
  { weight: 1, arbitrary: fc.record({ owner: fc.constant("restart of the source" as const) }) },
  { weight: 1, arbitrary: fc.record({ owner: fc.constant("restart of the destination" as const) }) },
);
const pauseNs = fc.constantFrom(0n, 1n, 40n, 100n, 400n);
const discipline = fc.constantFrom(DISCIPLINE_FIFO, DISCIPLINE_PRIORITY);

test("windows of both ends in any order: everyone is told what the model says, when it says so", () => {
  fc.assert(
    fc.property(
      fc.record({ senders: discipline, receivers: discipline, discards: fc.boolean() }),
      fc.array(fc.tuple(windowOf, pauseNs), { minLength: 1, maxLength: 16 }),
      (options, windows) => {
        const world = boot(options);
        const model = new QueueModel(
          options.senders === DISCIPLINE_PRIORITY,
          options.receivers === DISCIPLINE_PRIORITY,
          options.discards,
        );
        const waits = (end: { waiting: readonly { process: number }[] }, who: number) =>
          end.waiting.some((each) => each.process === who);
        const compareWaiting = () => {
          for (const who of [1, 2, 3]) {
            if (waits(model.senders, who)) expect(world.sent(who)).toBeUndefined();
            else if (model.senders.answers.has(who)) expect(world.sent(who)).toEqual(model.senders.answers.get(who));
            if (waits(model.receivers, who)) expect(world.received(who)).toBeUndefined();
            else if (model.receivers.answers.has(who)) {
              expect(world.received(who)).toEqual(model.receivers.answers.get(who));
            }
          }
          model.senders.answers.clear();
          model.receivers.answers.clear();
        };
        for (const [window, pause] of windows) {
          const now = world.now();
          if (window.owner === "restart of the source") {
            world.source.restart();
            world.beginSource();
            model.restartSource();
          } else if (window.owner === "restart of the destination") {
            world.destination.restart();
            world.beginDestination();
            model.restartDestination(now);
          } else if (window.owner === "source") {
            world.source.openWindow();
            model.openSourceWindow(now);
            compareWaiting();
            for (const step of window.actions) {
              if (waits(model.senders, step.process)) continue;
              expect(world.send(step.process, step.content, step.timeoutNs)).toEqual(
                model.send(step.process, step.content, step.timeoutNs, now),
              );
            }
          } else {
            world.destination.openWindow();
            model.openDestinationWindow(now);
            compareWaiting();
            for (const step of window.actions) {
              if (waits(model.receivers, step.process)) continue;
              if (step.kind === "clear") {
                expect(world.clear(step.process)).toEqual(["OK", 0]);
                model.clear(now);
              } else {
                expect(world.receive(step.process, step.timeoutNs)).toEqual(
                  model.receive(step.process, step.timeoutNs, now),
                );
              }
              compareWaiting();
            }
          }
          world.pass(pause);
        }
      },
    ),
    { numRuns: 200 },
  );
});
