// Has nothing to do: gives up the rest of each window.
#include <bulkhead/bulkhead.h>

int main(void) {
  for (;;) bulkhead_window_yield();
}
