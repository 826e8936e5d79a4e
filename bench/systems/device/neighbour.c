// Looks at the counter without a pause: a look that took longer was the kernel's work for a device of the other partition.
#include "../samples.h"

// What takes longer is time outside the partition's window.
enum { REPETITIONS = 40, WINDOW_CHANGE = 100000 };

SAMPLES(hwirq_to_neighbour, REPETITIONS);

uint32_t long_look(void);

int main(void) {
  for (int taken = 0; taken < REPETITIONS;) {
    uint32_t instructions = long_look();
    if (instructions < WINDOW_CHANGE) hwirq_to_neighbour[taken++] = instructions;
  }
  for (;;) bulkhead_window_yield();
}
