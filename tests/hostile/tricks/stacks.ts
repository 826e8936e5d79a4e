/** Stacks that cannot take what the kernel puts there, and stack pointers that lie. */
import { instruction, type Theme, type Trick } from "../trick.js";

/** Unmasks with a timer running and ESP at `stack`: an upcall comes due and finds it. */
const upcallOn = (name: string, stack: string, more: Partial<Trick> = {}): Trick => ({
  name: `upcall-on-${name}`,
  body: `
    bulkhead_interrupts_attach();
    bulkhead_enable(BULKHEAD_LINE_TIMER);
    bulkhead_timer_set(bulkhead_now_ns() + 300000, 0);
    __asm__ volatile("movl %0, %%esp; movl $0x200, 0xbfc20000; 1: jmp 1b" : : "r"(${stack}) : "memory");`,
  error: "STACK_OVERFLOW",
  ...more,
});

/** Enters the kernel by an instruction with ESP at `stack`: the kernel must not look at it. */
const callOn = (name: string, stack: string): Trick => ({
  name: `call-on-${name}`,
  body: `
    for (int i = 0; i < 50; i++)
      __asm__ volatile("movl %%esp, %%edi; movl %0, %%esp; xorl %%eax, %%eax; int $0x80; movl $0x100, %%eax; int $0x82;"
                       "movl %%edi, %%esp" : : "S"(${stack}) : "eax", "ecx", "edx", "edi", "memory", "cc");
    printf("survived\\n");`,
});

export const stacks: Theme = {
  name: "stacks",
  tricks: [
    instruction("push-past-the-guard-page", "1: pushl $0; jmp 1b", "STACK_OVERFLOW"),
    instruction("call-without-end", "1: call 1b", "STACK_OVERFLOW"),
    {
      name: "touch-the-guard-page",
      body: "*(volatile char *)(bulkhead_info()->stack_address - 1) = 0;",
      error: "STACK_OVERFLOW",
    },
    upcallOn("nothing", "0x40000000"),
    upcallOn("the-kernel", "0xc0200000"),
    upcallOn("page-0", "8"),
    upcallOn("the-last-word", "0xfffffffc"),
    upcallOn("code", "0x100800"),
    upcallOn("the-guard-page", "bulkhead_info()->stack_address + 8"),
    upcallOn("the-vcpu-page", "0xbfc20f00"),
    {
      name: "exception-on-nothing",
      body: `
        bulkhead_exception_register(1 << 6, bulkhead_upcall);
        __asm__ volatile("movl $0x40000000, %esp; ud2");`,
      error: "ILLEGAL_INSTRUCTION",
    },
    {
      name: "exceptions-without-end",
      before: `__asm__(".globl again\\nagain: ud2"); void again(void);`,
      body: `
        bulkhead_exception_register(1 << 6, again);
        __asm__ volatile("ud2");`,
      error: "ILLEGAL_INSTRUCTION",
    },
    callOn("nothing", "0x40000000"),
    callOn("the-kernel", "0xc0200000"),
    callOn("the-last-word", "0xffffffff"),
    instruction("sysenter-from-nowhere", "xorl %eax, %eax; movl $0x40000000, %ebp; sysenter", "MEMORY_VIOLATION"),
    instruction("sysenter-with-kernel-stack", "xorl %eax, %eax; movl $0xc0200000, %ebp; sysenter", "MEMORY_VIOLATION"),
    instruction("sysenter-with-no-stack", "movl $-1, %esp; movl $-1, %ebp; sysenter", "MEMORY_VIOLATION"),
  ],
};
