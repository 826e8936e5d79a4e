// Filling and comparing the unit's registers.
#include "unit.h"

#include <bulkhead/bulkhead.h>

enum { CONTROL = 0x037f, SSE_CONTROL = 0x1f80, ROUNDING_SHIFT = 10, SSE_ROUNDING_SHIFT = 13, FLUSH_TO_ZERO = 0x8000 };

void unit_round(enum rounding rounding) {
  uint16_t control = CONTROL | rounding << ROUNDING_SHIFT;
  __asm__ volatile("fldcw %0" : : "m"(control));
}

static uint8_t pattern(uint32_t seed, uint32_t at) { return (uint8_t)((seed * 2654435761u + at * 40503u) >> 7 | 1); }

static void compose(struct unit *unit, uint32_t seed, enum rounding rounding) {
  memset(unit, 0, sizeof *unit);
  unit->control = CONTROL | rounding << ROUNDING_SHIFT;
  unit->sse_control = SSE_CONTROL | rounding << SSE_ROUNDING_SHIFT | FLUSH_TO_ZERO;
  unit->tags = 0xff;
  for (uint32_t i = 0; i < 8; i++) {
    for (uint32_t byte = 0; byte < 10; byte++) unit->x87[i][byte] = pattern(seed, i * 16 + byte);
    // A number like any other: its integer bit is set, its exponent is not the last.
    unit->x87[i][7] |= 0x80;
    unit->x87[i][9] &= 0x3f;
    for (uint32_t byte = 0; byte < 16; byte++) unit->xmm[i][byte] = pattern(~seed, i * 16 + byte);
  }
}

void unit_fill(uint32_t seed, enum rounding rounding) {
  static struct unit unit;
  compose(&unit, seed, rounding);
  unit_load(&unit);
}

bool unit_holds(uint32_t seed, enum rounding rounding) {
  static struct unit expected, seen;
  unit_save(&seen);
  compose(&expected, seed, rounding);
  return seen.control == expected.control && seen.tags == expected.tags && seen.sse_control == expected.sse_control &&
         memcmp(seen.x87, expected.x87, sizeof seen.x87) == 0 && memcmp(seen.xmm, expected.xmm, sizeof seen.xmm) == 0;
}

double harmonic(uint32_t n) {
  long double sum = 0;
  for (uint32_t i = 1; i <= n; i++) sum += 1.0L / i;
  return (double)sum;
}

uint64_t bits_of(double value) {
  uint64_t bits;
  memcpy(&bits, &value, sizeof bits);
  return bits;
}

uint32_t bits_of_single(float value) {
  uint32_t bits;
  memcpy(&bits, &value, sizeof bits);
  return bits;
}
