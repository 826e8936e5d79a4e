/**
 * A vCPU: a thread with virtual-interrupt state. Its lines and its timer are the kernel's; the flag, the masks and the
 * counters lie in a page that the guest writes at will (abi: VcpuPage). Nothing read there is trusted: a wild page harms
 * only its guest. Each shared word has one writer but `pending`, which the guest clears in one instruction.
 */
import { zeroWords } from "../arch";
import { callForAttention } from "../core/attention";
import { THREAD_DORMANT, THREAD_READY, THREAD_SLEEPING, THREAD_WAITING, Thread } from "../core/thread";
import {
  INFO_PAGE,
  LINE_COUNT,
  LINE_TIMER,
  MAX_PARTITIONS,
  MAX_VCPUS,
  PAGE_SIZE,
  UPCALL_RETURN_STRIDE,
  VCPU_PAGE,
  VCPU_PAGE_RAISED_OFFSET,
  VCPU_PAGE_THREAD_POINTER_OFFSET,
  VcpuPage,
} from "../generated/abi";
import { composeStart, resetFpu } from "./arch";
import { closeDeviceLines } from "./device-lines";

@unmanaged
export class Vcpu {
  thread: Thread;
  /** The kernel's view of the guest's page. */
  page: VcpuPage;
  /** Number within the partition. */
  number: u32;
  /** How far its return sequence in the call page lies behind that of vCPU 0. */
  returnOffset: u32;
  /** Where lines without a handler of their own enter; 0: nowhere. */
  commonHandler: u32;
  /** Bit n: line n has a handler of its own. */
  ownHandlers: u32;
  /** Bit n: exception n enters `exceptionHandler` instead of health monitoring. */
  exceptionMask: u32;
  exceptionHandler: u32;
  /** Bit n: line n has a handler, its own or the common one. */
  handled: u32;
  /** Lines that the configuration gave this vCPU: those of hardware interrupts from bit LINE_IRQ_BASE on. */
  granted: u32;
  /** When the timer's line is raised next; TIMER_OFF. */
  timerNs: u64;
  /** And after each of these from there on; 0: once. */
  timerPeriodNs: u64;
  // The handler of line n lies at VCPU_HANDLERS + 4 n.
}

/** Later than any time; a little can be added to it. */
export const TIMER_OFF: u64 = 0xffff_ffff_0000_0000;
const VCPU_HANDLERS: usize = 64;
const VCPU_BYTES: u32 = 192;
const vcpus: usize = memory.data(128 * 192, 16);
let vcpuCount: u32 = 0;
if (MAX_PARTITIONS * MAX_VCPUS != 128) ERROR("the static memory of vCPUs has another size");
if (offsetof<Vcpu>() > 64) ERROR("Vcpu: its fields reach into its handlers");
if (LINE_COUNT != 32) ERROR("the line masks have 32 bits");

export function isVcpu(thread: Thread): bool {
  return thread.virtual != 0;
}

/** The vCPU of a thread that is one. */
export function vcpuOf(thread: Thread): Vcpu {
  return changetype<Vcpu>(thread.virtual);
}

/** Makes the thread a vCPU; only while the kernel boots. */
export function initializeVcpu(thread: Thread, number: u32, page: VcpuPage, granted: u32): void {
  thread.virtual = vcpus + vcpuCount * VCPU_BYTES;
  vcpuCount += 1;
  thread.threadPointer = VCPU_PAGE + number * PAGE_SIZE + VCPU_PAGE_THREAD_POINTER_OFFSET;
  const vcpu = vcpuOf(thread);
  vcpu.thread = thread;
  vcpu.page = page;
  vcpu.number = number;
  vcpu.returnOffset = number * UPCALL_RETURN_STRIDE;
  vcpu.granted = granted;
  vcpu.timerNs = TIMER_OFF;
}

/** Gives the vCPU lines besides those that it has; only while the kernel boots. */
export function grantLines(vcpu: Vcpu, lines: u32): void {
  vcpu.granted |= lines;
}

/** At each start: nothing of the last run is left. */
export function resetVcpu(vcpu: Vcpu): void {
  zeroWords(changetype<usize>(vcpu.page), PAGE_SIZE >> 2);
  vcpu.page.vcpu = vcpu.number;
  vcpu.commonHandler = 0;
  vcpu.ownHandlers = 0;
  vcpu.handled = 0;
  vcpu.exceptionMask = 0;
  vcpu.exceptionHandler = 0;
  vcpu.timerNs = TIMER_OFF;
  vcpu.timerPeriodNs = 0;
  closeDeviceLines(vcpu.granted);
}

