/** Making ports, finding them, being told of messages; memory blocks. Of both kinds what they have in common. */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  DIRECTION_DESTINATION,
  DIRECTION_SOURCE,
  decodeMemoryBlockStatus,
  MODE_WARM_START,
} from "../../host/generated/abi.js";
import { type ChannelPlan, withChannels } from "./channels.js";
import { bootPorts, halves, placesOf } from "./ports-world.js";
import { areaOf, changePartition, nativePartition, sampleTable, type Table } from "./system.js";

const SAMPLING: ChannelPlan = {
  bytes: 16,
  source: { partition: 0, name: "position" },
  destinations: [
    { partition: 1, name: "pos", refreshNs: 1_000n },
    { partition: 2, name: "position", refreshNs: 5_000_000_000n },
  ],
};
const QUEUING: ChannelPlan = {
  bytes: 12,
  depth: 2,
  source: { partition: 0, name: "orders" },
  destinations: [{ partition: 1, name: "orders in" }],
};
const TO_GUEST: ChannelPlan = {
  bytes: 12,
  depth: 3,
  source: { partition: 0, name: "for guest" },
  destinations: [{ partition: 2, name: "queue" }],
};

/** Partitions 0 and 1 are native, 2 is a guest operating system. */
function table(plans: readonly ChannelPlan[] = [SAMPLING, QUEUING, TO_GUEST]): Table {
  const native = [0, 1].reduce((all, index) => changePartition(all, index, nativePartition(index, 2)), sampleTable(3));
  return withChannels(native, plans);
}

describe("creating a port", () => {
  test("tells its place among the partition's ports by name, from 1", () => {
    const first = bootPorts(table()).partition(0);
    expect(first.createSampling("position", 16, DIRECTION_SOURCE)).toEqual(["OK", 3]);
    expect(first.createQueuing("for guest", 12, 3, DIRECTION_SOURCE)).toEqual(["OK", 1]);
    expect(first.createQueuing("orders", 12, 2, DIRECTION_SOURCE)).toEqual(["OK", 2]);
  });

  test("wants the attributes that the system file gives it", () => {
    const world = bootPorts(table());
    const [source, destination] = [world.partition(0), world.partition(1)];
    const refused = ["NOT_CONFIGURED", 0];
    expect(source.createSampling("nobody", 16, DIRECTION_SOURCE)).toEqual(refused);
    expect(source.createSampling("position", 15, DIRECTION_SOURCE)).toEqual(refused);
    expect(source.createSampling("position", 16, DIRECTION_DESTINATION)).toEqual(refused);
    expect(source.createSampling("orders", 12, DIRECTION_SOURCE)).toEqual(refused);
    expect(source.createQueuing("position", 16, 0, DIRECTION_SOURCE)).toEqual(refused);
    expect(source.createQueuing("orders", 13, 2, DIRECTION_SOURCE)).toEqual(refused);
    expect(source.createQueuing("orders", 12, 3, DIRECTION_SOURCE)).toEqual(refused);
    expect(source.createQueuing("orders", 12, 2, 2)).toEqual(refused);
    expect(source.createQueuing("orders", 12, 2, DIRECTION_SOURCE, 2)).toEqual(refused);
    expect(destination.createSampling("pos", 16, DIRECTION_DESTINATION, 999n)).toEqual(refused);
    expect(destination.createSampling("pos", 16, DIRECTION_DESTINATION, 1_000n | (1n << 32n))).toEqual(refused);
    expect(destination.createSampling("pos", 16, DIRECTION_DESTINATION, 1_000n)[0]).toBe("OK");
    // What a source calls its refresh period does not matter.
    expect(source.createSampling("position", 16, DIRECTION_SOURCE, 77n)[0]).toBe("OK");
  });

  test("happens once a start, while the partition initialises itself; a guest operating system may at any time", () => {
    const world = bootPorts(table());
    const first = world.partition(0);
    expect(first.createSampling("position", 16, DIRECTION_SOURCE)[0]).toBe("OK");
    // Before its attributes are looked at.
    expect(first.createSampling("position", 1, DIRECTION_SOURCE)).toEqual(["NO_ACTION", 0]);
    first.enterNormal();
    expect(first.createQueuing("orders", 12, 2, DIRECTION_SOURCE)).toEqual(["WRONG_MODE", 0]);
    expect(first.createQueuing("nobody", 12, 2, DIRECTION_SOURCE)).toEqual(["WRONG_MODE", 0]);
    first.restart(MODE_WARM_START);
    expect(first.call(0, "sampling_write", { ebx: 3, ecx: areaOf(0).data, edx: 1 })![0]).toBe("BAD_ARGUMENT");
    expect(first.createSampling("position", 16, DIRECTION_SOURCE)[0]).toBe("OK");
    const guest = world.partition(2);
    expect(guest.createSampling("position", 16, DIRECTION_DESTINATION, 5_000_000_000n)[0]).toBe("OK");
    expect(guest.createSampling("position", 16, DIRECTION_DESTINATION, 5_000_000_000n)[0]).toBe("NO_ACTION");
  });

  test("takes the name from where the caller may read", () => {
    const first = bootPorts(table()).partition(0);
    const { dataBytes, data, code } = areaOf(0);
    for (const ebx of [0, code - 4, data + dataBytes - 31, areaOf(1).data, 0xfffffff0]) {
      expect(first.call(0, "sampling_create", { ebx })).toEqual(["BAD_POINTER", 0]);
      expect(first.call(0, "queuing_id", { ebx })).toEqual(["BAD_POINTER", 0]);
    }
  });
});

