/**
 * What comes in by the gates: each entry does one bounded piece of work and answers with what to resume. The answers
 * are those of `gates.S`: a context, or one of `bsp/pc/idle.ts`.
 */
import { attentionIsCalled, giveAttention } from "../../core/attention";
import { dispatchCoreCall } from "../../core/calls";
import { now } from "../../core/clock";
import { raiseError } from "../../core/health";
import { NO_VECTOR } from "../../core/health-log";
import { moduleIsDown } from "../../core/module";
import { endLoading, isNative, Partition, threadOf } from "../../core/partition";
import { windowEndNs } from "../../core/schedule";
import { THREAD_READY, Thread } from "../../core/thread";
import { trace, traceCall } from "../../core/trace";
import {
  CALL_CONSOLE_WRITE,
  ERROR_STACK_OVERFLOW,
  EVENT_CORE_CALL,
  EVENT_HYPERCALL,
  EVENT_INTERRUPT,
  VECTOR_IRQ_BASE,
} from "../../generated/abi";
import { openDeviceIrqs } from "../../vmm/device-lines";
import { raiseDeviceLine } from "../../vmm/devices";
import { dispatchHypercall } from "../../vmm/hypercalls";
import { deliverException, deliverPending } from "../../vmm/upcall";
import { fireTimer, hasDeliverable, isVcpu, resetVcpu, vcpuOf, wakeIfDue } from "../../vmm/vcpu";
import { bringAllUpToDate, isShared, resetTurns, threadInTurn } from "../../vmm/vcpu-list";
import { leaveByIret } from "../../x86/context";
import { resume } from "../../x86/cpu";
import { VECTOR_DEVICE_NOT_AVAILABLE } from "../../x86/exceptions";
import { takeFpu } from "../../x86/fpu";
import { blameVirtual8086, countSpurious, noteException, raiseException, traceInterrupt } from "../pc/faults";
import { idle, WORK } from "../pc/idle";
import { acknowledgeInterrupt, acknowledgeTimer, openInterrupts } from "../pc/interrupts";
import { decideNative, workOnStart } from "../pc/native";
import { IRQ_TIMER } from "../pc/ports";
import { pumpSerial } from "../pc/serial";
import { startStep } from "../pc/starting";
import {
  arm,
  armAgain,
  changeThread,
  currentPartition,
  currentThread,
  endRun,
  inIdleTime,
  NEVER,
  notBefore,
  noteTimerFired,
  windowIsDue,
  windowIsOpen,
  windowLeftNs,
} from "../pc/windows";
import { armForRunning, changeAtEdge, changeWindowIfDue, timerFired, waitingDeadline, workOnInlets } from "./windows";

/** An exception or a hardware interrupt in ring 3. @inline */
export function onTrap(): u32 {
  const thread = currentThread();
  const vector = thread.vector;
  return vector == VECTOR_IRQ_BASE + IRQ_TIMER ? onTimer(thread) : onOtherTrap(thread, vector);
}

/** An exception, or an interrupt of another device. @apart */
function onOtherTrap(thread: Thread, vector: u32): u32 {
  if (vector >= VECTOR_IRQ_BASE) return onDevice(thread, vector - VECTOR_IRQ_BASE);
  if (vector == VECTOR_DEVICE_NOT_AVAILABLE) takeFpu(thread);
  else onException(currentPartition(), thread, vector);
  return decideNow();
}

/** It changes neither the window nor what the timer is armed for: the thread goes on, in its handler if the line is its own. @inline */
function onDevice(thread: Thread, irq: u32): u32 {
  trace(thread.partition.traceRing, EVENT_INTERRUPT, irq + VECTOR_IRQ_BASE, thread.eip, 0);
  takeInterrupt(irq);
  if (isShared(thread.partition)) return decideNow();
  if (isVcpu(thread) && !deliverPending(vcpuOf(thread))) return decideNow();
  return resume(changetype<u32>(thread));
}

/** The most frequent interrupt has a short way: to the next window, or back to the thread with what its timer raised. @inline */
function onTimer(thread: Thread): u32 {
  trace(thread.partition.traceRing, EVENT_INTERRUPT, VECTOR_IRQ_BASE + IRQ_TIMER, thread.eip, 0);
  acknowledgeTimer();
  const time = now();
  if (windowIsDue(time)) return crossEdge(time);
  if (isShared(thread.partition)) return decideUnarmed(time);
  if (!isVcpu(thread)) return decideUnarmed(time);
  // The vCPU ran: in its window nothing but its own timer can have come due.
  const vcpu = vcpuOf(thread);
  if (vcpu.timerNs <= time) fireTimer(vcpu, time);
  if (!deliverPending(vcpu)) return decideUnarmed(time);
  armAgain(notBefore(vcpu.timerNs), time);
  return resume(changetype<u32>(thread));
}

