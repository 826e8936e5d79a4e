// Waiting for an interrupt, atomically.
#include "check.h"

enum { TIMER = BULKHEAD_LINE_TIMER, CALL = BULKHEAD_LINE_VCPU, ROUNDS = 300 };

void check_waiting(void) {
  bulkhead_mask();
  forget();
  bulkhead_vcpu_notify(0);
  check_call("wait", BULKHEAD_STATUS_OK, bulkhead_wait(), "with something pending");
  check(bulkhead_masked() && seen_count == 0 && pending(CALL), "masked, it returns at once and delivers nothing");
  bulkhead_unmask();
  check(seen_count == 1, "the unmask did");

  bulkhead_mask();
  forget();
  bulkhead_disable(CALL);
  bulkhead_vcpu_notify(0);
  uint64_t deadline_ns = bulkhead_now_ns() + 200 * US;
  bulkhead_timer_set(deadline_ns, 0);
  bulkhead_wait();
  check(bulkhead_now_ns() >= deadline_ns && pending(TIMER), "a line that is not enabled ends no wait");
  bulkhead_line_acknowledge(CALL);
  bulkhead_vcpu()->taken[CALL] = raised(CALL);
  bulkhead_enable(CALL);
  bulkhead_unmask();

  forget();
  bulkhead_timer_set(bulkhead_now_ns() + 200 * US, 0);
  bulkhead_wait();
  check(seen_count == 1 && !bulkhead_masked(), "unmasked, the handler has run when it returns");

  // Whenever the interrupt comes, before the wait or in it, the wait ends: it would hang otherwise.
  bool once = true;
  for (uint32_t round = 0; round < ROUNDS; round++) {
    bulkhead_mask();
    forget();
    bulkhead_timer_set(bulkhead_now_ns() + round * 20, 0);
    while (!pending(TIMER)) bulkhead_wait();
    bulkhead_unmask();
    once = once && took[TIMER] == 1;
  }
  check(once, "no interrupt slips in between a look and a wait");

  forget();
  deadline_ns = bulkhead_now_ns() + 1 * MS;
  bulkhead_timer_set(bulkhead_now_ns() + 300 * US, 0);
  bulkhead_sleep_until(deadline_ns);
  check(seen_count == 1 && bulkhead_now_ns() >= deadline_ns, "an upcall does not end a sleep");
}
