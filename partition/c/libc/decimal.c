// Exact decimal fractions.
#include "decimal.h"

enum { MOST_BITS_AT_ONCE = 29 };

static const uint32_t POWERS_OF_TEN[LIMB_DIGITS] = {1, 10, 100, 1000, 10000, 100000, 1000000, 10000000, 100000000};

// The limb that has 10^position, and which of its digits that is, from the right.
static int limb_of(int position) {
  int limb = position >= 0 ? position / LIMB_DIGITS : -((LIMB_DIGITS - 1 - position) / LIMB_DIGITS);
  return DECIMAL_POINT - 1 - limb;
}

static uint32_t unit_of(int position) {
  return POWERS_OF_TEN[position - (DECIMAL_POINT - 1 - limb_of(position)) * LIMB_DIGITS];
}

// `value` < LIMB_BASE * 2^29, so that DIV's quotient fits 32 bits.
static uint32_t split(uint64_t value, uint32_t *carry) {
  uint32_t rest;
  __asm__("divl %4" : "=a"(*carry), "=d"(rest) : "0"((uint32_t)value), "1"((uint32_t)(value >> 32)), "r"(LIMB_BASE));
  return rest;
}

static void trim(struct decimal *decimal) {
  while (decimal->first < decimal->end && decimal->limbs[decimal->first] == 0) decimal->first++;
  while (decimal->first < decimal->end && decimal->limbs[decimal->end - 1] == 0) decimal->end--;
}

void bulkhead_decimal_set(struct decimal *decimal, uint64_t integer) {
  decimal->end = decimal->first = DECIMAL_POINT;
  for (; integer != 0; integer /= LIMB_BASE) decimal->limbs[--decimal->first] = (uint32_t)(integer % LIMB_BASE);
  trim(decimal);
}

void bulkhead_decimal_append(struct decimal *decimal, int digit, int position) {
  if (digit == 0) return;
  int limb = limb_of(position), kept = limb < DECIMAL_LIMBS ? limb : DECIMAL_LIMBS - 1;
  if (decimal->first == decimal->end) decimal->first = decimal->end = kept;
  while (decimal->end <= kept) decimal->limbs[decimal->end++] = 0;
  if (limb == kept) decimal->limbs[kept] += (uint32_t)digit * unit_of(position);
  else decimal->limbs[kept] |= 1;
}

static void multiply(struct decimal *decimal, int bits) {
  uint32_t carry = 0;
  for (int i = decimal->end - 1; i >= decimal->first; i--)
    decimal->limbs[i] = split(((uint64_t)decimal->limbs[i] << bits) + carry, &carry);
  if (carry != 0) decimal->limbs[--decimal->first] = carry;
  trim(decimal);
}

static void divide(struct decimal *decimal, int bits) {
  uint32_t mask = (1u << bits) - 1, carry = 0;
  for (int i = decimal->first; i < decimal->end || carry != 0; i++) {
    if (i == DECIMAL_LIMBS) {
      decimal->limbs[DECIMAL_LIMBS - 1] |= 1;
      break;
    }
    uint64_t value = (uint64_t)carry * LIMB_BASE + (i < decimal->end ? decimal->limbs[i] : 0);
    decimal->limbs[i] = (uint32_t)(value >> bits);
    carry = (uint32_t)value & mask;
    if (i >= decimal->end) decimal->end = i + 1;
  }
  trim(decimal);
}

void bulkhead_decimal_scale(struct decimal *decimal, int exponent) {
  while (exponent != 0) {
    int most = exponent < 0 ? -MOST_BITS_AT_ONCE : MOST_BITS_AT_ONCE;
    int bits = exponent / most == 0 ? exponent : most;
    if (bits < 0) divide(decimal, -bits);
    else multiply(decimal, bits);
    exponent -= bits;
  }
}

// How `part`, of `whole`, and the limbs from `next` on compare with half of `whole`.
static int against_half(const struct decimal *decimal, uint32_t part, uint32_t whole, int next) {
  if (part != whole / 2) return part < whole / 2 ? -1 : 1;
  return next < decimal->end ? 1 : 0;
}

int bulkhead_decimal_fraction_against_half(const struct decimal *decimal) {
  return against_half(decimal, decimal_limb(decimal, DECIMAL_POINT), LIMB_BASE, DECIMAL_POINT + 1);
}

void bulkhead_decimal_round(struct decimal *decimal, int position) {
  int limb = limb_of(position);
  if (limb >= decimal->end) return;
  uint32_t unit = unit_of(position), value = decimal_limb(decimal, limb);
  uint32_t rest = value % unit;
  int half = unit > 1 ? against_half(decimal, rest, unit, limb + 1)
                      : against_half(decimal, decimal_limb(decimal, limb + 1), LIMB_BASE, limb + 2);
  bool up = half > 0 || (half == 0 && (value / unit) % 2 != 0);

  for (int i = limb; i < decimal->first; i++) decimal->limbs[i] = 0;
  if (limb < decimal->first) decimal->first = limb;
  decimal->end = limb + 1;
  decimal->limbs[limb] = value - rest;
  for (int i = limb; up; i--) {
    if (i < decimal->first) decimal->limbs[decimal->first = i] = 0;
    decimal->limbs[i] += i == limb ? unit : 1;
    up = decimal->limbs[i] == LIMB_BASE;
    if (up) decimal->limbs[i] = 0;
  }
  trim(decimal);
}

int bulkhead_decimal_digit(const struct decimal *decimal, int position) {
  return (int)(decimal_limb(decimal, limb_of(position)) / unit_of(position) % 10);
}

int bulkhead_decimal_highest(const struct decimal *decimal) {
  if (decimal->first == decimal->end) return 0;
  int digit = LIMB_DIGITS - 1;
  while (decimal->limbs[decimal->first] < POWERS_OF_TEN[digit]) digit--;
  return (DECIMAL_POINT - 1 - decimal->first) * LIMB_DIGITS + digit;
}

int bulkhead_decimal_lowest(const struct decimal *decimal) {
  if (decimal->first == decimal->end) return 0;
  uint32_t last = decimal->limbs[decimal->end - 1];
  int digit = 0;
  for (; last % 10 == 0; last /= 10) digit++;
  return (DECIMAL_POINT - decimal->end) * LIMB_DIGITS + digit;
}
