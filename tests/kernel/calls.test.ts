/** The core calls: what each does. */
import { describe, expect, test } from "vitest";
import {
  decodePartitionStatus,
  decodeTraceRing,
  ERROR_APPLICATION_ERROR,
  EVENT_USER,
  MODE_COLD_START,
  MODE_IDLE,
  MODE_NORMAL,
  MODE_WARM_START,
  START_PARTITION_RESTART,
  VECTOR_COMPOSED,
} from "../../host/generated/abi.js";
import { bootForCalls, RETURN } from "./calls-world.js";
import { areaOf } from "./system.js";
import { THREAD_DORMANT, THREAD_READY, THREAD_SLEEPING, THREAD_YIELDED } from "./world.js";

const { data, dataBytes, code } = areaOf(0);
const DONE = { status: "OK", value: 0 };
const CALL_INSTRUCTION_BYTES = 2;

test.each(["gate", "sysenter"] as const)("by %s the null call preserves all registers but its answer", (entry) => {
  const { make, self } = bootForCalls();
  const registers = { ebx: 1, ecx: 2, edx: 3, esi: 4, edi: 5, ebp: 6, esp: data, eflags: 0x246 };
  expect(make("core_null", registers, entry)).toEqual(DONE);
  expect(self.context()).toMatchObject({ ...registers, edx: 0, eip: RETURN });
});

describe("console_write", () => {
  test.each(["gate", "sysenter"] as const)("by %s takes text and tells how much", (entry) => {
    const { make, bytes, self } = bootForCalls();
    bytes.set(Buffer.from("hello\n"), data);
    expect(make("console_write", { ebx: data, ecx: 6 }, entry)).toEqual({ status: "OK", value: 6 });
    expect(self.statistics().consoleBytes).toBe(6n);
  });

  test("asks for no more memory than it takes", () => {
    const { make } = bootForCalls();
    const lastBytes = data + dataBytes - 256;
    expect(make("console_write", { ebx: lastBytes, ecx: 0xffffffff })).toEqual({ status: "OK", value: 256 });
    expect(make("console_write", { ebx: lastBytes + 1, ecx: 0xffffffff }).status).toBe("BAD_POINTER");
  });

  test("takes constants too", () => {
    expect(bootForCalls().make("console_write", { ebx: code, ecx: 10 }).value).toBe(10);
  });
});

test("time_get reads the clock", () => {
  const { make, processor, view } = bootForCalls();
  processor.timestamp = 0x1_2345_6789n;
  expect(make("time_get", { ebx: data + 4 })).toEqual(DONE);
  expect(view.getBigUint64(data + 4, true)).toBe(0x1_2345_6789n);
});

describe("sleep_until", () => {
  test("a time that is past returns at once", () => {
    const { make, processor, call, self } = bootForCalls();
    processor.timestamp = 0x2_0000_0000n;
    expect(make("sleep_until", { ebx: 0, ecx: 2 })).toEqual(DONE);
    expect(call.threadState(self.thread)).toBe(THREAD_READY);
  });

  test("a time to come blocks, and the call is made again when the thread runs", () => {
    const { make, processor, call, self } = bootForCalls();
    processor.timestamp = 0x1_ffff_ffffn;
    make("sleep_until", { ebx: 5, ecx: 2, esp: data }, "sysenter");
    expect(call.threadState(self.thread)).toBe(THREAD_SLEEPING);
    expect(call.wakeNs(self.thread)).toBe(0x2_0000_0005n);
    const again = { eax: 3, ebx: 5, ecx: 2, esp: data, eip: RETURN - CALL_INSTRUCTION_BYTES, vector: VECTOR_COMPOSED };
    expect(self.context()).toMatchObject(again);
  });
});

test("window_yield blocks until the next window", () => {
  const { make, call, self } = bootForCalls();
  expect(make("window_yield")).toEqual(DONE);
  expect(call.threadState(self.thread)).toBe(THREAD_YIELDED);
});

test("partition_status tells what the kernel knows", () => {
  const { make, view } = bootForCalls();
  make("time_get", { ebx: 0 });
  expect(make("partition_status", { ebx: data + 8 })).toEqual(DONE);
  expect(decodePartitionStatus(view, data + 8)).toEqual({
    periodNs: 10_000_000n,
    durationNs: 1_000_000n,
    identifier: 0,
    mode: MODE_NORMAL,
    startCondition: 0,
    restarts: 0,
    windows: 0,
    lastError: 0xffffffff,
    lastErrorAddress: 0,
    badCalls: 1,
    lockLevel: 0,
    reserved: 0,
  });
});

describe("partition_set_mode", () => {
  test.each([
    [MODE_IDLE, 0, 0],
    [MODE_COLD_START, 1, START_PARTITION_RESTART],
    [MODE_WARM_START, 1, START_PARTITION_RESTART],
  ])("to %i: its thread stops, restarts %i, start condition %i", (mode, restarts, startCondition) => {
    const { make, call, self, partitions } = bootForCalls();
    make("partition_set_mode", { ebx: mode });
    expect(call.modeOf(self.address)).toBe(mode);
    expect(call.threadState(self.thread)).toBe(THREAD_DORMANT);
    expect(self.statistics()).toMatchObject({ mode, restarts, startCondition });
    expect(call.modeOf(partitions[1]!.address)).toBe(MODE_NORMAL);
  });
});

test("health_report does what the table says, with the caller's code in the log", () => {
  const { make, call, self } = bootForCalls();
  make("health_report", { ebx: 0x77 });
  expect(call.modeOf(self.address)).toBe(MODE_IDLE);
  expect(self.trace().some(({ a, event }) => event === 8 && a === ERROR_APPLICATION_ERROR)).toBe(true);
});

test("trace_event goes to the caller's own ring", () => {
  const { make, self, partitions, view } = bootForCalls();
  const others = decodeTraceRing(view, areaOf(1).trace).written;
  expect(make("trace_event", { ebx: 7, ecx: 8, edx: 9 })).toEqual(DONE);
  expect(self.trace().at(-1)).toMatchObject({ event: EVENT_USER, partition: 0, a: 7, b: 8, c: 9 });
  expect(partitions[1]!.trace()).toHaveLength(others);
});
