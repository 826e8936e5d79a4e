// The x87's own format: 64 bits of mantissa, of which 11 are more than a double keeps, and exponents to 2^16383. What
// is computed here by a series comes out right to nearly all of a double's bits after the one rounding at the end.
#pragma once

#include <stdint.h>

#define HALF_PI 1.5707963267948966192313217L
#define LN_2 0.69314718055994530941723212L
#define LOG2_E 1.4426950408889634073599247L
#define LOG10_2 0.30102999566398119521373889L
#define LOG10_E 0.43429448190325182765112892L

// c[0] + c[1] x + ... + c[count - 1] x^(count - 1).
static inline long double polynomial(const long double *coefficients, int count, long double x) {
  long double sum = coefficients[--count];
  while (count > 0) sum = sum * x + coefficients[--count];
  return sum;
}

#define POLYNOMIAL(coefficients, x) polynomial(coefficients, sizeof(coefficients) / sizeof *(coefficients), x)

enum { EXTENDED_BIAS = 16383 };

//   79 78       64 63                     0
//  +--+-----------+------------------------+
//  |s | exponent  | mantissa, its 1 as well|    (Intel SDM vol. 1, figure 4-3)
//  +--+-----------+------------------------+
union extended {
  struct {
    uint64_t mantissa;
    uint16_t sign_and_exponent;
  } parts;
  long double value;
};

// 2^exponent, for -16382 to 16383.
static inline long double power_of_two(int exponent) {
  union extended power = {.parts = {1ull << 63, (uint16_t)(exponent + EXTENDED_BIAS)}};
  return power.value;
}

// To a whole number, as the processor rounds.
static inline long double whole(long double x) {
  __asm__("frndint" : "+t"(x));
  return x;
}

static inline uint64_t bits_of(double x) {
  uint64_t bits;
  __builtin_memcpy(&bits, &x, sizeof bits);
  return bits;
}

static inline double double_of(uint64_t bits) {
  double x;
  __builtin_memcpy(&x, &bits, sizeof x);
  return x;
}

// 2^(upper + lower): the whole part is taken off `upper`, so that nothing of `lower` is lost.
long double bulkhead_power_of_two(long double upper, long double lower);

// The binary logarithm of an x that is positive and finite: the exponent, and the rest, between -1/2 and 1/2.
long double bulkhead_binary_logarithm(double x, int *exponent);

// The square root, as the processor rounds.
static inline long double square_root(long double x) {
  __asm__("fsqrt" : "+t"(x));
  return x;
}
