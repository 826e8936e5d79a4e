/**
 * Code that a partition executes between two of its own instructions, on its own stack: below its stack pointer nothing is
 * alive (System V ABI for i386: there is no red zone), and without NX a stack can be executed.
 *
 *     ESP of the program ->  +------------------------+
 *                            | EIP of the program     |   RET
 *                            | EFLAGS                 |   POPF
 *                            | EAX ... EDI            |   POPA
 *                            +------------------------+
 *                            | the stub               |
 *     ESP in the stub    ->  +------------------------+   where EIP goes, too
 */
import { CALL_PARTITION_SET_MODE, GATE_CORE, GATE_HYPERCALL } from "../generated/abi.js";
import { REGISTERS, type Register } from "../machine/v86-processor.js";
import type { GuestCode } from "./guest-code.js";

export const SET_MODE = CALL_PARTITION_SET_MODE;
/** What is in ECX when a stub hands over an answer: this, and the number of the call in its low half. */
const ANSWER_MARK = 0x42480000;
const ANSWER_MASK = 0xffff0000;
const FIRST_HYPERCALL = 0x100;
const SAVED_BYTES = 40;
const ARGUMENTS: readonly Register[] = ["ebx", "ecx", "edx", "esi", "edi"];
export const ARGUMENTS_MAX = ARGUMENTS.length;

const JUMP_TO_ITSELF = [0xeb, 0xfe, 0x90, 0x90];

/** Room that a stub needs. */
export const STUB_BYTES = 96;

/** Which call's answer it is; undefined for a program's own request. */
export const answeredCall = (ecx: number): number | undefined =>
  (ecx & ANSWER_MASK) >>> 0 === ANSWER_MARK ? ecx & ~ANSWER_MASK : undefined;

/** Has the running program execute `JMP $` from now on; what interrupts it pushes comes below. */
export function enterLoop(code: GuestCode): void {
  const { processor } = code;
  const stub = (processor.register("esp") - JUMP_TO_ITSELF.length) >>> 0;
  enter(code, stub, JUMP_TO_ITSELF);
}

/** Has the running program make a call, hand the answer over as call `id`, and go on. */
export function enterCall(code: GuestCode, id: number, number: number, args: readonly number[]): void {
  const { processor } = code;
  const bytes = callCode(id, number);
  const saved = (processor.register("esp") - SAVED_BYTES) >>> 0;
  // As POPA takes them, EDI lowest; it skips ESP.
  for (const [index, name] of [...REGISTERS].reverse().entries()) {
    code.writeWord(saved + 4 * index, processor.register(name));
  }
  code.writeWord(saved + 32, processor.flags);
  code.writeWord(saved + 36, processor.instructionAddress);
  enter(code, saved - bytes.length, bytes);
  processor.setRegister("eax", number);
  for (const [index, value] of args.entries()) processor.setRegister(ARGUMENTS[index]!, value);
}

function enter(code: GuestCode, address: number, bytes: readonly number[]): void {
  code.write(address, Uint8Array.from(bytes));
  code.processor.setRegister("esp", address);
  code.processor.instructionAddress = address;
}

function callCode(id: number, number: number): number[] {
  const gate = number < FIRST_HYPERCALL ? GATE_CORE : GATE_HYPERCALL;
  const code = (length: number) => [
    ...[0xcd, gate], // int gate
    ...[0xb9, ...word((ANSWER_MARK | id) >>> 0)], // mov ecx, ANSWER_MARK | id
    ...[0x0f, 0xc7, 0xf3], // rdrand ebx: hands EAX and EDX over
    ...[0x8d, 0xa4, 0x24, ...word(length)], // lea esp, [esp + length]
    ...[0x61, 0x9d, 0xc3], // popa, popf, ret
  ];
  const length = Math.ceil(code(0).length / 4) * 4;
  return [...code(length), ...new Array(length - code(0).length).fill(0x90)];
}

const word = (value: number): number[] => [value & 255, (value >>> 8) & 255, (value >>> 16) & 255, value >>> 24];
