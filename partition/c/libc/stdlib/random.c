// Pseudo-random numbers: linear congruences, of which only the upper bits are given away.
#include <stdint.h>
#include <stdlib.h>

#include "../weak.h"

static uint64_t state = 1;

WEAK void srand(unsigned seed) { state = seed; }

// Knuth's multiplier, modulo 2^64.
WEAK int rand(void) {
  state = state * 6364136223846793005u + 1442695040888963407u;
  return (int)(state >> 33);
}

// The state has 32 bits only: two steps, of which each gives its upper half.
WEAK int rand_r(unsigned *seed) {
  uint32_t first = *seed * 1664525u + 1013904223u;
  *seed = first * 1664525u + 1013904223u;
  return (int)(((first & 0xffff0000) | *seed >> 16) & RAND_MAX);
}
