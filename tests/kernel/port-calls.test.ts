/** The calls of ports with any arguments: an answer that is documented, and nothing changed by one that fails. */
import fc from "fast-check";
import { expect, test } from "vitest";
import { PORT_CALLS } from "../../abi/calls/ports.js";
import { CORE_CALLS } from "../../abi/calls.js";
import {
  CONTEXT_SIZE,
  DIRECTION_DESTINATION,
  DIRECTION_SOURCE,
  PARTITION_STATISTICS_BAD_CALLS_OFFSET,
} from "../../host/generated/abi.js";
import { withChannels } from "./channels.js";
import { bootPorts, placesOf } from "./ports-world.js";
import { areaOf, CHANNELS, changePartition, nativePartition, PORT_STATES, sampleTable } from "./system.js";

const BYTES = 24;
const CALLERS_FAULTS = ["BAD_POINTER", "BAD_ARGUMENT"];
/** Partition 0 has a source and a destination of each kind; the other ends are with partition 1. */
const native = [0, 1].reduce((all, index) => changePartition(all, index, nativePartition(index, 1)), sampleTable(2));
const table = withChannels(
  native,
  [undefined, 2].flatMap((depth) => [
    {
      bytes: BYTES,
      ...(depth && { depth }),
      source: { partition: 0, name: `out ${depth}` },
      destinations: [{ partition: 1, name: `in ${depth}`, refreshNs: 1_000n }],
    },
    {
      bytes: BYTES,
      ...(depth && { depth }),
      source: { partition: 1, name: `back ${depth}` },
      destinations: [{ partition: 0, name: `answers ${depth}`, refreshNs: 1_000n }],
    },
  ]),
);

const { code, data, dataBytes, stack, stackTop, processStacks } = areaOf(0);
const neighbour = areaOf(1);
const { name, messageAt, stackMessageAt } = placesOf(0);
const pointer = fc.oneof(
  fc.constantFrom(
    0,
    code,
    data,
    stack,
    stackTop,
    name,
    messageAt(1),
    neighbour.data,
    PORT_STATES,
    CHANNELS,
    0xc0100000,
  ),
  fc.integer({ min: -40, max: 40 }).map((offset) => data + dataBytes + offset),
  fc.integer({ min: -40, max: 0x4000 }).map((offset) => processStacks + offset),
  fc.constant(stackMessageAt(1)),
  fc.integer({ min: 0, max: 0xffffffff }),
);
const small = fc.oneof(fc.integer({ min: 0, max: 30 }), fc.constantFrom(0xffffffff, 0x80000000, 0x40000000, 8192));
const value = fc.oneof(pointer, small);
const identifier = fc.oneof({ weight: 4, arbitrary: fc.integer({ min: 0, max: 5 }) }, value);
const registers = fc.record({ ebx: identifier, ecx: value, edx: fc.oneof(small, value), esi: value, edi: value });

test("any port call with any arguments answers as documented, and only then changes anything", () => {
  const world = bootPorts(table);
  const [self, other] = [world.partition(0), world.partition(1)];
  self.createSampling("out undefined", BYTES, DIRECTION_SOURCE);
  self.createSampling("answers undefined", BYTES, DIRECTION_DESTINATION, 1_000n);
  self.createQueuing("out 2", BYTES, 2, DIRECTION_SOURCE);
  self.createQueuing("answers 2", BYTES, 2, DIRECTION_DESTINATION);
  other.createSampling("back undefined", BYTES, DIRECTION_SOURCE);
  other.createQueuing("back 2", BYTES, 2, DIRECTION_SOURCE);
  const identifiers = table.arrays.ports!.filter(({ partition }) => partition === 1).map((port) => port.name);
  const send = (call: string, port: string) =>
    other.call(0, call, { ebx: 1 + identifiers.indexOf(port), ecx: placesOf(1).messageAt(0), edx: 9, esi: 0, edi: 0 });
  expect([send("sampling_write", "back undefined"), send("queuing_send", "back 2")]).toEqual([
    ["OK", 0],
    ["OK", 0],
  ]);
  self.enterNormal();
  const thread = world.call.threadAt(self.address, 1);
  const counter = world.call.statisticsOf(0) + PARTITION_STATISTICS_BAD_CALLS_OFFSET;
  // Where the kernel remembers what it was told last is the same before and after.
  const settle = () => {
    self.call(1, "sampling_id", { ebx: name });
    world.call.clearPointerCache(self.address);
  };
  settle();
  const start = world.bytes.slice();
  const names = PORT_CALLS.map((call) => call.name);

  fc.assert(
    fc.property(fc.constantFrom(...names), registers, (call, args) => {
      world.bytes.set(start);
      const answer = self.call(1, call, args);
      // It waits, with its arguments in its registers.
      if (answer === undefined) return expect(["queuing_send", "queuing_receive"]).toContain(call);
      const [status] = answer;
      const areas = [neighbour.code, neighbour.end] as const;
      expect(Buffer.compare(world.bytes.subarray(...areas), start.subarray(...areas))).toBe(0);
      if (status === "OK") return;
      expect(CORE_CALLS.find((each) => each.name === call)!.errors).toContain(status);
      const counted = world.view.getUint32(counter, true) - new DataView(start.buffer).getUint32(counter, true);
      expect(counted).toBe(CALLERS_FAULTS.includes(status) ? 1 : 0);
      settle();
      const expected = start.slice();
      expected.set(world.bytes.subarray(thread, thread + CONTEXT_SIZE), thread);
      expected.set(world.bytes.subarray(counter, counter + 4), counter);
      expect(Buffer.compare(world.bytes, expected)).toBe(0);
    }),
    { numRuns: 3000 },
  );
});
