// A partition in C. It measures once in each of its windows.
#include <bulkhead/bulkhead.h>

static int measure(int step) {
  int in_cycle = step % 20;
  return 20 + (in_cycle < 10 ? in_cycle : 20 - in_cycle);
}

int main(void) {
  printf("measuring in a window of %u us\n", (unsigned)(bulkhead_info()->duration_ns / 1000));
  for (int step = 0;; step++) {
    printf("%d degrees\n", measure(step));
    bulkhead_window_yield();
  }
}
