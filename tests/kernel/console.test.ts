/** The consoles against a model: what goes out is each partition's text in order, as whole lines with its name. */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { CONSOLE_RECORD_SIZE, CONSOLE_WRITE_MAX } from "../../host/generated/abi.js";
import { CONSOLE_BYTES, sampleTable } from "./system.js";
import { bootWorld } from "./world.js";

interface Functions {
  writeConsole(partition: number, text: number, length: number): number;
  nextConsoleByte(): number;
  consolePending(): number;
}

const NO_BYTE = 0xffffffff;
const PARTITIONS = 3;
/** Where the texts to write are put. */
const TEXT = 0xe0000;

function boot() {
  const { call, bytes, partitions } = bootWorld<Functions>(sampleTable(PARTITIONS));
  const sent = Array.from({ length: PARTITIONS }, () => "");
  let serial = "";
  return {
    partitions,
    /** Writes; tells what was taken. */
    write(partition: number, text: string): number {
      bytes.set(Buffer.from(text, "latin1"), TEXT);
      const taken = call.writeConsole(partitions[partition]!.address, TEXT, text.length);
      sent[partition] += text.slice(0, taken);
      return taken;
    },
    /** Lets up to `count` bytes go out; tells whether there was an end. */
    drain(count: number): boolean {
      for (let at = 0; at < count; at += 1) {
        const pending = call.consolePending();
        const byte = call.nextConsoleByte();
        expect(pending).toBe(byte === NO_BYTE ? 0 : 1);
        if (byte === NO_BYTE) return true;
        serial += String.fromCharCode(byte);
      }
      return false;
    },
    /** Lets everything go out that may. */
    drainAll(): void {
      if (!this.drain(PARTITIONS * 2 * CONSOLE_BYTES)) throw new Error("more goes out than was ever written");
    },
    serial: () => serial,
    sent: (partition: number) => sent[partition]!,
  };
}

/** The pieces of a partition's text as they went out, without their prefix and line end. */
const linesOf = (serial: string, partition: number): string[] =>
  serial
    .split("\r\n")
    .filter((line) => line.startsWith(`[p${partition}] `))
    .map((line) => line.slice(`[p${partition}] `.length));

/** What every output must be: lines, each with the name of a partition. The last may be under way. */
const WHOLE_LINES = /^(\[p\d\] [^\r\n]*\r\n)*(\[?p?\d?\]? ?|\[p\d\] [^\r\n]*\r?)$/;

const text = fc.string({ unit: fc.constantFrom("a", "b", "\n"), maxLength: 40 });
const longText = fc
  .tuple(fc.integer({ min: 1, max: 300 }), fc.constantFrom("", "\n"))
  .map(([n, end]) => "x".repeat(n) + end);
const action = fc.oneof(
  fc.record({ partition: fc.nat(PARTITIONS - 1), text: fc.oneof(text, longText) }),
  fc.record({ drain: fc.integer({ min: 1, max: 120 }) }),
);

describe("any writes, sent a few bytes at a time", () => {
  test("nothing taken is lost, doubled or out of order, and each line is whole", () => {
    fc.assert(
      fc.property(fc.array(action, { minLength: 1, maxLength: 60 }), (actions) => {
        const console = boot();
        for (const step of actions) {
          if ("drain" in step) console.drain(step.drain);
          else console.write(step.partition, step.text);
        }
        console.drainAll();
        // What is still held back: the open line at the end.
        for (let partition = 0; partition < PARTITIONS; partition += 1) console.write(partition, "\n");
        console.drainAll();
        expect(console.serial()).toMatch(WHOLE_LINES);
        for (let partition = 0; partition < PARTITIONS; partition += 1) {
          expect(joined(linesOf(console.serial(), partition))).toBe(joined(console.sent(partition).split("\n")));
        }
      }),
      { numRuns: 150 },
    );
  });

  test("lines that nobody had to break go out as they were written", () => {
    const line = fc.record({ partition: fc.nat(PARTITIONS - 1), text: fc.stringMatching(/^[ -Z]{0,60}$/) });
    fc.assert(
      fc.property(fc.array(line, { maxLength: 40 }), fc.integer({ min: 16, max: 400 }), (lines, drained) => {
        const console = boot();
        const expected: string[][] = Array.from({ length: PARTITIONS }, () => []);
        for (const { partition, text } of lines) {
          expect(console.write(partition, `${text}\n`)).toBe(text.length + 1);
          expected[partition]!.push(text);
          console.drain(drained);
        }
        console.drainAll();
        expected.forEach((texts, partition) => {
          expect(linesOf(console.serial(), partition)).toEqual(texts);
        });
      }),
    );
  });
});

