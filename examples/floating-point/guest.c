// Computes while its windows come and go, and while its own timer's handler computes too.
#include <bulkhead/bulkhead.h>

#include "frame.h"
#include "unit.h"

enum { MS = 1000000, LONG_NS = 50 * MS, PERIOD_NS = 300000, STEPS = 1000000, TERMS = 200000 };

static volatile uint32_t handled;
static volatile bool handler_is_right = true;

static const char *yes(bool condition) { return condition ? "yes" : "no"; }

// A handler that computes saves the unit, as an operating system does that switches tasks.
void bulkhead_interrupt(uint32_t line) {
  static struct unit interrupted;
  static const struct unit fresh = {.control = 0x037f, .sse_control = 0x1f80};
  unit_save(&interrupted);
  unit_load(&fresh);
  volatile double sum = harmonic(20);
  static double first;
  if (first == 0) first = sum;
  if (sum != first) handler_is_right = false;
  handled += bulkhead_take(line);
  unit_load(&interrupted);
}

int main(void) {
  uint32_t seed = bulkhead_info()->identifier + 1;
  enum rounding rounding = seed == 1 ? UP : DOWN;
  bulkhead_interrupts_attach();
  bulkhead_enable(BULKHEAD_LINE_TIMER);
  bulkhead_timer_set(bulkhead_now_ns(), PERIOD_NS);
  bulkhead_unmask();

  unit_fill(seed, rounding);
  uint64_t end_ns = bulkhead_now_ns() + LONG_NS;
  while (bulkhead_now_ns() < end_ns) {
  }
  bool held = unit_holds(seed, rounding);
  for (int i = 0; i < 5; i++) {
    bulkhead_window_yield();
    held = held && unit_holds(seed, rounding);
  }
  __asm__ volatile("fninit");
  wait_for_frame(15);
  printf("every register kept, through windows and handlers: %s\n", yes(held));

  unit_round(rounding);
  double sum = harmonic(TERMS);
  wait_for_frame(25);
  printf("x87, rounded %s: 0x%016llx\n", rounding == UP ? "up" : "down", (unsigned long long)bits_of(sum));
  uint32_t plain = 0x1f80;
  __asm__ volatile("ldmxcsr %0" : : "m"(plain));
  float values[4] = {0.1f * seed, 0.2f, 0.3f, 0.4f};
  logistic(values, STEPS);
  wait_for_frame(45);
  printf("SSE: 0x%08x 0x%08x 0x%08x 0x%08x\n", bits_of_single(values[0]), bits_of_single(values[1]),
         bits_of_single(values[2]), bits_of_single(values[3]));
  bulkhead_mask();
  printf("handlers in between: %s, always right: %s\n", yes(handled > 100), yes(handler_is_right));
  return 0;
}
