// Logarithms and the inverse hyperbolic functions: log x = 2 artanh((x - 1) / (x + 1)), by its series between the roots
// of 1/2 and 2. 0.1716^27 / 27 < 2^-73.
#include <math.h>
#include <stdbool.h>

#include "../weak.h"
#include "extended.h"

static const long double TWICE_ARTANH[] = {
    2.0L,      2.0L / 3,  2.0L / 5,  2.0L / 7,  2.0L / 9,  2.0L / 11, 2.0L / 13,
    2.0L / 15, 2.0L / 17, 2.0L / 19, 2.0L / 21, 2.0L / 23, 2.0L / 25,
};

static long double twice_artanh(long double x) { return x * POLYNOMIAL(TWICE_ARTANH, x * x); }

// log x = exponent * log 2 + the natural logarithm returned, which is within +-(ln 2) / 2. Of a positive, finite x.
static long double split(long double x, int *exponent) {
  union extended mantissa = {.value = x};
  *exponent = mantissa.parts.sign_and_exponent - EXTENDED_BIAS;
  mantissa.parts.sign_and_exponent = EXTENDED_BIAS;
  if (mantissa.value > M_SQRT2) {
    mantissa.value /= 2;
    ++*exponent;
  }
  return twice_artanh((mantissa.value - 1) / (mantissa.value + 1));
}

// Whether x is positive and finite; if not, `value` is its logarithm.
static bool is_ordinary(double x, double *value) {
  *value = x == 0 ? -HUGE_VAL : x < 0 ? NAN : x;
  return x > 0 && isfinite(x);
}

long double bulkhead_binary_logarithm(double x, int *exponent) { return split(x, exponent) * LOG2_E; }

// Of a finite x that is greater than -1.
static long double logarithm_of_one_and(long double x) {
  if (x > -0.29L && x < 0.41L) return twice_artanh(x / (2 + x));
  int exponent;
  long double natural = split(1 + x, &exponent);
  return exponent * LN_2 + natural;
}

WEAK double log(double x) {
  double value;
  if (!is_ordinary(x, &value)) return value;
  int exponent;
  long double natural = split(x, &exponent);
  return (double)(exponent * LN_2 + natural);
}

WEAK double log2(double x) {
  double value;
  if (!is_ordinary(x, &value)) return value;
  int exponent;
  long double rest = bulkhead_binary_logarithm(x, &exponent);
  return (double)(exponent + rest);
}

WEAK double log10(double x) {
  double value;
  if (!is_ordinary(x, &value)) return value;
  int exponent;
  long double natural = split(x, &exponent);
  return (double)(exponent * LOG10_2 + natural * LOG10_E);
}

WEAK double log1p(double x) {
  double value;
  if (x == 0) return x;
  return is_ordinary(x > -1 && isfinite(x) ? 1 : 1 + x, &value) ? (double)logarithm_of_one_and(x) : value;
}

WEAK double asinh(double x) {
  if (x == 0 || !isfinite(x)) return x;
  long double size = fabs(x), square = size * size;
  return copysign((double)logarithm_of_one_and(size + square / (1 + square_root(1 + square))), x);
}

WEAK double acosh(double x) {
  if (x < 1) return NAN;
  if (!isfinite(x)) return x;
  long double above = (long double)x - 1;
  return (double)logarithm_of_one_and(above + square_root(above * (above + 2)));
}

WEAK double atanh(double x) {
  long double size = fabs(x);
  if (size > 1) return NAN;
  if (x == 0 || isnan(x)) return x;
  if (size == 1) return copysign(HUGE_VAL, x);
  return copysign((double)(logarithm_of_one_and(2 * size / (1 - size)) / 2), x);
}