/** Text as far as it does not depend on where a line that was long open was broken. */
const joined = (lines: readonly string[]): string => lines.join("");

describe("a full ring", () => {
  test("takes no more than fits, tells so and counts the rest; what it holds stays whole", () => {
    const console = boot();
    let taken = 0;
    let wanted = 0;
    for (let write = 0; write < 40; write += 1) {
      wanted += CONSOLE_WRITE_MAX;
      taken += console.write(0, `${"y".repeat(CONSOLE_WRITE_MAX - 1)}\n`);
    }
    expect(taken).toBeLessThan(CONSOLE_BYTES);
    expect(taken).toBeGreaterThan(CONSOLE_BYTES - 20 * CONSOLE_RECORD_SIZE - CONSOLE_WRITE_MAX);
    expect(console.write(0, "z")).toBe(0);
    const { consoleBytes, consoleDropped } = console.partitions[0]!.statistics();
    expect([consoleBytes, consoleDropped]).toEqual([BigInt(taken), BigInt(wanted - taken + 1)]);
    console.drainAll();
    expect(joined(linesOf(console.serial(), 0))).toBe(console.sent(0).replaceAll("\n", ""));
    expect(console.write(0, "z")).toBe(1);
  });

  test("an empty write changes nothing", () => {
    const console = boot();
    expect(console.write(0, "")).toBe(0);
    expect(console.drain(1)).toBe(true);
  });

  test("at most CONSOLE_WRITE_MAX bytes are taken of one write", () => {
    expect(boot().write(0, "y".repeat(300))).toBe(CONSOLE_WRITE_MAX);
  });
});

describe("an open line", () => {
  test("is held back until its end, and others go out meanwhile", () => {
    const console = boot();
    console.write(0, "half");
    console.write(1, "whole\n");
    console.drainAll();
    expect(console.serial()).toBe("[p1] whole\r\n");
    console.write(0, " and half\n");
    console.drainAll();
    expect(console.serial()).toBe("[p1] whole\r\n[p0] half and half\r\n");
  });

  test("that crowds the ring goes out before text is lost, broken where a write could have ended", () => {
    const console = boot();
    for (let write = 0; write < 12; write += 1) console.write(0, "o".repeat(CONSOLE_WRITE_MAX));
    console.drainAll();
    const broken = linesOf(console.serial(), 0);
    expect(broken.length).toBeGreaterThan(0);
    for (const line of broken) expect(line).toHaveLength(CONSOLE_WRITE_MAX);
    console.write(0, "\n");
    console.drainAll();
    expect(joined(linesOf(console.serial(), 0))).toBe("o".repeat(12 * CONSOLE_WRITE_MAX));
  });

  test("that never ends can't hold up the others, however fast it is written", () => {
    const console = boot();
    const fill = () => {
      while (console.write(0, "o".repeat(CONSOLE_WRITE_MAX)) > 0);
    };
    fill();
    console.drain(16);
    console.write(1, "heard\n");
    for (let drained = 0; drained < 3 * CONSOLE_BYTES; drained += 16) {
      console.drain(16);
      fill();
    }
    expect(linesOf(console.serial(), 1)).toEqual(["heard"]);
  });

  test("that goes on between the two bytes of a line end is not torn", () => {
    const console = boot();
    for (let write = 0; write < 12; write += 1) console.write(0, "o".repeat(CONSOLE_WRITE_MAX));
    while (!console.serial().endsWith("\r")) expect(console.drain(1)).toBe(false);
    console.write(0, "more\n");
    console.drainAll();
    expect(console.serial()).toMatch(WHOLE_LINES);
    expect(joined(linesOf(console.serial(), 0))).toBe(`${"o".repeat(12 * CONSOLE_WRITE_MAX)}more`);
  });
});

test("lines of several go out in turn", () => {
  const console = boot();
  for (const partition of [2, 0, 0, 1, 1, 2]) console.write(partition, `${partition}\n`);
  console.drainAll();
  const order = console
    .serial()
    .match(/\d(?=\])/g)!
    .map(Number);
  expect(order.slice(0, 3).sort()).toEqual([0, 1, 2]);
  expect(order.slice(3).sort()).toEqual([0, 1, 2]);
});
