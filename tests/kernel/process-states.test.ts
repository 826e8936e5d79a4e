/** What a stop, a start or a lock must not leave behind in a native partition, and what the timer must not miss. */
import { expect, test } from "vitest";
import {
  decodeContext,
  encodeContext,
  MODE_COLD_START,
  MODE_WARM_START,
  POLICY_ROUND_ROBIN,
  START_PARTITION_RESTART,
} from "../../host/generated/abi.js";
import { bootPorts, FOR_EVER, halves, type PortsWorld } from "./ports-world.js";
import { changePartition, nativePartition, sampleTable } from "./system.js";

interface Functions {
  threadAt(partition: number, number: number): number;
  attentionIsCalled(): number;
  giveAttention(): void;
  threadToRun(partition: number, time: bigint): number;
  dueNs(partition: number, running: number, time: bigint): bigint;
  setTurn(partition: number, thread: number): void;
  restartPartition(partition: number, mode: number, condition: number): void;
  loadStep(partition: number): number;
  modeOf(partition: number): number;
}

const EIP = 0x1234;
const REGISTERS = { eax: 0x1111, ebx: 2, ecx: 3, edx: 4, esi: 5, edi: 6, ebp: 7 };

/** A partition of three processes, of rising priority, in NORMAL. */
function boot(change = {}) {
  const native = changePartition(sampleTable(1), 0, { ...nativePartition(0, 3), ...change });
  const world = bootPorts(native);
  const self = world.partition(0);
  self.enterNormal();
  const call = (world as unknown as { call: Functions } & PortsWorld).call;
  const threadOf = (process: number) => call.threadAt(self.address, process);
  return { ...world, self, call, threadOf };
}

test("who is stopped while he suspends himself, and started anew, keeps his registers through another suspension", () => {
  const { self, view, threadOf } = boot();
  const [ebx, ecx] = halves(FOR_EVER);
  expect(self.call(1, "process_suspend_self", { ebx, ecx })).toBeUndefined();
  expect(self.call(2, "process_stop", { ebx: 1 })).toEqual(["OK", 0]);
  expect(self.call(2, "process_start", { ebx: 1, ecx: 0, edx: 0 })).toEqual(["OK", 0]);
  encodeContext(view, threadOf(1), { ...decodeContext(view, threadOf(1)), ...REGISTERS, eip: EIP });
  expect(self.call(2, "process_suspend", { ebx: 1 })).toEqual(["OK", 0]);
  expect(self.call(2, "process_resume", { ebx: 1 })).toEqual(["OK", 0]);
  expect(decodeContext(view, threadOf(1))).toMatchObject({ ...REGISTERS, eip: EIP });
});

test("a start with a delay has the timer armed anew, though its caller goes on", () => {
  const { call, self } = boot();
  expect(self.call(1, "process_stop", { ebx: 3 })).toEqual(["OK", 0]);
  call.giveAttention();
  expect(self.call(1, "process_start", { ebx: 3, ecx: 1_000, edx: 0 })).toEqual(["OK", 0]);
  expect(call.attentionIsCalled()).not.toBe(0);
});

test("who holds the preemption lock is not interrupted for turns that nobody takes", () => {
  const { call, self, threadOf, now, pass } = boot({ policy: POLICY_ROUND_ROBIN, quantumNs: 50_000n });
  const first = call.threadToRun(self.address, now());
  call.setTurn(self.address, first);
  expect(first).toBe(threadOf(1));
  expect(call.dueNs(self.address, first, now())).toBe(now() + 50_000n);
  expect(self.call(1, "preemption_lock")).toEqual(["OK", 1]);
  pass(60_000n);
  expect(call.threadToRun(self.address, now())).toBe(first);
  expect(call.dueNs(self.address, first, now())).toBe(FOR_EVER);
});

test("a cold start that is not through is not replaced by a warm one", () => {
  const { call, self } = boot();
  call.restartPartition(self.address, MODE_COLD_START, START_PARTITION_RESTART);
  call.loadStep(self.address);
  call.restartPartition(self.address, MODE_WARM_START, START_PARTITION_RESTART);
  expect(call.modeOf(self.address)).toBe(MODE_COLD_START);
});

test("a cold start that is through is", () => {
  const { call, self } = boot();
  self.restart(MODE_COLD_START);
  call.restartPartition(self.address, MODE_WARM_START, START_PARTITION_RESTART);
  expect(call.modeOf(self.address)).toBe(MODE_WARM_START);
});