describe("a port by its name", () => {
  const find = (world: ReturnType<typeof bootPorts>, call: string, name: string, behind = 0) => {
    const at = placesOf(0).name;
    world.bytes.fill(behind, at, at + 32);
    world.bytes.set(Buffer.from(name.length < 32 ? `${name}\0` : name, "latin1"), at);
    return world.partition(0).call(0, call, { ebx: at });
  };

  test("is found once it was created, among its kind, whatever stands behind the name's end", () => {
    const world = bootPorts(table());
    expect(find(world, "sampling_id", "position")).toEqual(["NOT_CONFIGURED", 0]);
    world.partition(0).createSampling("position", 16, DIRECTION_SOURCE);
    expect(find(world, "sampling_id", "position", 0xee)).toEqual(["OK", 3]);
    expect(find(world, "queuing_id", "position")).toEqual(["NOT_CONFIGURED", 0]);
    expect(find(world, "sampling_id", "positio")).toEqual(["NOT_CONFIGURED", 0]);
    expect(find(world, "sampling_id", "position2")).toEqual(["NOT_CONFIGURED", 0]);
  });

  test("is found among any others, up to 32 characters", () => {
    const character = fc.constantFrom(..."ab-_Z~ ");
    const name = fc.array(character, { minLength: 1, maxLength: 32 }).map((characters) => characters.join(""));
    const names = fc.uniqueArray(name, { minLength: 1, maxLength: 24 });
    fc.assert(
      fc.property(names, fc.array(name, { maxLength: 5 }), (own, others) => {
        const plans = own.map((each) => ({ bytes: 1, source: { partition: 0, name: each }, destinations: [] }));
        const world = bootPorts(table(plans));
        const first = world.partition(0);
        const sorted = [...own].sort((a, b) => (a < b ? -1 : 1));
        for (const each of own) {
          const expected = ["OK", sorted.indexOf(each) + 1];
          expect(first.createSampling(each, 1, DIRECTION_SOURCE)).toEqual(expected);
          expect(find(world, "sampling_id", each, 0x7f)).toEqual(expected);
        }
        for (const other of others.filter((each) => !own.includes(each))) {
          expect(first.createSampling(other, 1, DIRECTION_SOURCE)).toEqual(["NOT_CONFIGURED", 0]);
        }
      }),
      { numRuns: 40 },
    );
  });
});

test("an identifier of nothing, of another kind, of what was not created is a bad argument everywhere", () => {
  const first = bootPorts(table()).partition(0);
  const sampling = first.createSampling("position", 16, DIRECTION_SOURCE)[1];
  const queuing = first.createQueuing("orders", 12, 2, DIRECTION_SOURCE)[1];
  const { messageAt, status } = placesOf(0);
  const calls: [string, number, object][] = [
    ["sampling_write", queuing, { ecx: messageAt(0), edx: 1 }],
    ["sampling_read", queuing, { ecx: messageAt(0) }],
    ["sampling_read_updated", queuing, { ecx: messageAt(0) }],
    ["sampling_status", queuing, { ecx: status }],
    ["queuing_send", sampling, { ecx: messageAt(0), edx: 1, esi: 0, edi: 0 }],
    ["queuing_receive", sampling, { ecx: messageAt(0), edx: 0, esi: 0 }],
    ["queuing_status", sampling, { ecx: status }],
    ["queuing_clear", sampling, {}],
  ];
  for (const [name, ofOtherKind, args] of calls) {
    // 1 was not created.
    for (const ebx of [0, 1, ofOtherKind, 4, 0xffffffff]) {
      expect(first.call(0, name, { ...args, ebx }), name).toEqual(["BAD_ARGUMENT", 0]);
    }
  }
});

