// Remainders, exact: long division of the mantissas in integers, eleven bits of the quotient at a time. (Not by FPREM:
// not every emulator does it exactly.)
#include <math.h>
#include <stdbool.h>

#include "../weak.h"
#include "extended.h"

enum { MANTISSA_BITS = 52, EXPONENT_MASK = 0x7ff, SPARE_BITS = 11 };

// mantissa * 2^(exponent - 1075), of a magnitude.
struct parts {
  uint64_t mantissa;
  int exponent;
};

static struct parts split(double x) {
  uint64_t bits = bits_of(x);
  struct parts parts = {bits & ((1ull << MANTISSA_BITS) - 1), (int)(bits >> MANTISSA_BITS) & EXPONENT_MASK};
  if (parts.exponent != 0) parts.mantissa |= 1ull << MANTISSA_BITS;
  else parts.exponent = 1;
  return parts;
}

// |x| mod |y|, of finite ones, y not 0; and whether the quotient is odd.
static double magnitude(double x, double y, bool *odd) {
  *odd = false;
  if (fabs(x) < fabs(y)) return fabs(x);
  struct parts of_x = split(x), of_y = split(y);
  uint64_t rest = of_x.mantissa, divisor = of_y.mantissa;
  for (int left = of_x.exponent - of_y.exponent, step = 0;; rest <<= step) {
    *odd = rest / divisor % 2 != 0;
    rest %= divisor;
    if (left == 0) break;
    step = left < SPARE_BITS ? left : SPARE_BITS;
    left -= step;
  }
  return scalbn((double)rest, of_y.exponent - 1075);
}

// Where there is no remainder: the result is no number.
static bool is_undefined(double x, double y) { return isnan(x) || isnan(y) || isinf(x) || y == 0; }

// Of the same sign as x.
WEAK double fmod(double x, double y) {
  if (is_undefined(x, y)) return NAN;
  bool odd;
  return copysign(isinf(y) ? x : magnitude(x, y, &odd), x);
}

// To the nearest multiple, the even one of two.
WEAK double remainder(double x, double y) {
  if (is_undefined(x, y)) return NAN;
  if (isinf(y)) return x;
  bool odd;
  long double rest = magnitude(x, y, &odd), divisor = fabs(y);
  if (2 * rest > divisor || (2 * rest == divisor && odd)) rest -= divisor;
  double nearest = (double)rest;
  return signbit(x) ? -nearest : nearest;
}
