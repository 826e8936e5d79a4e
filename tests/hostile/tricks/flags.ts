/** Entering the kernel with flags and segments that it must not inherit. */
import { assembly, instruction, type Theme, type Trick } from "../trick.js";

/** Sets bits of EFLAGS, then runs `text`. */
const withFlags = (bits: string, text: string) =>
  `pushfl; orl $${bits}, (%esp); popfl; ${text}; pushfl; andl $~${bits}, (%esp); popfl`;

const survives = (name: string, text: string, more: Partial<Trick> = {}): Trick => ({
  name,
  body: `
    for (int i = 0; i < 50; i++) ${assembly(text)}
    printf("survived\\n");`,
  ...more,
});

const [NT, TF, DF, AC, IOPL] = ["0x4000", "0x100", "0x400", "0x40000", "0x3000"] as const;
const CALL_PAGE = "xorl %eax, %eax; call 0xbfc00000";
const CORE_GATE = "xorl %eax, %eax; int $0x80";
const YIELD = "movl $4, %eax; call 0xbfc00000";

export const flags: Theme = {
  name: "flags",
  tricks: [
    survives("nt-and-sysenter", withFlags(NT, CALL_PAGE)),
    survives("nt-and-int", withFlags(NT, CORE_GATE)),
    survives("df-and-sysenter", withFlags(DF, CALL_PAGE)),
    survives("df-and-int", withFlags(DF, CORE_GATE)),
    survives("ac-and-sysenter", withFlags(AC, CALL_PAGE)),
    survives("tf-and-sysenter", withFlags(TF, CALL_PAGE), {
      error: "BREAKPOINT",
      notOnV86: "v86 has no single-step",
    }),
    survives("tf-and-int", withFlags(TF, CORE_GATE), { error: "BREAKPOINT", notOnV86: "v86 has no single-step" }),
    {
      name: "nt-and-yield",
      body: `
        for (int i = 0; i < 3; i++) ${assembly(withFlags(NT, YIELD))}
        printf("survived\\n");`,
    },
    // A processor's IRET takes no VM from ring 3 and goes on; QEMU's takes it, and the partition ends there.
    instruction(
      "vm-by-iret",
      "pushl $0x3b; pushl $0x8000; pushl $0x20202; pushl $0x100; pushl $0x1000; iretl",
      "PRIVILEGED_INSTRUCTION",
      { notOnV86: "v86 ignores VM, as a processor does, and what follows is another fault" },
    ),
    // There it keeps the processor until the window's end: the timer's interrupt comes from virtual-8086 mode.
    instruction(
      "vm-by-iret-and-loop",
      "movl $1f, %eax; subl $0xffff0, %eax; " +
        "pushl $0x3b; pushl $0x8000; pushl $0x20202; pushl $0xffff; pushl %eax; iretl; 1: jmp 1b",
      "PRIVILEGED_INSTRUCTION",
      { notOnV86: "v86 ignores VM, as a processor does, and what follows is another fault" },
    ),
    instruction("iopl-and-cli", `${withFlags(IOPL, "cli")}`, "PRIVILEGED_INSTRUCTION"),
    instruction("iopl-and-out", `${withFlags(IOPL, "outb %al, $0x21")}`, "PRIVILEGED_INSTRUCTION"),
    {
      name: "df-and-preempted",
      body: `
        uint64_t end_ns = bulkhead_now_ns() + 60000000;
        __asm__ volatile("std");
        while (bulkhead_now_ns() < end_ns) {
        }
        __asm__ volatile("cld");
        printf("survived\\n");`,
    },
    {
      name: "ac-and-id-and-preempted",
      body: `
        uint64_t end_ns = bulkhead_now_ns() + 60000000;
        __asm__ volatile("pushfl; orl $0x240000, (%esp); popfl");
        while (bulkhead_now_ns() < end_ns) {
        }
        printf("survived\\n");`,
    },
    {
      name: "nt-and-preempted",
      body: `
        uint64_t end_ns = bulkhead_now_ns() + 60000000;
        __asm__ volatile("pushfl; orl $0x4000, (%esp); popfl");
        while (bulkhead_now_ns() < end_ns) {
        }
        printf("survived\\n");`,
    },
  ],
};

