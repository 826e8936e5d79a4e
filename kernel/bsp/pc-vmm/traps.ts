/**
 * What comes in by the gates: each entry does one bounded piece of work and answers with what to resume. The answers
 * are those of `gates.S`: a context, IDLE, or WORK to be called again as soon as interrupts were let in.
 */
import { attentionIsCalled, giveAttention } from "../../core/attention";
import { dispatchCoreCall } from "../../core/calls";
import { now } from "../../core/clock";
import { consolePending } from "../../core/console";
import { NO_VECTOR, raiseError } from "../../core/health";
import { hostBlock } from "../../core/host-block";
import { loadStep } from "../../core/loader";
import { enterNormal, Partition } from "../../core/partition";
import { THREAD_READY, Thread } from "../../core/thread";
import { trace, traceCall } from "../../core/trace";
import {
  CALL_CONSOLE_WRITE,
  CONTEXT_EIP_OFFSET,
  CONTEXT_ESP_OFFSET,
  CONTEXT_VECTOR_OFFSET,
  ERROR_PRIVILEGED_INSTRUCTION,
  ERROR_STACK_OVERFLOW,
  EVENT_CORE_CALL,
  EVENT_FAULT,
  EVENT_HYPERCALL,
  EVENT_INTERRUPT,
  INFO_PAGE,
  MODE_COLD_START,
  MODE_WARM_START,
  VECTOR_IRQ_BASE,
} from "../../generated/abi";
import { dispatchHypercall } from "../../vmm/hypercalls";
import { deliverException, deliverPending } from "../../vmm/upcall";
import { fireTimer, hasDeliverable, isVcpu, resetVcpu, TIMER_OFF, vcpuOf, wakeIfDue } from "../../vmm/vcpu";
import { composeStart, leaveByIret } from "../../x86/context";
import { faultAddress, resume } from "../../x86/cpu";
import {
  errorOfException,
  VECTOR_DEVICE_NOT_AVAILABLE,
  VECTOR_GENERAL_PROTECTION,
  VECTOR_PAGE_FAULT,
} from "../../x86/exceptions";
import { resetFpu, takeFpu } from "../../x86/fpu";
import { forgetSegments } from "../../x86/switch";
import { acknowledgeTimer, acknowledgeUnexpected } from "../pc/interrupts";
import { IRQ_TIMER } from "../pc/ports";
import { pumpSerial, SERIAL_RETRY_NS } from "../pc/serial";
import {
  armAgain,
  armForNextDeadline,
  armForRunning,
  changeAtEdge,
  changeWindowIfDue,
  currentPartition,
  currentThread,
  inIdleTime,
  kernelRing,
  timerFired,
  windowIsDue,
  windowLeftNs,
} from "./windows";

const IDLE: u32 = 0;
const WORK: u32 = 1;
const NEVER: u64 = u64.MAX_VALUE;

/** An exception or a hardware interrupt in ring 3. */
export function onTrap(): u32 {
  const thread = currentThread();
  const vector = thread.vector;
  return vector == VECTOR_IRQ_BASE + IRQ_TIMER ? onTimer(thread) : onOtherTrap(thread, vector);
}

/** An exception, or an interrupt of another device. @cold */
function onOtherTrap(thread: Thread, vector: u32): u32 {
  if (vector >= VECTOR_IRQ_BASE) return decide(onInterrupt(vector - VECTOR_IRQ_BASE, thread.eip));
  if (vector == VECTOR_DEVICE_NOT_AVAILABLE) takeFpu(thread);
  else onException(currentPartition(), thread, vector);
  return decideNow();
}

/** The most frequent interrupt has a short way: to the next window, or back to the thread with what its timer raised. @inline */
function onTimer(thread: Thread): u32 {
  trace(thread.partition.traceRing, EVENT_INTERRUPT, VECTOR_IRQ_BASE + IRQ_TIMER, thread.eip, 0);
  acknowledgeTimer();
  const time = now();
  if (windowIsDue(time)) return crossEdge(time);
  // The thread ran: in its window nothing but its own timer can have come due.
  if (!isVcpu(thread)) {
    armAgain(time, TIMER_OFF);
    return resume(changetype<u32>(thread));
  }
  const vcpu = vcpuOf(thread);
  if (vcpu.timerNs <= time) fireTimer(vcpu, time);
  if (!deliverPending(vcpu)) return decideAt(time);
  armAgain(time, vcpu.timerNs);
  return resume(changetype<u32>(thread));
}

/** The window ends: the timer fires a little before. @inline */
function crossEdge(time: u64): u32 {
  return decide(changeAtEdge(time));
}

/** The decision, for the rare ways to it. @cold */
function decideAt(time: u64): u32 {
  return decide(time);
}

/** The same, where nobody has looked at the clock. @cold */
function decideNow(): u32 {
  return decide(now());
}

/** A hardware interrupt while the kernel idled or worked. */
export function onIdleInterrupt(vector: u32): u32 {
  return decide(onInterrupt(vector - VECTOR_IRQ_BASE, 0));
}

/** Recorded with the partition whose window it is: its own timers may be what floods. Tells the time. */
function onInterrupt(irq: u32, eip: u32): u64 {
  const ring = inIdleTime() ? kernelRing() : currentPartition().traceRing;
  trace(ring, EVENT_INTERRUPT, irq + VECTOR_IRQ_BASE, eip, 0);
  if (irq == IRQ_TIMER) {
    acknowledgeTimer();
    return timerFired();
  }
  acknowledgeUnexpected(irq);
  hostBlock().spuriousInterrupts += 1;
  return now();
}

