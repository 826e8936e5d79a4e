// Square and cube roots.
#include <math.h>

#include "../weak.h"
#include "extended.h"

enum { LOST_BITS_MASK = 0x7ff, LOST_BITS_TIE = 0x400 };

static uint64_t mantissa_of(long double x) { return (union extended){.value = x}.parts.mantissa; }

// x - root^2, exactly: the root has 54 bits, so that the squares of its parts, of 32 and 22 bits, and their product fit
// 64.
static long double residue(long double x, long double root) {
  long double shifted = root * (0x1p32L + 1), upper = shifted - (shifted - root), lower = root - upper;
  return x - upper * upper - 2 * upper * lower - lower * lower;
}

// The processor rounds to 64 bits. Where that looks like a tie between two doubles it is none: a tie is no double's
// root.
WEAK double sqrt(double x) {
  if (x < 0) return NAN;
  long double root = square_root(x);
  if ((mantissa_of(root) & LOST_BITS_MASK) != LOST_BITS_TIE) return (double)root;
  long double beside = root * 0x1p-60L;
  return (double)(residue(x, root) > 0 ? root + beside : root - beside);
}

// No square is too great or too small for the exponents of 15 bits.
WEAK double hypot(double x, double y) {
  if (isinf(x) || isinf(y)) return HUGE_VAL;
  return (double)square_root((long double)x * x + (long double)y * y);
}

// Newton's iteration doubles the bits that are right.
WEAK double cbrt(double x) {
  if (x == 0 || !isfinite(x)) return x;
  int exponent;
  long double mantissa = frexp(fabs(x), &exponent);
  // Whole thirds of the exponent are put aside: 1/2 <= mantissa < 4.
  int third = (exponent - (exponent < 0 ? 2 : 0)) / 3;
  mantissa *= power_of_two(exponent - 3 * third);
  long double root = 0.75L + 0.25L * mantissa;
  for (int i = 0; i < 5; i++) root -= (root - mantissa / (root * root)) / 3;
  root *= power_of_two(third);
  return (double)(x < 0 ? -root : root);
}
