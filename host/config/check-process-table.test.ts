import { expect, test } from "vitest";
import { checkProcessTables } from "./check-process-table.js";
import { draftOf } from "./draft.js";
import { faultsOf } from "./faults-of.js";

const schedule = { frame: "20ms", windows: [{ partition: "one", duration: "5ms" }] };
const faults = (processes: object, partition: object = {}): string[] =>
  faultsOf({ partitions: { one: { period: "10ms", processes, ...partition } }, schedule }, checkProcessTables);
const ofOne = (process: object): string[] => faults({ sense: { priority: 20, ...process } });
const AT = "partitions.one.processes.sense";

test("a table says how many processes there are, and makes the partition native", () => {
  const processes = { sense: { period: "10ms", priority: 20 }, rest: { priority: 1 } };
  const [one] = draftOf({ partitions: { one: { processes } } }).partitions;
  expect(one).toMatchObject({ vcpus: 0, processes: 2 });
  expect(one!.processTable).toMatchObject([
    { name: "sense", periodNs: 10e6, delayNs: 0, longestLockNs: 0, deadlineType: "hard" },
    { name: "rest", deadlineType: "soft" },
  ]);
  expect(faults(processes)).toEqual([]);
});

test("tables as they should be", () => {
  const full = { period: "20ms", deadline: "15ms", worstCase: "3ms", delay: "19ms", longestLock: "1ms", priority: 1 };
  const sporadic = { interarrival: "7ms", deadline: "9ms", worstCase: "1ms", priority: 239 };
  expect(faults({ full, sporadic, once: { worstCase: "1s", priority: 3 }, whenever: { priority: 3 } })).toEqual([]);
});

test("1 to 128 processes", () => {
  const many = (count: number) =>
    Object.fromEntries(Array.from({ length: count }, (_, i) => [`p${i}`, { priority: 1 }]));
  expect(faults({})).toEqual([
    "BH1016 partitions.one.processes: a table of no process [name its processes, or processes: 0 beside vcpus: 0]",
  ]);
  expect(faults(many(128))).toEqual([]);
  expect(faults(many(129))).toEqual([
    "BH1071 partitions.one.processes: 129 processes: a partition has 0 to 128 [another partition for some of them]",
  ]);
});

test("names that a program could give", () => {
  const process = { priority: 1 };
  expect(faults({ "a process": process, ["x".repeat(33)]: process })).toEqual([
    'BH1080 partitions.one.processes["a process"]: "a process" is no name for a process: 1 to 32 printable characters without a blank are possible ["a_process"]',
    `BH1080 ${"partitions.one.processes."}${"x".repeat(33)}: "${"x".repeat(33)}" has 33 characters: 1 to 32 printable characters without a blank are possible ["${"x".repeat(32)}"]`,
  ]);
});

test.each([
  ["a priority", { priority: 0 }, `BH1085 ${AT}.priority: a priority of 0: 1 to 239 are possible [priority: 1]`],
  ["a priority", { priority: 240 }, `BH1085 ${AT}.priority: a priority of 240: 1 to 239 are possible [priority: 239]`],
  [
    "a period",
    { period: "15ms" },
    `BH1086 ${AT}.period: a period of 15ms is no multiple of the partition's, 10ms [period: "20ms", or another period of the partition]`,
  ],
  [
    "a period of no length",
    { period: "0ms" },
    `BH1086 ${AT}.period: a period of 0ns is no multiple of the partition's, 10ms [period: "10ms", or another period of the partition]`,
  ],
  [
    "a deadline behind the period",
    { period: "10ms", deadline: "11ms" },
    `BH1087 ${AT}.deadline: a deadline of 11ms is longer than the period, 10ms [deadline: "10ms" at most]`,
  ],
  [
    "a deadline at once",
    { deadline: "0ms" },
    `BH1087 ${AT}.deadline: a deadline of no length [deadline: "1ms", or take it out]`,
  ],
  [
    "a worst case behind the deadline",
    { period: "10ms", deadline: "3ms", worstCase: "4ms" },
    `BH1088 ${AT}.worstCase: a worst case of 4ms is longer than the deadline, 3ms [worstCase: "3ms" at most]`,
  ],
  [
    "a worst case behind the period",
    { period: "10ms", worstCase: "14ms" },
    `BH1088 ${AT}.worstCase: a worst case of 14ms is longer than the period, 10ms [worstCase: "10ms" at most]`,
  ],
  [
    "a lock that takes longer than the process",
    { worstCase: "1ms", longestLock: "2ms" },
    `BH1088 ${AT}.longestLock: a lock of 2ms is longer than the worst case, 1ms [longestLock: "1ms" at most]`,
  ],
  [
    "a delay of a period",
    { period: "10ms", delay: "10ms" },
    `BH1089 ${AT}.delay: a delay of 10ms is not shorter than the period, 10ms [delay: less than "10ms"]`,
  ],
  [
    "a delay without a period",
    { delay: "1ms" },
    `BH1089 ${AT}.delay: a delay of a process without a period [take it out, or give the process a period]`,
  ],
  [
    "two kinds of release",
    { period: "10ms", interarrival: "10ms", worstCase: "1ms" },
    `BH1089 ${AT}.interarrival: a process with a period is released by the clock, one with an interarrival time by something else [take one of the two out]`,
  ],
  [
    "a sporadic process of unknown length",
    { interarrival: "10ms" },
    `BH1089 ${AT}: a sporadic process without a worst case: how much it may compute for a release is not known [add worstCase: "1ms"]`,
  ],
  [
    "releases that follow at once",
    { interarrival: "0ms", worstCase: "1ms" },
    `BH1089 ${AT}.interarrival: an interarrival time of no length: releases would follow at once [interarrival: "10ms"]`,
  ],
])("%s is refused", (_, process, expected) => {
  expect(ofOne(process)).toEqual([expected]);
});
