/** The host's ends of both rings, against a kernel's end written here: what one writes the other reads. */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  decodeExchange,
  decodeMessageIn,
  EXCHANGE_SIZE,
  EXCHANGE_TAKEN_OFFSET,
  EXCHANGE_TOLD_OFFSET,
  encodeMessageOut,
  MESSAGE_IN_SIZE,
  MESSAGE_OUT_SIZE,
  TOLD_DISCARDED,
  TOLD_HELD,
  TOLD_INSERTED,
} from "../generated/abi.js";
import type { ExchangeLayout } from "../image/layout.js";
import { packImage } from "../image/pack.js";
import { load } from "../image/packed.js";
import { sampleKernel, sampleProgram, sampleSystem } from "../image/sample-system.js";
import type { SharedMemory } from "../machine/machine.js";
import { withMessages } from "./preload.js";
import { RingIn } from "./ring-in.js";
import { RingOut } from "./ring-out.js";

const SLOT = 32;
const LAYOUT: ExchangeLayout = { phys: 0x40, slotsIn: 4, ringOutPhys: 0x200, slotsOut: 4, slotBytes: SLOT };

class Memory implements SharedMemory {
  readonly view = new DataView(new ArrayBuffer(0x400));
  readonly bytes = new Uint8Array(this.view.buffer);
  /** What the kernel does as soon as something was read. */
  meanwhile: () => void = () => {};

  read(phys: number, length: number): Uint8Array {
    const copy = this.bytes.slice(phys, phys + length);
    this.meanwhile();
    return copy;
  }

  write(phys: number, bytes: Uint8Array): void {
    this.bytes.set(bytes, phys);
  }

  header() {
    return decodeExchange(this.view, LAYOUT.phys);
  }

  /** The kernel takes the oldest message. */
  take(): { dueNs: bigint; content: number[] } | undefined {
    const { taken, written } = this.header();
    if (taken === written) return undefined;
    const slot = LAYOUT.phys + EXCHANGE_SIZE + (taken % LAYOUT.slotsIn) * SLOT;
    const { dueNs, length } = decodeMessageIn(this.view, slot);
    this.view.setUint32(LAYOUT.phys + EXCHANGE_TAKEN_OFFSET, taken + 1, true);
    return { dueNs, content: [...this.bytes.slice(slot + MESSAGE_IN_SIZE, slot + MESSAGE_IN_SIZE + length)] };
  }

  /** The kernel tells of a message. */
  tell(content: readonly number[], flags = 0, timeNs = 1000n, inWindowNs = 10): void {
    const { told } = this.header();
    const slot = LAYOUT.ringOutPhys + (told % LAYOUT.slotsOut) * SLOT;
    encodeMessageOut(this.view, slot, { timeNs, inWindowNs, length: content.length, flags });
    this.bytes.set(content, slot + MESSAGE_OUT_SIZE);
    this.view.setUint32(LAYOUT.phys + EXCHANGE_TOLD_OFFSET, told + 1, true);
  }
}

const message = (...content: number[]) => ({ bytes: Uint8Array.from(content) });

describe("in", () => {
  test("as many messages are put as there is room for", () => {
    const memory = new Memory();
    const ring = new RingIn(LAYOUT);
    const six = [1, 2, 3, 4, 5, 6].map((n) => message(n));
    expect(ring.put(memory, six)).toBe(4);
    expect(ring.put(memory, six)).toBe(0);
    expect(memory.take()).toEqual({ dueNs: 0n, content: [1] });
    expect(ring.put(memory, [{ atNs: 7, bytes: Uint8Array.of(9, 9) }, message(8)])).toBe(1);
    expect([2, 3, 4].map(() => memory.take()?.content)).toEqual([[2], [3], [4]]);
    expect(memory.take()).toEqual({ dueNs: 7n, content: [9, 9] });
    expect(ring.waiting(memory)).toBe(0);
  });

  test("what is put is taken, in order, whatever comes in between, and though the counters wrap around", () => {
    const step = fc.oneof(fc.constant("take" as const), fc.array(fc.uint8Array({ minLength: 1, maxLength: 16 })));
    fc.assert(
      fc.property(fc.nat(0xffffffff), fc.array(step), (start, steps) => {
        const memory = new Memory();
        memory.view.setUint32(LAYOUT.phys, start, true);
        memory.view.setUint32(LAYOUT.phys + EXCHANGE_TAKEN_OFFSET, start, true);
        const ring = new RingIn(LAYOUT);
        const expected: number[][] = [];
        for (const each of steps) {
          if (each === "take") expect(memory.take()?.content).toEqual(expected.shift());
          else {
            const count = ring.put(
              memory,
              each.map((bytes) => ({ bytes })),
            );
            expect(count).toBe(Math.min(each.length, LAYOUT.slotsIn - expected.length));
            expected.push(...each.slice(0, count).map((bytes) => [...bytes]));
          }
          expect(ring.waiting(memory)).toBe(expected.length);
        }
      }),
    );
  });

  test("messages to hold are counted up", () => {
    const memory = new Memory();
    const ring = new RingIn(LAYOUT);
    ring.hold(memory, 2);
    ring.hold(memory, 1);
    expect(memory.header()).toMatchObject({ hold: 3, held: 0, written: 0 });
  });
});

