// The rest of a window given away; and sleeping, within the window and beyond it.
#include <bulkhead/bulkhead.h>

enum { MS = 1000000 };

static const char *yes(bool condition) { return condition ? "yes" : "no"; }

static uint32_t windows(void) {
  struct bulkhead_partition_status status;
  bulkhead_partition_status(&status);
  return status.windows;
}

static void sleep(const char *text, uint64_t deadline_ns, uint32_t windows_later) {
  uint32_t before = windows();
  bulkhead_sleep_until(deadline_ns);
  printf("%s: not too short: %s, windows later: %u as expected: %s\n", text, yes(bulkhead_now_ns() >= deadline_ns),
         windows_later, yes(windows() == before + windows_later));
}

int main(void) {
  uint32_t first = windows();
  for (uint32_t i = 1; i <= 3; i++) {
    bulkhead_window_yield();
    printf("yield %u: in the next window: %s\n", i, yes(windows() == first + i));
  }
  uint64_t frame_ns = bulkhead_info()->major_frame_ns;
  bulkhead_window_yield();
  sleep("2 ms", bulkhead_now_ns() + 2 * MS, 0);
  sleep("a time that is past", 1, 0);
  bulkhead_window_yield();
  sleep("into the next window", bulkhead_now_ns() + frame_ns + 2 * MS, 1);
  bulkhead_window_yield();
  sleep("to a time outside any window", bulkhead_now_ns() + frame_ns * 3 / 4, 1);

  // Interrupts are handled during a sleep, and do not end it.
  bulkhead_window_yield();
  bulkhead_interrupts_attach();
  bulkhead_enable(BULKHEAD_LINE_TIMER);
  bulkhead_unmask();
  bulkhead_timer_set(bulkhead_now_ns() + MS, MS);
  sleep("6 ms under a timer of 1 ms", bulkhead_now_ns() + 6 * MS, 0);
  printf("interrupts meanwhile: %s\n", yes(bulkhead_vcpu()->taken[BULKHEAD_LINE_TIMER] >= 5));
  return 0;
}
