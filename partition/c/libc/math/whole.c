// Rounding to whole numbers: the bits behind the point are cleared.
#include <math.h>
#include <stdint.h>

#include "../weak.h"
#include "extended.h"

enum { MANTISSA_BITS = 52, EXPONENT_MASK = 0x7ff, BIAS = 1023 };

WEAK double trunc(double x) {
  uint64_t bits = bits_of(x);
  int exponent = ((int)(bits >> MANTISSA_BITS) & EXPONENT_MASK) - BIAS;
  // From there on every double is whole, or no number.
  if (exponent >= MANTISSA_BITS) return x;
  if (exponent < 0) return double_of(bits & 1ull << 63);
  return double_of(bits & ~((1ull << (MANTISSA_BITS - exponent)) - 1));
}

WEAK double floor(double x) {
  double part = trunc(x);
  return part > x ? part - 1 : part;
}

WEAK double ceil(double x) {
  double part = trunc(x);
  return part < x ? part + 1 : part;
}

WEAK double round(double x) {
  double part = trunc(x);
  return fabs(x - part) >= 0.5 ? part + copysign(1, x) : part;
}

WEAK double rint(double x) { return (double)whole(x); }
WEAK double nearbyint(double x) { return rint(x); }

WEAK long lround(double x) { return (long)round(x); }
WEAK long long llround(double x) { return (long long)round(x); }
WEAK long lrint(double x) { return (long)rint(x); }
WEAK long long llrint(double x) { return (long long)rint(x); }

WEAK double modf(double x, double *whole_part) {
  *whole_part = trunc(x);
  return copysign(isinf(x) ? 0 : x - *whole_part, x);
}
