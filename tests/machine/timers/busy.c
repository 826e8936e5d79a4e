// Computes without a pause, in the x87 too, so that the windows' ends find it anywhere; some rounds on, it divides by
// zero and is restarted.
#include <bulkhead/bulkhead.h>

enum { ROUNDS = 6, STEPS = 20000 };

static volatile int zero;

int main(void) {
  uint32_t state = 2463534242u;
  double sum = 0;
  for (int round = 1; round <= ROUNDS; round++) {
    for (int i = 0; i < STEPS; i++) {
      state ^= state << 13;
      state ^= state >> 17;
      state ^= state << 5;
      sum = sum / 2 + state;
    }
    printf("round %d: 0x%08x, %u, tsc 0x%08x\n", round, state, (uint32_t)(sum / 2), (uint32_t)bulkhead_tsc());
  }
  return 100 / zero;
}
