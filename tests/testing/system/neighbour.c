// Whom nothing may touch: it says in each of its windows how long it had it for itself, and what it found in its memory.
#include <bulkhead/bulkhead.h>

static uint32_t block[256];

int main(void) {
  for (uint32_t window = 1;; window++) {
    uint32_t wrong = 0;
    for (uint32_t i = 0; i < 256; i++) {
      if (block[i] != (window - 1) * i) wrong++;
      block[i] = window * i;
    }
    printf("window %u, %u words wrong\n", window, wrong);
    bulkhead_window_yield();
  }
}
