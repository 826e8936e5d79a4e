/**
 * A native partition put together by hand, whose processes can all run at any time: what tests of its objects start from. The
 * clock counts time stamps as nanoseconds.
 */
import { OBJECT_CALLS } from "../../abi/calls/objects.js";
import {
  type Context,
  decodeContext,
  encodeContext,
  encodeSegmentEntry,
  GATE_CORE,
  PARTITION_ENTRY_FIRST_SEGMENT_OFFSET,
  PARTITION_ENTRY_KERNEL_MEMORY_PHYS_OFFSET,
  PARTITION_ENTRY_KERNEL_MEMORY_SIZE_BYTES_OFFSET,
  PARTITION_ENTRY_POLICY_OFFSET,
  PARTITION_ENTRY_PROCESS_COUNT_OFFSET,
  PARTITION_ENTRY_SEGMENT_COUNT_OFFSET,
  PARTITION_ENTRY_VCPU_COUNT_OFFSET,
  PARTITION_STATISTICS_BAD_CALLS_OFFSET,
  PERMISSION_READ,
  PERMISSION_WRITE,
  SEGMENT_ENTRY_SIZE,
  STATUS_NAMES,
  SYSTEM_TABLE_SIZE,
} from "../../host/generated/abi.js";
import { startKernel } from "./kernel.js";
import { SYSTEM_TABLE_PHYS } from "./map.js";

const ENTRY = 0x40000;
const STATISTICS = 0x40800;
export const KERNEL_MEMORY = 0x42000;
/** What its processes can read and write, and what they can read only. */
export const DATA = 0x80000;
export const DATA_BYTES = 0x60000;
export const CONSTANTS = DATA + DATA_BYTES;
export const CONSTANT_BYTES = 0x1000;
/** Each process has a piece of the data for messages, the first thread the first. */
export const PIECE_BYTES = 0x800;
export const pieceOf = (process: number): number => DATA + process * PIECE_BYTES;
/** Where a process goes on behind its call. */
const RETURN = 0x8123;
const GUARD_WORD = 0xeeee_eeee;
const GUARD_BYTES = 0x100;

export const FOR_EVER = (1n << 64n) - 1n;

interface Functions {
  calibrate(frequencyHz: bigint, timestamp: bigint, ns: bigint): void;
  dispatchObjectCall(thread: number): void;
  changePriority(thread: number, priority: number): void;
  stopProcess(thread: number): void;
  firstReady(partition: number): number;
  makeObjectsPartition(entry: number, statistics: number): number;
  startObjectsPartition(partition: number): void;
  beginProcesses(partition: number, processes: number, priority: number): void;
  beginObjectsProcess(thread: number, priority: number): void;
  beginObjectsHandler(partition: number): number;
  expireUntil(partition: number, ns: bigint): void;
  lockPreemption(partition: number, thread: number, level: number): void;
  suspendObjectsProcess(thread: number): void;
  resumeObjectsProcess(thread: number): void;
  objectsThread(partition: number, number: number): number;
  canRunNow(thread: number): number;
  priorityOf(thread: number): number;
  nextInQueue(thread: number): number;
  firstOfLevel(partition: number, level: number): number;
  firstWaiting(partition: number, kind: number, identifier: number): number;
  poolLeft(partition: number): number;
}

export interface Options {
  readonly processes?: number;
  readonly priority?: number;
  readonly vcpus?: number;
  readonly policy?: number;
  readonly kernelMemoryBytes?: number;
}

/** What a call came to, so far: a status with its value, or that the process waits, or that it will make its call again. */
export type Outcome = string | readonly [status: string, value: number];
export const WAITS = "waits";
export const REPEATS = "makes its call again";
export const OK: Outcome = ["OK", 0];

const KINDS = ["buffer", "blackboard", "semaphore", "event", "mutex"];
const NUMBERS = new Map(OBJECT_CALLS.map(({ nr, name }) => [name, nr]));
const LEVELS = 240;

/** Two halves of a time, as arguments. */
export const time = (ns: bigint): [low: number, high: number] => [
  Number(ns & 0xffff_ffffn),
  Number((ns >> 32n) & 0xffff_ffffn),
];

export type ObjectsWorld = ReturnType<typeof objectsWorld>;

