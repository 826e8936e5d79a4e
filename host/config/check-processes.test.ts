import { expect, test } from "vitest";
import { checkProcesses } from "./check-processes.js";
import { draftOf } from "./draft.js";
import { faultsOf } from "./faults-of.js";

type Partition = Readonly<Record<string, unknown>>;

const faults = (one: Partition, board = "pc-vmm"): string[] =>
  faultsOf({ board, partitions: { one } }, ({ partitions }, findings) => {
    for (const partition of partitions) checkProcesses(partition, findings);
  });

test.each([
  ["of a guest operating system none", {}, "pc-vmm", { vcpus: 1, processes: 0 }],
  ["of a native partition 32", { vcpus: 0 }, "pc-vmm", { vcpus: 0, processes: 32 }],
  ["on the plain board 32", {}, "pc", { vcpus: 0, processes: 32 }],
  ["as many as it names, which makes it native", { processes: 5 }, "pc-vmm", { vcpus: 0, processes: 5 }],
  ["of a program for POK 32, since it is native", { api: "pok" }, "pc-vmm", { vcpus: 0, processes: 32 }],
  ["none if it names none", { vcpus: 0, processes: 0 }, "pc-vmm", { vcpus: 0, processes: 0 }],
])("how many processes there are: %s", (_, one, board, expected) => {
  expect(draftOf({ board, partitions: { one } }).partitions[0]).toMatchObject(expected);
  expect(faults(one, board)).toEqual([]);
});

test("a partition has 0 to 128 processes", () => {
  expect(faults({ processes: 128 })).toEqual([]);
  expect(faults({ processes: 129 })).toEqual([
    "BH1071 partitions.one.processes: 129 processes: a partition has 0 to 128 [processes: 128]",
  ]);
  expect(faults({ vcpus: 0, processes: -1 })).toEqual([
    "BH1071 partitions.one.processes: -1 processes: a partition has 0 to 128 [processes: 0]",
  ]);
});

test("what only a native partition has is refused where there are vCPUs", () => {
  expect(
    faults({ vcpus: 2, processes: 4, processStack: "16KiB", objects: "8KiB", policy: "round-robin", quantum: "1ms" }),
  ).toEqual(
    ["processes", "processStack", "objects", "policy", "quantum"].map(
      (key) =>
        `BH1070 partitions.one.${key}: "${key}" is a native partition's, and this one has 2 vCPUs [vcpus: 0, or no "${key}"]`,
    ),
  );
  expect(faults({ vcpus: 1, processes: 0 })).toEqual([]);
  expect(faults({ policy: "priority" })).toEqual([
    'BH1070 partitions.one.policy: "policy" is a native partition\'s, and this one has a vCPU [vcpus: 0, or no "policy"]',
  ]);
});

test("a program for POK is refused where there are vCPUs", () => {
  expect(faults({ api: "pok", vcpus: 2 })).toEqual([
    "BH1070 partitions.one.api: a program for POK runs in a native partition, and this one has 2 vCPUs [vcpus: 0]",
  ]);
});

test("stacks are made of pages", () => {
  expect(faults({ vcpus: 0, processStack: "5KiB" })).toEqual([
    'BH1030 partitions.one.processStack: 5KiB is not a multiple of 4KiB ["8KiB"]',
  ]);
});

test("a quantum is used, and can be kept", () => {
  for (const quantum of ["0ms", "50us", "1s"]) {
    expect(faults({ vcpus: 0, policy: "round-robin", quantum })).toEqual([]);
  }
  expect(faults({ vcpus: 0, policy: "round-robin", quantum: "49us" })).toEqual([
    'BH1072 partitions.one.quantum: a quantum of 49us is shorter than 50us ["50us" or more; "0ms": until the process waits]',
  ]);
  expect(faults({ vcpus: 0, quantum: "1ms" })).toEqual([
    'BH1072 partitions.one.quantum: a quantum, which "priority" does not use [policy: "round-robin", or no quantum]',
  ]);
});
