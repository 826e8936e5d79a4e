// The C library against what its functions mean: division, memory, the clock. Each line should say yes.
#include <bulkhead/bulkhead.h>

#include "check.h"

enum { ROUNDS = 2000 };

static uint32_t state = 1;

static uint32_t random(void) {
  state = state * 1664525 + 1013904223;
  return state >> 8 ^ state << 16;
}

// Of any length from 0 to 64 bits, so that every path of the division is taken.
static uint64_t random_wide(void) {
  uint64_t wide = (uint64_t)random() << 32 | random();
  return wide >> (random() % 64);
}

static void unsigned_division(void) {
  bool right = true;
  for (int i = 0; i < ROUNDS; i++) {
    uint64_t dividend = random_wide(), divisor = random_wide();
    if (divisor == 0) divisor = 1;
    uint64_t quotient = dividend / divisor, remainder = dividend % divisor;
    right = right && remainder < divisor && quotient * divisor + remainder == dividend &&
            quotient <= UINT64_MAX / divisor;
  }
  printf("%d unsigned divisions: %s\n", ROUNDS, yes(right));
}

static void signed_division(void) {
  bool right = true;
  for (int i = 0; i < ROUNDS; i++) {
    int64_t dividend = (int64_t)random_wide(), divisor = (int64_t)random_wide();
    if (random() & 1) dividend = -dividend;
    if (random() & 1) divisor = -divisor;
    if (divisor == 0) divisor = 1;
    int64_t quotient = dividend / divisor, remainder = dividend % divisor;
    bool small = remainder < 0 ? remainder > -(divisor < 0 ? -divisor : divisor)
                               : remainder < (divisor < 0 ? -divisor : divisor);
    bool sign = remainder == 0 || (remainder < 0) == (dividend < 0);
    right = right && small && sign && quotient * divisor + remainder == dividend;
  }
  printf("%d signed divisions: %s\n", ROUNDS, yes(right));
}

static void moves(void) {
  static uint8_t memory[64], expected[64];
  bool right = true;
  for (int i = 0; i < ROUNDS; i++) {
    uint32_t from = random() % 32, to = random() % 32, length = random() % 32;
    for (int k = 0; k < 64; k++) memory[k] = expected[k] = (uint8_t)random();
    uint8_t copy[32];
    for (uint32_t k = 0; k < length; k++) copy[k] = memory[from + k];
    for (uint32_t k = 0; k < length; k++) expected[to + k] = copy[k];
    right = right && memmove(memory + to, memory + from, length) == memory + to && memcmp(memory, expected, 64) == 0;
    for (uint32_t k = 0; k < length; k++) expected[from + k] = 0xa5;
    memset(memory + from, 0x12345a5, length);
    right = right && memcmp(memory, expected, 64) == 0;
    memcpy(expected, memory, 64);
    right = right && memcmp(memory, expected, 64) == 0;
  }
  printf("%d moves, fills and copies: %s\n", ROUNDS, yes(right));
}

static void clock(void) {
  // 3 GHz as a multiplier, and a day of ticks: (ticks * multiplier) >> shift must not lose its upper bits.
  printf("ticks of a day: %llu ns\n", bulkhead_scale_ticks(259200000000000, 0x55555555, 32));
  printf("with a shift of 10 and of 40: %llu, %llu\n", bulkhead_scale_ticks(1 << 20, 3, 10),
         bulkhead_scale_ticks(1ull << 60, 5, 40));
  struct bulkhead_time_value kernel;
  bool ordered = true;
  for (int i = 0; i < ROUNDS; i++) {
    uint64_t before = bulkhead_now_ns();
    bulkhead_time_get(&kernel);
    ordered = ordered && before <= kernel.nanoseconds && kernel.nanoseconds <= bulkhead_now_ns();
  }
  printf("the same clock as the kernel's: %s\n", yes(ordered));
}

int main(void) {
  unsigned_division();
  signed_division();
  moves();
  strings();
  characters();
  numbers();
  scanning();
  sorting();
  heap();
  clock();
  return 0;
}
