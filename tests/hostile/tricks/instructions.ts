/** Instructions that are not a guest's. */
import { instruction, type Theme } from "../trick.js";

const privileged = (name: string, assembly: string) => instruction(name, assembly, "PRIVILEGED_INSTRUCTION");

export const privilegedInstructions: Theme = {
  name: "privileged instructions",
  tricks: [
    privileged("cli", "cli"),
    privileged("sti", "sti"),
    privileged("hlt", "hlt"),
    privileged("mov-to-cr0", "xorl %eax, %eax; movl %eax, %cr0"),
    privileged("mov-to-cr3", "xorl %eax, %eax; movl %eax, %cr3"),
    privileged("mov-to-cr4", "xorl %eax, %eax; movl %eax, %cr4"),
    privileged("mov-from-cr0", "movl %cr0, %eax"),
    privileged("mov-to-dr7", "xorl %eax, %eax; movl %eax, %dr7"),
    privileged("lgdt", "lgdt 0x100000"),
    privileged("lidt", "lidt 0x100000"),
    privileged("lldt", "xorl %eax, %eax; lldt %ax"),
    privileged("ltr", "movl $0x48, %eax; ltr %ax"),
    privileged("clts", "clts"),
    privileged("invlpg", "invlpg 0x100000"),
    privileged("wbinvd", "wbinvd"),
    privileged("wrmsr", "movl $0x176, %ecx; wrmsr"),
    privileged("rdmsr", "movl $0x176, %ecx; rdmsr"),
    privileged("sysexit", "sysexit"),
  ],
};

export const portsAndGates: Theme = {
  name: "ports and gates",
  tricks: [
    privileged("out-pic", "movb $0xff, %al; outb %al, $0x21"),
    privileged("out-pit", "xorl %eax, %eax; outb %al, $0x40"),
    privileged("out-uart", "movl $0x3f8, %edx; outb %al, %dx"),
    privileged("out-reset", "movb $0xfe, %al; outb %al, $0x64"),
    privileged("out-pci", "movl $0xcf8, %edx; outl %eax, %dx"),
    privileged("out-exit", "movl $0xf4, %edx; outb %al, %dx"),
    privileged("in-highest-port", "movl $0xffff, %edx; inb %dx, %al"),
    privileged("outs", "movl $0x3f8, %edx; movl $0x100000, %esi; outsb"),
    privileged("int-timer", "int $0x20"),
    privileged("int-nmi", "int $2"),
    privileged("int-double-fault", "int $8"),
    privileged("int-page-fault", "int $14"),
    privileged("int-last-irq", "int $0x2f"),
    privileged("int-nowhere", "int $0x81"),
    privileged("int-255", "int $255"),
    privileged("call-kernel-code", "lcall $0x20, $0"),
    instruction("call-task", "lcall $0x48, $0", "PRIVILEGED_INSTRUCTION", { notOnV86: "v86 takes it for nothing" }),
    privileged("jump-double-fault-task", "ljmp $0x50, $0"),
  ],
};

export const faults: Theme = {
  name: "faults",
  tricks: [
    instruction("divide-by-zero", "xorl %ecx, %ecx; xorl %edx, %edx; divl %ecx", "NUMERIC_ERROR"),
    instruction("divide-overflow", "movl $0x80000000, %eax; movl $-1, %ecx; cltd; idivl %ecx", "NUMERIC_ERROR"),
    instruction("ud2", "ud2", "ILLEGAL_INSTRUCTION"),
    instruction("opcode-that-is-none", ".byte 0x0f, 0x0a", "ILLEGAL_INSTRUCTION"),
    instruction("locked-compare-of-registers", ".byte 0xf0, 0x0f, 0xc7, 0xc8", "ILLEGAL_INSTRUCTION"),
    {
      name: "floating-point-error",
      body: `
        static const uint16_t ALL_UNMASKED = 0x340;
        __asm__ volatile("fldcw %0; fld1; fldz; fdivrp; fwait" : : "m"(ALL_UNMASKED));`,
      error: "NUMERIC_ERROR",
      notOnV86: "v86 raises no floating-point exception",
    },
    instruction("breakpoint", "int3", "BREAKPOINT"),
    {
      name: "ud2-restarted",
      body: `__asm__ volatile("ud2");`,
      error: "ILLEGAL_INSTRUCTION",
      restarted: true,
    },
    {
      name: "health-report",
      body: `
        for (unsigned code = 1; code <= 3; code++) bulkhead_health_report(code);
        printf("survived\\n");`,
      error: "APPLICATION_ERROR",
    },
    { name: "main-returns-an-error", body: "return 7;", error: "APPLICATION_ERROR" },
  ],
};
