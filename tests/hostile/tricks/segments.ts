/** Segment registers with every value that there is, and none. */
import type { Theme, Trick } from "../trick.js";

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
