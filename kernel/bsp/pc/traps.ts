/**
 * What comes in by the plain board's gates: native partitions alone. Each entry does one bounded piece of work and answers
 * with what to resume (`idle.ts`, `x86/gates.S`).
 */
import { attentionIsCalled, giveAttention } from "../../core/attention";
import { dispatchCoreCall } from "../../core/calls";
import { now } from "../../core/clock";
import { moduleIsDown } from "../../core/module";
import { Partition } from "../../core/partition";
import { traceCall } from "../../core/trace";
import { CALL_CONSOLE_WRITE, EVENT_CORE_CALL, VECTOR_IRQ_BASE } from "../../generated/abi";
import { resume } from "../../x86/cpu";
import { VECTOR_DEVICE_NOT_AVAILABLE } from "../../x86/exceptions";
import { takeFpu } from "../../x86/fpu";
import { meetChanges, moduleChanged } from "./changes";
import { blameVirtual8086, countSpurious, noteException, raiseException, traceInterrupt } from "./faults";
import { idle } from "./idle";
import { acknowledgeInterrupt, acknowledgeTimer } from "./interrupts";
import { decideNative, openNativeWindow, workOnStart } from "./native";
import { IRQ_TIMER } from "./ports";
import { pumpSerial } from "./serial";
import {
  currentPartition,
  currentThread,
  endRun,
  inIdleTime,
  NEVER,
  noteTimerFired,
  passEdge,
  windowIsDue,
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
  return changeWindowIfDue(now());
}

/** Tells the time after the change, if one was due. */
function changeWindowIfDue(time: u64): u64 {
  if (!windowIsDue(time)) return time;
  const edge = passEdge(time);
  if (!inIdleTime()) openWindow(currentPartition());
  return edge;
}

function openWindow(partition: Partition): void {
  if (moduleChanged(partition)) meetChanges(partition);
  openNativeWindow(partition);
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

/** The next piece of work, when there was some: for the partition, or text for the serial line. @apart */
export function onWork(): u32 {
  const before = now();
  const time = changeWindowIfDue(before);
  if (time == before && !inIdleTime()) workOnStart(currentPartition());
  return decide(time);
}

/** Decides what runs now, and makes sure that the timer ends it. `time` is the clock's, at most an entry old. */
export function decide(time: u64): u32 {
  giveAttention();
  if (moduleIsDown()) endRun();
  return inIdleTime() ? idle(time, NEVER) : decideNative(currentPartition(), time);
}
