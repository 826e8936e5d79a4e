/**
 * A booted kernel whose partitions run, short of its schedule: what tests of calls, vCPUs and health start from. A native
 * partition initialises itself. The clock counts time stamps as nanoseconds.
 */
import {
  type Context,
  decodeContext,
  decodePartitionStatistics,
  decodeTraceRecord,
  decodeTraceRing,
  decodeVcpuPage,
  encodeContext,
  MODE_NORMAL,
  NO_PARTITION,
  type PartitionStatistics,
  TRACE_RECORD_SIZE,
  TRACE_RING_SIZE,
  type TraceRecord,
  type VcpuPage,
} from "../../host/generated/abi.js";
import { type Kernel, startKernel } from "./kernel.js";
import { layImage } from "./places.js";
import { KERNEL_TRACE, layTable, sampleTable, type Table } from "./system.js";

/** What the world itself needs of the kernel. */
interface Boot {
  calibrate(frequencyHz: bigint, timestamp: bigint, ns: bigint): void;
  initializePaging(features: number, sysenter: boolean): void;
  initializeHostBlock(entryTsc: bigint, frequencyHz: bigint): void;
  initializeTrace(ring: number, sizeBytes: number, partition: number): void;
  initializeHealth(): void;
  initializePartitions(sysenter: boolean): void;
  initializePorts(): void;
  partitionAt(index: number): number;
  statisticsOf(index: number): number;
  composeStart(context: number, eip: number, esp: number, ebx: number): void;
  loadStep(partition: number): number;
  resetVcpu(vcpu: number): void;
  endLoading(partition: number): void;
  threadOf(partition: number): number;
  threadAt(partition: number, number: number): number;
  threadState(thread: number): number;
  setThreadState(thread: number, state: number): void;
  modeOf(partition: number): number;
  vcpuOf(thread: number): number;
  pageOf(vcpu: number): number;
}

export const THREAD_READY = 0;
export const THREAD_SLEEPING = 1;
export const THREAD_YIELDED = 2;
export const THREAD_WAITING = 3;
export const THREAD_DORMANT = 4;
export const THREAD_BLOCKED = 5;

export interface World<Functions> extends Kernel<Functions & Boot> {
  readonly partitions: readonly PartitionInWorld[];
}

/** A partition, and the addresses of what the kernel holds for it. */
export interface PartitionInWorld {
  readonly address: number;
  readonly thread: number;
  readonly vcpu: number;
  readonly page: number;
  context(): Context;
  setContext(change: Partial<Context>): void;
  statistics(): PartitionStatistics;
  vcpuPage(): VcpuPage;
  /** `field` is its offset in the page. */
  setPageWord(field: number, value: number): void;
  trace(): TraceRecord[];
}

const NANOSECOND_CLOCK_HZ = 1_000_000_000n;

export function bootWorld<Functions>(table: Table = sampleTable()): World<Functions> {
  const kernel = startKernel<Functions & Boot>();
  const { call } = kernel;
  layImage(kernel);
  layTable(kernel, table);
  call.calibrate(NANOSECOND_CLOCK_HZ, 0n, 0n);
  call.initializePaging(0, false);
  call.initializeHostBlock(0n, NANOSECOND_CLOCK_HZ);
  call.initializeTrace(KERNEL_TRACE, table.header.traceRingSizeBytes, NO_PARTITION);
  call.initializeHealth();
  call.initializePartitions(false);
  call.initializePorts();
  const partitions = table.arrays.partitions.map((entry, index) => {
    const partition = call.partitionAt(index);
    while (call.loadStep(partition) === 0);
    const thread = call.threadOf(partition);
    call.composeStart(thread, entry.entry, entry.stackTop, 0);
    if (entry.vcpuCount !== 0) call.resetVcpu(call.vcpuOf(thread));
    call.endLoading(partition);
    return inWorld(kernel, index, entry.tracePhys);
  });
  return { ...kernel, partitions };
}

/** The partition as its vCPU `number` has it: thread, vCPU and page are that one's. */
export function vcpuInWorld<Functions>(world: World<Functions>, index: number, number: number): PartitionInWorld {
  const { call, view, partitions } = world;
  const { address, trace } = partitions[index]!;
  return { ...threadInWorld({ call, view }, index, call.threadAt(address, number)), trace };
}

function inWorld({ call, view }: Kernel<Boot>, index: number, tracePhys: number): PartitionInWorld {
  const thread = call.threadOf(call.partitionAt(index));
  return { ...threadInWorld({ call, view }, index, thread), trace: () => traceRecords(view, tracePhys) };
}

type CallAndView = Pick<Kernel<Boot>, "call" | "view">;

/** The partition as that thread has it. */
export function threadInWorld(
  { call, view }: CallAndView,
  index: number,
  thread: number,
): Omit<PartitionInWorld, "trace"> {
  const address = call.partitionAt(index);
  const vcpu = call.vcpuOf(thread);
  const page = vcpu === 0 ? 0 : call.pageOf(vcpu);
  const context = () => decodeContext(view, thread);
  return {
    address,
    thread,
    vcpu,
    page,
    context,
    setContext: (change) => encodeContext(view, thread, { ...context(), ...change }),
    statistics: () => decodePartitionStatistics(view, call.statisticsOf(index)),
    vcpuPage: () => decodeVcpuPage(view, page),
    setPageWord: (field, value) => view.setUint32(page + field, value, true),
  };
}

/** The records of a ring, oldest first. */
export function traceRecords(view: DataView, ring: number): TraceRecord[] {
  const { written, capacity } = decodeTraceRing(view, ring);
  const count = Math.min(written, capacity);
  return Array.from({ length: count }, (_, at) => {
    const slot = (written - count + at) % capacity;
    return decodeTraceRecord(view, ring + TRACE_RING_SIZE + slot * TRACE_RECORD_SIZE);
  });
}

/** Whether the partition is in NORMAL: no call has stopped or restarted it. */
export const isNormal = ({ call }: World<unknown>, { address }: PartitionInWorld): boolean =>
  call.modeOf(address) === MODE_NORMAL;
