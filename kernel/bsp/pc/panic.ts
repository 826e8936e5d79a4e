/**
 * The end of the kernel: what, where and the registers go to the serial line and to the host block, and the run ends. A
 * guest can't bring this about; a damaged image or a fault of the kernel's own can.
 */
import { hostBlock, hostBlockIsPlausible } from "../../core/host-block";
import { bootOptions } from "../../core/system-table";
import {
  BOOT_OPTIONS_MAGIC,
  CONTEXT_CS_OFFSET,
  CONTEXT_EIP_OFFSET,
  HOST_BLOCK_PANIC_BACKTRACE_OFFSET,
  HOST_BLOCK_PANIC_CONTEXT_OFFSET,
  NO_PARTITION,
  PANIC_DOUBLE_FAULT,
  PANIC_EXCEPTION,
  PANIC_NMI,
  RUN_PANIC,
} from "../../generated/abi";
import { barrier, faultAddress, haltForever, out8 } from "../../x86/cpu";
import { interruptedEip, interruptedEsp } from "../../x86/gdt";
import { stackBottom, stackTop, textEnd, textStart } from "../../x86/image";
import { maskAllInterrupts } from "./interrupts";
import { printFunction, printHex, printLine, printPanicText } from "./panic-text";

const BACKTRACE_DEPTH: u32 = 12;
/** Words of a Context that the processor and the stub pushed, without ESP and SS. */
const FRAME_WORDS: u32 = 13;

/** Whose window it is; kept here so that a panic can tell without trusting anything else. */
let culprit: u32 = NO_PARTITION;
export function notePartition(index: u32): void {
  culprit = index;
}

/** The boot can't go on, or an assertion failed. `detail` is told with the text. */
export function panic(code: u32, detail: u32): void {
  report(code, detail, 0, stackBottom());
}

/** An exception of the kernel's own. `frame` is what the stub left: a Context without ESP and SS. */
export function panicOnException(frame: usize): void {
  report(PANIC_EXCEPTION, load<u32>(frame + 32), frame, u32(frame) + FRAME_WORDS * 4);
}

export function panicOnDoubleFault(): void {
  report(PANIC_DOUBLE_FAULT, interruptedEip(), 0, interruptedEsp());
}

export function panicOnNonMaskableInterrupt(): void {
  report(PANIC_NMI, interruptedEip(), 0, interruptedEsp());
}

function report(code: u32, detail: u32, frame: usize, stack: u32): void {
  printLine(changetype<usize>(""));
  printPanicText(code);
  printHex(changetype<usize>(" detail"), detail);
  printHex(changetype<usize>(" cr2"), faultAddress());
  printHex(changetype<usize>(" partition"), culprit);
  printLine(changetype<usize>(""));
  if (frame != 0) printFrame(frame);
  const told = hostBlockIsPlausible();
  const block = hostBlock();
  backtrace(stack, told ? changetype<usize>(block) + HOST_BLOCK_PANIC_BACKTRACE_OFFSET : 0);
  if (told) {
    const context = changetype<usize>(block) + HOST_BLOCK_PANIC_CONTEXT_OFFSET;
    for (let i: u32 = 0; frame != 0 && i < FRAME_WORDS; i += 1) store<u32>(context + i * 4, load<u32>(frame + i * 4));
    block.panicCode = code;
    block.panicDetail = detail;
    block.panicCr2 = faultAddress();
    block.panicPartition = culprit;
    barrier();
    block.runState = RUN_PANIC;
  }
  endMachine(RUN_PANIC);
}

/** Tells QEMU's exit port if the runner asked for it, and halts. */
export function endMachine(runState: u32): void {
  maskAllInterrupts();
  const options = bootOptions();
  if (options.magic == BOOT_OPTIONS_MAGIC && options.exitPort != 0) out8(options.exitPort, runState);
  haltForever();
}

function printFrame(frame: usize): void {
  printFunction(load<u32>(frame + CONTEXT_EIP_OFFSET));
  printHex(changetype<usize>("  eax"), load<u32>(frame + 28));
  printHex(changetype<usize>(" ebx"), load<u32>(frame + 16));
  printHex(changetype<usize>(" ecx"), load<u32>(frame + 24));
  printHex(changetype<usize>(" edx"), load<u32>(frame + 20));
  printLine(changetype<usize>(""));
  printHex(changetype<usize>("  esi"), load<u32>(frame + 4));
  printHex(changetype<usize>(" edi"), load<u32>(frame));
  printHex(changetype<usize>(" ebp"), load<u32>(frame + 8));
  printHex(changetype<usize>(" cs"), load<u32>(frame + CONTEXT_CS_OFFSET));
  printHex(changetype<usize>(" error"), load<u32>(frame + 36));
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
