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
