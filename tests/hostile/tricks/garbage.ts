/** Noise where the kernel or a neighbour might look. */
import type { Theme } from "../trick.js";

const RANDOM = `
  static uint32_t state = 1;
  static uint32_t random(void) { return state = state * 1664525 + 1013904223; }`;

export const garbage: Theme = {
  name: "garbage",
  tricks: [
    {
      name: "vcpu-page-of-ones",
      body: `
        bulkhead_interrupts_attach();
        memset((void *)BULKHEAD_VCPU_PAGE, 0xff, 4096);
        for (int i = 0; i < 1000; i++) bulkhead_hypercall_null();
        memset((void *)BULKHEAD_VCPU_PAGE, 0, 4096);
        printf("survived\\n");`,
    },
    {
      name: "vcpu-page-of-noise",
      before: RANDOM,
      body: `
        bulkhead_interrupts_attach();
        bulkhead_timer_set(0, 100000);
        for (int round = 0; round < 40; round++) {
          for (uint32_t i = 0; i < 1024; i++) ((volatile uint32_t *)BULKHEAD_VCPU_PAGE)[i] = random();
          bulkhead_hypercall_null();
        }
        memset((void *)BULKHEAD_VCPU_PAGE, 0, 4096);
        printf("survived\\n");`,
    },
    {
      name: "calls-of-noise",
      before: RANDOM,
      body: `
        for (int i = 0; i < 3000; i++) {
          uint32_t number = random() >> 16;
          // What blocks or ends the partition would end the noise.
          number = number % 3 == 0 ? number & 0xff : number % 3 == 1 ? 0x100 + (number & 0xf) : random();
          if (number == 3 || number == 4 || number == 6 || number == 7 || number == 0x106 || number == 0x107 || number == 0x10c)
            continue;
          // A handler may be registered by chance, but nothing is unmasked: it is never entered.
          uint32_t status = number, value = random();
          __asm__ volatile("call 0xbfc00000" : "+a"(status), "+d"(value)
                           : "b"(random()), "c"(random()), "S"(random()), "D"(random()) : "memory", "cc");
        }
        bulkhead_exception_register(0, 0);
        printf("survived\\n");`,
    },
    {
      name: "fpu-of-noise",
      body: `
        static uint8_t area[108];
        memset(area, 0x5a, sizeof area);
        uint64_t end_ns = bulkhead_now_ns() + 60000000;
        while (bulkhead_now_ns() < end_ns) __asm__ volatile("frstor %0; fldpi; fldpi" : : "m"(area) : "memory");
        __asm__ volatile("fninit");
        printf("survived\\n");`,
    },
    {
      name: "fpu-of-another",
      body: `
        // Fresh: all registers empty, the neighbour's sums nowhere in them.
        for (int window = 0; window < 3; window++) {
          static uint8_t area[108] __attribute__((aligned(16)));
          __asm__ volatile("fnsave %0" : "=m"(area));
          for (int i = 28; i < 108; i++) if (area[i] != 0) printf("byte %d is 0x%02x\\n", i, area[i]);
          if (*(uint16_t *)area != 0x37f || *(uint16_t *)(area + 8) != 0xffff) printf("not initialized\\n");
          bulkhead_window_yield();
        }
        printf("survived\\n");`,
    },
    {
      name: "bad-handler-body",
      before: "void bulkhead_interrupt(uint32_t line) { (void)line; *(volatile int *)0xc0100000 = 1; }",
      body: `bulkhead_interrupts_attach(); bulkhead_enable(BULKHEAD_LINE_TIMER); bulkhead_unmask(); bulkhead_timer_set(0, 0);
        for (;;) {}`,
      error: "MEMORY_VIOLATION",
    },
    {
      name: "upcall-return-from-nowhere",
      body: `__asm__ volatile("movl $0x40000000, %esp; jmp 0xbfc00040");`,
      error: "MEMORY_VIOLATION",
    },
  ],
};