/** A partition in COLD_START. The world before is lost. */
export function objectsWorld(options: Options = {}) {
  const { processes = 5, priority = 10, vcpus = 0, policy = 0, kernelMemoryBytes = 0x10000 } = options;
  const { call, processor, bytes, view } = startKernel<Functions>();
  call.calibrate(1_000_000_000n, 0n, 0n);
  for (const [offset, value] of [
    [PARTITION_ENTRY_FIRST_SEGMENT_OFFSET, 0],
    [PARTITION_ENTRY_SEGMENT_COUNT_OFFSET, 2],
    [PARTITION_ENTRY_VCPU_COUNT_OFFSET, vcpus],
    [PARTITION_ENTRY_PROCESS_COUNT_OFFSET, processes],
    [PARTITION_ENTRY_POLICY_OFFSET, policy],
    [PARTITION_ENTRY_KERNEL_MEMORY_PHYS_OFFSET, KERNEL_MEMORY],
    [PARTITION_ENTRY_KERNEL_MEMORY_SIZE_BYTES_OFFSET, kernelMemoryBytes],
  ] as const)
    view.setUint32(ENTRY + offset, value, true);
  laySegment(view, 0, DATA, DATA_BYTES, PERMISSION_READ | PERMISSION_WRITE);
  laySegment(view, 1, CONSTANTS, CONSTANT_BYTES, PERMISSION_READ);
  bytes.fill(GUARD_WORD & 0xff, KERNEL_MEMORY + kernelMemoryBytes, DATA);
  const partition = call.makeObjectsPartition(ENTRY, STATISTICS);
  const threadOf = (process: number) => call.objectsThread(partition, process);
  const numberOf = new Map(Array.from({ length: processes + 2 }, (_, at) => [threadOf(at), at]));

  const context = (process: number): Context => decodeContext(view, threadOf(process));
  const outcome = (process: number): Outcome => {
    if (call.canRunNow(threadOf(process)) === 0) return WAITS;
    const { eax, edx, eip } = context(process);
    return eip === RETURN ? [STATUS_NAMES[eax] ?? String(eax), edx] : REPEATS;
  };
  const dispatch = (process: number) => {
    call.dispatchObjectCall(threadOf(process));
    return outcome(process);
  };
  /** The process, which can run, makes a call. */
  const make = (process: number, name: string, ...args: number[]): Outcome => {
    const [ebx = 0, ecx = 0, edx = 0, esi = 0, edi = 0] = args;
    const registers = { ebx, ecx, edx, esi, edi, eax: NUMBERS.get(name)!, eip: RETURN, vector: GATE_CORE };
    encodeContext(view, threadOf(process), { ...context(process), ...registers });
    if (process === 0) return asFirst(() => dispatch(0));
    return dispatch(process);
  };
  /** The first thread is none of those that the test starts. */
  const asFirst = (work: () => Outcome): Outcome => {
    work();
    const { eax, edx } = context(0);
    return [STATUS_NAMES[eax] ?? String(eax), edx];
  };
  /** The process makes the call again that it is in. */
  const repeat = (process: number): Outcome => {
    encodeContext(view, threadOf(process), { ...context(process), eip: RETURN });
    return dispatch(process);
  };
  const layName = (text: string, at = pieceOf(0)) => {
    bytes.fill(0, at, at + 32);
    for (const [offset, letter] of Buffer.from(text, "latin1").entries()) bytes[at + offset] = letter;
    return at;
  };
  const create = (name: string, kind: string, ...args: number[]) => make(0, `${kind}_create`, layName(name), ...args);
  /** The words of a status structure. */
  const status = (kind: string, identifier: number, words: number): number[] => {
    const at = pieceOf(0) + 0x100;
    const answer = make(0, `${kind}_status`, identifier, at);
    if (answer[0] !== "OK") throw new Error(`${kind}_status: ${answer}`);
    return Array.from({ length: words }, (_, word) => view.getUint32(at + 4 * word, true));
  };
  const queueFrom = (first: number): number[] => {
    const queue: number[] = [];
    for (let at = first; at !== 0; at = call.nextInQueue(at)) queue.push(numberOf.get(at)!);
    return queue;
  };
  /** Those who wait for the object, in order. */
  const waiting = (kind: string, identifier: number): number[] =>
    queueFrom(call.firstWaiting(partition, KINDS.indexOf(kind), identifier));
  /** Those who can run, by priority. */
  const ready = (): Map<number, number[]> => {
    const levels = Array.from({ length: LEVELS }, (_, level) => level);
    const queues = levels.map((level): [number, number[]] => [level, queueFrom(call.firstOfLevel(partition, level))]);
    return new Map(queues.filter(([, queue]) => queue.length > 0));
  };
  const readsText = (at: number, length: number) => Buffer.from(bytes.subarray(at, at + length)).toString("latin1");
  const layText = (at: number, text: string) => bytes.set(Buffer.from(text, "latin1"), at);
  /** Nothing was written behind the kernel memory of the partition. */
  const checkGuard = () => {
    for (let at = 0; at < GUARD_BYTES; at += 4) {
      const word = view.getUint32(KERNEL_MEMORY + kernelMemoryBytes + at);
      if (word !== GUARD_WORD) throw new Error(`0x${word.toString(16)} was written behind the kernel memory`);
    }
  };

  return {
    ...{ call, processor, bytes, view, partition, processes, threadOf, context, outcome, make, repeat, create, status },
    ...{ waiting, ready, layName, layText, readsText, checkGuard },
    /** NORMAL: all processes can run. */
    begin: () => call.beginProcesses(partition, processes, priority),
    firstReady: () => numberOf.get(call.firstReady(partition)),
    priorityOf: (process: number) => call.priorityOf(threadOf(process)),
    setPriority: (process: number, value: number) => call.changePriority(threadOf(process), value),
    /** All timeouts up to `ns` pass. */
    expire: (ns: bigint) => {
      processor.timestamp = ns;
      call.expireUntil(partition, ns);
    },
    badCalls: () => view.getUint32(STATISTICS + PARTITION_STATISTICS_BAD_CALLS_OFFSET, true),
  };
}

function laySegment(view: DataView, index: number, address: number, sizeBytes: number, permissions: number): void {
  encodeSegmentEntry(view, SYSTEM_TABLE_PHYS + SYSTEM_TABLE_SIZE + index * SEGMENT_ENTRY_SIZE, {
    ...{ address, sizeBytes, permissions, phys: address, sourcePhys: 0, sourceSizeBytes: 0, flags: 0, reserved: 0 },
  });
}
