// Has its windows beside the four, and computes too.
#include <bulkhead/bulkhead.h>

int main(void) {
  double sum = 0, term = 1;
  for (uint32_t window = 1; window <= 4; window++) {
    for (int i = 0; i < 8; i++, term /= 2) sum += term;
    printf("window %u: %s\n", window, sum == 2 - 2 * term ? "all is well" : "SOMETHING IS WRONG");
    bulkhead_window_yield();
  }
  return 0;
}
