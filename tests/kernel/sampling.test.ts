/** Sampling ports: one source, several destinations, ages and restarts; against a model that knows whole messages only. */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  DIRECTION_DESTINATION,
  DIRECTION_SOURCE,
  decodeSamplingStatus,
  MODE_COLD_START,
  MODE_WARM_START,
  RECEIVED_LENGTH_MASK,
  RECEIVED_UPDATED,
  RECEIVED_VALID,
} from "../../host/generated/abi.js";
import { withChannels } from "./channels.js";
import { type Answer, bootPorts, placesOf } from "./ports-world.js";
import { areaOf, changePartition, nativePartition, sampleTable } from "./system.js";

const BYTES = 21;
const NEVER = (1n << 64n) - 1n;
const REFRESH = [1_000n, 50_000n] as const;

/** Partition 0 writes, 1 and 2 read; all are native, with two processes each. */
function boot() {
  const native = [0, 1, 2].reduce(
    (all, index) => changePartition(all, index, nativePartition(index, 2)),
    sampleTable(3),
  );
  const plan = {
    bytes: BYTES,
    source: { partition: 0, name: "out" },
    destinations: REFRESH.map((refreshNs, index) => ({ partition: index + 1, name: "in", refreshNs })),
  };
  const world = bootPorts(withChannels(native, [plan]));
  const source = world.partition(0);
  const destinations = [world.partition(1), world.partition(2)];
  source.createSampling("out", BYTES, DIRECTION_SOURCE);
  source.enterNormal();
  const create = (reader: number) =>
    destinations[reader]!.createSampling("in", BYTES, DIRECTION_DESTINATION, REFRESH[reader]!);
  const write = (content: readonly number[], process = 1) => {
    source.write(placesOf(0).messageAt(process), content);
    const args = { ebx: 1, ecx: placesOf(0).messageAt(process), edx: content.length };
    return source.call(process, "sampling_write", args)!;
  };
  const read = (reader: number, call = "sampling_read", process = 1) => {
    const at = placesOf(reader + 1).messageAt(process);
    destinations[reader]!.write(at, Array(BYTES + 1).fill(0xee));
    const [status, value] = destinations[reader]!.call(process, call, { ebx: 1, ecx: at })!;
    const length = value & RECEIVED_LENGTH_MASK;
    const all = destinations[reader]!.read(at, BYTES + 1);
    // What lies behind the message is not touched.
    expect(all.slice(length).every((byte) => byte === 0xee)).toBe(true);
    return {
      status,
      valid: (value & RECEIVED_VALID) !== 0,
      updated: (value & RECEIVED_UPDATED) !== 0,
      content: all.slice(0, length),
    };
  };
  const status = (reader: number) => {
    const { status: at } = placesOf(reader + 1);
    expect(destinations[reader]!.call(1, "sampling_status", { ebx: 1, ecx: at })).toEqual(["OK", 0]);
    return decodeSamplingStatus(world.view, at);
  };
  return { ...world, source, destinations, create, write, read, status };
}

interface Message {
  readonly content: readonly number[];
  readonly timeNs: bigint;
}

/** What one destination knows. */
interface Reader {
  hidden: Message | undefined;
  lastRead: Message | undefined;
  wasValid: boolean;
}

const content = fc.array(fc.nat(255), { minLength: 1, maxLength: BYTES });
const reader = fc.constantFrom(0, 1);
const action = fc.oneof(
  { weight: 3, arbitrary: fc.record({ kind: fc.constant("write" as const), content }) },
  { weight: 3, arbitrary: fc.record({ kind: fc.constant("read" as const), reader }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant("read updated" as const), reader }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant("status" as const), reader }) },
  {
    weight: 3,
    arbitrary: fc.record({
      kind: fc.constant("pass" as const),
      ns: fc.constantFrom(0n, 1n, 999n, 1_000n, 1_001n, 49_999n, 50_001n),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      kind: fc.constant("restart" as const),
      reader,
      mode: fc.constantFrom(MODE_COLD_START, MODE_WARM_START),
    }),
  },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant("restart source" as const) }) },
);

