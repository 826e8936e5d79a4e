/** Several vCPUs that do all of it at once. */
import type { Theme, Trick } from "../trick.js";

const has = { vcpus: 4 } as const;

/** Runs `body` on the other three; they take their turns with vCPU 0, a millisecond each. */
const BEGIN = (body: string) => `
  static volatile unsigned begun[4];
  static unsigned char stacks[4][2048] __attribute__((aligned(16)));
  static void work(uint32_t vcpu) { begun[vcpu]++; ${body} }
  __attribute__((unused)) static void begin(void) {
    for (unsigned vcpu = 1; vcpu < 4; vcpu++) bulkhead_vcpu_run(vcpu, work, stacks[vcpu], sizeof stacks[vcpu]);
  }`;

const several = (name: string, work: string, body: string, more: Partial<Trick> = {}): Trick => ({
  name,
  before: BEGIN(work),
  body,
  has,
  ...more,
});

/** Waits until the other three have begun; but not for ever. */
const ALL_BEGUN = `
  for (uint64_t end_ns = bulkhead_now_ns() + 40000000; bulkhead_now_ns() < end_ns;) {
    if (begun[1] && begun[2] && begun[3]) break;
  }`;

export const vcpus: Theme = {
  name: "several vCPUs",
  tricks: [
    several(
      "wild-starts",
      "",
      `
      static const unsigned wild[] = {0, 8, 0x40000000, 0xbfc00000, 0xbfc20000, 0xc0100000, 0xffffffff, (unsigned)stacks};
      for (unsigned i = 0; i < sizeof wild / sizeof *wild; i++) {
        if (bulkhead_vcpu_start(1, (bulkhead_handler)wild[i], 0, 0) == BULKHEAD_STATUS_OK) return 1;
        if (bulkhead_vcpu_start(wild[i] | 4, bulkhead_vcpu_begin, 0, 0) == BULKHEAD_STATUS_OK) return 1;
        if (wild[i] > 3 && bulkhead_vcpu_notify(wild[i]) == BULKHEAD_STATUS_OK) return 1;
      }
      if (begun[1]) return 1;
      printf("survived\\n");`.replace("(unsigned)stacks", "0x100"),
    ),
    several(
      "start-on-the-kernels-stack",
      "",
      `bulkhead_vcpu_start(1, bulkhead_vcpu_begin, 0xc0200000, 0); for (;;) {}`,
      {
        error: "MEMORY_VIOLATION",
      },
    ),
    several("start-on-no-stack", "", `bulkhead_vcpu_start(3, bulkhead_vcpu_begin, 0x40000000, 0); for (;;) {}`, {
      error: "MEMORY_VIOLATION",
    }),
    {
      name: "upcall-on-no-stack",
      before: `
        __asm__(".globl lost\\nlost: movl $0x200, 0xbfc21000\\nmovl $0xffffffff, 0xbfc21008\\n"
                "movl $0x101, %eax\\nmovl $0xffffffff, %ebx\\nmovl $lost, %ecx\\nint $0x82\\n1: jmp 1b");
        void lost(void);`,
      body: `
        bulkhead_vcpu_start(1, lost, 0x40000000, 0);
        for (;;) bulkhead_vcpu_notify(1);`,
      has,
      error: "STACK_OVERFLOW",
    },
    several("loops-masked", "for (;;) {}", "begin(); for (;;) {}", { endless: true }),
    several(
      "floods-of-notifications",
      "for (;;) for (unsigned other = 0; other < 4; other++) bulkhead_vcpu_notify(other);",
      `bulkhead_interrupts_attach(); bulkhead_enable(BULKHEAD_LINE_VCPU); bulkhead_unmask(); begin();
       for (;;) bulkhead_vcpu_notify(0);`,
      { endless: true },
    ),
    several(
      "floods-of-timers",
      `bulkhead_timer_set(0, BULKHEAD_TIMER_PERIOD_MIN_NS); bulkhead_vcpu_at(vcpu)->enabled = 1; for (;;) bulkhead_wait();`,
      `bulkhead_interrupts_attach(); bulkhead_enable(BULKHEAD_LINE_TIMER); bulkhead_unmask(); begin();
       bulkhead_timer_set(0, BULKHEAD_TIMER_PERIOD_MIN_NS); for (;;) {}`,
      { endless: true },
    ),
    several("starts-and-stops", "", "for (;;) begin();", { endless: true }),
    several(
      "restarts-with-four-running",
      "for (;;) {}",
      `begin(); ${ALL_BEGUN} bulkhead_partition_set_mode(BULKHEAD_MODE_COLD_START, 0);`,
      {
        endless: true,
      },
    ),
    several(
      "fault-of-one-is-all-of-them",
      `if (vcpu == 3) __asm__ volatile("ud2"); for (;;) {}`,
      "begin(); for (;;) {}",
      {
        error: "ILLEGAL_INSTRUCTION",
        restarted: true,
      },
    ),
    several(
      "overflow-of-anothers-stack",
      `if (vcpu == 2) __asm__ volatile("movl $0x2000, %esp; 1: pushl $0; jmp 1b"); for (;;) {}`,
      "begin(); for (;;) {}",
      {
        error: "MEMORY_VIOLATION",
      },
    ),
    several("all-stop", "bulkhead_vcpu_stop();", `begin(); ${ALL_BEGUN} bulkhead_vcpu_stop();`, { endless: true }),
    several(
      "anothers-return-sequence",
      `for (int i = 0; i < 300; i++)
         __asm__ volatile("pushfl; pushl $0x33; pushl $1f; jmp 0xbfc00040; 1:" : : : "memory", "cc");
       for (int i = 0; i < 300; i++)
         __asm__ volatile("pushfl; pushl $0x33; pushl $1f; jmp 0xbfc000c0; 1:" : : : "memory", "cc");`,
      `bulkhead_interrupts_attach(); bulkhead_enable(BULKHEAD_LINE_TIMER); bulkhead_unmask();
       bulkhead_timer_set(0, BULKHEAD_TIMER_PERIOD_MIN_NS);
       begin(); ${ALL_BEGUN}
       while (bulkhead_vcpu_run(1, work, stacks[1], sizeof stacks[1]) != BULKHEAD_STATUS_OK) {}
       bulkhead_mask();
       printf("survived\\n");`,
    ),
    several(
      "noise-in-all-pages",
      `bulkhead_timer_set(0, 60000);
       for (unsigned state = vcpu, i = 0; i < 2000; i++) {
         state = state * 1664525 + 1013904223;
         ((volatile unsigned *)0xbfc20000)[state >> 20] = state;
         if (i % 16 == 0) bulkhead_hypercall_null();
       }`,
      `begin(); ${ALL_BEGUN}
       for (unsigned vcpu = 1; vcpu < 4; vcpu++)
         while (bulkhead_vcpu_run(vcpu, work, stacks[vcpu], sizeof stacks[vcpu]) != BULKHEAD_STATUS_OK) {}
       memset((void *)0xbfc20000, 0, 4096);
       printf("survived\\n");`,
    ),
  ],
};
