/** Exceptions in ring 3, and interrupts that belong to nobody. */
import { raiseError } from "../../core/health";
import { hostBlock } from "../../core/host-block";
import { Partition } from "../../core/partition";
import { Thread } from "../../core/thread";
import { trace } from "../../core/trace";
import {
  CONTEXT_EIP_OFFSET,
  CONTEXT_ESP_OFFSET,
  CONTEXT_VECTOR_OFFSET,
  ERROR_PRIVILEGED_INSTRUCTION,
  EVENT_FAULT,
  EVENT_INTERRUPT,
  VECTOR_IRQ_BASE,
} from "../../generated/abi";
import { composeContext } from "../../x86/context";
import { faultAddress } from "../../x86/cpu";
import { errorOfException, VECTOR_GENERAL_PROTECTION, VECTOR_PAGE_FAULT } from "../../x86/exceptions";
import { currentPartition, currentThread, inIdleTime, kernelRing } from "./windows";

/** Records the exception; tells the fault address of a page fault, otherwise 0. @cold */
export function noteException(thread: Thread, vector: u32): u32 {
  const address = vector == VECTOR_PAGE_FAULT ? faultAddress() : 0;
  const detail = vector == VECTOR_PAGE_FAULT ? address : thread.errorCode;
  trace(thread.partition.traceRing, EVENT_FAULT, vector, thread.eip, detail);
  return address;
}

/** The exception is health monitoring's. @cold */
export function raiseException(partition: Partition, thread: Thread, vector: u32, address: u32): void {
  raiseError(partition, errorOfException(vector, address, partition.entry), vector, thread.errorCode, address);
}

/**
 * Ring 3 in virtual-8086 mode, which only an emulator's fault allows. Whatever brought it here, the partition is at
 * fault. `frame` is where the registers lie; the context has ring 3's segments where CS and EFLAGS belong, so it is composed
 * anew: an error handler may let the process go on. Tells the vector.
 * @cold
 */
export function blameVirtual8086(frame: u32): u32 {
  const partition = currentPartition();
  const thread = currentThread();
  composeContext(thread, load<u32>(frame + CONTEXT_EIP_OFFSET), load<u32>(frame + CONTEXT_ESP_OFFSET), 0);
  trace(partition.traceRing, EVENT_FAULT, VECTOR_GENERAL_PROTECTION, thread.eip, 0);
  raiseError(partition, ERROR_PRIVILEGED_INSTRUCTION, VECTOR_GENERAL_PROTECTION, 0, 0);
  return load<u32>(frame + CONTEXT_VECTOR_OFFSET);
}

/** Recorded with the partition whose window it is: its own timers and devices may be what floods. */
export function traceInterrupt(irq: u32, eip: u32): void {
  const ring = inIdleTime() ? kernelRing() : currentPartition().traceRing;
  trace(ring, EVENT_INTERRUPT, irq + VECTOR_IRQ_BASE, eip, 0);
}

export function countSpurious(): void {
  hostBlock().spuriousInterrupts += 1;
}