test("each destination reads the last message, with its own idea of its age, and nothing from before its restart", () => {
  fc.assert(
    fc.property(fc.option(content), fc.array(action, { minLength: 1, maxLength: 30 }), (before, actions) => {
      const world = boot();
      let last: Message | undefined;
      const write = (bytes: readonly number[]) => {
        expect(world.write(bytes)).toEqual(["OK", 0]);
        last = { content: bytes, timeNs: world.now() };
      };
      const readers: Reader[] = [0, 1].map(() => ({ hidden: undefined, lastRead: undefined, wasValid: false }));
      const begin = (index: number) => {
        expect(world.create(index)[0]).toBe("OK");
        world.destinations[index]!.enterNormal();
      };
      // What was written before the first start's creation is there.
      if (before !== null) write(before);
      begin(0);
      begin(1);
      const visible = ({ hidden }: Reader) => (last !== undefined && last !== hidden ? last : undefined);
      const read = (index: number, call: string) => {
        const model = readers[index]!;
        const message = visible(model);
        const updated = message !== undefined && message !== model.lastRead;
        const answer = world.read(index, call);
        if (message === undefined || (call === "sampling_read_updated" && !updated)) {
          expect(answer).toEqual({ status: "NO_ACTION", valid: false, updated: false, content: [] });
          if (call === "sampling_read") model.wasValid = false;
          return;
        }
        const valid = world.now() - message.timeNs <= REFRESH[index]!;
        expect(answer).toEqual({ status: "OK", valid, updated, content: message.content });
        model.lastRead = message;
        model.wasValid = valid;
      };
      for (const step of actions) {
        if (step.kind === "write") write(step.content);
        else if (step.kind === "pass") world.pass(step.ns);
        else if (step.kind === "read") read(step.reader, "sampling_read");
        else if (step.kind === "read updated") read(step.reader, "sampling_read_updated");
        else if (step.kind === "restart source") {
          world.source.restart();
          world.source.createSampling("out", BYTES, DIRECTION_SOURCE);
          world.source.enterNormal();
        } else if (step.kind === "restart") {
          readers[step.reader] = { hidden: last, lastRead: undefined, wasValid: false };
          world.destinations[step.reader]!.restart(step.mode);
          begin(step.reader);
        } else {
          const model = readers[step.reader]!;
          const message = visible(model);
          expect(world.status(step.reader)).toEqual({
            refreshNs: REFRESH[step.reader],
            ageNs: message === undefined ? NEVER : world.now() - message.timeNs,
            writtenNs: message === undefined ? NEVER : message.timeNs,
            maxMessageSize: BYTES,
            direction: DIRECTION_DESTINATION,
            lastValidity: Number(model.wasValid),
            updated: Number(message !== undefined && message !== model.lastRead),
          });
        }
      }
    }),
    { numRuns: 150 },
  );
});

describe("what is refused", () => {
  test("writing: nothing, too much, to a destination, from where the caller may not read", () => {
    const { source, destinations, create } = boot();
    create(0);
    const { messageAt } = placesOf(0);
    const write = (edx: number, ecx = messageAt(1)): Answer => source.call(1, "sampling_write", { ebx: 1, ecx, edx })!;
    expect(write(0)).toEqual(["BAD_ARGUMENT", 0]);
    expect(write(BYTES + 1)).toEqual(["NOT_CONFIGURED", 0]);
    expect(write(0xffffffff)).toEqual(["NOT_CONFIGURED", 0]);
    const { data, dataBytes } = areaOf(0);
    for (const ecx of [0, data + dataBytes - 3, areaOf(1).data, 0xfffffffe]) {
      expect(write(4, ecx)).toEqual(["BAD_POINTER", 0]);
    }
    const args = { ebx: 1, ecx: placesOf(1).messageAt(0), edx: 1 };
    expect(destinations[0]!.call(0, "sampling_write", args)).toEqual(["WRONG_MODE", 0]);
    // In the order of the checks.
    expect(destinations[0]!.call(0, "sampling_write", { ...args, edx: BYTES + 1 })).toEqual(["NOT_CONFIGURED", 0]);
  });

  test("reading: from a source, to where the caller may not write the longest message", () => {
    const { source, destinations, create, write } = boot();
    create(0);
    write([1, 2, 3]);
    const args = { ebx: 1, ecx: placesOf(0).messageAt(1) };
    expect(source.call(1, "sampling_read", args)).toEqual(["WRONG_MODE", 0]);
    expect(source.call(1, "sampling_read_updated", args)).toEqual(["WRONG_MODE", 0]);
    const { code, data, dataBytes } = areaOf(1);
    for (const ecx of [code, data + dataBytes - BYTES + 1, areaOf(0).data, 0]) {
      expect(destinations[0]!.call(0, "sampling_read", { ebx: 1, ecx })).toEqual(["BAD_POINTER", 0]);
    }
    const fits = data + dataBytes - BYTES;
    expect(destinations[0]!.call(0, "sampling_read", { ebx: 1, ecx: fits })![0]).toBe("OK");
    expect(destinations[0]!.call(0, "sampling_status", { ebx: 1, ecx: code })).toEqual(["BAD_POINTER", 0]);
  });
});

test("a source's status tells its attributes and the age of what it wrote", () => {
  const { source, write, pass, view } = boot();
  const { status: at } = placesOf(0);
  const status = () => {
    source.call(1, "sampling_status", { ebx: 1, ecx: at });
    return decodeSamplingStatus(view, at);
  };
  const fixed = { refreshNs: 0n, maxMessageSize: BYTES, direction: DIRECTION_SOURCE, lastValidity: 0, updated: 0 };
  expect(status()).toEqual({ ...fixed, ageNs: NEVER, writtenNs: NEVER });
  pass(10n);
  write([1]);
  pass(77n);
  expect(status()).toEqual({ ...fixed, ageNs: 77n, writtenNs: 10n });
});

test("a message on a process's stack is written and read", () => {
  const { source, destinations, create, read } = boot();
  create(0);
  destinations[0]!.enterNormal();
  const from = placesOf(0).stackMessageAt(2);
  source.write(from, [9, 8, 7, 6, 5]);
  expect(source.call(2, "sampling_write", { ebx: 1, ecx: from, edx: 5 })).toEqual(["OK", 0]);
  expect(read(0).content).toEqual([9, 8, 7, 6, 5]);
  const to = placesOf(1).stackMessageAt(1);
  expect(destinations[0]!.call(1, "sampling_read", { ebx: 1, ecx: to })![0]).toBe("OK");
  expect(destinations[0]!.read(to, 5)).toEqual([9, 8, 7, 6, 5]);
});
