// x^y = 2^(y log2 x), with what ISO C says of the cases where that is not a number (annex F.10.4.4).
#include <math.h>
#include <stdbool.h>

#include "../weak.h"
#include "extended.h"

static bool is_whole(double y) { return trunc(y) == y; }
static bool is_odd(double y) { return is_whole(y) && !is_whole(y / 2); }

// Of an x that is positive and finite. Both products are of 64 bits at most: the first is exact.
static double power(double x, double y) {
  int exponent;
  long double rest = bulkhead_binary_logarithm(x, &exponent);
  return (double)bulkhead_power_of_two((long double)y * exponent, y * rest);
}

// |x|^y where one of them is 0 or infinite.
static double limit(double x, double y) {
  double size = fabs(x);
  if (size == 1) return 1;
  return (size > 1) == (y > 0) ? HUGE_VAL : 0;
}

WEAK double pow(double x, double y) {
  if (y == 0 || x == 1) return 1;
  if (isnan(x) || isnan(y)) return x + y;
  bool ordinary = x != 0 && isfinite(x) && isfinite(y);
  if (ordinary && x < 0 && !is_whole(y)) return NAN;
  double size = ordinary ? power(fabs(x), y) : limit(x, y);
  return signbit(x) && isfinite(y) && is_odd(y) ? -size : size;
}
