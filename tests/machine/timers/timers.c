// Sixteen timers of different periods on the one that the vCPU has. The hash takes in when each of them was handled: a
// difference of one tick of the clock anywhere shows in all that is printed after it.
#include <bulkhead/bulkhead.h>

enum { TIMERS = 16, PERIOD_NS = 311000, STEP_NS = 97000, REPORT_EVERY = 500 };

static uint64_t due_ns[TIMERS];
static volatile uint32_t fired;
static uint32_t hash = 2166136261u;

static uint64_t period_ns(int timer) { return PERIOD_NS + (uint64_t)timer * STEP_NS; }

static void take_in(uint32_t word) { hash = (hash ^ word) * 16777619u; }

static void arm_next(void) {
  uint64_t next_ns = due_ns[0];
  for (int i = 1; i < TIMERS; i++) {
    if (due_ns[i] < next_ns) next_ns = due_ns[i];
  }
  bulkhead_timer_set(next_ns, 0);
}

void bulkhead_interrupt(uint32_t line) {
  bulkhead_take(line);
  uint64_t now_ns = bulkhead_now_ns();
  for (int i = 0; i < TIMERS; i++) {
    if (due_ns[i] > now_ns) continue;
    take_in((uint32_t)now_ns ^ (uint32_t)i);
    do due_ns[i] += period_ns(i);
    while (due_ns[i] <= now_ns);
    fired++;
  }
  arm_next();
}

int main(void) {
  uint64_t start_ns = bulkhead_now_ns();
  for (int i = 0; i < TIMERS; i++) due_ns[i] = start_ns + period_ns(i);
  bulkhead_interrupts_attach();
  bulkhead_enable(BULKHEAD_LINE_TIMER);
  arm_next();
  bulkhead_unmask();
  for (uint32_t report = REPORT_EVERY;; report += REPORT_EVERY) {
    while (fired < report) bulkhead_wait();
    bulkhead_mask();
    printf("%u fired, hash 0x%08x, tsc 0x%08x\n", fired, hash, (uint32_t)bulkhead_tsc());
    bulkhead_unmask();
  }
}
