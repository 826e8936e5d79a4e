// The well-behaved partition beside the hostile ones: in each window it checks its memory, its registers, its floating
// point and its timer, and says so. Whatever the others do, it says the same.
#include <bulkhead/bulkhead.h>

enum { WORDS = 1024, TICK_NS = 200000, INTO_THE_NEXT_WINDOW_NS = 4000000, WINDOWS = 20 };

static uint32_t memory[WORDS];
static volatile uint32_t ticks;

void bulkhead_interrupt(uint32_t line) { ticks += bulkhead_take(line); }

static void fill(void) {
  for (uint32_t i = 0; i < WORDS; i++) memory[i] = i * 2654435761u;
}

static bool memory_is_whole(void) {
  for (uint32_t i = 0; i < WORDS; i++)
    if (memory[i] != i * 2654435761u) return false;
  return true;
}

// 1 + 1/2 + 1/4 + ... is 2 less the last term, exactly, at any step.
static bool floating_point_is_right(void) {
  static double sum = 0, term = 2;
  term /= 2;
  sum += term;
  return sum == 2 - term;
}

// IF alone, of NT, IOPL, DF, IF, TF, AC and ID.
static bool flags_are_clean(void) {
  uint32_t flags;
  __asm__ volatile("pushfl; popl %0" : "=r"(flags));
  return (flags & 0x247700) == 0x0200;
}

// Masked between the look and the wait, so that nothing slips in between.
static void wait_for(uint32_t count) {
  bulkhead_mask();
  while (ticks != count) {
    bulkhead_wait();
    bulkhead_unmask();
    bulkhead_mask();
  }
  bulkhead_unmask();
}

int main(void) {
  fill();
  bulkhead_interrupts_attach();
  bulkhead_enable(BULKHEAD_LINE_TIMER);
  bulkhead_unmask();
  for (uint32_t window = 1; window <= WINDOWS; window++) {
    uint64_t start_ns = bulkhead_now_ns();
    uint32_t before = ticks;
    bulkhead_timer_set(bulkhead_now_ns() + TICK_NS, 0);
    wait_for(before + 1);
    bool well = memory_is_whole() && floating_point_is_right() && flags_are_clean() && ticks == before + 1;
    printf("window %u: %s\n", window, well ? "all is well" : "SOMETHING IS WRONG");
    // Two ways to be away while the others have their windows.
    if (window % 2 == 0) bulkhead_window_yield();
    else bulkhead_sleep_until(start_ns + INTO_THE_NEXT_WINDOW_NS);
  }
  return 0;
}