describe("a guest operating system", () => {
  const boot = () => {
    const world = bootPorts(table());
    const [source, guest] = [world.partition(0), world.partition(2)];
    const sampling = source.createSampling("position", 16, DIRECTION_SOURCE)[1];
    const queuing = source.createQueuing("for guest", 12, 3, DIRECTION_SOURCE)[1];
    source.enterNormal();
    const [low, high] = halves(0n);
    return {
      ...world,
      source,
      guest,
      write: () => source.call(1, "sampling_write", { ebx: sampling, ecx: placesOf(0).messageAt(1), edx: 4 }),
      send: () =>
        source.call(1, "queuing_send", { ebx: queuing, ecx: placesOf(0).messageAt(1), edx: 4, esi: low, edi: high }),
      createSampling: () => guest.createSampling("position", 16, DIRECTION_DESTINATION, 5_000_000_000n)[1],
      createQueuing: () => guest.createQueuing("queue", 12, 3, DIRECTION_DESTINATION)[1],
      next: () => guest.call(0, "port_next"),
      count: () => world.call.takeNewsCount(guest.address),
    };
  };

  test("is told of every message, and once of each port with messages", () => {
    const { write, send, createSampling, createQueuing, next, count } = boot();
    const [sampling, queuing] = [createSampling(), createQueuing()];
    expect([count(), next()]).toEqual([0, ["NOT_AVAILABLE", 0]]);
    for (let i = 0; i < 3; i += 1) write();
    send();
    write();
    expect(count()).toBe(5);
    expect(count()).toBe(0);
    expect([next(), next(), next()]).toEqual([
      ["OK", sampling],
      ["OK", queuing],
      ["NOT_AVAILABLE", 0],
    ]);
    send();
    expect([count(), next(), next()]).toEqual([1, ["OK", queuing], ["NOT_AVAILABLE", 0]]);
  });

  test("is told of what is there already as it creates a port, and of nothing before", () => {
    const { write, send, createSampling, createQueuing, next, count } = boot();
    write();
    write();
    send();
    expect([count(), next()]).toEqual([0, ["NOT_AVAILABLE", 0]]);
    const [queuing, sampling] = [createQueuing(), createSampling()];
    expect([count(), next(), next(), next()]).toEqual([2, ["OK", queuing], ["OK", sampling], ["NOT_AVAILABLE", 0]]);
  });

  test("hears nothing of its last run after a restart, and of everything again once it made its ports", () => {
    const { write, send, createSampling, createQueuing, next, count, guest } = boot();
    createSampling();
    createQueuing();
    write();
    send();
    guest.restart();
    expect([count(), next()]).toEqual([0, ["NOT_AVAILABLE", 0]]);
    write();
    send();
    expect([count(), next()]).toEqual([0, ["NOT_AVAILABLE", 0]]);
    const [sampling, queuing] = [createSampling(), createQueuing()];
    // They came before: to a restarted partition they are no more.
    expect([count(), next()]).toEqual([0, ["NOT_AVAILABLE", 0]]);
    send();
    write();
    expect([count(), next(), next(), next()]).toEqual([2, ["OK", queuing], ["OK", sampling], ["NOT_AVAILABLE", 0]]);
  });

  test("can't wait", () => {
    const { createQueuing, guest } = boot();
    const receive = (timeoutNs: bigint) => {
      const [edx, esi] = halves(timeoutNs);
      return guest.call(0, "queuing_receive", { ebx: createQueued, ecx: placesOf(2).messageAt(0), edx, esi });
    };
    const createQueued = createQueuing();
    expect(receive(0n)).toEqual(["NOT_AVAILABLE", 0]);
    expect(receive(1n)).toEqual(["WRONG_MODE", 0]);
    expect(receive((1n << 64n) - 1n)).toEqual(["WRONG_MODE", 0]);
  });
});

test("a native partition has no use for port_next", () => {
  const world = bootPorts(table());
  expect(world.partition(1).call(0, "port_next")).toEqual(["NOT_AVAILABLE", 0]);
});

describe("a memory block", () => {
  const boot = () => {
    const sample = sampleTable(2);
    const blocks = [
      { name: "other", partition: 0, segment: 1, reserved: [0, 0] },
      { name: "shared", partition: 0, segment: 0, reserved: [0, 0] },
      { name: "alien", partition: 1, segment: 4, reserved: [0, 0] },
    ];
    const owner = changePartition(sample, 0, { blockCount: 2 });
    const both = changePartition(owner, 1, { firstBlock: 2, blockCount: 1 });
    const world = bootPorts({ ...both, arrays: { ...both.arrays, blocks } });
    const { name, status } = placesOf(0);
    const find = (text: string, ecx = status) => {
      world.bytes.set(Buffer.from(text.padEnd(32, "\0")), name);
      return world.partition(0).call(0, "memory_block", { ebx: name, ecx });
    };
    return { ...world, find, status };
  };

  test("is found by its name among the caller's own", () => {
    const { find, view, status } = boot();
    const { data, dataBytes, code } = areaOf(0);
    expect(find("other")).toEqual(["OK", 0]);
    const block = { address: data, sizeBytes: dataBytes, permissions: 6, reserved: 0 };
    expect(decodeMemoryBlockStatus(view, status)).toEqual(block);
    expect(find("shared")).toEqual(["OK", 0]);
    expect(decodeMemoryBlockStatus(view, status)).toMatchObject({ address: code, sizeBytes: 0x1000, permissions: 5 });
    expect(find("alien")).toEqual(["NOT_CONFIGURED", 0]);
  });

  test("is described where the caller may write", () => {
    const { find } = boot();
    expect(find("other", areaOf(0).code)).toEqual(["BAD_POINTER", 0]);
    expect(find("other", areaOf(1).data)).toEqual(["BAD_POINTER", 0]);
  });
});
