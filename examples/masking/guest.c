// Masked, an interrupt waits; unmasked, it is there before the next statement. No call is involved in either.
#include <bulkhead/bulkhead.h>

// Longer than a machine takes to notice a timer.
enum { US = 1000, MS = 1000000, LONG_NS = 3 * MS, ROUNDS = 500000 };

static volatile uint32_t handled;

void bulkhead_interrupt(uint32_t line) { handled += bulkhead_take(line); }

static const char *yes(bool condition) { return condition ? "yes" : "no"; }

static void spin(uint64_t duration_ns) {
  uint64_t end_ns = bulkhead_now_ns() + duration_ns;
  while (bulkhead_now_ns() < end_ns) {
  }
}

static void waits_while_masked(void) {
  uint32_t before = bulkhead_mask();
  printf("was unmasked: %s\n", yes(before == BULKHEAD_INTERRUPTS_ON));
  bulkhead_timer_set(bulkhead_now_ns(), 0);
  spin(LONG_NS);
  printf("pending while masked: %s, handled: %s\n", yes(bulkhead_vcpu()->pending & 1 << BULKHEAD_LINE_TIMER),
         yes(handled == 1));

  uint32_t inner = bulkhead_mask();
  bulkhead_restore(inner);
  printf("handled when an inner pair ends: %s\n", yes(handled == 1));
  bulkhead_restore(before);
  printf("handled when the outer pair ends: %s\n", yes(handled == 1));
}

static void waits_while_disabled(void) {
  handled = 0;
  bulkhead_disable(BULKHEAD_LINE_TIMER);
  bulkhead_timer_set(bulkhead_now_ns(), 0);
  spin(LONG_NS);
  printf("handled while disabled: %s\n", yes(handled == 1));
  bulkhead_line_enable(BULKHEAD_LINE_TIMER);
  printf("handled once enabled by the hypercall: %s\n", yes(handled == 1));
}

// Interrupts hit every place of a mask and unmask pair, sooner or later. None may be lost or left behind.
static void loses_none(void) {
  handled = 0;
  uint32_t raised_before = bulkhead_vcpu()->raised[BULKHEAD_LINE_TIMER];
  bulkhead_timer_set(bulkhead_now_ns(), 100 * US);
  for (uint32_t round = 0; round < ROUNDS; round++) {
    bulkhead_mask();
    bulkhead_unmask();
  }
  bulkhead_timer_cancel();
  uint32_t raised = bulkhead_vcpu()->raised[BULKHEAD_LINE_TIMER] - raised_before;
  printf("%d pairs under a timer of 100 us: some raised: %s, all handled: %s\n", ROUNDS, yes(raised > 0),
         yes(raised == handled));
}

int main(void) {
  bulkhead_interrupts_attach();
  bulkhead_enable(BULKHEAD_LINE_TIMER);
  bulkhead_unmask();
  waits_while_masked();
  waits_while_disabled();
  bulkhead_window_yield();
  loses_none();
  return 0;
}
