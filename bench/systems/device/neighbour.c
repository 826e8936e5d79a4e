// Looks at the counter without a pause: a look that took longer was the kernel's work for a device of the other partition.
#include "../samples.h"

// What takes longer is time outside the partition's window.
enum { REPETITIONS = 40, ROUND = 6, WINDOW_CHANGE = 100000 };

SAMPLES(hwirq_to_neighbour, REPETITIONS);

// Goes round, ROUND instructions a time, until one round took more; tells how many.
uint32_t roundtrip_spin(void);

int main(void) {
  for (int taken = 0; taken < REPETITIONS;) {
    uint32_t instructions = roundtrip_spin() - ROUND;
    if (instructions < WINDOW_CHANGE) hwirq_to_neighbour[taken++] = instructions;
  }
  for (;;) bulkhead_window_yield();
}
