/** The hypercalls (abi/calls.ts), dispatched by number: a guest operating system's way to its vCPU. */
import { callForAttention } from "../core/attention";
import { now } from "../core/clock";
import { isExecutable } from "../core/guest-memory";
import { threadOf } from "../core/partition";
import { refuse } from "../core/refuse";
import { blockThread, setResult, THREAD_DORMANT, THREAD_READY, THREAD_WAITING, Thread } from "../core/thread";
import {
  ALL_LINES,
  HYPERCALL_EXCEPTION_REGISTER,
  HYPERCALL_IRET,
  HYPERCALL_IRQ_REGISTER,
  HYPERCALL_IRQ_UNREGISTER,
  HYPERCALL_LINE_ACKNOWLEDGE,
  HYPERCALL_LINE_DISABLE,
  HYPERCALL_LINE_ENABLE,
  HYPERCALL_NULL,
  HYPERCALL_TIMER_CANCEL,
  HYPERCALL_TIMER_SET,
  HYPERCALL_VCPU_NOTIFY,
  HYPERCALL_VCPU_START,
  HYPERCALL_VCPU_STOP,
  HYPERCALL_WAIT,
  LINE_COUNT,
  LINE_VCPU,
  STATUS_BAD_ARGUMENT,
  STATUS_BAD_POINTER,
  STATUS_NO_ACTION,
  STATUS_NOT_AVAILABLE,
  STATUS_OK,
  STATUS_UNKNOWN_CALL,
  STATUS_WRONG_MODE,
  TIMER_PERIOD_MIN_NS,
  VECTOR_SYSENTER,
} from "../generated/abi";
import { RETURN_FAULT, returnFromUpcall } from "./arch";
import { closeDeviceLines, isDeviceLine, openDeviceLine } from "./device-lines";
import {
  advanceTimer,
  hasDeliverable,
  isVcpu,
  pendingLines,
  raiseLine,
  setCommonHandler,
  setHandler,
  setTimer,
  startVcpu,
  TIMER_OFF,
  Vcpu,
  vcpuOf,
} from "./vcpu";

/** Longer than any run; keeps deadline + period from wrapping. */
const TIMER_PERIOD_MAX_NS: u64 = 1 << 62;
/** Not a guest's to handle: NMI, #NM (the FPU is switched lazily), double fault, machine check. */
const RESERVED_EXCEPTIONS: u32 = (1 << 2) | (1 << 7) | (1 << 8) | (1 << 18);

/**
 * Carries out the hypercall whose number is in the thread's EAX; tells whether an upcall may be due now. A thread without
 * a vCPU has none.
 */
export function dispatchHypercall(thread: Thread): bool {
  if (!isVcpu(thread)) {
    refuse(thread, STATUS_UNKNOWN_CALL);
    return false;
  }
  const vcpu = vcpuOf(thread);
  carryOut(vcpu, thread);
  return hasDeliverable(vcpu);
}

function carryOut(vcpu: Vcpu, thread: Thread): void {
  switch (thread.eax) {
    case HYPERCALL_NULL:
      return setResult(thread, STATUS_OK, 0);
    case HYPERCALL_IRQ_REGISTER:
      return irqRegister(vcpu, thread);
    case HYPERCALL_IRQ_UNREGISTER:
      return irqUnregister(vcpu, thread);
    case HYPERCALL_LINE_ENABLE:
      return lineEnable(vcpu, thread);
    case HYPERCALL_LINE_DISABLE:
      return lineDisable(vcpu, thread);
    case HYPERCALL_LINE_ACKNOWLEDGE:
      return lineAcknowledge(vcpu, thread);
    case HYPERCALL_IRET:
      return interruptReturn(vcpu, thread);
    case HYPERCALL_WAIT:
      return wait(vcpu, thread);
    case HYPERCALL_TIMER_SET:
      return timerSet(vcpu, thread);
    case HYPERCALL_TIMER_CANCEL:
      return timerCancel(vcpu, thread);
    case HYPERCALL_EXCEPTION_REGISTER:
      return exceptionRegister(vcpu, thread);
    case HYPERCALL_VCPU_START:
      return vcpuStart(thread);
    case HYPERCALL_VCPU_STOP:
      return vcpuStop(vcpu, thread);
    case HYPERCALL_VCPU_NOTIFY:
      return vcpuNotify(thread);
    default:
      return refuse(thread, STATUS_UNKNOWN_CALL);
  }
}

function isGranted(vcpu: Vcpu, line: u32): bool {
  return (vcpu.granted & (1 << line)) != 0;
}

/** @apart */
function irqRegister(vcpu: Vcpu, thread: Thread): void {
  const line = thread.ebx;
  const handler = thread.ecx;
  if (line >= LINE_COUNT && line != ALL_LINES) return refuse(thread, STATUS_BAD_ARGUMENT);
  if (!isExecutable(thread.partition, handler)) return refuse(thread, STATUS_BAD_POINTER);
  if (line == ALL_LINES) {
    setCommonHandler(vcpu, handler);
  } else {
    if (!isGranted(vcpu, line)) return setResult(thread, STATUS_NOT_AVAILABLE, 0);
    setHandler(vcpu, line, handler);
  }
  setResult(thread, STATUS_OK, 0);
}

/** @apart */
function irqUnregister(vcpu: Vcpu, thread: Thread): void {
  const line = thread.ebx;
  if (line >= LINE_COUNT && line != ALL_LINES) return refuse(thread, STATUS_BAD_ARGUMENT);
  if (line == ALL_LINES) {
    if (vcpu.commonHandler == 0) return setResult(thread, STATUS_NO_ACTION, 0);
    setCommonHandler(vcpu, 0);
  } else {
    if ((vcpu.ownHandlers & (1 << line)) == 0) return setResult(thread, STATUS_NO_ACTION, 0);
    setHandler(vcpu, line, 0);
  }
  setResult(thread, STATUS_OK, 0);
}

