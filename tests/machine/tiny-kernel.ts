/**
 * Multiboot kernels of a few lines, to try the machines without the hypervisor. A kernel is assembly text behind a
 * prelude that sets up segments, an IDT whose every gate ends in a panic, and the interrupt controllers.
 */
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { HOST_BLOCK_RUN_STATE_OFFSET, RUN_ENDED, RUN_PANIC } from "../../host/generated/abi.js";
import { findCompiler } from "../../host/toolchain/c-compiler.js";
import { buildDirectory } from "../../host/toolchain/directories.js";
import { withScratch } from "../../host/toolchain/files.js";

export const HOST_BLOCK_PHYS = 0x200000;
/** Where kernels leave results, as 32-bit words. */
export const RESULTS_PHYS = 0x210000;
/** What a tiny kernel asks for, and what the machine has then: some is left to its firmware. */
export const NEEDED_BYTES = 15 << 20;
export const MEMORY_BYTES = 16 << 20;

/**
 * Macros: `print text`, `arm ticks` (PIT one-shot), `handle vector, label`, `finish state` (and halt).
 * `main` is entered with interrupts disabled and only IRQ 0 unmasked.
 */
const PRELUDE = `
.equ RUN_STATE, ${HOST_BLOCK_PHYS + HOST_BLOCK_RUN_STATE_OFFSET}
.equ RESULTS, ${RESULTS_PHYS}
.equ ENDED, ${RUN_ENDED}
.equ PANIC, ${RUN_PANIC}
.section .multiboot, "a"
.long 0x1BADB002, 3, -(0x1BADB002 + 3)

.macro print text
  .pushsection .rodata
9: .asciz "\\text"
  .popsection
  mov $9b, %esi
  call print_string
.endm
.macro arm ticks
  mov $0x30, %al
  out %al, $0x43
  mov $((\\ticks) & 0xff), %al
  out %al, $0x40
  mov $((\\ticks) >> 8), %al
  out %al, $0x40
.endm
.macro handle vector, label
  mov $\\label, %eax
  mov $\\vector, %ecx
  call set_gate
.endm
.macro finish state
  movl $\\state, RUN_STATE
  .if EXIT_PORT
  mov $\\state, %eax
  mov $EXIT_PORT, %dx
  out %eax, %dx
  .endif
  cli
9: hlt
  jmp 9b
.endm

.text
.globl _start
_start:
  mov $stack_top, %esp
  mov %eax, RESULTS - 16
  mov %ebx, RESULTS - 12
  lgdt gdt_pointer
  ljmp $8, $1f
1: mov $16, %eax
  mov %eax, %ds
  mov %eax, %es
  mov %eax, %ss
  mov %eax, %fs
  mov %eax, %gs
  mov $255, %ecx
2: mov $unexpected, %eax
  call set_gate
  dec %ecx
  jns 2b
  lidt idt_pointer
  mov $0x11, %al
  out %al, $0x20
  out %al, $0xa0
  mov $0x20, %al
  out %al, $0x21
  mov $0x28, %al
  out %al, $0xa1
  mov $4, %al
  out %al, $0x21
  mov $2, %al
  out %al, $0xa1
  mov $1, %al
  out %al, $0x21
  out %al, $0xa1
  mov $0xfe, %al
  out %al, $0x21
  mov $0xff, %al
  out %al, $0xa1
  jmp main

/* EAX: handler, ECX: vector. */
set_gate:
  mov %eax, %edx
  and $0xffff, %eax
  or $0x80000, %eax
  and $0xffff0000, %edx
  or $0x8e00, %edx
  mov %eax, idt(, %ecx, 8)
  mov %edx, idt + 4(, %ecx, 8)
  ret

/* ESI: text. */
print_string:
  mov $0x3fd, %edx
1: in %dx, %al
  test $0x20, %al
  jz 1b
  mov $0x3f8, %edx
  lodsb
  test %al, %al
  jz 2f
  out %al, %dx
  jmp print_string
2: ret

unexpected:
  finish PANIC

.data
.balign 8
gdt: .quad 0, 0x00cf9a000000ffff, 0x00cf92000000ffff
gdt_pointer: .word 23
  .long gdt
idt_pointer: .word 2047
  .long idt
.bss
.balign 4096
idt: .skip 2048
  .skip 8192
stack_top:
.text
`;

const LINKER_SCRIPT = `ENTRY(_start)
SECTIONS {
  . = 0x100000;
  .text : { KEEP(*(.multiboot)) *(.text*) }
  .rodata ALIGN(4096) : { *(.rodata*) }
  .data ALIGN(4096) : { *(.data*) }
  .bss ALIGN(4096) : { *(.bss*) }
  /DISCARD/ : { *(.comment) *(.note*) *(.eh_frame*) *(.debug*) }
}
`;

/** The Multiboot ELF of a kernel whose code, from `main` on, is `code`; it leaves through `exitPort`, if not 0. */
export async function tinyKernel(code: string, exitPort = 0): Promise<Uint8Array> {
  const source = `.equ EXIT_PORT, ${exitPort}\n${PRELUDE}${code}\n`;
  const compiler = await findCompiler("integer");
  // Tests that run side by side want the same kernel: each makes its own.
  return withScratch(join(buildDirectory(), "tests", "machine"), async (folder) => {
    const [assembly, script, elf] = ["kernel.S", "kernel.ld", "kernel.elf"].map((name) => join(folder, name)) as [
      string,
      string,
      string,
    ];
    await writeFile(assembly, source);
    await writeFile(script, LINKER_SCRIPT);
    await compiler.run(["-nostdlib", "-static", "-T", script, assembly, "-o", elf]);
    return readFile(elf);
  });
}

/** The 32-bit words that a kernel left at RESULTS. */
export function results(memory: { read(phys: number, length: number): Uint8Array }, count: number): Uint32Array {
  return new Uint32Array(memory.read(RESULTS_PHYS, count * 4).slice().buffer);
}
