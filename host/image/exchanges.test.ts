import { describe, expect, test } from "vitest";
import type { Channel } from "../config/model.js";
import { EXCHANGE_SIZE, NO_PORT } from "../generated/abi.js";
import { channelEntries } from "./channel-entries.js";
import { type ExchangeOptions, placeExchanges, slotBytes } from "./exchanges.js";
import { packImage } from "./pack.js";
import { load } from "./packed.js";
import { PhysicalCursor } from "./pages.js";
import { sampleKernel, sampleProgram, sampleSystem } from "./sample-system.js";

const fromHost: Channel = {
  kind: "sampling",
  name: "sensors",
  messageBytesMax: 64,
  destinations: [
    { partition: 0, name: "in", refreshNs: 50 },
    { partition: 1, name: "in", refreshNs: 50 },
  ],
};
const toHost: Channel = {
  kind: "queuing",
  name: "commands",
  messageBytesMax: 17,
  source: { partition: 0, name: "out" },
  depth: 2,
  discards: false,
};
const between: Channel = { ...toHost, name: "between", destination: { partition: 1, name: "a" } };
const told: Channel = {
  ...fromHost,
  name: "told",
  source: { partition: 1, name: "told" },
  destinations: [],
  toHost: true,
};
const channels = [fromHost, toHost, { ...between, source: { partition: 0, name: "between" } }, told];

const place = (options: ExchangeOptions = {}) => placeExchanges(channels, options, new PhysicalCursor(0x10000));

test("channels that end at the host have one, in the direction of their messages", () => {
  expect(place().exchanges.map(({ slotsIn, slotsOut }) => [slotsIn, slotsOut])).toEqual([
    [256, 0],
    [0, 4096],
    [0, 0],
    [0, 4096],
  ]);
});

test("or all have one, in both", () => {
  for (const { slotsIn, slotsOut } of place({ exchanges: "all" }).exchanges) {
    expect([slotsIn, slotsOut]).toEqual([256, 4096]);
  }
});

test("slots are as many as are asked for, rounded up to a power of two", () => {
  const { exchanges } = place({ slots: { sensors: { in: 1000 }, commands: { in: 9, out: 1 } } });
  expect(exchanges.map(({ slotsIn, slotsOut }) => [slotsIn, slotsOut]).slice(0, 2)).toEqual([
    [1024, 0],
    [0, 2],
  ]);
  expect(() => place({ slots: { sensors: { in: 65537 } } })).toThrow("channels.sensors: 65537 messages");
});

test("the longer messages are, the fewer fit, but some do", () => {
  const long = { ...toHost, messageBytesMax: 8192 };
  const [exchange] = placeExchanges([long], { exchanges: "all" }, new PhysicalCursor(0)).exchanges;
  expect(exchange).toMatchObject({ slotsIn: 16, slotsOut: 256 });
});

test("headers and rings in lie in one piece, rings out apart", () => {
  const { exchanges, loadedPhys, loadedBytes } = place({ slots: { sensors: { in: 2 } } });
  expect(loadedPhys).toBe(0x10000);
  expect(loadedBytes).toBe(3 * EXCHANGE_SIZE + 2 * slotBytes(64));
  expect(exchanges[0]!.exchangePhys).toBe(0x10000);
  expect(exchanges[1]!.exchangePhys).toBe(0x10000 + EXCHANGE_SIZE + 2 * slotBytes(64));
  for (const { slotsOut, ringOutPhys } of exchanges) {
    expect(ringOutPhys >= loadedPhys + loadedBytes).toBe(slotsOut > 0);
  }
});

test("a partition's ports where messages of the host come in are in a list", () => {
  const system = sampleSystem({ channels });
  const of = (options: ExchangeOptions) => channelEntries(system, 0x1000, place(options).exchanges);
  // Partition 0: between, in, out; partition 1: a, in, told.
  expect(of({}).firstInlets).toEqual([1, 4]);
  expect(of({}).ports.map(({ nextInlet }) => nextInlet)).toEqual(Array(6).fill(NO_PORT));
  expect(of({ exchanges: "all" }).firstInlets).toEqual([1, 3]);
  expect(of({ exchanges: "all" }).ports[3]!.nextInlet).toBe(4);
});

describe("in an image", () => {
  const pack = (options?: ExchangeOptions) =>
    packImage(sampleSystem({ channels }), sampleKernel(), [sampleProgram(), sampleProgram()], options);

  test("the layout tells them by channel, and the image holds them empty", () => {
    const { elf, layout } = pack({ slots: { sensors: { in: 2 } } });
    const { exchange } = layout.channels[0]!;
    expect(exchange).toMatchObject({ slotsIn: 2, slotsOut: 0, slotBytes: slotBytes(64) });
    expect(layout.channels[2]!.exchange).toBeUndefined();
    const memory = load(elf);
    for (let at = 0; at < EXCHANGE_SIZE; at += 4) expect(memory.getUint32(exchange!.phys + at, true)).toBe(0);
  });

  test("where no channel has one, there is nothing of it", () => {
    const [without, with_] = [[between], channels].map((some) => {
      const source = { partition: 0, name: "between" };
      const system = sampleSystem({ channels: some.map((each) => (each === between ? { ...each, source } : each)) });
      return packImage(system, sampleKernel(), [sampleProgram(), sampleProgram()]).elf;
    });
    const headers = (elf: Uint8Array): number => new DataView(elf.buffer).getUint16(44, true);
    expect(headers(without!)).toBe(headers(with_!) - 1);
  });
});
