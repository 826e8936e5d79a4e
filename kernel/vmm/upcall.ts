/**
 * Delivery of virtual interrupts and exceptions: when a vCPU is about to resume, the kernel puts on its stack what the
 * processor would and resumes at the handler that the guest registered. A stack that can't take the frame is the
 * guest's error, never the kernel's trouble.
 */
import { trace } from "../core/trace";
import { EVENT_UPCALL } from "../generated/abi";
import { pushException, pushInterrupt } from "./arch";
import { deliverableLines, handlerOf, Vcpu } from "./vcpu";

/**
 * Delivers the first line that is due, if one is: clears the flag and lets the thread resume at the handler. False when
 * the stack can't take the frame; the thread is then as it was.
 * @inline
 */
export function deliverPending(vcpu: Vcpu): bool {
  const due = deliverableLines(vcpu);
  if (due == 0) return true;
  const thread = vcpu.thread;
  const line = ctz<u32>(due);
  const handler = handlerOf(vcpu, line);
  const eip = thread.eip;
  if (!pushInterrupt(thread, line, handler, vcpu.returnOffset)) return false;
  vcpu.page.interruptFlag = 0;
  const partition = thread.partition;
  partition.statistics.upcalls += 1;
  trace(partition.traceRing, EVENT_UPCALL, line, eip, handler);
  return true;
}

/** Delivers an exception that the guest asked for. False when it did not, or its stack can't take the frame. */
export function deliverException(vcpu: Vcpu, vector: u32, errorCode: u32, address: u32): bool {
  if ((vcpu.exceptionMask & (1 << vector)) == 0) return false;
  const flag = vcpu.page.interruptFlag;
  if (!pushException(vcpu.thread, vector, errorCode, address, flag != 0, vcpu.exceptionHandler)) return false;
  vcpu.page.interruptFlag = 0;
  return true;
}
