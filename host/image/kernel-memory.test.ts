import { expect, test } from "vitest";
import { NATIVE_MEMORY_BYTES, THREAD_MEMORY_BYTES } from "../generated/abi.js";
import { kernelMemoryBytes } from "./kernel-memory.js";
import { samplePartition } from "./sample-system.js";

const bytes = (change: object): number => kernelMemoryBytes(samplePartition("one", 0, change));

test("a guest operating system takes a thread a vCPU", () => {
  expect(bytes({ vcpus: 3, objectBytes: 0x10000 })).toBe(3 * THREAD_MEMORY_BYTES);
});

test("a native partition takes its processes and two threads more, its tables and its objects", () => {
  const least = 2 * THREAD_MEMORY_BYTES + NATIVE_MEMORY_BYTES;
  expect(bytes({ vcpus: 0, processes: 0, objectBytes: 0 })).toBe(least);
  expect(bytes({ vcpus: 0, processes: 5, objectBytes: 0x1001 })).toBe(least + 5 * THREAD_MEMORY_BYTES + 0x1010);
});
