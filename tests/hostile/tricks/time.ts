/** Taking more than one's share: of the processor, of the console, of the kernel's attention. */
import type { Theme, Trick } from "../trick.js";

const endless = (name: string, body: string, more: Partial<Trick> = {}): Trick => ({
  name,
  body,
  endless: true,
  ...more,
});

const ATTACH_TIMER = `
  bulkhead_interrupts_attach();
  bulkhead_enable(BULKHEAD_LINE_TIMER);
  bulkhead_unmask();`;

const RANDOM = `
  static uint32_t state = 1;
  static uint32_t random(void) { return state = state * 1664525 + 1013904223; }`;

export const time: Theme = {
  name: "time",
  tricks: [
    endless("loop-masked", "bulkhead_mask(); for (;;) {}"),
    endless("loop-in-assembly", `__asm__ volatile("1: jmp 1b");`),
    endless("flood-of-calls", "for (;;) bulkhead_core_null();"),
    endless("flood-of-hypercalls", "for (;;) bulkhead_hypercall_null();"),
    endless("flood-of-unknown-calls", `for (;;) __asm__ volatile("int $0x80" : : "a"(-1) : "edx", "memory");`),
    endless("flood-of-console", `for (;;) bulkhead_console_put("flood flood flood flood\\n", 24);`),
    endless(
      "flood-of-long-lines",
      `static char line[256]; memset(line, 'x', 255); line[255] = '\\n';
       for (;;) bulkhead_console_put(line, sizeof line);`,
    ),
    endless(
      "flood-of-newlines",
      `static char lines[256]; memset(lines, '\\n', sizeof lines);
       for (;;) bulkhead_console_put(lines, sizeof lines);`,
    ),
    endless("flood-of-open-lines", `for (;;) bulkhead_console_put("flood", 5);`),
    endless("flood-of-trace", "for (;;) bulkhead_trace_event(1, 2, 3);"),
    endless("flood-of-health-reports", "for (;;) bulkhead_health_report(1);", { error: "APPLICATION_ERROR" }),
    endless("flood-of-yields", "for (;;) bulkhead_window_yield();"),
    endless("flood-of-restarts", "bulkhead_partition_set_mode(BULKHEAD_MODE_COLD_START);"),
    endless("flood-of-timers", `${ATTACH_TIMER} bulkhead_timer_set(0, BULKHEAD_TIMER_PERIOD_MIN_NS); for (;;) {}`),
    endless("flood-of-past-timers", `${ATTACH_TIMER} for (;;) bulkhead_timer_set(0, 0);`),
    endless(
      "handler-without-end",
      `bulkhead_interrupts_attach(); bulkhead_enable(BULKHEAD_LINE_TIMER); bulkhead_timer_set(0, 100000);
       bulkhead_unmask(); for (;;) {}`,
      { before: "void bulkhead_interrupt(uint32_t line) { (void)line; for (;;) {} }" },
    ),
  ],
};

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
          if (number == 3 || number == 4 || number == 6 || number == 7 || number == 0x106 || number == 0x107) continue;
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
      body: `${ATTACH_TIMER} bulkhead_timer_set(0, 0); for (;;) {}`,
      error: "MEMORY_VIOLATION",
    },
    {
      name: "upcall-return-from-nowhere",
      body: `__asm__ volatile("movl $0x40000000, %esp; jmp 0xbfc00040");`,
      error: "MEMORY_VIOLATION",
    },
  ],
};
