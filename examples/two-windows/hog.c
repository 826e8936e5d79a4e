// Never gives the processor back: masks its interrupts and counts how often it was taken away all the same.
#include <bulkhead/bulkhead.h>

enum { GAP_NS = 5000000, GAPS = 3 };

int main(void) {
  bulkhead_mask();
  printf("I keep the processor\n");
  uint64_t last_ns = bulkhead_now_ns();
  for (int gaps = 0; gaps < GAPS;) {
    uint64_t now_ns = bulkhead_now_ns();
    if (now_ns - last_ns > GAP_NS) gaps++;
    last_ns = now_ns;
  }
  printf("I lost it %d times\n", GAPS);
  for (;;) {
  }
}
