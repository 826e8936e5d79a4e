/**
 * The frames that upcalls leave on a guest's stack, and their return. The caller's address space is the current one.
 *
 *   interrupt   +12 EFLAGS   +8 CS   +4 EIP   +0 line            <- ESP of the handler
 *   exception   +20 EFLAGS   +16 CS  +12 EIP  +8 error code  +4 fault address  +0 vector
 */
import { isReadable, isWritable } from "../core/guest-memory";
import { Thread } from "../core/thread";
import {
  SELECTOR_USER_CODE,
  UPCALL_RETURN_EAX_POPPED,
  UPCALL_RETURN_EAX_PUSHED,
  UPCALL_RETURN_END,
  UPCALL_RETURN_FLAG_SET,
} from "../generated/abi";
import { composeContext } from "./context";

const INTERRUPT_FRAME_BYTES: u32 = 16;
const EXCEPTION_FRAME_BYTES: u32 = 24;
/** EIP, CS, EFLAGS. */
const RETURN_FRAME_BYTES: u32 = 12;
const EFLAGS_IF: u32 = 0x200;

/**
 * The thread resumes at `handler` with an interrupt frame. `returnOffset` is where its vCPU's return sequence lies, behind
 * that of vCPU 0. False when its stack can't take a frame: nothing is changed.
 * @inline
 */
export function pushInterrupt(thread: Thread, line: u32, handler: u32, returnOffset: u32): bool {
  const place = thread.eip - returnOffset;
  if (place - UPCALL_RETURN_FLAG_SET < UPCALL_RETURN_END - UPCALL_RETURN_FLAG_SET) {
    return pushAfterReturn(thread, line, handler, place);
  }
  const esp = thread.esp - INTERRUPT_FRAME_BYTES;
  if (!isWritable(thread.partition, esp, INTERRUPT_FRAME_BYTES)) return false;
  storeInterrupt(thread, esp, line, handler);
  return true;
}

/** @inline */
function storeInterrupt(thread: Thread, esp: u32, line: u32, handler: u32): void {
  store<u32>(esp, line);
  storeReturn(esp + 4, thread.eip, thread.eflags | EFLAGS_IF);
  composeContext(thread, handler, esp, 0);
}

/** The same for an exception. `flag` is the virtual interrupt flag, which EFLAGS.IF of the frame keeps. */
export function pushException(
  thread: Thread,
  vector: u32,
  errorCode: u32,
  address: u32,
  flag: bool,
  handler: u32,
): bool {
  const esp = thread.esp - EXCEPTION_FRAME_BYTES;
  if (!isWritable(thread.partition, esp, EXCEPTION_FRAME_BYTES)) return false;
  store<u32>(esp, vector);
  store<u32>(esp + 4, address);
  store<u32>(esp + 8, errorCode);
  storeReturn(esp + 12, thread.eip, (thread.eflags & ~EFLAGS_IF) | (flag ? EFLAGS_IF : 0));
  composeContext(thread, handler, esp, 0);
  return true;
}

function storeReturn(at: u32, eip: u32, eflags: u32): void {
  store<u32>(at, eip);
  store<u32>(at + 4, SELECTOR_USER_CODE);
  store<u32>(at + 8, eflags);
}

/** What a return from an upcall found: the virtual interrupt flag to set, or RETURN_FAULT. */
export const RETURN_FAULT: u32 = 0xffff_ffff;

/**
 * The `iret` hypercall: takes EAX, EIP, CS and EFLAGS from the thread's stack. Tells the EFLAGS.IF that was there, as 0
 * or 0x200, or RETURN_FAULT when the stack can't be read: nothing is changed then.
 */
export function returnFromUpcall(thread: Thread): u32 {
  const esp = thread.esp;
  if (!isReadable(thread.partition, esp, 4 + RETURN_FRAME_BYTES)) return RETURN_FAULT;
  const eflags = load<u32>(esp + 12);
  thread.eax = load<u32>(esp);
  composeContext(thread, load<u32>(esp + 4), esp + 4 + RETURN_FRAME_BYTES, eflags);
  return eflags & EFLAGS_IF;
}

/**
 * The thread was interrupted inside the call page's return sequence, at `place` in that of vCPU 0, its flag set already.
 * It is brought to the end of that sequence first: so the frames of upcalls in a storm do not pile up. The flags are the
 * guest's own, as its IRET would have had them: they go into the next frame and no further.
 * @cold
 */
function pushAfterReturn(thread: Thread, line: u32, handler: u32, place: u32): bool {
  const eaxPushed = place >= UPCALL_RETURN_EAX_PUSHED && place < UPCALL_RETURN_EAX_POPPED;
  const popped: u32 = eaxPushed ? 4 + RETURN_FRAME_BYTES : RETURN_FRAME_BYTES;
  if (!isReadable(thread.partition, thread.esp, popped)) return false;
  const end = thread.esp + popped;
  const esp = end - INTERRUPT_FRAME_BYTES;
  if (!isWritable(thread.partition, esp, INTERRUPT_FRAME_BYTES)) return false;
  if (eaxPushed) thread.eax = load<u32>(thread.esp);
  thread.eip = load<u32>(end - RETURN_FRAME_BYTES);
  thread.eflags = load<u32>(end - 4);
  storeInterrupt(thread, esp, line, handler);
  return true;
}
