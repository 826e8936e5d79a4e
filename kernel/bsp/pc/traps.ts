/**
 * What comes in by the plain board's gates: native partitions alone. Each entry does one bounded piece of work and answers
 * with what to resume (`idle.ts`, `x86/gates.S`).
 */
import { attentionIsCalled, giveAttention } from "../../core/attention";
import { dispatchCoreCall } from "../../core/calls";
import { now } from "../../core/clock";
import { enterNormal } from "../../core/partition";
import { isWoken, THREAD_READY, THREAD_SLEEPING, Thread } from "../../core/thread";
import { traceCall } from "../../core/trace";
import { CALL_CONSOLE_WRITE, EVENT_CORE_CALL, VECTOR_IRQ_BASE } from "../../generated/abi";
import { leaveByIret } from "../../x86/context";
import { resume } from "../../x86/cpu";
import { VECTOR_DEVICE_NOT_AVAILABLE } from "../../x86/exceptions";
import { takeFpu } from "../../x86/fpu";
import { blameVirtual8086, countSpurious, noteException, raiseException, traceInterrupt } from "./faults";
import { idle, WORK } from "./idle";
import { acknowledgeInterrupt, acknowledgeTimer } from "./interrupts";
import { IRQ_TIMER } from "./ports";
import { pumpSerial } from "./serial";
import { isStarting, startStep } from "./starting";
import {
  arm,
  currentPartition,
  currentThread,
  inIdleTime,
  NEVER,
  notBefore,
  noteTimerFired,
  passEdge,
  windowIsDue,
  windowIsOpen,
  windowLeftNs,
} from "./windows";

/** An exception or a hardware interrupt in ring 3. */
export function onTrap(): u32 {
  const thread = currentThread();
  const vector = thread.vector;
  if (vector >= VECTOR_IRQ_BASE) return decide(onInterrupt(vector - VECTOR_IRQ_BASE, thread.eip));
  if (vector == VECTOR_DEVICE_NOT_AVAILABLE) takeFpu(thread);
  else raiseException(currentPartition(), thread, vector, noteException(thread, vector));
  return decide(now());
}

/** A hardware interrupt while the kernel idled or worked. */
export function onIdleInterrupt(vector: u32): u32 {
  return decide(onInterrupt(vector - VECTOR_IRQ_BASE, 0));
}

/** @cold */
export function onVirtual8086(frame: u32): u32 {
  const vector = blameVirtual8086(frame);
  return decide(vector >= VECTOR_IRQ_BASE ? onInterrupt(vector - VECTOR_IRQ_BASE, currentThread().eip) : now());
}

/** Tells the time. The timer's alone means something here: no partition has another. */
function onInterrupt(irq: u32, eip: u32): u64 {
  traceInterrupt(irq, eip);
  if (irq != IRQ_TIMER) {
    acknowledgeInterrupt(irq);
    countSpurious();
    return now();
  }
  acknowledgeTimer();
  noteTimerFired();
  const time = changeWindowIfDue(now());
  const thread = currentThread();
  if (windowIsOpen() && thread.state == THREAD_SLEEPING && thread.wakeNs <= time) thread.state = THREAD_READY;
  return time;
}

/** Tells the time after the change, if one was due. */
function changeWindowIfDue(time: u64): u64 {
  if (!windowIsDue(time)) return time;
  const edge = passEdge(time);
  if (windowIsOpen() && isWoken(currentThread(), edge)) currentThread().state = THREAD_READY;
  return edge;
}

export function onCoreCall(): u32 {
  const thread = currentThread();
  const partition = thread.partition;
  partition.statistics.coreCalls += 1;
  const number = thread.eax;
  traceCall(partition.traceRing, EVENT_CORE_CALL, thread);
  dispatchCoreCall(thread);
  if (number == CALL_CONSOLE_WRITE) pumpSerial(windowLeftNs(now()), thread.edx);
  return attentionIsCalled() ? decide(now()) : resume(changetype<u32>(thread));
}

/** The next piece of work, when there was some: a start of the partition, or text for the serial line. @apart */
export function onWork(): u32 {
  const before = now();
  const time = changeWindowIfDue(before);
  if (time == before && !inIdleTime() && isStarting(currentPartition())) {
    if (startStep(currentPartition())) enterNormal(currentPartition());
  }
  return decide(time);
}

/** Decides what runs now, and makes sure that the timer ends it. `time` is the clock's, at most an entry old. */
export function decide(time: u64): u32 {
  giveAttention();
  if (inIdleTime()) return idle(time, NEVER);
  const thread = currentThread();
  if (thread.state == THREAD_READY) {
    leaveByIret(thread);
    arm(NEVER, time);
    return resume(changetype<u32>(thread));
  }
  if (!isStarting(currentPartition())) return idle(time, waitingDeadline(thread));
  arm(NEVER, time);
  return WORK;
}

function waitingDeadline(thread: Thread): u64 {
  return windowIsOpen() && thread.state == THREAD_SLEEPING ? notBefore(min<u64>(thread.wakeNs, NEVER)) : NEVER;
}
