// Each handler ends with the next interrupt pending already: it is delivered from the return of the one before, which
// must be over by then, or the frames would pile up.
#include <bulkhead/bulkhead.h>

enum { PERIOD_NS = 50000, HANDLER_NS = 60000, CALLS = 300, ONE_FRAME_AND_A_LITTLE = 64 };

static volatile uint32_t calls;
static volatile uint32_t counted;
static uint32_t highest;
static uint32_t lowest = UINT32_MAX;

void bulkhead_interrupt(uint32_t line) {
  uint32_t stack = (uint32_t)__builtin_frame_address(0);
  if (stack > highest) highest = stack;
  if (stack < lowest) lowest = stack;
  counted += bulkhead_take(line);
  if (++calls == CALLS) bulkhead_timer_cancel();
  uint64_t end_ns = bulkhead_now_ns() + HANDLER_NS;
  while (bulkhead_now_ns() < end_ns) {
  }
}

static const char *yes(bool condition) { return condition ? "yes" : "no"; }

int main(void) {
  bulkhead_interrupts_attach();
  bulkhead_enable(BULKHEAD_LINE_TIMER);
  bulkhead_unmask();
  bulkhead_timer_set(bulkhead_now_ns(), PERIOD_NS);
  while (calls < CALLS) {
  }
  printf("%d handlers, more periods than that: %s\n", CALLS, yes(counted > CALLS));
  printf("all at one depth of the stack: %s\n", yes(highest - lowest <= ONE_FRAME_AND_A_LITTLE));
  printf("none lost: %s\n", yes(counted == bulkhead_vcpu()->raised[BULKHEAD_LINE_TIMER]));
  return 0;
}