export const ownReturns: Theme = {
  name: "returns of one's own",
  tricks: [
    instruction("iret-to-null-cs", "pushfl; pushl $0; pushl $main; iretl", "PRIVILEGED_INSTRUCTION", {
      notOnV86: "an iret with a null CS makes v86 itself fail",
    }),
    instruction("iret-to-kernel-cs", "pushfl; pushl $0x20; pushl $main; iretl", "PRIVILEGED_INSTRUCTION", {
      notOnV86: "an iret to ring 0 makes v86 itself fail",
    }),
    instruction("iret-to-data-cs", "pushfl; pushl $0x3b; pushl $main; iretl", "PRIVILEGED_INSTRUCTION", {
      notOnV86: "an iret with a CS that is no code makes v86 itself fail",
    }),
    instruction("iret-with-nt", "pushfl; orl $0x4000, (%esp); popfl; iretl", "PRIVILEGED_INSTRUCTION", {
      notOnV86: "an iret with NT set makes v86 itself fail",
    }),
    instruction(
      "iret-call-into-kernel",
      "pushl $0xffffffff; pushl $0x20; pushl $0xc0100000; pushl $0; movl $0x106, %eax; int $0x82",
      "MEMORY_VIOLATION",
    ),
    instruction(
      "iret-call-with-all-flags",
      "pushl $0xfffffeff; pushl $0x20; pushl $1f; pushl $0; movl $0x106, %eax; int $0x82; 1: cli",
      "PRIVILEGED_INSTRUCTION",
    ),
    instruction("iret-call-by-call-page", "movl $0x106, %eax; movl $0x40000000, %ebp; sysenter", "MEMORY_VIOLATION"),
    instruction(
      "upcall-return-to-kernel-cs",
      "pushfl; pushl $0x20; pushl $main; jmp 0xbfc00040",
      "PRIVILEGED_INSTRUCTION",
      {
        notOnV86: "an iret to ring 0 makes v86 itself fail",
      },
    ),
    instruction(
      "upcall-return-into-kernel",
      "pushfl; pushl $0x33; pushl $0xc0100000; jmp 0xbfc00040",
      "MEMORY_VIOLATION",
    ),
    instruction("lret-to-kernel-cs", "pushl $0x20; pushl $main; lretl", "PRIVILEGED_INSTRUCTION"),
  ],
};

/**
 * Handles its own exceptions by going on at `resume`, and tries to load every selector there is. v86 does not compare a
 * selector of index 0 with the limit of an empty LDT: it gives a page fault, at page 0, where others give #GP.
 */
const EVERY_SELECTOR = `
  static unsigned resume;
  __asm__(".globl skip\\nskip: addl $12, %esp\\nmovl resume, %eax\\nmovl %eax, (%esp)\\nmovl $0x200, 0xbfc20000\\n"
          "pushl %eax\\nmovl $0x106, %eax\\nint $0x82");
  void skip(void);`;

const loadEverySelector = (register: string): Trick => ({
  name: `load-every-selector-into-${register}`,
  before: EVERY_SELECTOR,
  body: `
    bulkhead_exception_register(1 << 10 | 1 << 11 | 1 << 12 | 1 << 13 | 1 << 14, skip);
    for (unsigned selector = 0; selector < 0x800; selector++)
      __asm__ volatile("movl $1f, %0; movl %1, %%${register}; 1: movl %2, %%ds; movl %2, %%es; movl %2, %%ss"
                       : "+m"(resume) : "r"(selector), "r"(0x3b) : "eax", "memory");
    bulkhead_exception_register(0, 0);
    printf("survived\\n");`,
});

export const segments: Theme = {
  name: "segments",
  tricks: [
    loadEverySelector("es"),
    loadEverySelector("fs"),
    loadEverySelector("gs"),
    loadEverySelector("ss"),
    {
      name: "calls-with-null-segments",
      body: `
        for (int i = 0; i < 50; i++)
          __asm__ volatile("movl %0, %%es; movl %0, %%fs; movl %0, %%gs; movl %0, %%ds; xorl %%eax, %%eax;"
                           "call 0xbfc00000; movl $0x100, %%eax; int $0x82; movl %1, %%ds; movl %1, %%es"
                           : : "b"(0), "S"(0x3b) : "eax", "ecx", "edx", "memory", "cc");
        printf("survived\\n");`,
    },
    {
      name: "preempted-with-null-segments",
      body: `
        uint64_t end_ns = bulkhead_now_ns() + 60000000;
        __asm__ volatile("movl %0, %%es; movl %0, %%fs; movl %0, %%gs" : : "r"(0));
        while (bulkhead_now_ns() < end_ns) {
        }
        __asm__ volatile("movl %0, %%es" : : "r"(0x3b));
        printf("survived\\n");`,
    },
  ],
};
