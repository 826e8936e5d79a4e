/** What the start makes and the rest of the program uses. */
import {
  Blackboard,
  Buffer,
  Deadline,
  Event,
  INFINITE,
  Mutex,
  Process,
  ProcessAttributes,
  QueuingDestination,
  QueuingSource,
  SamplingDestination,
  SamplingSource,
  Semaphore,
} from "bulkhead/apex";
import { MILLISECOND } from "bulkhead/partition";
import { Message } from "./message";

/** A time that the standard calls negative, and that is not INFINITE. */
export const NEGATIVE: u64 = u64.MAX_VALUE - 1;
export const FAR: u64 = 1 << 62;
export const PARTITION_PERIOD: u64 = 20 * MILLISECOND;
export const TOO_LONG_A_TEXT = "too long ".repeat(20);

export const out = SamplingSource.create<Message>("OUT");
export const input = SamplingDestination.create<Message>("IN", 40 * MILLISECOND);
export const silent = SamplingDestination.create<Message>("SILENT", 40 * MILLISECOND);
export const queueOut = QueuingSource.create<Message>("QUEUE-OUT", 2);
export const queueIn = QueuingDestination.create<Message>("QUEUE-IN", 2);
export const buffer = Buffer.create<Message>("BUFFER", 1);
export const blackboard = Blackboard.create<Message>("BLACKBOARD");
export const semaphore = Semaphore.create("SEMAPHORE", 0, 1);
export const event = Event.create("EVENT");
export const mutex = Mutex.create("MUTEX", 50);
export const lowMutex = Mutex.create("LOW-MUTEX", 20);

export function attributesOf(name: string, priority: u32): ProcessAttributes {
  return { name, period: INFINITE, capacity: INFINITE, priority, stack: 0, deadline: Deadline.SOFT };
}

/** Changed by one process, looked at by another. */
export class Shared {
  ownerMayGo: bool = false;
  releases: u32 = 0;
  handlerRan: bool = false;
}
export const shared = new Shared();

/** No object at all: as if of a number that the kernel does not know. */
export const noProcess = Process.find("NOBODY");

/** The processes. Functions that name one are compiled before it is made: they find it here. */
export class Cast {
  main: Process = noProcess;
  idler: Process = noProcess;
  ender: Process = noProcess;
  waker: Process = noProcess;
  owner: Process = noProcess;
  regular: Process = noProcess;
  distant: Process = noProcess;
}
export const cast = new Cast();
