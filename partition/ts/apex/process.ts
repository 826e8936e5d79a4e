/** Processes (ARINC 653 Part 1, 3.3). */
import {
  addThread,
  call,
  inErrorHandler,
  never,
  notePriority,
  processEntry,
  scratch,
  tellWhenOut,
  threadBytes,
} from "../door";
import {
  CALL_PREEMPTION_LOCK,
  CALL_PREEMPTION_UNLOCK,
  CALL_PROCESS_CREATE,
  CALL_PROCESS_ID,
  CALL_PROCESS_MUTEX,
  CALL_PROCESS_MY_ID,
  CALL_PROCESS_RESUME,
  CALL_PROCESS_SET_AFFINITY,
  CALL_PROCESS_SET_PRIORITY,
  CALL_PROCESS_START,
  CALL_PROCESS_STATUS,
  CALL_PROCESS_STOP,
  CALL_PROCESS_STOP_SELF,
  CALL_PROCESS_SUSPEND,
  CALL_PROCESS_SUSPEND_SELF,
  INFO_PAGE,
  InfoPage,
  ProcessAttributes as KernelAttributes,
  PROCESS_ATTRIBUTES_NAME_OFFSET,
  PROCESS_ATTRIBUTES_SIZE,
  PROCESS_STATE_FAULTED,
  PROCESS_STATUS_NAME_OFFSET,
  ProcessStatus,
} from "../generated/abi";
import { deferStart, deferStop } from "./deferred-stop";
import { callNamed, KernelObject } from "./kernel-object";
import { codeOf, ReturnCode, request, requestValue, Value } from "./return-code";
import { NAME_BYTES, NO_SUCH_NAME, readText, writeName } from "./text";
import { INFINITE } from "./time";

/** How much a deadline matters, for the error handler to know. */
export enum Deadline {
  SOFT = 0,
  HARD = 1,
}

export enum ProcessState {
  DORMANT = 0,
  READY = 1,
  RUNNING = 2,
  WAITING = 3,
  FAULTED = 4,
}

/** What a process is (PROCESS_ATTRIBUTE_TYPE). */
export class ProcessAttributes {
  /** Unique in the partition, at most 32 bytes. */
  name: string;
  /** Between two releases; INFINITE: it is aperiodic. */
  period: u64;
  /** From release to deadline; INFINITE: it has none. */
  capacity: u64;
  /** PRIORITY_MIN to PRIORITY_MAX, the higher the more urgent. */
  priority: u32;
  /** Bytes of its machine stack; 0: what the system file gives each. As much again by half goes to its shadow stack. */
  stack: u32;
  deadline: Deadline;
}

/** What a process that works at each of its releases is. */
export class PeriodicAttributes {
  name: string;
  period: u64;
  capacity: u64;
  priority: u32;
  stack: u32;
}

/** What a process without a period and a deadline is. */
export class AperiodicAttributes {
  name: string;
  priority: u32;
  stack: u32;
}

/** Least bytes of a shadow stack, where a process keeps the references that it holds. */
const SHADOW_STACK_MIN: u32 = 1024;
const AT_EACH_RELEASE: u32 = 1;

export class Process extends KernelObject {
  /** CREATE_PROCESS: `entry`, a function of the top level, is where it begins; where that ends, it stops. */
  static create(attributes: ProcessAttributes, entry: () => void): Process {
    return create(attributes, u32(entry.index) << 1);
  }

  /** GET_PROCESS_ID. */
  static find(name: string): Process {
    return new Process(callNamed(CALL_PROCESS_ID, name));
  }

  /**
   * START; with a delay DELAYED_START. Before NORMAL it only arms the process. In the error handler, of a process that
   * `stop` will stop later, it starts later too.
   */
  start(delay: u64 = 0): ReturnCode {
    if (inErrorHandler() && deferStart(this.id, delay)) return ReturnCode.NO_ERROR;
    return request(CALL_PROCESS_START, this.id, u32(delay), u32(delay >> 32));
  }

  /**
   * STOP. In the error handler: a process that is just then inside the heap stops when it comes out, a moment after the
   * handler; unless it is FAULTED there, which costs the partition its heap.
   */
  stop(): ReturnCode {
    if (inErrorHandler() && !isFaulted(this.id) && tellWhenOut(this.id)) return deferStop(this.id);
    return request(CALL_PROCESS_STOP, this.id);
  }

  /** SUSPEND. */
  suspend(): ReturnCode {
    return request(CALL_PROCESS_SUSPEND, this.id);
  }

  /** RESUME. */
  resume(): ReturnCode {
    return request(CALL_PROCESS_RESUME, this.id);
  }

  /** SET_PRIORITY. */
  setPriority(priority: u32): ReturnCode {
    const code = request(CALL_PROCESS_SET_PRIORITY, this.id, priority);
    if (code == ReturnCode.NO_ERROR) notePriority(this.id, priority);
    return code;
  }

  /** GET_PROCESS_STATUS. */
  status(into: ProcessStatus): ReturnCode {
    return request(CALL_PROCESS_STATUS, this.id, u32(changetype<usize>(into)));
  }

  /** INITIALIZE_PROCESS_CORE_AFFINITY: there is one core, number 0. */
  setAffinity(core: u32): ReturnCode {
    return request(CALL_PROCESS_SET_AFFINITY, this.id, core);
  }

