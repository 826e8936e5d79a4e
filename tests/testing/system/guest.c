// A guest operating system in little: a task that counts, and a timer's handler that counts too and preempts it.
#include <bulkhead/bulkhead.h>

enum { MS = 1000000, TICKS_PER_LINE = 20, STEPS_PER_LINE = 40 };

volatile uint32_t ticks;
volatile uint32_t offset = 100;

void bulkhead_interrupt(uint32_t line) {
  if (line != BULKHEAD_LINE_TIMER) return;
  ticks += bulkhead_take(line);
  if (ticks % TICKS_PER_LINE == 0) printf("tick %u\n", ticks);
}

// What a flipped bit of its code may change.
__attribute__((noinline)) uint32_t next_step(uint32_t step) {
  for (volatile int spin = 0; spin < 3000; spin++);
  return step + 1;
}

int main(void) {
  struct bulkhead_partition_status status;
  bulkhead_partition_status(&status);
  bulkhead_interrupts_attach();
  bulkhead_enable(BULKHEAD_LINE_TIMER);
  bulkhead_timer_set(bulkhead_now_ns() + MS, MS);
  bulkhead_unmask();
  printf("start %u\n", status.restarts);
  for (uint32_t step = 0;; step = next_step(step)) {
    if (step % STEPS_PER_LINE == 0) printf("step %u, offset %u\n", step, offset);
  }
}
