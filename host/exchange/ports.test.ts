/** What is opened for the connected channels, and what becomes of it, without a machine. */
import { createSocket } from "node:dgram";
import { once } from "node:events";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { PassThrough } from "node:stream";
import { setImmediate } from "node:timers/promises";
import { afterAll, beforeAll, expect, test } from "vitest";
import { ConfigError } from "../config/fault.js";
import {
  EXCHANGE_TAKEN_OFFSET,
  EXCHANGE_TOLD_OFFSET,
  encodeMessageOut,
  HOST_BLOCK_MAGIC,
  HOST_BLOCK_MAGIC_OFFSET,
  MESSAGE_OUT_SIZE,
} from "../generated/abi.js";
import { packImage } from "../image/pack.js";
import { sampleKernel, sampleProgram, sampleSystem } from "../image/sample-system.js";
import type { SharedMemory } from "../machine/machine.js";
import { connections, slotsFor } from "./connections.js";
import { Ports } from "./ports.js";

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "bulkhead-open-"));
});
afterAll(() => rmSync(folder, { recursive: true }));

const channel = { kind: "queuing", messageBytesMax: 8, depth: 1, discards: false } as const;
const end = { partition: 0, name: "end" };
const system = sampleSystem({
  channels: [
    { ...channel, name: "in", destination: end },
    { ...channel, name: "out", source: { ...end, name: "out" } },
  ],
});

async function open(...values: string[]) {
  const connected = connections(values, system);
  const programs = [sampleProgram(), sampleProgram()];
  const { layout } = packImage(system, sampleKernel(), programs, { slots: slotsFor(connected) });
  const input = new PassThrough();
  const said: string[] = [];
  const ports = await Ports.open(connected, layout, { input, output: (text) => said.push(text), warn: () => {} });
  const bytes = new Uint8Array(layout.memoryEndPhys);
  const view = new DataView(bytes.buffer);
  const memory: SharedMemory = {
    read: (phys, length) => bytes.slice(phys, phys + length),
    write: (phys, content) => bytes.set(content, phys),
  };
  const [into, outOf] = layout.channels.map(({ exchange }) => exchange!);
  return {
    ports,
    memory,
    input,
    said,
    boot: () => view.setUint32(layout.hostBlockPhys + HOST_BLOCK_MAGIC_OFFSET, HOST_BLOCK_MAGIC, true),
    written: () => view.getUint32(into!.phys, true),
    take: () => view.setUint32(into!.phys + EXCHANGE_TAKEN_OFFSET, view.getUint32(into!.phys, true), true),
    tell: (text: string) => {
      const told = view.getUint32(outOf!.phys + EXCHANGE_TOLD_OFFSET, true);
      const slot = outOf!.ringOutPhys + (told % outOf!.slotsOut) * outOf!.slotBytes;
      encodeMessageOut(view, slot, { timeNs: 20_000_007n, inWindowNs: 7, length: text.length, flags: 0 });
      bytes.set(Buffer.from(text), slot + MESSAGE_OUT_SIZE);
      view.setUint32(outOf!.phys + EXCHANGE_TOLD_OFFSET, told + 1, true);
    },
  };
}

test("messages come out, the last of them when the machine has stopped", async () => {
  const file = join(folder, "out.jsonl");
  const { ports, memory, boot, tell } = await open(`out=file:${file}`);
  boot();
  tell("one");
  ports.poll(memory);
  expect(readFileSync(file, "utf8")).toBe('{"at":"20ms","text":"one"}\n');
  tell("two");
  expect(await ports.end(memory)).toMatchObject([{ name: "out", direction: "out", messages: 2, lost: 0 }]);
  expect(readFileSync(file, "utf8").split("\n")[1]).toBe('{"at":"20ms","text":"two"}');
});

test("nothing is written before the kernel runs, and standard input is let go at the end", async () => {
  const { ports, memory, input, boot, written, take, said, tell } = await open("in=stdin", "out=stdout");
  input.write("a\nb\n");
  await setImmediate();
  ports.poll(memory);
  expect(written()).toBe(0);
  boot();
  ports.poll(memory);
  expect(written()).toBe(2);
  take();
  input.write("c\n");
  await setImmediate();
  ports.poll(memory);
  tell("x");
  expect(await ports.end(memory)).toMatchObject([
    { name: "in", direction: "in", messages: 2, left: 1 },
    { name: "out", messages: 1 },
  ]);
  expect(said).toEqual(['{"at":"20ms","text":"x"}\n']);
  expect(input.destroyed).toBe(true);
});

test("what cannot be opened is a fault, and what was opened is closed", async () => {
  const taken = createSocket("udp4");
  taken.bind(0, "127.0.0.1");
  await once(taken, "listening");
  const { port } = taken.address();
  const absent = join(folder, "no", "such");
  const error = await open(`in=udp:127.0.0.1:${port}`, `out=file:${absent}`).catch((thrown: unknown) => thrown);
  taken.close();
  expect(error).toBeInstanceOf(ConfigError);
  const { faults } = error as ConfigError;
  expect(faults.map(({ code, message }) => [code, message])).toEqual([
    ["BH1116", `--port in=udp:127.0.0.1:${port}: bind EADDRINUSE 127.0.0.1:${port}`],
    ["BH1116", `--port out=file:${absent}: ENOENT: no such file or directory, open '${absent}'`],
  ]);
});

test("closing twice is closing once", async () => {
  const { ports, memory } = await open("out=udp:127.0.0.1:9", "in=stdin");
  await ports.close();
  await ports.close();
  expect(await ports.end(memory)).toHaveLength(2);
});