  /** GET_PROCESS_MUTEX_STATE: the number of the mutex that it owns; 0: none; PREEMPTION_LOCK. */
  mutex(into: Value): ReturnCode {
    // To the kernel 0 is the initialising process.
    return this.id == 0 ? ReturnCode.INVALID_PARAM : requestValue(into, CALL_PROCESS_MUTEX, this.id);
  }
}

/**
 * Makes a process that calls `body` at each of its releases, and starts it: `code` is that of CREATE_PROCESS, then of
 * START. All that `body` makes and does not keep is the collector's.
 *
 * @example periodic({ name: "SENSE", period: 50 * MILLISECOND, capacity: 20 * MILLISECOND, priority: 20, stack: 0 }, () => {
 *   attitude.write(sensor.read());
 * });
 */
export function periodic(attributes: PeriodicAttributes, body: () => void): Process {
  const all: ProcessAttributes = {
    name: attributes.name,
    period: attributes.period,
    capacity: attributes.capacity,
    priority: attributes.priority,
    stack: attributes.stack,
    deadline: Deadline.HARD,
  };
  return started(create(all, (u32(body.index) << 1) | AT_EACH_RELEASE));
}

/** Makes a process that runs `entry` once, which may well have no end, and starts it. */
export function aperiodic(attributes: AperiodicAttributes, entry: () => void): Process {
  const all: ProcessAttributes = {
    name: attributes.name,
    period: INFINITE,
    capacity: INFINITE,
    priority: attributes.priority,
    stack: attributes.stack,
    deadline: Deadline.SOFT,
  };
  return started(Process.create(all, entry));
}

/** STOP_SELF. Returns only on error. */
export function stopSelf(): ReturnCode {
  return request(CALL_PROCESS_STOP_SELF);
}

/** SUSPEND_SELF: until another process resumes the caller, an aperiodic one. */
export function suspendSelf(timeout: u64 = INFINITE): ReturnCode {
  return request(CALL_PROCESS_SUSPEND_SELF, u32(timeout), u32(timeout >> 32));
}

/** LOCK_PREEMPTION: `level` receives how many locks there are now. */
export function lockPreemption(level: Value): ReturnCode {
  return requestValue(level, CALL_PREEMPTION_LOCK);
}

/** UNLOCK_PREEMPTION: `level` receives how many locks are left. */
export function unlockPreemption(level: Value): ReturnCode {
  return requestValue(level, CALL_PREEMPTION_UNLOCK);
}

/** GET_MY_ID: 0 while the partition starts, and the caller is no process yet. */
export function myId(into: Value): ReturnCode {
  return requestValue(into, CALL_PROCESS_MY_ID);
}

/** GET_MY_INDEX: from 0, in the order in which processes were made. */
export function myIndex(into: Value): ReturnCode {
  const code = myId(into);
  if (code != ReturnCode.NO_ERROR) return code;
  if (into.value == 0) return ReturnCode.INVALID_MODE;
  into.value -= 1;
  return code;
}

/** GET_MY_PROCESSOR_CORE_ID: there is one core, number 0. */
export function myCore(into: Value): ReturnCode {
  into.value = 0;
  return ReturnCode.NO_ERROR;
}

/** The name in a process's status. */
export function processName(status: ProcessStatus): string {
  return readText(changetype<usize>(status) + PROCESS_STATUS_NAME_OFFSET, NAME_BYTES);
}

function create(attributes: ProcessAttributes, argument: u32): Process {
  const at = scratch();
  if (!writeName(attributes.name, at + PROCESS_ATTRIBUTES_NAME_OFFSET)) return new Process(NO_SUCH_NAME);
  const stack = attributes.stack || changetype<InfoPage>(INFO_PAGE).processStackSizeBytes;
  const given = changetype<KernelAttributes>(at);
  given.periodNs = attributes.period;
  given.capacityNs = attributes.capacity;
  given.entry = processEntry();
  given.argument = argument;
  given.stackSizeBytes = stack;
  given.basePriority = attributes.priority;
  given.deadline = attributes.deadline;
  given.reserved = 0;
  const process = new Process(call(CALL_PROCESS_CREATE, u32(at), 0, 0, 0, 0));
  if (process.id != 0) provideThread(process.id, stack, attributes.priority);
  return process;
}

/** Gives a process, or ERROR_HANDLER, its shadow stack and its copies of the library's variables. */
export function provideThread(process: u32, stack: u32, priority: u32): void {
  const bytes: usize = threadBytes() + max(stack / 2, SHADOW_STACK_MIN);
  addThread(process, heap.alloc(bytes), bytes, priority);
  // Where nothing in the program calls by the table of functions, the compiler drops that; threads begin by it.
  if (never()) call_indirect<void>(process);
}

function started(process: Process): Process {
  if (process.code == ReturnCode.NO_ERROR) process.code = process.start();
  return process;
}

function isFaulted(process: u32): bool {
  const status = changetype<ProcessStatus>(scratch());
  const code = codeOf(call(CALL_PROCESS_STATUS, process, u32(changetype<usize>(status)), 0, 0, 0));
  return code == ReturnCode.NO_ERROR && status.state == PROCESS_STATE_FAULTED;
}

if (PROCESS_ATTRIBUTES_SIZE > 320) ERROR("ProcessAttributes: larger than SCRATCH_BYTES");