/** The same where the timer has fired: for one of several vCPUs, the end of a slice, or one whose stack took no frame. @cold */
function decideUnarmed(time: u64): u32 {
  noteTimerFired();
  return decideAt(time);
}

/** The window ends: the timer fires a little before. @inline */
function crossEdge(time: u64): u32 {
  return decide(changeAtEdge(time));
}

/** The decision, for the rare ways to it. @cold */
export function decideAt(time: u64): u32 {
  return decide(time);
}

/** The same, where nobody has looked at the clock. Calls and faults come here that change what devices may do. @cold */
function decideNow(): u32 {
  showDeviceLines();
  return decideAt(now());
}

/** A hardware interrupt while the kernel idled or worked. */
export function onIdleInterrupt(vector: u32): u32 {
  return decideAt(onInterrupt(vector - VECTOR_IRQ_BASE, 0));
}

/** Tells the time. */
function onInterrupt(irq: u32, eip: u32): u64 {
  traceInterrupt(irq, eip);
  if (irq == IRQ_TIMER) {
    acknowledgeTimer();
    return timerFired();
  }
  takeInterrupt(irq);
  return now();
}

/** A device's: its line is shut and raised. */
function takeInterrupt(irq: u32): void {
  if (!acknowledgeInterrupt(irq) || !raiseDeviceLine(irq)) countSpurious();
  showDeviceLines();
}

/** What the guests asked of their devices' lines is shown to the interrupt controllers. */
function showDeviceLines(): void {
  openInterrupts(openDeviceIrqs());
}

/** @cold */
export function onVirtual8086(frame: u32): u32 {
  const vector = blameVirtual8086(frame);
  return decideAt(vector >= VECTOR_IRQ_BASE ? onInterrupt(vector - VECTOR_IRQ_BASE, currentThread().eip) : now());
}

/** @cold */
function onException(partition: Partition, thread: Thread, vector: u32): void {
  const address = noteException(thread, vector);
  if (isVcpu(thread) && deliverException(vcpuOf(thread), vector, thread.errorCode, address)) return;
  raiseException(partition, thread, vector, address);
}

/** A core call. @inline */
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

/** A hypercall. @inline */
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
  if (time == before && !inIdleTime()) {
    const partition = currentPartition();
    if (isNative(partition)) workOnStart(partition);
    else if (partition.loading && startStep(partition)) enterHypervised(partition);
  }
  return decideAt(time);
}

/** The guest operating system runs, its first vCPU alone. @cold */
function enterHypervised(partition: Partition): void {
  for (let i: u32 = 0; i < partition.threadCount; i += 1) {
    resetVcpu(vcpuOf(threadOf(partition, i)));
  }
  showDeviceLines();
  if (isShared(partition)) resetTurns(partition, windowEndNs());
  endLoading(partition);
}

/** Decides what runs now, and makes sure that the timer ends it. `time` is the clock's, at most an entry old. @inline */
function decide(time: u64): u32 {
  giveAttention();
  if (moduleIsDown()) endRun();
  if (inIdleTime()) return idle(time, NEVER);
  const partition = currentPartition();
  if (isNative(partition)) return decideNative(partition, time);
  if (partition.opened != 0) return takeMessages(partition, time);
  if (isShared(partition)) takeTurns(partition, time);
  const thread = currentThread();
  // It may have gone to sleep with its flag set and a line pending that it did not look at.
  if (thread.state != THREAD_READY) wakeIfDue(vcpuOf(thread));
  if (thread.state == THREAD_READY) leaveByIret(thread);
  const runs = thread.state == THREAD_READY && deliver(partition, thread);
  if (runs) {
    armForRunning(time);
    return resume(changetype<u32>(thread));
  }
  if (!partition.loading) return idle(time, waitingDeadline());
  arm(NEVER, time);
  return WORK;
}

/** Messages that the host has for the guest come first, one after the other; interrupts come in between. @cold */
function takeMessages(partition: Partition, time: u64): u32 {
  workOnInlets(partition, time);
  arm(NEVER, time);
  return WORK;
}

/** @cold */
function takeTurns(partition: Partition, time: u64): void {
  if (!windowIsOpen()) return;
  bringAllUpToDate(partition, time);
  const next = threadInTurn(partition, time);
  if (next != currentThread()) changeThread(next);
}

/** Delivers what is pending. False when the thread's stack could not take it, and health monitoring stopped it. @inline */
function deliver(partition: Partition, thread: Thread): bool {
  if (deliverPending(vcpuOf(thread))) return true;
  raiseError(partition, ERROR_STACK_OVERFLOW, NO_VECTOR, 0, thread.esp);
  return thread.state == THREAD_READY;
}
