/**
 * The end of the kernel: what, where and the registers go to the serial line and to the host block, and the run ends. A
 * guest can't bring this about; a damaged image or a fault of the kernel's own can.
 */
import { hostBlock, hostBlockIsPlausible } from "../../core/host-block";
import { bootOptions } from "../../core/system-table";
import {
  BOOT_OPTIONS_MAGIC,
  Context,
  HOST_BLOCK_PANIC_BACKTRACE_OFFSET,
  HOST_BLOCK_PANIC_CONTEXT_OFFSET,
  NO_PARTITION,
  PANIC_DOUBLE_FAULT,
  PANIC_EXCEPTION,
  PANIC_NMI,
  RUN_PANIC,
} from "../../generated/abi";
import { barrier, copyWords, faultAddress, haltForever, out8 } from "../../x86/cpu";
import { copyInterrupted } from "../../x86/gdt";
import { stackBottom, stackTop, textEnd, textStart } from "../../x86/image";
import { maskAllInterrupts } from "./interrupts";
import { printFunction, printHex, printLine, printPanicText } from "./panic-text";

const BACKTRACE_DEPTH: u32 = 12;
/** What the processor and the stub pushed of a Context: no ESP, no SS. */
const FRAME_BYTES: u32 = 52;

/** Whose window it is; kept here so that a panic can tell without trusting anything else. */
let culprit: u32 = NO_PARTITION;
export function notePartition(index: u32): void {
  culprit = index;
}

/** The registers at the fault, when there are any to tell. */
const CONTEXT_BYTES: i32 = 64;
const fault: Context = changetype<Context>(memory.data(CONTEXT_BYTES, 16));

/** The boot can't go on, or an assertion failed. `detail` is told with the text. */
export function panic(code: u32, detail: u32): void {
  report(code, detail, false);
}

/** An exception of the kernel's own. `frame` is what the stub left: a Context without ESP and SS, for no stack was changed. */
export function panicOnException(frame: u32): void {
  copyWords(changetype<usize>(fault), frame, FRAME_BYTES >> 2);
  fault.esp = frame + FRAME_BYTES;
  report(PANIC_EXCEPTION, fault.vector, true);
}

export function panicOnDoubleFault(): void {
  copyInterrupted(fault);
  report(PANIC_DOUBLE_FAULT, fault.eip, true);
}

export function panicOnNonMaskableInterrupt(): void {
  copyInterrupted(fault);
  report(PANIC_NMI, fault.eip, true);
}

/** A fault inside the report itself ends the machine with what was told so far. */
let reporting: bool = false;

/** @cold */
function report(code: u32, detail: u32, registers: bool): void {
  if (reporting) endMachine(RUN_PANIC);
  reporting = true;
  printLine(changetype<usize>(""));
  printPanicText(code);
  printHex(changetype<usize>(" detail"), detail);
  printHex(changetype<usize>(" cr2"), faultAddress());
  printHex(changetype<usize>(" partition"), culprit);
  printLine(changetype<usize>(""));
  const told = hostBlockIsPlausible();
  const block = hostBlock();
  if (registers) {
    printRegisters();
    backtrace(fault.esp, told ? changetype<usize>(block) + HOST_BLOCK_PANIC_BACKTRACE_OFFSET : 0);
  }
  if (told) {
    copyWords(changetype<usize>(block) + HOST_BLOCK_PANIC_CONTEXT_OFFSET, changetype<usize>(fault), CONTEXT_BYTES >> 2);
    block.panicCode = code;
    block.panicDetail = detail;
    block.panicCr2 = faultAddress();
    block.panicPartition = culprit;
    barrier();
    block.runState = RUN_PANIC;
  }
  endMachine(RUN_PANIC);
}

/** Tells QEMU's exit port if the runner asked for it, and halts. @cold */
export function endMachine(runState: u32): void {
  maskAllInterrupts();
  const options = bootOptions();
  if (options.magic == BOOT_OPTIONS_MAGIC && options.exitPort != 0) out8(options.exitPort, runState);
  haltForever();
}

function printRegisters(): void {
  printFunction(fault.eip);
  printHex(changetype<usize>("  eax"), fault.eax);
  printHex(changetype<usize>(" ebx"), fault.ebx);
  printHex(changetype<usize>(" ecx"), fault.ecx);
  printHex(changetype<usize>(" edx"), fault.edx);
  printLine(changetype<usize>(""));
  printHex(changetype<usize>("  esi"), fault.esi);
  printHex(changetype<usize>(" edi"), fault.edi);
  printHex(changetype<usize>(" ebp"), fault.ebp);
  printHex(changetype<usize>(" esp"), fault.esp);
  printLine(changetype<usize>(""));
  printHex(changetype<usize>("  cs"), fault.cs);
  printHex(changetype<usize>(" eflags"), fault.eflags);
  printHex(changetype<usize>(" error"), fault.errorCode);
  printLine(changetype<usize>(""));
}

/** Without frame pointers: the words of the kernel's stack that point into its code, innermost first. */
function backtrace(stack: u32, to: usize): void {
  let found: u32 = 0;
  if (stack < stackBottom() || stack > stackTop()) return;
  for (let at = stack & ~3; at < stackTop() && found < BACKTRACE_DEPTH; at += 4) {
    const word = load<u32>(at);
    if (word < textStart() || word >= textEnd()) continue;
    printFunction(word);
    if (to != 0) store<u32>(to + found * 4, word);
    found += 1;
  }
}
