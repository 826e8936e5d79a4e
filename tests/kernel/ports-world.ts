/**
 * Partitions with ports, as their processes and their guest operating systems see them: every call goes through the core's
 * dispatch, and a partition's window begins as the board lets it begin. Time is what the test makes it.
 */
import { CORE_CALLS } from "../../abi/calls.js";
import {
  type Context,
  DEADLINE_SOFT,
  DISCIPLINE_FIFO,
  decodeContext,
  encodeContext,
  encodeProcessAttributes,
  GATE_CORE,
  MODE_COLD_START,
  MODE_NORMAL,
  NO_PARTITION,
  START_PARTITION_RESTART,
  STATUS_NAMES,
} from "../../host/generated/abi.js";
import { type Kernel, startKernel } from "./kernel.js";
import { layImage } from "./places.js";
import { areaOf, KERNEL_TRACE, layTable, PROCESS_STACK_BYTES, type Table } from "./system.js";

interface Functions {
  calibrate(frequencyHz: bigint, timestamp: bigint, ns: bigint): void;
  initializePaging(features: number, sysenter: boolean): void;
  initializeHostBlock(entryTsc: bigint, frequencyHz: bigint): void;
  initializeTrace(ring: number, sizeBytes: number, partition: number): void;
  initializeHealth(): void;
  initializePartitions(sysenter: boolean): void;
  initializePorts(): void;
  partitionAt(index: number): number;
  loadStep(partition: number): number;
  composeStart(context: number, eip: number, esp: number, ebx: number): void;
  resetVcpu(vcpu: number): void;
  endLoading(partition: number): void;
  restartPartition(partition: number, mode: number, condition: number): void;
  bringUpToDate(partition: number, time: bigint): number;
  openInlets(partition: number): void;
  tellFrameOrigin(ns: bigint): void;
  takeFromHost(partition: number, time: bigint): void;
  openedOf(partition: number): number;
  openWindowOfProcesses(partition: number, ns: bigint, periodic: boolean): void;
  leaveWindowOfProcesses(partition: number, ns: bigint): void;
  chargeRunning(partition: number, time: bigint): void;
  remainingNs(thread: number): bigint;
  setTurn(partition: number, thread: number): void;
  deliverNews(partition: number, limit: number): number;
  takeNewsCount(partition: number): number;
  dispatchCoreCall(thread: number): void;
  threadAt(partition: number, number: number): number;
  threadState(thread: number): number;
  vcpuOf(thread: number): number;
  statisticsOf(index: number): number;
  clearPointerCache(partition: number): void;
}

const CLOCK_HZ = 1_000_000_000n;
const FOREVER = (1n << 64n) - 1n;
const THREAD_READY = 0;
const NUMBERS = new Map(CORE_CALLS.map(({ nr, name }) => [name, nr]));
/** What the processes of a test partition are born with; process n has the n-th. */
const PRIORITIES = [10, 20, 30] as const;

export type Answer = readonly [status: string, value: number];
type Arguments = Partial<Context>;

/** Where in a partition's memory a test puts what. Process n has `messageAt(n)`; 0: the first thread, the vCPU. */
export const placesOf = (partition: number) => {
  const { data, processStacks } = areaOf(partition);
  return {
    name: data + 0x1800,
    attributes: data + 0x1900,
    status: data + 0x1a00,
    messageAt: (process: number) => data + process * 0x400,
    /** A message on the process's own stack. */
    stackMessageAt: (process: number) => processStacks + (process + 1) * 2 * PROCESS_STACK_BYTES - 0x100,
  };
};

export interface PortsWorld extends Kernel<Functions> {
  /** Nanoseconds since boot. */
  now(): bigint;
  pass(ns: bigint): void;
  partition(index: number): PartitionWithPorts;
}

export interface PartitionWithPorts {
  readonly address: number;
  /** Makes a call as its process `process`; undefined: it waits. */
  call(process: number, name: string, args?: Arguments): Answer | undefined;
  /** The answer to a call that waited; undefined: it still does. */
  answer(process: number): Answer | undefined;
  createSampling(name: string, bytes: number, direction: number, refreshNs?: bigint): Answer;
  createQueuing(name: string, bytes: number, depth: number, direction: number, discipline?: number): Answer;
  /** Of a native one: makes its processes and enters NORMAL. */
  enterNormal(): void;
  /** A window of it begins: what came due is done before anybody runs. */
  openWindow(): void;
  restart(mode?: number): void;
  write(address: number, bytes: Iterable<number>): void;
  read(address: number, length: number): number[];
}

