// Mathematics, by the C library (math.h), for a partition that POK_NEEDS_LIBMATH. Of POK's functions erf, gamma, lgamma,
// j0, j1, jn and their relatives are not there.
#ifdef POK_NEEDS_LIBMATH
#ifndef BULKHEAD_POK_LIBM_H
#define BULKHEAD_POK_LIBM_H

#include <types.h>

#define FP_NAN 1
#define FP_INFINITE 2
#define FP_NORMAL 3
#define FP_SUBNORMAL 4
#define FP_ZERO 5
#define fpclassify(x) __builtin_fpclassify(FP_NAN, FP_INFINITE, FP_NORMAL, FP_SUBNORMAL, FP_ZERO, x)

#define BULKHEAD_POK_1(name) \
  double name(double x);     \
  float name##f(float x)
#define BULKHEAD_POK_2(name)       \
  double name(double x, double y); \
  float name##f(float x, float y)

BULKHEAD_POK_1(acos);
BULKHEAD_POK_1(acosh);
BULKHEAD_POK_1(asin);
BULKHEAD_POK_1(asinh);
BULKHEAD_POK_1(atan);
BULKHEAD_POK_2(atan2);
BULKHEAD_POK_1(atanh);
BULKHEAD_POK_1(cbrt);
BULKHEAD_POK_1(ceil);
BULKHEAD_POK_2(copysign);
BULKHEAD_POK_1(cos);
BULKHEAD_POK_1(cosh);
BULKHEAD_POK_2(drem);
BULKHEAD_POK_1(exp);
BULKHEAD_POK_1(expm1);
BULKHEAD_POK_1(fabs);
BULKHEAD_POK_1(floor);
BULKHEAD_POK_2(fmod);
BULKHEAD_POK_2(hypot);
BULKHEAD_POK_1(log);
BULKHEAD_POK_1(log10);
BULKHEAD_POK_1(log1p);
BULKHEAD_POK_1(log2);
BULKHEAD_POK_1(logb);
BULKHEAD_POK_2(nextafter);
BULKHEAD_POK_2(pow);
BULKHEAD_POK_2(remainder);
BULKHEAD_POK_1(rint);
BULKHEAD_POK_1(round);
BULKHEAD_POK_2(scalb);
BULKHEAD_POK_1(significand);
BULKHEAD_POK_1(sin);
BULKHEAD_POK_1(sinh);
BULKHEAD_POK_1(sqrt);
BULKHEAD_POK_1(tan);
BULKHEAD_POK_1(tanh);
BULKHEAD_POK_1(trunc);

double frexp(double x, int *exponent);
float frexpf(float x, int *exponent);
double ldexp(double x, int exponent);
float ldexpf(float x, int exponent);
double scalbn(double x, int exponent);
float scalbnf(float x, int exponent);
double modf(double x, double *whole);
float modff(float x, float *whole);
int ilogb(double x);
int ilogbf(float x);
int finite(double x);
int finitef(float x);
int isinf(double x);
int isinff(float x);
int isnan(double x);
int isnanf(float x);

#endif
#endif
