// Exponents and signs taken off and put on.
#include <math.h>

#include "../weak.h"
#include "extended.h"

enum { EXPONENT_MASK = 0x7ff, HALF_EXPONENT = 1022, MANTISSA_BITS = 52, BEYOND_ALL = 2200 };

#undef fabs
#undef copysign
WEAK double fabs(double x) { return __builtin_fabs(x); }
WEAK double copysign(double x, double y) { return __builtin_copysign(x, y); }

// One rounding at the end, where the result is subnormal.
WEAK double scalbn(double x, int exponent) {
  if (exponent > BEYOND_ALL) exponent = BEYOND_ALL;
  if (exponent < -BEYOND_ALL) exponent = -BEYOND_ALL;
  return (double)(x * power_of_two(exponent));
}

WEAK double ldexp(double x, int exponent) { return scalbn(x, exponent); }

WEAK double frexp(double x, int *exponent) {
  *exponent = 0;
  if (x == 0 || !isfinite(x)) return x;
  if (!isnormal(x)) {
    x *= 0x1p60;
    *exponent = -60;
  }
  uint64_t bits = bits_of(x), mask = (uint64_t)EXPONENT_MASK << MANTISSA_BITS;
  *exponent += (int)((bits & mask) >> MANTISSA_BITS) - HALF_EXPONENT;
  return double_of((bits & ~mask) | (uint64_t)HALF_EXPONENT << MANTISSA_BITS);
}

// What is no number counts for nothing, and -0 is less than 0.
WEAK double fmin(double x, double y) {
  if (isnan(x)) return y;
  if (x == y) return signbit(x) ? x : y;
  return x > y ? y : x;
}

WEAK double fmax(double x, double y) {
  if (isnan(x)) return y;
  if (x == y) return signbit(x) ? y : x;
  return x < y ? y : x;
}

WEAK double fdim(double x, double y) { return isunordered(x, y) ? x + y : x > y ? x - y : 0; }
