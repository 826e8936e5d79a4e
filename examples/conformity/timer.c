// The virtual timer.
#include "check.h"

enum { TIMER = BULKHEAD_LINE_TIMER, PERIOD_NS = 100 * US };

static uint64_t handled_ns;

static void note_time(uint32_t line) {
  if (line == TIMER) handled_ns = bulkhead_now_ns();
}

void check_timer(void) {
  forget();
  in_handler = note_time;
  uint32_t before = raised(TIMER);
  uint64_t deadline_ns = bulkhead_now_ns() + 300 * US;
  check_call("timer_set", BULKHEAD_STATUS_OK, bulkhead_timer_set(deadline_ns, 0), "once");
  spin_until_raised(TIMER, before + 1);
  check(took[TIMER] == 1 && handled_ns >= deadline_ns, "handled once, not before its time");
  spin(1 * MS);
  check(raised(TIMER) == before + 1, "and not again");
  check_call("timer_cancel", BULKHEAD_STATUS_NO_ACTION, bulkhead_timer_cancel(), "a timer that is not armed");
  check_call("timer_set", BULKHEAD_STATUS_BAD_ARGUMENT, bulkhead_timer_set(0, BULKHEAD_TIMER_PERIOD_MIN_NS - 1),
             "a period that is too short");
  check_call("timer_set", BULKHEAD_STATUS_BAD_ARGUMENT, bulkhead_timer_set(0, UINT64_MAX), "one that is too long");
  check_call("timer_cancel", BULKHEAD_STATUS_NO_ACTION, bulkhead_timer_cancel(), "still not armed");

  forget();
  before = raised(TIMER);
  uint64_t first_ns = bulkhead_now_ns();
  check_call("timer_set", BULKHEAD_STATUS_OK, bulkhead_timer_set(first_ns, PERIOD_NS), "periods");
  bulkhead_sleep_until(first_ns + 40 * MS);
  bulkhead_mask();
  check_call("timer_cancel", BULKHEAD_STATUS_OK, bulkhead_timer_cancel(), "while it is armed");
  uint64_t end_ns = bulkhead_now_ns();
  bulkhead_unmask();
  uint32_t counted = raised(TIMER) - before;
  check(took[TIMER] == counted, "as many taken as raised");
  check(counted >= 400 && counted <= (end_ns - first_ns) / PERIOD_NS + 1, "each period counted, outside the windows too");
  check(seen_count < counted, "those outside at once");
  in_handler = NULL;
}