/** The vCPU, which does not run, is to begin at `entry`; the rest of its registers is the caller's to set. @cold */
export function startVcpu(vcpu: Vcpu, entry: u32, stackTop: u32): void {
  composeStart(vcpu.thread, entry, stackTop, INFO_PAGE);
  resetFpu(vcpu.thread);
  resetVcpu(vcpu);
}

/** The handler that an upcall of the line enters, or 0. */
export function handlerOf(vcpu: Vcpu, line: u32): u32 {
  return load<u32>(changetype<usize>(vcpu) + VCPU_HANDLERS + (line << 2));
}

/** Gives the line a handler of its own; 0 takes it away. */
export function setHandler(vcpu: Vcpu, line: u32, handler: u32): void {
  if (handler != 0) vcpu.ownHandlers |= 1 << line;
  else vcpu.ownHandlers &= ~(1 << line);
  noteHandler(vcpu, line, handler != 0 ? handler : vcpu.commonHandler);
}

/** Gives all lines that have none of their own one handler; 0 takes it away. */
export function setCommonHandler(vcpu: Vcpu, handler: u32): void {
  vcpu.commonHandler = handler;
  for (let line: u32 = 0; line < LINE_COUNT; line += 1) {
    if ((vcpu.ownHandlers & (1 << line)) == 0) noteHandler(vcpu, line, handler);
  }
}

function noteHandler(vcpu: Vcpu, line: u32, handler: u32): void {
  store<u32>(changetype<usize>(vcpu) + VCPU_HANDLERS + (line << 2), handler);
  if (handler != 0) vcpu.handled |= 1 << line;
  else vcpu.handled &= ~(1 << line);
}

/** Lines that are pending and enabled. */
export function pendingLines(vcpu: Vcpu): u32 {
  return vcpu.page.pending & vcpu.page.enabled;
}

/** Lines that an upcall could deliver now: pending, enabled, with a handler, the virtual interrupt flag set. @inline */
export function deliverableLines(vcpu: Vcpu): u32 {
  if (vcpu.page.interruptFlag == 0) return 0;
  return pendingLines(vcpu) & vcpu.handled;
}

/** Whether an upcall may be due: the same without a look at the handlers, for the way out of every call. */
export function hasDeliverable(vcpu: Vcpu): bool {
  return vcpu.page.interruptFlag != 0 && pendingLines(vcpu) != 0;
}

/** Raises the line `times` times: nothing is lost, N are seen as N in the counter. Wakes the vCPU if it waits for it. @inline */
export function raiseLine(vcpu: Vcpu, line: u32, times: u32): void {
  raise(vcpu, line, times);
  wakeIfDue(vcpu);
}

/** @inline */
function raise(vcpu: Vcpu, line: u32, times: u32): void {
  const page = vcpu.page;
  const counter = changetype<usize>(page) + VCPU_PAGE_RAISED_OFFSET + (line << 2);
  store<u32>(counter, load<u32>(counter) + times);
  page.pending |= 1 << line;
}

/** A wait ends by any enabled line, a sleep only by an upcall. @inline */
export function wakeIfDue(vcpu: Vcpu): void {
  const thread = vcpu.thread;
  if (thread.state == THREAD_WAITING) {
    if (pendingLines(vcpu) != 0) thread.state = THREAD_READY;
  } else if (thread.state == THREAD_SLEEPING) {
    if (deliverableLines(vcpu) != 0) thread.state = THREAD_READY;
  }
}

/** Arms the timer; TIMER_OFF disarms it. */
export function setTimer(vcpu: Vcpu, deadlineNs: u64, periodNs: u64): void {
  vcpu.timerNs = deadlineNs;
  vcpu.timerPeriodNs = periodNs;
  callForAttention();
}

/** Brings the timer up to `now`: periods that passed unseen are counted by division. @inline */
export function advanceTimer(vcpu: Vcpu, now: u64): void {
  if (vcpu.timerNs > now || vcpu.thread.state == THREAD_DORMANT) return;
  fireTimer(vcpu, now);
  wakeIfDue(vcpu);
}

/** The timer is due; the thread runs. @inline */
export function fireTimer(vcpu: Vcpu, now: u64): void {
  const period = vcpu.timerPeriodNs;
  const next = period == 0 ? TIMER_OFF : vcpu.timerNs + period;
  vcpu.timerNs = next;
  raise(vcpu, LINE_TIMER, next > now ? 1 : 1 + skipPeriods(vcpu, now));
}

/** @cold */
function skipPeriods(vcpu: Vcpu, now: u64): u32 {
  const missed = (now - vcpu.timerNs) / vcpu.timerPeriodNs + 1;
  vcpu.timerNs += missed * vcpu.timerPeriodNs;
  return u32(missed);
}
