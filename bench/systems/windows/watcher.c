// Looks at the time-stamp counter for ever and notes the first look of each window.
#include "../samples.h"

enum { WINDOWS = 5 * 300, GAP = 20000 };

TIME_STAMPS(window_starts, WINDOWS);
// The last look before each of them, in the window before.
TIME_STAMPS(window_ends, WINDOWS);

int main(void) {
  uint64_t last = bulkhead_tsc();
  for (int i = 0; i < WINDOWS;) {
    uint64_t now = bulkhead_tsc();
    if (now - last > GAP) {
      window_ends[i] = last;
      window_starts[i++] = now;
    }
    last = now;
  }
  return 0;
}
