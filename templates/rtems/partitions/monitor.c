// A neighbour of the RTEMS partition: whatever that does, this one runs in its windows.
#include <bulkhead/bulkhead.h>

int main(void) {
  for (int window = 1;; window++) {
    if (window % 10 == 1) printf("window %d\n", window);
    bulkhead_window_yield();
  }
}
