import fc from "fast-check";
import { expect, test } from "vitest";
import { formatLine, LineFault, parseLine } from "./message-line.js";

const out = (bytes: Uint8Array, windowNs = 20e6) =>
  formatLine({ timeNs: windowNs + 5, windowNs, bytes, held: false, inserted: false, discarded: false });
const text = (value: string) => new TextEncoder().encode(value);

test.each([
  ["climb", { bytes: text("climb") }],
  [" 1 2 ", { bytes: text(" 1 2 ") }],
  ["[1]", { bytes: text("[1]") }],
  ['{"text":"climb"}', { bytes: text("climb") }],
  ['{"at":"20ms","text":"grün"}', { atNs: 20e6, bytes: text("grün") }],
  ['{"hex":"00 fF7f","at":"1.5us"}', { atNs: 1500, bytes: Uint8Array.of(0, 255, 127) }],
  ['{"text":"{}"}', { bytes: text("{}") }],
  ["", undefined],
])("%s", (line, message) => {
  expect(parseLine(line)).toEqual(message);
});

test.each([
  ["{", "a line that begins with { and is no JSON object"],
  ['{"text":"a"} x', "a line that begins with { and is no JSON object"],
  ["{}", 'neither "text" nor "hex", or both'],
  ['{"text":"a","hex":"00"}', 'neither "text" nor "hex", or both'],
  ['{"text":5}', '"text" is 5, which is no text'],
  ['{"hex":"0"}', '"hex" is "0", which is no row of bytes'],
  ['{"hex":"0x00"}', '"hex" is "0x00", which is no row of bytes'],
  ['{"hex":[1]}', '"hex" is [1], which is no row of bytes'],
  ['{"at":20,"text":"a"}', "20 is not a time"],
  ['{"at":"20","text":"a"}', '"20" is not a time'],
  ['{"time":"20ms","text":"a"}', 'unknown key "time"'],
])("%s is no message", (line, message) => {
  expect(() => parseLine(line)).toThrow(message);
  expect(() => parseLine(line)).toThrow(LineFault);
});

test("text comes out as text, and what is none, or has characters that nobody sees, as bytes", () => {
  expect(out(text("grün"))).toBe('{"at":"20ms","text":"grün"}');
  expect(out(Uint8Array.of(0xff, 0))).toBe('{"at":"20ms","hex":"ff00"}');
  expect(out(text("a\u0007"))).toBe('{"at":"20ms","hex":"6107"}');
  expect(out(text("a"), 0)).toBe('{"at":"0ns","text":"a"}');
});

test("what comes out can go in", () => {
  const bytes = fc.oneof(fc.uint8Array({ minLength: 1 }), fc.string({ minLength: 1, unit: "grapheme" }).map(text));
  fc.assert(
    fc.property(bytes, fc.nat(), (content, atNs) => {
      expect(parseLine(out(content, atNs))).toEqual({ atNs, bytes: Uint8Array.from(content) });
    }),
  );
});
