/**
 * A native partition as its processes see it, beside a guest operating system: calls go in by the core's door, and who runs
 * is decided as a board decides it (`bsp/pc/native.ts`), only where the kernel calls for attention. The test moves the clock
 * and begins the windows.
 */
import {
  ACTION_HANDLE,
  ACTION_STOP,
  CALL_PROCESS_STATUS,
  CONTEXT_SIZE,
  DEADLINE_SOFT,
  decodeContext,
  decodeErrorStatus,
  decodePartitionStatus,
  decodeProcessStatus,
  ERROR_HANDLER,
  ERROR_MEMORY_VIOLATION,
  type ErrorStatus,
  encodeContext,
  encodeProcessAttributes,
  INFO_PAGE,
  LEVEL_PROCESS,
  MODE_IDLE,
  MODE_NORMAL,
  type PartitionEntry,
  type PartitionStatus,
  type ProcessAttributes,
  type ProcessStatus,
  STATUS_NAMES,
} from "../../host/generated/abi.js";
import { type Arguments, type CallFunctions, NUMBERS, RETURN } from "./calls-world.js";
import { healthRecords } from "./health-records.js";
import { areaOf, changePartition, nativePartition, PROCESS_STACK_BYTES, sampleTable, type Table } from "./system.js";
import { bootWorld, threadInWorld, type World } from "./world.js";

export interface ProcessFunctions extends CallFunctions {
  setTurn(partition: number, thread: number): void;
  isLoading(partition: number): number;
  numberOf(thread: number): number;
  bringUpToDate(partition: number, time: bigint): number;
  threadToRun(partition: number, time: bigint): number;
  dueNs(partition: number, running: number, time: bigint): bigint;
  openWindowOfProcesses(partition: number, ns: bigint, periodic: boolean): void;
  leaveWindowOfProcesses(partition: number, ns: bigint): void;
  chargeRunning(partition: number, time: bigint): void;
  restartPartition(partition: number, mode: number, condition: number): void;
  stopPartition(partition: number): void;
  leftOfThread(thread: number): number;
  leftOfPartition(partition: number): number;
  remainingNs(thread: number): bigint;
  startWindowForHealth(partition: number): void;
  raiseError(partition: number, error: number, vector: number, code: number, address: number): void;
  attentionIsCalled(): number;
  giveAttention(): void;
  beginThread(thread: number, entry: number, stackTop: number, infoPage: number, argument: number): void;
}

const area = areaOf(0);
/** Where tests lay what they pass to calls. */
export const ATTRIBUTES = area.data + 0x100;
export const NAME = area.data + 0x200;
export const STATUS = area.data + 0x300;
export const MESSAGE = area.data + 0x500;
/** Where processes begin, and the error handler. */
export const ENTRY = area.code + 0x100;
export const HANDLER_ENTRY = area.code + 0x180;

export const FOREVER = 2n ** 64n - 1n;
export const TIME_MAX = 2n ** 62n;
/** The partition's period. */
export const PERIOD = 10_000_000n;
/** When the test begins. */
export const START = 1_000_000n;

/** Who runs: a process by its identifier, the first thread, the error handler. */
export const FIRST = 0;
export const HANDLER = ERROR_HANDLER;
export const NOBODY = -1;

/** A time in two registers. */
export const halves = (ns: bigint): [low: number, high: number] => [
  Number(BigInt.asUintN(32, ns)),
  Number(BigInt.asUintN(32, ns >> 32n)),
];

export const earlier = (a: bigint, b: bigint): bigint => {
  if (a < b) return a;
  return b;
};

/** Kernel memory and stacks of more processes than a sample's area holds; the stacks' addresses are behind all memory. */
const ELSEWHERE = {
  kernelMemoryPhys: 0xc0000,
  kernelMemorySizeBytes: 0x30000,
  processStackPhys: 0xf0000,
  processStackAddress: 0x400000,
};
const PROCESSES_INSIDE = 3;