/**
 * Ring 3 in virtual-8086 mode, which only an emulator's fault allows. Whatever brought it here, the partition is at
 * fault; its context holds nothing to resume. `frame` is where the registers lie instead.
 * @cold
 */
export function onVirtual8086(frame: u32): u32 {
  const partition = currentPartition();
  const thread = currentThread();
  const vector = load<u32>(frame + CONTEXT_VECTOR_OFFSET);
  thread.eip = load<u32>(frame + CONTEXT_EIP_OFFSET);
  thread.esp = load<u32>(frame + CONTEXT_ESP_OFFSET);
  trace(partition.traceRing, EVENT_FAULT, VECTOR_GENERAL_PROTECTION, thread.eip, 0);
  raiseError(partition, ERROR_PRIVILEGED_INSTRUCTION, VECTOR_GENERAL_PROTECTION, 0, 0);
  return decide(vector >= VECTOR_IRQ_BASE ? onInterrupt(vector - VECTOR_IRQ_BASE, thread.eip) : now());
}

/** @cold */
function onException(partition: Partition, thread: Thread, vector: u32): void {
  const address = vector == VECTOR_PAGE_FAULT ? faultAddress() : 0;
  const code = thread.errorCode;
  trace(partition.traceRing, EVENT_FAULT, vector, thread.eip, vector == VECTOR_PAGE_FAULT ? address : code);
  if (isVcpu(thread) && deliverException(vcpuOf(thread), vector, code, address)) return;
  raiseError(partition, errorOfException(vector, address, partition.entry), vector, code, address);
}

export function onCoreCall(): u32 {
  const thread = currentThread();
  const partition = thread.partition;
  partition.statistics.coreCalls += 1;
  const number = thread.eax;
  traceCall(partition.traceRing, EVENT_CORE_CALL, thread);
  dispatchCoreCall(thread);
  // Serial text goes out in idle time, and as much where somebody writes as he wrote (the call's value): never so near
  // the window's end as to delay the next.
  if (number == CALL_CONSOLE_WRITE) pumpSerial(windowLeftNs(now()), thread.edx);
  return resumeCaller(thread);
}

export function onHypercall(): u32 {
  const thread = currentThread();
  const partition = thread.partition;
  partition.statistics.hypercalls += 1;
  traceCall(partition.traceRing, EVENT_HYPERCALL, thread);
  const due = dispatchHypercall(thread);
  return due || attentionIsCalled() ? decideNow() : resume(changetype<u32>(thread));
}

/** The short way out of a call: the caller goes on, unless the call changed who may run, or an interrupt is due. @inline */
function resumeCaller(thread: Thread): u32 {
  if (attentionIsCalled()) return decideNow();
  if (isVcpu(thread) && hasDeliverable(vcpuOf(thread))) return decideNow();
  return resume(changetype<u32>(thread));
}

/** The next piece of work, when there was some: a start of the partition, or text for the serial line. @apart */
export function onWork(): u32 {
  const before = now();
  const time = changeWindowIfDue(before);
  // In a new window its own partition comes first.
  if (time == before && !inIdleTime() && isStarting(currentPartition())) {
    const partition = currentPartition();
    if (loadStep(partition)) startPartition(partition);
  }
  return decideAt(time);
}

function isStarting(partition: Partition): bool {
  return partition.mode == MODE_COLD_START || partition.mode == MODE_WARM_START;
}

/** The partition's memory is laid out: its thread begins, with nothing left of the last run. @cold */
function startPartition(partition: Partition): void {
  const thread = partition.thread;
  const entry = partition.entry;
  composeStart(thread, entry.entry, entry.stackTop, INFO_PAGE);
  forgetSegments(thread);
  resetFpu(thread);
  if (isVcpu(thread)) resetVcpu(vcpuOf(thread));
  enterNormal(partition);
}

/** Decides what runs now, and makes sure that the timer ends it. `time` is the clock's, at most an entry old. @inline */
export function decide(time: u64): u32 {
  giveAttention();
  if (inIdleTime()) return idle(time);
  const partition = currentPartition();
  const thread = currentThread();
  // It may have gone to sleep with its flag set and a line pending that it did not look at.
  if (thread.state != THREAD_READY && isVcpu(thread)) wakeIfDue(vcpuOf(thread));
  if (thread.state == THREAD_READY) leaveByIret(thread);
  const runs = thread.state == THREAD_READY && deliver(partition, thread);
  if (runs) {
    armForRunning(time);
    return resume(changetype<u32>(thread));
  }
  if (!isStarting(partition)) return idle(time);
  armForNextDeadline(time, NEVER);
  return WORK;
}

/** Nobody can run: text goes out, or the processor halts. A busy serial line is looked at again in time. @cold */
function idle(time: u64): u32 {
  if (!consolePending()) {
    armForNextDeadline(time, NEVER);
    return IDLE;
  }
  const more = pumpSerial(windowLeftNs(time), u32.MAX_VALUE);
  const after = now();
  armForNextDeadline(after, consolePending() ? after + SERIAL_RETRY_NS : NEVER);
  return more ? WORK : IDLE;
}

/** Delivers what is pending. False when the thread's stack could not take it, and health monitoring stopped it. @inline */
function deliver(partition: Partition, thread: Thread): bool {
  if (!isVcpu(thread) || deliverPending(vcpuOf(thread))) return true;
  raiseError(partition, ERROR_STACK_OVERFLOW, NO_VECTOR, 0, thread.esp);
  return thread.state == THREAD_READY;
}
