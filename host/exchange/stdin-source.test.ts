import { once } from "node:events";
import { PassThrough } from "node:stream";
import { setImmediate } from "node:timers/promises";
import { expect, test } from "vitest";
import { StdinSource } from "./stdin-source.js";

function start() {
  const input = new PassThrough();
  const said: string[] = [];
  const source = new StdinSource(input, 8, (text) => void said.push(text));
  const texts = () => source.pending.map(({ bytes }) => Buffer.from(bytes).toString());
  return { input, said, source, texts };
}

test("lines are messages, wherever the pieces end, with or without a last end of line", async () => {
  const { input, source, texts } = start();
  for (const piece of ["o", "ne\r\n\nt", "wo\n", "gr\xc3"]) input.write(Buffer.from(piece, "latin1"));
  input.end(Buffer.from("\xbcn", "latin1"));
  await once(input, "end");
  expect(texts()).toEqual(["one", "two", "grün"]);
  source.drop(2);
  expect(texts()).toEqual(["grün"]);
});

test("a line that is no message is told and left out", async () => {
  const { input, said, source, texts } = start();
  input.end('one\n{"at":"20ms","text":"b"}\n{"at":"10ms","text":"c"}\nfar too long\n{"text"\ntwo\n');
  await once(input, "end");
  expect(texts()).toEqual(["one", "b", "two"]);
  expect(source.refused).toBe(3);
  expect(said).toEqual([
    "line 3 of standard input: due at 10ms, before the message before it; a later time",
    'line 4 of standard input: a message of 12 bytes; the channel takes 8; a shorter message, or size: "12B" for the channel',
    'line 5 of standard input: a line that begins with { and is no JSON object; an object such as {"at":"20ms","text":"climb"} or {"at":"20ms","hex":"00 ff"}',
  ]);
});

test("a line without an end does not fill the memory", async () => {
  const { input, source, said } = start();
  for (let i = 0; i < 300; i += 1) input.write("x".repeat(1000));
  await setImmediate();
  expect(source.refused).toBeGreaterThan(0);
  expect(said[0]).toMatch(/^line 1 of standard input: a message of 100 bytes/);
});

test("who sends faster than anybody takes waits", async () => {
  const { input, source, texts } = start();
  input.write("a\n".repeat(2000));
  await setImmediate();
  const before = texts().length;
  input.write("b\n");
  await setImmediate();
  expect(texts().length).toBe(before);
  expect(input.isPaused()).toBe(true);
  source.drop(before);
  await setImmediate();
  expect(texts()).toEqual(["b"]);
  await source.close();
  expect(input.destroyed).toBe(true);
});