/** Partition 0 with that many processes; every error is of process level, and the error handler's. */
export function nativeTable(processCount = PROCESSES_INSIDE, change: Partial<PartitionEntry> = {}): Table {
  return changePartition(sampleTable(), 0, {
    ...nativePartition(0, processCount),
    ...(processCount > PROCESSES_INSIDE ? ELSEWHERE : {}),
    levels: new Array(64).fill(LEVEL_PROCESS),
    processActions: new Array(16).fill(ACTION_HANDLE),
    actions: new Array(16).fill(ACTION_STOP),
    ...change,
  });
}

export interface Answer {
  /** The status's name; "-": the call has not returned. */
  readonly status: string;
  readonly value: number;
}

const PAGE_FAULT = 14;
/** Entries of the kernel one after the other that no work of a test can need. */
const ENTRIES_MAX = 1_000;

export type NativeWorld = ReturnType<typeof bootNative>;

/** A booted module whose partition 0 is native, its first thread about to begin; it is START, in a window. */
export function bootNative(table: Table = nativeTable()) {
  const world: World<ProcessFunctions> = bootWorld<ProcessFunctions>(table);
  const { call, view, bytes, processor } = world;
  const self = world.partitions[0]!;
  const partition = self.address;
  const { processCount, entry: firstEntry, stackTop: firstStackTop } = table.arrays.partitions[0]!;
  const thread = (who: number) => call.threadAt(partition, who === HANDLER ? processCount + 1 : who);
  const context = (who: number) => decodeContext(view, thread(who));
  const now = () => processor.timestamp;
  const mode = () => call.modeOf(partition);
  const canRun = () => call.isLoading(partition) === 0 && mode() !== MODE_IDLE;
  processor.timestamp = START;

  let current = thread(FIRST);
  let runs = true;
  let armedNs = FOREVER;
  /** Who runs; NOBODY. */
  const running = () => (runs ? call.numberOf(current) : NOBODY);

  /** Decides who runs now. Tells how many entries of the kernel that took: each does a piece of what came due. */
  const decide = (): number => {
    let entries = 1;
    call.giveAttention();
    while (canRun() && call.bringUpToDate(partition, now()) !== 0) {
      if (entries === ENTRIES_MAX) throw new Error("the work has no end");
      entries += 1;
    }
    const next = canRun() ? call.threadToRun(partition, now()) : 0;
    runs = next !== 0;
    armedNs = canRun() ? call.dueNs(partition, next, now()) : FOREVER;
    if (runs && next !== current) call.setTurn(partition, next);
    if (runs) current = next;
    return entries;
  };
  const decideIfCalled = () => {
    if (call.attentionIsCalled() !== 0) decide();
  };

  /** What that thread's last call answered. */
  const answerOf = (who: number): Answer => {
    const { eax, edx } = context(who);
    const status = STATUS_NAMES[eax];
    return status === undefined ? { status: "-", value: 0 } : { status, value: edx };
  };
  /** The running thread makes the call; then runs who is to run. Tells what it has answered so far. */
  const make = (name: string, args: Arguments = {}): Answer => {
    if (!runs) throw new Error(`${name}: nobody runs`);
    const caller = current;
    encodeContext(view, caller, { ...decodeContext(view, caller), eip: RETURN, ...args, eax: NUMBERS.get(name)! });
    call.dispatchCoreCall(caller);
    decideIfCalled();
    return answerOf(call.numberOf(caller));
  };

  /** For when the kernel armed the timer. */
  const dueNs = () => armedNs;
  /** The clock goes on to `ns`; what comes due on the way is done at its time. */
  const advanceTo = (ns: bigint) => {
    while (armedNs <= ns) {
      const due = armedNs;
      if (due < now()) throw new Error("the timer is armed for what is past");
      processor.timestamp = due;
      decide();
      if (armedNs <= due) throw new Error("what was due is due still");
    }
    if (now() < ns) processor.timestamp = ns;
  };
  /** The clock goes on while other partitions have their windows; then one of this partition's begins. */
  const window = ({ after = 0n, periodic = false } = {}) => {
    call.leaveWindowOfProcesses(partition, now());
    processor.timestamp += after;
    call.openWindowOfProcesses(partition, now(), periodic);
    return decide();
  };

  const write = (address: number, text: string) => bytes.set(Buffer.from(text.padEnd(32, "\0")), address);
  const named = (name: string, text: string) => {
    write(NAME, text);
    return make(name, { ebx: NAME });
  };
  let created = 0;
  /** An aperiodic process without a deadline, but for what is given. */
  const create = (attributes: Partial<ProcessAttributes> = {}): Answer => {
    created += 1;
    encodeProcessAttributes(view, ATTRIBUTES, {
      name: `process ${created}`,
      periodNs: FOREVER,
      capacityNs: FOREVER,
      entry: ENTRY,
      argument: 0x1000 + created,
      stackSizeBytes: PROCESS_STACK_BYTES,
      basePriority: 10,
      deadline: DEADLINE_SOFT,
      reserved: 0,
      ...attributes,
    });
    return make("process_create", { ebx: ATTRIBUTES });
  };
  const createHandler = (): Answer =>
    make("error_handler_create", { ebx: HANDLER_ENTRY, ecx: 0x777, edx: PROCESS_STACK_BYTES });
  const start = (who: number, delayNs = 0n): Answer => {
    const [ecx, edx] = halves(delayNs);
    return make("process_start", { ebx: who, ecx, edx });
  };
  const setMode = (mode: number) => make("partition_set_mode", { ebx: mode });
  const withTime = (name: string, ns: bigint): Answer => {
    const [ebx, ecx] = halves(ns);
    return make(name, { ebx, ecx });
  };
  const status = (who: number): ProcessStatus => {
    // Of a thread that waits too: the status is read as the running one would, without a trace in its registers.
    const reader = thread(running() === NOBODY ? FIRST : running());
    const before = bytes.slice(reader, reader + CONTEXT_SIZE);
    encodeContext(view, reader, { ...decodeContext(view, reader), eax: CALL_PROCESS_STATUS, ebx: who, ecx: STATUS });
    call.dispatchCoreCall(reader);
    bytes.set(before, reader);
    return decodeProcessStatus(view, STATUS);
  };
  const partitionStatus = (): PartitionStatus => {
    make("partition_status", { ebx: STATUS });
    return decodePartitionStatus(view, STATUS);
  };
  const errorStatus = (): ErrorStatus | string => {
    const { status } = make("error_status", { ebx: STATUS });
    return status === "OK" ? decodeErrorStatus(view, STATUS) : status;
  };
  /** The running process faults. */
  const fault = (error = ERROR_MEMORY_VIOLATION, vector = PAGE_FAULT, address = 0) => {
    call.raiseError(partition, error, vector, 0, address);
    decide();
  };
  /** The start of the partition that was asked for is done: its first thread begins. */
  const load = () => {
    while (call.loadStep(partition) === 0);
    current = thread(FIRST);
    call.beginThread(current, firstEntry, firstStackTop, INFO_PAGE, 0);
    call.setTurn(partition, current);
    call.endLoading(partition);
    created = 0;
    decide();
  };

  return {
    ...world,
    ...{
      self,
      partition,
      thread,
      context,
      now,
      mode,
      running,
      decide,
      answerOf,
      make,
      dueNs,
      advanceTo,
      window,
      named,
    },
    ...{ create, createHandler, start, withTime, status, partitionStatus, errorStatus, fault, load, write, setMode },
    /** The partition as that thread has it. */
    threadInWorld: (who: number) => ({ ...self, ...threadInWorld(world, 0, thread(who)) }),
    log: () => healthRecords(view),
    advance: (ns: bigint) => advanceTo(now() + ns),
    /** The first thread is done. */
    normal: () => void setMode(MODE_NORMAL),
  };
}

/** The same in NORMAL with these processes, all of them started, and with an error handler. */
export function bootProcesses(processes: readonly Partial<ProcessAttributes>[], change: Partial<PartitionEntry> = {}) {
  const world = bootNative(nativeTable(processes.length, change));
  world.createHandler();
  for (const attributes of processes) world.create(attributes);
  for (const at of processes.keys()) world.start(at + 1);
  world.normal();
  return world;
}