/** @apart */
function lineEnable(vcpu: Vcpu, thread: Thread): void {
  const line = thread.ebx;
  if (line >= LINE_COUNT) return refuse(thread, STATUS_BAD_ARGUMENT);
  if (!isGranted(vcpu, line)) return setResult(thread, STATUS_NOT_AVAILABLE, 0);
  vcpu.page.enabled |= 1 << line;
  if (isDeviceLine(line)) openDeviceLine(line);
  setResult(thread, STATUS_OK, 0);
}

/** @apart */
function lineDisable(vcpu: Vcpu, thread: Thread): void {
  const line = thread.ebx;
  if (line >= LINE_COUNT) return refuse(thread, STATUS_BAD_ARGUMENT);
  vcpu.page.enabled &= ~(1 << line);
  closeDeviceLines(vcpu.granted & (1 << line));
  setResult(thread, STATUS_OK, 0);
}

/** @apart */
function lineAcknowledge(vcpu: Vcpu, thread: Thread): void {
  const line = thread.ebx;
  if (line >= LINE_COUNT) return refuse(thread, STATUS_BAD_ARGUMENT);
  const opens = isDeviceLine(line) && isGranted(vcpu, line);
  if (!opens && (vcpu.page.pending & (1 << line)) == 0) return setResult(thread, STATUS_NO_ACTION, 0);
  vcpu.page.pending &= ~(1 << line);
  if (opens) openDeviceLine(line);
  setResult(thread, STATUS_OK, 0);
}

/** Leaves the thread where the frame says; what is pending is delivered as it resumes, before its first instruction. @apart */
function interruptReturn(vcpu: Vcpu, thread: Thread): void {
  // By the call page, what lies on the stack is the call's own.
  if (thread.vector == VECTOR_SYSENTER) return setResult(thread, STATUS_WRONG_MODE, 0);
  const flag = returnFromUpcall(thread);
  if (flag == RETURN_FAULT) return refuse(thread, STATUS_BAD_POINTER);
  vcpu.page.interruptFlag = flag;
}

/** @apart */
function wait(vcpu: Vcpu, thread: Thread): void {
  setResult(thread, STATUS_OK, 0);
  if (pendingLines(vcpu) == 0) blockThread(thread, THREAD_WAITING);
}

/** @apart */
function timerSet(vcpu: Vcpu, thread: Thread): void {
  const deadline = (u64(thread.ecx) << 32) | u64(thread.ebx);
  const period = (u64(thread.esi) << 32) | u64(thread.edx);
  if (period != 0 && (period < TIMER_PERIOD_MIN_NS || period > TIMER_PERIOD_MAX_NS)) {
    return refuse(thread, STATUS_BAD_ARGUMENT);
  }
  setTimer(vcpu, min<u64>(deadline, TIMER_OFF), period);
  advanceTimer(vcpu, now());
  setResult(thread, STATUS_OK, 0);
}

/** @apart */
function timerCancel(vcpu: Vcpu, thread: Thread): void {
  if (vcpu.timerNs == TIMER_OFF) return setResult(thread, STATUS_NO_ACTION, 0);
  setTimer(vcpu, TIMER_OFF, 0);
  setResult(thread, STATUS_OK, 0);
}

/** @apart */
function exceptionRegister(vcpu: Vcpu, thread: Thread): void {
  const mask = thread.ebx;
  const handler = thread.ecx;
  if ((mask & RESERVED_EXCEPTIONS) != 0) return refuse(thread, STATUS_BAD_ARGUMENT);
  if (mask != 0 && !isExecutable(thread.partition, handler)) return refuse(thread, STATUS_BAD_POINTER);
  vcpu.exceptionMask = mask;
  vcpu.exceptionHandler = handler;
  setResult(thread, STATUS_OK, 0);
}

/** @apart */
function vcpuStart(thread: Thread): void {
  const partition = thread.partition;
  const number = thread.ebx;
  if (number >= partition.threadCount) return refuse(thread, STATUS_BAD_ARGUMENT);
  if (!isExecutable(partition, thread.ecx)) return refuse(thread, STATUS_BAD_POINTER);
  const started = threadOf(partition, number);
  if (started.state != THREAD_DORMANT) return setResult(thread, STATUS_NO_ACTION, 0);
  startVcpu(vcpuOf(started), thread.ecx, thread.edx);
  started.ecx = number;
  started.edx = thread.esi;
  started.state = THREAD_READY;
  setResult(thread, STATUS_OK, 0);
  callForAttention();
}

/** @apart */
function vcpuStop(vcpu: Vcpu, thread: Thread): void {
  setTimer(vcpu, TIMER_OFF, 0);
  closeDeviceLines(vcpu.granted);
  setResult(thread, STATUS_OK, 0);
  blockThread(thread, THREAD_DORMANT);
}

/** @apart */
function vcpuNotify(thread: Thread): void {
  const partition = thread.partition;
  const number = thread.ebx;
  if (number >= partition.threadCount) return refuse(thread, STATUS_BAD_ARGUMENT);
  const notified = threadOf(partition, number);
  if (notified.state != THREAD_DORMANT) raiseLine(vcpuOf(notified), LINE_VCPU, 1);
  setResult(thread, STATUS_OK, 0);
  callForAttention();
}
