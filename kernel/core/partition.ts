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
import { callForAttention } from "./attention";
import { endOpenLine } from "./console";
import { forgetProcesses } from "./process/kernel-memory";
import { endReason } from "./process/waiting";
import { THREAD_BLOCKED, THREAD_DORMANT, THREAD_READY, Thread, threadAfter } from "./thread";
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
  /** Whether what it wrote last leaves a line open. */
  consoleOpen: bool;
  /** The loader is at work: nothing of the partition's can run. */
  loading: bool;
  consoleLineEnd: u32;
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
  /** A MODE value. */
  mode: u32;
  /** A START value. */
  startCondition: u32;
  /** Counts its starts: what was made in another start is no more. */
  startNumber: u32;
  /** Where the loader stands: segment of the partition, and offset in it. */
  loaderSegment: u32;
  loaderOffset: u32;
  /** The fault behind the last restart: ERROR value and EIP. */
  lastError: u32;
  lastErrorAddress: u32;
  /** Health events logged in this window. */
  healthInWindow: u32;
  /** The segments that pointers to read and to write were last found in (`guest-memory.ts`). */
  readableAddress: u32;
  readableBytes: u32;
  writableAddress: u32;
  writableBytes: u32;
  /** The state of its ports, one behind the other: the first, and how many (`ports/port.ts`). */
  ports: usize;
  portCount: u32;
  /** What of the module's changes it has seen: `schedule.ts` and `module.ts` count them. */
  schedulesSeen: u32;
  resetsSeen: u32;
  /** Destination ports with messages that their owner was not told of (`ports/news.ts`): first and last, 0: none. */
  newsFirst: usize;
  newsLast: usize;
  /** Messages that came to it since its vCPU was told. */
  newsCount: u32;
  /** Bits of OPENED_*: what its processes were not told of. */
  opened: u32;
  /** Ports at which messages of the host come in: the first, and of OPENED_INLETS the one that is looked at next; 0: none (`ports/inlet.ts`). */
  firstInlet: usize;
  inlet: usize;
  /** By ERROR: how often it came since the start, where the table confirms by counting. */
  errorCounts: u64;
  errorCounts2: u64;

  // From here on: native partitions alone.

  /** A POLICY value. */
  policy: u32;
  /** Bit n: word n of the map of ready priorities is not 0. */
  readySummary: u32;
  /** Kernel memory of the queues by priority. */
  readyLevels: usize;
  /** The heap of the policies that order by a time: a Heap. */
  readyEntries: usize;
  readyCount: u32;
  readyOrder: u32;
  /** Timeouts, releases and deadlines of its processes: a Heap. */
  clockEntries: usize;
  clockCount: u32;
  /** Processes made since the start. */
  processCount: u32;
  /** Preemption locks that `lockOwner` holds. */
  lockLevel: u32;
  lockOwner: Thread;
  /** The error handler, or 0. */
  errorHandler: Thread;
  /** Of OPENED_OBJECT: the object, and its KIND. */
  waking: usize;
  wakingKind: u32;
  /** When the window began, by the schedule. */
  windowStartNs: u64;
  /** POLICY_LEAST_LAXITY: since when the running process runs. */
  runningSinceNs: u64;
  /** Those who wait for its next window, for its next window with periodic processing, for NORMAL, and for the error handler's end: a WaitQueue each. */
  windowQueue: u64;
  windowQueue2: u64;
  releaseQueue: u64;
  releaseQueue2: u64;
  normalQueue: u64;
  normalQueue2: u64;
  faultQueue: u64;
  faultQueue2: u64;
  /** Errors for the error handler: a ring of ErrorStatus in kernel memory. */
  errors: usize;
  errorsTaken: u32;
  errorsPut: u32;
  /** `errorsTaken` when the error handler's turn began. */
  errorsAtTurn: u32;
  /** Five tables of MAX_OBJECTS pointers, and how many of each are in use. */
  objectTables: usize;
  bufferCount: u32;
  blackboardCount: u32;
  semaphoreCount: u32;
  eventCount: u32;
  mutexCount: u32;
  /** Kernel memory that is left for its objects: from here to here; and where it began. */
  poolNext: usize;
  poolEnd: usize;
  poolStart: usize;
}

const SLOT_BYTES: u32 = 480;
const partitions: usize = memory.data(32 * 480, 16);
if (offsetof<Partition>() > 480) ERROR("Partition: larger than its slot");
if (MAX_PARTITIONS != 32) ERROR("the static memory of partitions has another size");

export function partitionAt(index: u32): Partition {
  return changetype<Partition>(partitions + index * SLOT_BYTES);
}

/** Whether it has processes instead of vCPUs. @inline */
export function isNative(partition: Partition): bool {
  return partition.entry.vcpuCount == 0;
}

/** Whether its first thread makes its processes, ports and objects; it holds off all others. @inline */
export function isInitialising(partition: Partition): bool {
  return partition.mode != MODE_NORMAL;
}

/** Whether something of it may run: not while it is loaded, nor in IDLE. @inline */
export function canRun(partition: Partition): bool {
  return !partition.loading && partition.mode != MODE_IDLE;
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

/**
 * Restarts the partition: from here on it holds nothing but its restart count. `mode` is COLD_START or WARM_START. What a warm
 * start retains must have been laid out: while a cold start is not through, none can take its place. @cold
 */
export function restartPartition(partition: Partition, mode: u32, condition: u32): void {
  const isUnfinished = partition.loading && partition.mode == MODE_COLD_START;
  partition.statistics.restarts += 1;
  beginStart(partition, isUnfinished ? MODE_COLD_START : mode, condition);
}

/** To IDLE: it keeps its windows and does nothing in them. @cold */
export function stopPartition(partition: Partition): void {
  stopThreads(partition);
  partition.loading = false;
  endOpenLine(partition);
  setMode(partition, MODE_IDLE);
}

/**
 * The loader is through, and the first thread's context is composed: a guest operating system is in NORMAL, a native partition
 * initialises itself.
 */
export function endLoading(partition: Partition): void {
  partition.loading = false;
  const first = partition.firstThread;
  if (!isNative(partition)) {
    first.state = THREAD_READY;
    return setMode(partition, MODE_NORMAL);
  }
  first.state = THREAD_BLOCKED;
  endReason(first, 0);
}

/** A native partition's initialisation is over: its first thread ends, its processes run. */
export function enterNormal(partition: Partition): void {
  setMode(partition, MODE_NORMAL);
}

function beginStart(partition: Partition, mode: u32, condition: u32): void {
  stopThreads(partition);
  partition.loading = true;
  partition.loaderSegment = 0;
  partition.loaderOffset = 0;
  partition.startCondition = condition;
  partition.startNumber += 1;
  partition.newsFirst = 0;
  partition.newsCount = 0;
  partition.errorCounts = 0;
  partition.errorCounts2 = 0;
  endOpenLine(partition);
  setMode(partition, mode);
}

/** @cold */
function stopThreads(partition: Partition): void {
  callForAttention();
  if (isNative(partition)) return forgetProcesses(partition);
  for (let i: u32 = 0; i < partition.threadCount; i += 1) threadOf(partition, i).state = THREAD_DORMANT;
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
