import { expect, test } from "vitest";
import { samplePartition, sampleSystem } from "../image/sample-system.js";
import { checkRates } from "./check-rates.js";
import { Findings } from "./findings.js";
import { SystemSource } from "./locate.js";
import type { Channel, Schedule, System, TableProcess } from "./model.js";

const MS = 1_000_000;

const process = (change: Partial<TableProcess>): TableProcess => ({
  ...{ name: "p", priority: 1, delayNs: 0, deadlineType: "soft", longestLockNs: 0 },
  ...change,
});
/** "sender" has a window at 0 and 10 ms, "receiver" one at 5 ms, in a frame of 20 ms. */
const schedule: Schedule = {
  name: "main",
  majorFrameNs: 20 * MS,
  windows: [
    { partition: 0, offsetNs: 0, durationNs: 2 * MS, periodicStart: true },
    { partition: 1, offsetNs: 5 * MS, durationNs: 2 * MS, periodicStart: true },
    { partition: 0, offsetNs: 10 * MS, durationNs: 2 * MS, periodicStart: true },
  ],
  changeActions: [],
};
const queue = (depth: number, discards = false): Channel => ({
  ...{ kind: "queuing", name: "c", messageBytesMax: 8, depth, discards },
  source: { partition: 0, name: "c" },
  destination: { partition: 1, name: "c" },
});
const samples = (...refreshMs: number[]): Channel => ({
  ...{ kind: "sampling", name: "c", messageBytesMax: 8 },
  source: { partition: 0, name: "c" },
  destinations: refreshMs.map((ms, i) => ({ partition: 1, name: `c${i}`, refreshNs: ms * MS })),
});

interface Tables {
  readonly sender?: readonly TableProcess[];
  readonly receiver?: readonly TableProcess[];
}

function warnings(channel: Channel, { sender, receiver }: Tables = {}, schedules: readonly Schedule[] = [schedule]) {
  const native = { vcpus: 0, periodNs: 10 * MS };
  const system: System = sampleSystem({
    partitions: [
      samplePartition("sender", 0, { ...native, ...(sender && { processTable: sender }) }),
      samplePartition("receiver", 1, { ...native, periodNs: 20 * MS, ...(receiver && { processTable: receiver }) }),
    ],
    schedules,
    channels: [channel],
  });
  const findings = new Findings(new SystemSource("system.ts", "defineSystem({})"));
  checkRates(system, findings);
  expect(findings.faults).toEqual([]);
  return findings.warnings.map(({ code, path, message, remedy }) => `${code} ${path}: ${message} [${remedy}]`);
}

test("a queue takes what comes until the receiver looks: a message a period, without a table", () => {
  expect(warnings(queue(2))).toEqual([]);
  expect(warnings(queue(1))).toEqual([
    'BH1095 channels.c.depth: in schedule "main" "sender" may send every 10ms, and up to 20ms pass until "receiver" looks: ' +
      "of 2 messages 1 fit, then the sender waits, or is told that the queue is full " +
      '[depth: 2, or windows of "receiver" nearer to each other]',
  ]);
  expect(warnings(queue(1, true))).toEqual([expect.stringContaining("1 fit, then the rest is lost")]);
});

test("with tables the processes that are released most often send and receive", () => {
  const sender = [process({ periodNs: 40 * MS }), process({ interarrivalNs: 4 * MS }), process({})];
  expect(warnings(queue(5), { sender })).toEqual([]);
  expect(warnings(queue(4), { sender })).toEqual([expect.stringContaining('"sender" may send every 4ms')]);
  const receiver = [process({ periodNs: 60 * MS })];
  expect(warnings(queue(5), { sender, receiver })).toEqual([expect.stringContaining("of 15 messages 5 fit")]);
  expect(warnings(queue(15), { sender, receiver })).toEqual([]);
});

test("a schedule in which nobody receives", () => {
  const deaf = { ...schedule, name: "deaf", windows: schedule.windows.filter(({ partition }) => partition === 0) };
  expect(warnings(queue(9), {}, [schedule, deaf])).toEqual([
    'BH1095 channels.c: in schedule "deaf" "sender" sends and "receiver" has no window to receive in: when 9 messages wait, the ' +
      'sender waits, or is told that the queue is full [a window for "receiver" in it, or none for "sender"]',
  ]);
  const silent = { ...schedule, windows: schedule.windows.filter(({ partition }) => partition === 1) };
  expect(warnings(queue(1), {}, [silent])).toEqual([]);
});

test("a sample is valid until the next one: of a process, or without a table over the longest time without a window", () => {
  expect(warnings(samples(8))).toEqual([]);
  expect(warnings(samples(8, 7))).toEqual([
    'BH1096 channels.c.to[1].refresh: a message is valid for 7ms, and "sender" may not write for 8ms ' +
      '[refresh: "8ms" at least, or a shorter period of "sender"]',
  ]);
  const sender = [process({ periodNs: 40 * MS }), process({ periodNs: 20 * MS })];
  expect(warnings(samples(20), { sender })).toEqual([]);
  expect(warnings(samples(19), { sender })).toEqual([expect.stringContaining("valid for 19ms")]);
});
