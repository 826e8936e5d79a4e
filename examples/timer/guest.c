// The virtual timer's line, one-shot and periodic.
#include <bulkhead/bulkhead.h>

enum { MS = 1000000, PERIODS = 5 };

static volatile uint32_t handled;
static volatile uint64_t handled_ns;

void bulkhead_interrupt(uint32_t line) {
  handled += bulkhead_take(line);
  handled_ns = bulkhead_now_ns();
}

static const char *yes(bool condition) { return condition ? "yes" : "no"; }

// Masked between the look at `handled` and the wait, so that no interrupt slips in between the two.
static void wait_for(uint32_t count) {
  bulkhead_mask();
  while (handled < count) {
    bulkhead_wait();
    bulkhead_unmask();
    bulkhead_mask();
  }
  bulkhead_unmask();
}

int main(void) {
  bulkhead_interrupts_attach();
  bulkhead_enable(BULKHEAD_LINE_TIMER);
  bulkhead_unmask();

  uint64_t deadline_ns = bulkhead_now_ns() + 2 * MS;
  printf("one shot: %s\n", bulkhead_status_name(bulkhead_timer_set(deadline_ns, 0)));
  wait_for(1);
  printf("  handled once: %s, not before its time: %s\n", yes(handled == 1), yes(handled_ns >= deadline_ns));
  while (bulkhead_now_ns() < deadline_ns + 3 * MS) {
  }
  printf("  and not again: %s\n", yes(handled == 1));
  printf("  cancelling a timer that is not armed: %s\n", bulkhead_status_name(bulkhead_timer_cancel()));

  handled = 0;
  deadline_ns = bulkhead_now_ns() + MS;
  printf("periodic: %s\n", bulkhead_status_name(bulkhead_timer_set(deadline_ns, MS)));
  wait_for(PERIODS);
  printf("  five periods take at least four milliseconds more than one: %s\n",
         yes(handled_ns >= deadline_ns + (PERIODS - 1) * MS));

  // A window and more goes by; the periods that pass outside are counted too.
  bulkhead_window_yield();
  uint64_t before_ns = bulkhead_now_ns();
  uint64_t due = (before_ns - deadline_ns) / MS + 1;
  printf("  periods outside the window are not lost: %s\n", yes(handled >= due));

  printf("  cancel: %s\n", bulkhead_status_name(bulkhead_timer_cancel()));

  handled = 0;
  printf("a deadline in the past: %s\n", bulkhead_status_name(bulkhead_timer_set(1, 0)));
  wait_for(1);
  printf("  handled once: %s\n", yes(handled == 1));
  struct bulkhead_vcpu_page *vcpu = bulkhead_vcpu();
  printf("as many taken as raised: %s\n",
         yes(vcpu->raised[BULKHEAD_LINE_TIMER] == vcpu->taken[BULKHEAD_LINE_TIMER]));
  return 0;
}