export function bootPorts(table: Table): PortsWorld {
  const kernel = startKernel<Functions>();
  const { call, view, bytes, processor } = kernel;
  layImage(kernel);
  layTable(kernel, table);
  call.calibrate(CLOCK_HZ, 0n, 0n);
  call.initializePaging(0, false);
  call.initializeHostBlock(0n, CLOCK_HZ);
  call.initializeTrace(KERNEL_TRACE, table.header.traceRingSizeBytes, NO_PARTITION);
  call.initializeHealth();
  call.initializePartitions(false);
  call.initializePorts();

  const begin = (index: number) => {
    const { entry, stackTop, vcpuCount } = table.arrays.partitions[index]!;
    const address = call.partitionAt(index);
    while (call.loadStep(address) === 0);
    const first = call.threadAt(address, 0);
    call.composeStart(first, entry, stackTop, 0);
    if (vcpuCount !== 0) call.resetVcpu(call.vcpuOf(first));
    call.endLoading(address);
  };

  const partition = (index: number): PartitionWithPorts => {
    const address = call.partitionAt(index);
    const places = placesOf(index);
    const { processCount, vcpuCount } = table.arrays.partitions[index]!;
    const write = (at: number, content: Iterable<number>) => bytes.set([...content], at);
    const answer = (process: number): Answer | undefined => {
      const thread = call.threadAt(address, process);
      if (call.threadState(thread) !== THREAD_READY) return undefined;
      const { eax, edx } = decodeContext(view, thread);
      return [STATUS_NAMES[eax] ?? String(eax), edx];
    };
    const make = (process: number, name: string, args: Arguments = {}) => {
      const thread = call.threadAt(address, process);
      const eax = NUMBERS.get(name)!;
      encodeContext(view, thread, { ...decodeContext(view, thread), ...args, eax, vector: GATE_CORE });
      call.dispatchCoreCall(thread);
      return answer(process);
    };
    /** The first thread as long as it runs, then the first process. */
    const somebody = () => (call.threadState(call.threadAt(address, 0)) === THREAD_READY ? 0 : 1);
    const named = (name: string) => {
      write(places.name, Buffer.from(name.padEnd(32, "\0"), "latin1"));
      return places.name;
    };
    const openWindow = () => {
      call.openInlets(address);
      // As many pieces as the board's loop would make, each with interrupts in between.
      if (vcpuCount !== 0) while (call.openedOf(address) !== 0) call.takeFromHost(address, processor.timestamp);
      else while (call.bringUpToDate(address, processor.timestamp) !== 0);
    };
    return {
      address,
      write,
      read: (at, length) => [...bytes.subarray(at, at + length)],
      call: make,
      answer,
      openWindow,
      createSampling: (name, size, direction, refreshNs = 0n) =>
        make(somebody(), "sampling_create", {
          ...{ ebx: named(name), ecx: size, edx: direction },
          ...{ esi: Number(refreshNs & 0xffffffffn), edi: Number(refreshNs >> 32n) },
        })!,
      createQueuing: (name, size, depth, direction, discipline = DISCIPLINE_FIFO) =>
        make(somebody(), "queuing_create", {
          ebx: named(name),
          ecx: size,
          edx: depth,
          esi: direction,
          edi: discipline,
        })!,
      enterNormal: () => {
        for (let process = 1; process <= processCount; process += 1) {
          encodeProcessAttributes(view, places.attributes, {
            name: `process ${process}`,
            periodNs: FOREVER,
            capacityNs: FOREVER,
            entry: areaOf(index).code,
            argument: 0,
            stackSizeBytes: PROCESS_STACK_BYTES,
            basePriority: PRIORITIES[process - 1]!,
            deadline: DEADLINE_SOFT,
            reserved: 0,
          });
          make(0, "process_create", { ebx: places.attributes });
          make(0, "process_start", { ebx: process, ecx: 0, edx: 0 });
        }
        make(0, "partition_set_mode", { ebx: MODE_NORMAL });
        openWindow();
      },
      restart: (mode = MODE_COLD_START) => {
        call.restartPartition(address, mode, START_PARTITION_RESTART);
        begin(index);
      },
    };
  };

  table.arrays.partitions.forEach((_, index) => void begin(index));
  return {
    ...kernel,
    now: () => processor.timestamp,
    pass: (ns) => {
      processor.timestamp += ns;
    },
    partition,
  };
}

/** A time as the two halves that calls take. */
export const halves = (ns: bigint): readonly [low: number, high: number] => [
  Number(ns & 0xffffffffn),
  Number((ns >> 32n) & 0xffffffffn),
];

export const FOR_EVER = FOREVER;
