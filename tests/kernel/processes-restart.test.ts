/** A restart leaves nothing of the last run behind, whatever went on: what comes then is as after the first start. */
import fc from "fast-check";
import { expect, test } from "vitest";
import {
  DIRECTION_DESTINATION,
  DIRECTION_SOURCE,
  MODE_COLD_START,
  MODE_WARM_START,
  START_HM_PARTITION_RESTART,
} from "../../host/generated/abi.js";
import { makeOf, NUMBERS } from "./calls-world.js";
import { withChannels } from "./channels.js";
import {
  bootNative,
  FIRST,
  FOREVER,
  HANDLER,
  halves,
  MESSAGE,
  NAME,
  type NativeWorld,
  NOBODY,
} from "./native-world.js";
import {
  beginInBoth,
  begins,
  compare,
  deedOf,
  PROCESSES,
  plans,
  schedulerTable,
  steps,
  takeInWorld,
  takeStep,
} from "./scheduler-steps.js";
import { areaOf } from "./system.js";

const BYTES = 16;
const channels = [
  { bytes: BYTES, depth: 1, source: { partition: 0, name: "out" }, destinations: [{ partition: 1, name: "from" }] },
  { bytes: BYTES, depth: 1, source: { partition: 1, name: "to" }, destinations: [{ partition: 0, name: "in" }] },
];
const table = () => withChannels(schedulerTable(), channels);

/** The partition's ports, `out` 1 and `in` 2 by their names: identifiers are in the order of the table. */
function createPorts(world: NativeWorld) {
  const create = (name: string, esi: number) => {
    world.write(NAME, name);
    return world.make("queuing_create", { ebx: NAME, ecx: BYTES, edx: 1, esi, edi: 0 });
  };
  return { out: create("out", DIRECTION_SOURCE).value, in: create("in", DIRECTION_DESTINATION).value };
}

/** The guest operating system at the channels' other ends. */
function peerOf({ call, partitions, bytes }: NativeWorld) {
  const makeByNumber = makeOf(call, partitions[1]!);
  const make = (name: string, args: object) => makeByNumber(NUMBERS.get(name)!, args);
  const { data } = areaOf(1);
  const create = (name: string, esi: number) => {
    bytes.set(Buffer.from(name.padEnd(32, "\0")), data);
    return make("queuing_create", { ebx: data, ecx: BYTES, edx: 1, esi, edi: 0 }).value;
  };
  const ports = { from: create("from", DIRECTION_DESTINATION), to: create("to", DIRECTION_SOURCE) };
  return {
    receive: () => make("queuing_receive", { ebx: ports.from, ecx: data, edx: 0, esi: 0 }),
    send: () => make("queuing_send", { ebx: ports.to, ecx: data, edx: 4, esi: 0, edi: 0 }),
  };
}

const [low, high] = halves(FOREVER);
const ways = fc.constantFrom("cold", "warm", "error");
const portStep = fc.constantFrom("send", "receive", "none", "none");

test("no thread in a queue, here or at a port; no timer, lock, object, error or message", () => {
  fc.assert(
    fc.property(
      plans,
      begins,
      fc.tuple(steps, steps),
      fc.array(portStep, { minLength: 80, maxLength: 80 }),
      ways,
      (plans, begins, [before, after], ofPorts, way) => {
        const world = bootNative(table());
        const { call, partition, thread } = world;
        const peer = peerOf(world);
        const ports = createPorts(world);
        beginInBoth(world, plans, begins);
        for (const [at, step] of before.entries()) {
          if (call.isLoading(partition) !== 0) break;
          const running = world.running();
          const runs = running !== NOBODY && running !== HANDLER;
          if (runs && ofPorts[at] === "send")
            world.make("queuing_send", { ebx: ports.out, ecx: MESSAGE, edx: 4, esi: low, edi: high });
          else if (runs && ofPorts[at] === "receive")
            world.make("queuing_receive", { ebx: ports.in, ecx: MESSAGE, edx: low, esi: high });
          else takeInWorld(world, deedOf(step, running), step);
        }
        if (call.isLoading(partition) === 0) {
          if (way === "error" || world.running() === NOBODY) {
            call.restartPartition(partition, MODE_WARM_START, START_HM_PARTITION_RESTART);
          } else {
            world.setMode(way === "cold" ? MODE_COLD_START : MODE_WARM_START);
          }
          world.decide();
        }
        const left = Array.from({ length: PROCESSES + 2 }, (_, at) => call.leftOfThread(call.threadAt(partition, at)));
        expect(left).toEqual(left.map(() => 0));
        expect(call.leftOfPartition(partition)).toBe(0);

        // Of those who waited for room nobody sends any more; who waited for a message is not found.
        const received = [peer.receive(), peer.receive()].map(({ status }) => status);
        expect(received[1]).toBe("NOT_AVAILABLE");
        peer.send();
        world.load();
        expect([world.running(), world.context(FIRST).ecx]).toEqual([FIRST, 0]);
        expect(call.leftOfThread(thread(1))).toBe(0);

        const both = beginInBoth(world, plans, begins);
        compare(both);
        for (const step of after) {
          takeStep(both, step);
          if (both.model.isOver) return;
          compare(both);
        }
      },
    ),
    { numRuns: 200 },
  );
});

test("a stop leaves nothing either, and the partition does nothing any more", () => {
  fc.assert(
    fc.property(plans, begins, steps, (plans, begins, before) => {
      const world = bootNative(schedulerTable());
      const { call, partition } = world;
      beginInBoth(world, plans, begins);
      for (const step of before) {
        if (call.isLoading(partition) === 0) takeInWorld(world, deedOf(step, world.running()), step);
      }
      call.stopPartition(partition);
      world.decide();
      const left = Array.from({ length: PROCESSES + 2 }, (_, at) => call.leftOfThread(call.threadAt(partition, at)));
      expect(left).toEqual(left.map(() => 0));
      expect(call.leftOfPartition(partition)).toBe(0);
      world.window({ after: 1_000_000n, periodic: true });
      expect(world.running()).toBe(NOBODY);
    }),
    { numRuns: 50 },
  );
});
