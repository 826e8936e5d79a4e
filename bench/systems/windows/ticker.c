// Takes the interrupts of a fast virtual timer, near the ends of its windows too.
#include <bulkhead/bulkhead.h>

enum { PERIOD_NS = BULKHEAD_TIMER_PERIOD_MIN_NS + 77 };

void bulkhead_interrupt(uint32_t line) { bulkhead_take(line); }

int main(void) {
  bulkhead_interrupts_attach();
  bulkhead_enable(BULKHEAD_LINE_TIMER);
  bulkhead_unmask();
  bulkhead_timer_set(bulkhead_now_ns() + PERIOD_NS, PERIOD_NS);
  for (;;) bulkhead_wait();
}
