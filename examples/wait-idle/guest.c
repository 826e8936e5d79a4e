// wait: the way to idle. It returns as soon as an enabled line is pending, masked or not.
#include <bulkhead/bulkhead.h>

enum { MS = 1000000 };

static volatile uint32_t handled;

void bulkhead_interrupt(uint32_t line) { handled += bulkhead_take(line); }

static const char *yes(bool condition) { return condition ? "yes" : "no"; }

static bool timer_pending(void) { return bulkhead_vcpu()->pending & 1 << BULKHEAD_LINE_TIMER; }

static uint32_t windows(void) {
  struct bulkhead_partition_status status;
  bulkhead_partition_status(&status);
  return status.windows;
}

int main(void) {
  bulkhead_interrupts_attach();
  bulkhead_enable(BULKHEAD_LINE_TIMER);

  uint64_t deadline_ns = bulkhead_now_ns() + 2 * MS;
  bulkhead_timer_set(deadline_ns, 0);
  bulkhead_wait();
  printf("masked: waited until it was pending: %s, handled: %s\n",
         yes(timer_pending() && bulkhead_now_ns() >= deadline_ns), yes(handled == 1));
  bulkhead_wait();
  printf("still pending: returned at once: %s\n", yes(timer_pending()));
  bulkhead_unmask();
  printf("unmasked: handled: %s\n", yes(handled == 1));

  bulkhead_timer_set(bulkhead_now_ns() + 2 * MS, 0);
  bulkhead_wait();
  printf("unmasked: handled when the wait ends: %s\n", yes(handled == 2));

  uint32_t before = windows();
  deadline_ns = bulkhead_now_ns() + 30 * MS;
  bulkhead_timer_set(deadline_ns, 0);
  bulkhead_wait();
  printf("waited into another window: %s, not too short: %s\n", yes(windows() > before),
         yes(bulkhead_now_ns() >= deadline_ns));

  bulkhead_mask();
  bulkhead_clear_pending(BULKHEAD_LINE_WINDOW_START);
  bulkhead_enable(BULKHEAD_LINE_WINDOW_START);
  handled = 0;
  before = windows();
  for (int i = 1; i <= 3; i++) {
    bulkhead_wait();
    printf("window start %d: %s\n", i, yes(windows() == before + (uint32_t)i));
    bulkhead_clear_pending(BULKHEAD_LINE_WINDOW_START);
  }
  return 0;
}
