// Sine, cosine and tangent: Taylor's series within an eighth of the circle. 0.7854^21 / 21! < 2^-72.
#include <math.h>
#include <stdbool.h>

#include "../weak.h"
#include "extended.h"
#include "quadrants.h"

static const long double SINE[] = {
    1.0L,
    -1.0L / 6,
    1.0L / 120,
    -1.0L / 5040,
    1.0L / 362880,
    -1.0L / 39916800,
    1.0L / 6227020800,
    -1.0L / 1307674368000,
    1.0L / 355687428096000,
    -1.0L / 121645100408832000,
};

static const long double COSINE[] = {
    1.0L,
    -1.0L / 2,
    1.0L / 24,
    -1.0L / 720,
    1.0L / 40320,
    -1.0L / 3628800,
    1.0L / 479001600,
    -1.0L / 87178291200,
    1.0L / 20922789888000,
    -1.0L / 6402373705728000,
    1.0L / 2432902008176640000,
};

static long double sine(long double x) { return x * POLYNOMIAL(SINE, x * x); }
static long double cosine(long double x) { return POLYNOMIAL(COSINE, x * x); }

WEAK double sin(double x) {
  if (!isfinite(x)) return NAN;
  long double rest;
  int quarter = bulkhead_quarter(x, &rest);
  long double value = quarter % 2 != 0 ? cosine(rest) : sine(rest);
  return (double)(quarter >= 2 ? -value : value);
}

WEAK double cos(double x) {
  if (!isfinite(x)) return NAN;
  long double rest;
  int quarter = bulkhead_quarter(x, &rest);
  long double value = quarter % 2 != 0 ? sine(rest) : cosine(rest);
  return (double)(quarter == 1 || quarter == 2 ? -value : value);
}

WEAK double tan(double x) {
  if (!isfinite(x)) return NAN;
  long double rest;
  bool swapped = bulkhead_quarter(x, &rest) % 2 != 0;
  long double numerator = sine(rest), denominator = cosine(rest);
  return (double)(swapped ? -denominator / numerator : numerator / denominator);
}
