/**
 * Composing a context from values that a guest chose, so that no instruction of the way out can fault and ring 3 gains
 * nothing: constant CS and SS, and of EFLAGS only the arithmetic flags and DF, with IF on (Intel SDM vol. 1, 3.4.3).
 */
import { Context, SELECTOR_USER_CODE, SELECTOR_USER_DATA, VECTOR_COMPOSED, VECTOR_SYSENTER } from "../generated/abi";

/** CF, PF, AF, ZF, SF, DF, OF. */
const EFLAGS_GUEST: u32 = 0xcd5;
/** IF, and bit 1, which is always set. IOPL, NT, VM, VIF, VIP, AC, TF stay clear. */
const EFLAGS_FORCED: u32 = 0x202;

/** The thread resumes at `eip` on `esp`, by IRET. Its general registers stay. @inline */
export function composeContext(context: Context, eip: u32, esp: u32, eflags: u32): void {
  context.vector = VECTOR_COMPOSED;
  context.eip = eip;
  context.cs = SELECTOR_USER_CODE;
  context.eflags = (eflags & EFLAGS_GUEST) | EFLAGS_FORCED;
  context.esp = esp;
  context.ss = SELECTOR_USER_DATA;
}

/**
 * SYSEXIT restores no flags: it is for a call that returns at once, with those that the stub has just made known. Any other
 * way back is IRET, to the same landing, which takes the call's value from EBP.
 */
export function leaveByIret(context: Context): void {
  if (context.vector != VECTOR_SYSENTER) return;
  context.ebp = context.edx;
  context.vector = VECTOR_COMPOSED;
}

/** Bytes of SYSENTER and of INT n alike. */
const CALL_INSTRUCTION_BYTES: u32 = 2;

/**
 * The thread makes the call it is in again when it resumes: its arguments are still in its registers. SYSEXIT would
 * take two of them, so the way out is IRET.
 */
export function restartCall(context: Context): void {
  context.eip -= CALL_INSTRUCTION_BYTES;
  context.vector = VECTOR_COMPOSED;
}

/** A thread's first context: all registers zero but EBX. */
export function composeStart(context: Context, eip: u32, esp: u32, ebx: u32): void {
  context.edi = 0;
  context.esi = 0;
  context.ebp = 0;
  context.ebx = ebx;
  context.edx = 0;
  context.ecx = 0;
  context.eax = 0;
  context.gs = u16(SELECTOR_USER_DATA);
  context.fs = u16(SELECTOR_USER_DATA);
  composeContext(context, eip, esp, 0);
}
