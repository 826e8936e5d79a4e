// e^x, 2^x and the hyperbolic functions: Taylor's series within half a power of two. 0.3466^18 / 18! < 2^-80.
#include <math.h>

#include "../weak.h"
#include "extended.h"

// e^x = 1 + x (c[0] + c[1] x + ...)
static const long double EXPONENTIAL[] = {
    1.0L,
    1.0L / 2,
    1.0L / 6,
    1.0L / 24,
    1.0L / 120,
    1.0L / 720,
    1.0L / 5040,
    1.0L / 40320,
    1.0L / 362880,
    1.0L / 3628800,
    1.0L / 39916800,
    1.0L / 479001600,
    1.0L / 6227020800,
    1.0L / 87178291200,
    1.0L / 1307674368000,
    1.0L / 20922789888000,
    1.0L / 355687428096000,
};

// ln 2 in two parts: the first has 48 bits, so that its product with an exponent is exact.
#define LN_2_UPPER 0xb17217f7d1cfp-48L
#define LN_2_LOWER 1.6885250050761978067903961e-15L

// Beyond these every result is 0 or infinite, in a double.
enum { MOST = 1200, MOST_BINARY = 2200 };

static long double within(long double x, long double most) { return x > most ? most : x < -most ? -most : x; }

// e^x - 1, |x| <= ln 2 / 2.
static long double less_one(long double x) { return x * POLYNOMIAL(EXPONENTIAL, x); }

static long double exponential(long double x) {
  x = within(x, MOST);
  long double power = whole(x * LOG2_E);
  long double rest = x - power * LN_2_UPPER - power * LN_2_LOWER;
  return (1 + less_one(rest)) * power_of_two((int)power);
}

static long double exponential_less_one(long double x) {
  return __builtin_fabsl(x) < 0.34L ? less_one(x) : exponential(x) - 1;
}

long double bulkhead_power_of_two(long double upper, long double lower) {
  long double sum = upper + lower;
  if (__builtin_fabsl(sum) > MOST_BINARY) return power_of_two(sum > 0 ? MOST_BINARY : -MOST_BINARY);
  long double power = whole(sum);
  return (1 + less_one((upper - power + lower) * LN_2)) * power_of_two((int)power);
}

WEAK double exp(double x) { return isnan(x) ? x : (double)exponential(x); }
WEAK double exp2(double x) { return isnan(x) ? x : (double)bulkhead_power_of_two(x, 0); }

WEAK double expm1(double x) {
  if (isnan(x) || x == 0) return x;
  return (double)exponential_less_one(x);
}

WEAK double sinh(double x) {
  if (isnan(x) || x == 0) return x;
  long double grown = exponential_less_one(fabs(x));
  return copysign((double)((grown + grown / (1 + grown)) / 2), x);
}

WEAK double cosh(double x) {
  if (isnan(x)) return x;
  long double grown = exponential(fabs(x));
  return (double)((grown + 1 / grown) / 2);
}

WEAK double tanh(double x) {
  if (isnan(x) || x == 0) return x;
  long double grown = exponential_less_one(2 * within(fabs(x), MOST / 2));
  return copysign((double)(grown / (grown + 2)), x);
}
