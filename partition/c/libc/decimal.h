// Exact decimal fractions, wide enough for every double: what printf writes and strtod reads goes through them.
//
//   limb      0            34           35           154
//         +---------+-...-+---------+---------+-...-+---------+
//         |9 digits |     |10^8..10^0|10^-1.. |     |         |    nine digits a limb, the most significant first
//         +---------+-...-+---------+---------+-...-+---------+
//                                 decimal point
//
// 315 digits before the point (the greatest double has 309), 1080 behind it (the least has 1074).
#pragma once

#include <stdbool.h>
#include <stdint.h>

enum { DECIMAL_LIMBS = 155, DECIMAL_POINT = 35, LIMB_DIGITS = 9, LIMB_BASE = 1000000000 };

// Limbs outside [first, end) count as 0, whatever they hold; those at both ends are not 0.
struct decimal {
  int first, end;
  uint32_t limbs[DECIMAL_LIMBS];
};

void bulkhead_decimal_set(struct decimal *decimal, uint64_t integer);

// Adds `digit` * 10^position to a number that has no digit there or below; from the first limb's to 1080 behind the
// point. Digits further behind only leave a trace that the number is not exact.
void bulkhead_decimal_append(struct decimal *decimal, int digit, int position);

// Multiplies by 2^exponent. Exact, unless digits fall off behind: what is left is less than the exact value, and its
// last digit is not 0.
void bulkhead_decimal_scale(struct decimal *decimal, int exponent);

// Rounds to a multiple of 10^position, ties to the even digit.
void bulkhead_decimal_round(struct decimal *decimal, int position);

// The digit of 10^position.
int bulkhead_decimal_digit(const struct decimal *decimal, int position);

// Positions of the first and of the last digit that is not 0; 0 where the number is 0.
int bulkhead_decimal_highest(const struct decimal *decimal);
int bulkhead_decimal_lowest(const struct decimal *decimal);

static inline uint32_t decimal_limb(const struct decimal *decimal, int limb) {
  return limb >= decimal->first && limb < decimal->end ? decimal->limbs[limb] : 0;
}

// The integer part, of up to 18 digits.
static inline uint64_t decimal_integer(const struct decimal *decimal) {
  return (uint64_t)decimal_limb(decimal, DECIMAL_POINT - 2) * LIMB_BASE + decimal_limb(decimal, DECIMAL_POINT - 1);
}

// How the fraction compares with one half: less than 0, 0, more than 0.
int bulkhead_decimal_fraction_against_half(const struct decimal *decimal);
