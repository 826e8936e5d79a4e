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
import { blockThread, THREAD_DORMANT, THREAD_READY, Thread } from "./thread";
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
  thread: Thread;
  /** The kernel's view of its information page. */
  info: InfoPage;
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

const partitions: usize = memory.data(32 * 96, 16);
if (offsetof<Partition>() > 96) ERROR("Partition: larger than its slot");
if (MAX_PARTITIONS != 32) ERROR("the static memory of partitions has another size");

export function partitionAt(index: u32): Partition {
  return changetype<Partition>(partitions + index * 96);
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
  blockThread(partition.thread, THREAD_DORMANT);
  endOpenLine(partition);
  setMode(partition, MODE_IDLE);
}

/** The loader is through, and the thread's context is composed: the partition runs. */
export function enterNormal(partition: Partition): void {
  partition.thread.state = THREAD_READY;
  setMode(partition, MODE_NORMAL);
}

function beginStart(partition: Partition, mode: u32, condition: u32): void {
  blockThread(partition.thread, THREAD_DORMANT);
  partition.loaderSegment = 0;
  partition.loaderOffset = 0;
  partition.startCondition = condition;
  endOpenLine(partition);
  setMode(partition, mode);
}

/** @cold */
function setMode(partition: Partition, mode: u32): void {
  const statistics = partition.statistics;
  partition.mode = mode;
  statistics.mode = mode;
  statistics.startCondition = partition.startCondition;
  trace(partition.traceRing, EVENT_PARTITION_MODE, mode, partition.startCondition, statistics.restarts);
}
