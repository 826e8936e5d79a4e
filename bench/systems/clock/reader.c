// The kernel's clock beside the time-stamp counter, for ten seconds.
#include "../samples.h"

enum { READINGS = 101 };

TIME_STAMPS(counter, READINGS);
TIME_STAMPS(clock_ns, READINGS);
TIME_STAMPS(first_look, 1);

int main(void) {
  first_look[0] = bulkhead_tsc();
  for (int i = 0; i < READINGS; i++) {
    // The clock's own look at the counter lies between these two.
    uint64_t before = bulkhead_tsc();
    struct bulkhead_time_value time;
    bulkhead_time_get(&time);
    uint64_t after = bulkhead_tsc();
    counter[i] = before + (after - before) / 2;
    clock_ns[i] = time.nanoseconds;
    bulkhead_window_yield();
  }
  return 0;
}
