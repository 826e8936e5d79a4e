/**
 * A partition's control block and its modes (ARINC 653 Part 1, 2.3.1.4). Starting is work of the partition's own
 * windows, done piece by piece by `loader.ts`; here it is only asked for.
 */
import {
  ConsoleRing,
  EVENT_PARTITION_MODE,
  InfoPage,
  MAX_PARTITIONS,
  MODE_COLD_START,
  MODE_IDLE,
  MODE_NORMAL,
  PartitionEntry,
  PartitionStatistics,
  START_NORMAL,
  TraceRing,
} from "../generated/abi";
import { endOpenLine } from "./console";
import { blockThread, THREAD_DORMANT, THREAD_READY, Thread, threadAfter } from "./thread";
import { trace } from "./trace";

/** PartitionStatus.lastError while there was none. */
export const NO_ERROR: u32 = 0xffff_ffff;

@unmanaged
export class Partition {
  index: u32;
  entry: PartitionEntry;
  statistics: PartitionStatistics;
  traceRing: TraceRing;
  console: ConsoleRing;
  /** Whether a whole line waits to go out, and where in the ring the last one ends. */
  consoleHasLine: bool;
  consoleLineEnd: u32;
  /** Whether what it wrote last leaves a line open. */
  consoleOpen: bool;
  /** The thread that runs in its windows, or would. */
  thread: Thread;
  /** Its threads follow one another, from this one. */
  firstThread: Thread;
  threadCount: u32;
  /** When another of its threads has its turn; what is left then of its slice it has in the next window. */
  sliceEndNs: u64;
  /** When the window ends in which the slice runs. */
  sliceWindowEndNs: u64;
  /** The kernel's view of its information page. */
  info: InfoPage;
  /** Its PartitionEntry when it was given I/O ports, else 0. */
  portOwner: usize;
  /** Physical address of its page directory. */
  pageDirectory: u32;
  /** A MODE value; MODE_NORMAL once the loader is through. */
  mode: u32;
  /** A START value. */
  startCondition: u32;
  /** Where the loader stands: segment of the partition, and offset in it. */
  loaderSegment: u32;
  loaderOffset: u32;
  /** The fault behind the last restart: ERROR value and EIP. */
  lastError: u32;
  lastErrorAddress: u32;
  /** Health events logged in this window. */
  healthInWindow: u32;
  /** The segments that pointers to read and to write were last found in: indices in the system table. */
  lastReadable: u32;
  lastWritable: u32;
}

const SLOT_BYTES: u32 = 112;
const partitions: usize = memory.data(32 * 112, 16);
if (offsetof<Partition>() > 112) ERROR("Partition: larger than its slot");
if (MAX_PARTITIONS != 32) ERROR("the static memory of partitions has another size");

export function partitionAt(index: u32): Partition {
  return changetype<Partition>(partitions + index * SLOT_BYTES);
}

/** Partitions that are not in IDLE. */
let running: u32 = 0;

export function runningPartitions(): u32 {
  return running;
}

/** The partition's thread `number`, below its `threadCount`. @inline */
export function threadOf(partition: Partition, number: u32): Thread {
  return threadAfter(partition.firstThread, number);
}

/** The first start at power on: the same work as any restart. */
export function coldStart(partition: Partition): void {
  partition.lastError = NO_ERROR;
  beginStart(partition, MODE_COLD_START, START_NORMAL);
}

/** Restarts the partition: from here on it holds nothing but its restart count. `mode` is COLD_START or WARM_START. @cold */
export function restartPartition(partition: Partition, mode: u32, condition: u32): void {
  partition.statistics.restarts += 1;
  beginStart(partition, mode, condition);
}

/** To IDLE: it keeps its windows and does nothing in them. @cold */
export function stopPartition(partition: Partition): void {
  blockThreads(partition);
  endOpenLine(partition);
  setMode(partition, MODE_IDLE);
}

/** The loader is through, and the first thread's context is composed: the partition runs. */
export function enterNormal(partition: Partition): void {
  partition.firstThread.state = THREAD_READY;
  setMode(partition, MODE_NORMAL);
}

function beginStart(partition: Partition, mode: u32, condition: u32): void {
  blockThreads(partition);
  partition.loaderSegment = 0;
  partition.loaderOffset = 0;
  partition.startCondition = condition;
  endOpenLine(partition);
  setMode(partition, mode);
}

/** @cold */
function blockThreads(partition: Partition): void {
  for (let i: u32 = 0; i < partition.threadCount; i += 1) blockThread(threadOf(partition, i), THREAD_DORMANT);
}

/** @cold */
function setMode(partition: Partition, mode: u32): void {
  const statistics = partition.statistics;
  if (partition.mode == MODE_IDLE && mode != MODE_IDLE) running += 1;
  if (partition.mode != MODE_IDLE && mode == MODE_IDLE) running -= 1;
  partition.mode = mode;
  statistics.mode = mode;
  statistics.startCondition = partition.startCondition;
  trace(partition.traceRing, EVENT_PARTITION_MODE, mode, partition.startCondition, statistics.restarts);
}
