// Says in each of its windows that it has one.
#include <bulkhead/bulkhead.h>

int main(void) {
  for (int window = 1;; window++) {
    printf("window %d\n", window);
    bulkhead_window_yield();
  }
}
