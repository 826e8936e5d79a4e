// Has ports, and does nothing with them.
#include <bulkhead/bulkhead.h>

int main(void) {
  for (;;) bulkhead_window_yield();
}
