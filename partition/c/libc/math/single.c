// The functions of float: those of double, rounded once more.
#include <math.h>

#include "../weak.h"

#undef fabsf
#undef copysignf

#define ONE_ARGUMENT(name) \
  WEAK float name##f(float x) { return (float)name(x); }
#define TWO_ARGUMENTS(name) \
  WEAK float name##f(float x, float y) { return (float)name(x, y); }

ONE_ARGUMENT(fabs)
ONE_ARGUMENT(floor)
ONE_ARGUMENT(ceil)
ONE_ARGUMENT(trunc)
ONE_ARGUMENT(round)
ONE_ARGUMENT(rint)
ONE_ARGUMENT(nearbyint)
ONE_ARGUMENT(sqrt)
ONE_ARGUMENT(cbrt)
ONE_ARGUMENT(sin)
ONE_ARGUMENT(cos)
ONE_ARGUMENT(tan)
ONE_ARGUMENT(asin)
ONE_ARGUMENT(acos)
ONE_ARGUMENT(atan)
ONE_ARGUMENT(sinh)
ONE_ARGUMENT(cosh)
ONE_ARGUMENT(tanh)
ONE_ARGUMENT(asinh)
ONE_ARGUMENT(acosh)
ONE_ARGUMENT(atanh)
ONE_ARGUMENT(exp)
ONE_ARGUMENT(exp2)
ONE_ARGUMENT(expm1)
ONE_ARGUMENT(log)
ONE_ARGUMENT(log2)
ONE_ARGUMENT(log10)
ONE_ARGUMENT(log1p)
TWO_ARGUMENTS(atan2)
TWO_ARGUMENTS(pow)
TWO_ARGUMENTS(hypot)
TWO_ARGUMENTS(fmod)
TWO_ARGUMENTS(remainder)
TWO_ARGUMENTS(copysign)
TWO_ARGUMENTS(fmin)
TWO_ARGUMENTS(fmax)
TWO_ARGUMENTS(fdim)

WEAK float ldexpf(float x, int exponent) { return (float)ldexp(x, exponent); }
WEAK float scalbnf(float x, int exponent) { return (float)scalbn(x, exponent); }
WEAK float frexpf(float x, int *exponent) { return (float)frexp(x, exponent); }
WEAK long lroundf(float x) { return lround(x); }
WEAK long lrintf(float x) { return lrint(x); }

WEAK float modff(float x, float *whole) {
  double part;
  float rest = (float)modf(x, &part);
  *whole = (float)part;
  return rest;
}