describe("out", () => {
  test("each message is read once, with what became of it", () => {
    const memory = new Memory();
    const ring = new RingOut(LAYOUT);
    expect(ring.read(memory)).toEqual({ lost: 0, messages: [] });
    memory.tell([1, 2]);
    memory.tell([3], TOLD_HELD);
    const plain = { timeNs: 1000, windowNs: 990, held: false, inserted: false, discarded: false };
    expect(ring.read(memory)).toEqual({
      lost: 0,
      messages: [
        { ...plain, bytes: Uint8Array.of(1, 2) },
        { ...plain, bytes: Uint8Array.of(3), held: true },
      ],
    });
    memory.tell([4], TOLD_INSERTED | TOLD_DISCARDED);
    expect(ring.read(memory).messages).toEqual([
      { ...plain, bytes: Uint8Array.of(4), inserted: true, discarded: true },
    ]);
    expect(ring.read(memory)).toEqual({ lost: 0, messages: [] });
  });

  test("what was overwritten is counted, and the oldest slot of a full ring is not trusted", () => {
    const memory = new Memory();
    const ring = new RingOut(LAYOUT);
    for (let n = 1; n <= 7; n += 1) memory.tell([n]);
    const { lost, messages } = ring.read(memory);
    expect([lost, ...messages.map(({ bytes }) => bytes[0])]).toEqual([4, 5, 6, 7]);
  });

  test("whatever the kernel does while they are copied, messages are whole, in order, and all counted", () => {
    fc.assert(
      fc.property(fc.array(fc.nat(6), { maxLength: 40 }), (bursts) => {
        const memory = new Memory();
        const ring = new RingOut(LAYOUT);
        let next = 0;
        let left = [...bursts];
        memory.meanwhile = () => {
          for (let count = left.shift() ?? 0; count > 0; count -= 1) {
            memory.tell([next, next]);
            next += 1;
          }
        };
        const seen: number[] = [];
        let lost = 0;
        const read = () => {
          const found = ring.read(memory);
          lost += found.lost;
          for (const { bytes } of found.messages) {
            expect(bytes[0]).toBe(bytes[1]);
            expect(bytes[0]).toBe(seen.length + lost);
            seen.push(bytes[0]!);
          }
        };
        while (left.length > 0) read();
        left = [];
        read();
        expect(seen.length + lost).toBe(next);
      }),
    );
  });
});

test("messages can lie in the image already", () => {
  const channel = {
    kind: "queuing",
    name: "in",
    messageBytesMax: 8,
    destination: { partition: 0, name: "in" },
    depth: 1,
    discards: false,
  } as const;
  const system = sampleSystem({ channels: [channel] });
  const options = { slots: { in: { in: 2 } } };
  const { elf, layout } = packImage(system, sampleKernel(), [sampleProgram(), sampleProgram()], options);
  const exchange = layout.channels[0]!.exchange!;
  const messages = [message(5), { atNs: 30, bytes: Uint8Array.of(6) }];
  const memory = load(withMessages(elf, [{ exchange, messages }]));
  expect(decodeExchange(memory, exchange.phys)).toMatchObject({ written: 2, taken: 0 });
  const second = exchange.phys + EXCHANGE_SIZE + exchange.slotBytes;
  expect(decodeMessageIn(memory, second)).toMatchObject({ dueNs: 30n, length: 1 });
  expect(memory.getUint8(second + MESSAGE_IN_SIZE)).toBe(6);
  expect(() => withMessages(elf, [{ exchange, messages: [...messages, message(1)] }])).toThrow("the ring holds 2");
});
