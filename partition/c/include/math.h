// Mathematics, as in ISO C, in double and in float.
//
// Everything is computed in the x87's 64 bits of mantissa by addition, multiplication, division and square root alone,
// which IEEE 754 defines to the bit, and not by FSIN and its like, which every processor and emulator rounds in a way
// of its own: a program computes the same wherever it runs. sqrt, fmod and what rounds to whole numbers are exact or
// correctly rounded; the other functions are within 0.51 units in the last place, pow within 1; for all arguments, the
// greatest included. The precision control of the x87 is to be left at 64 bits, as a partition starts.
//
// Errors show in the result (NAN, HUGE_VAL), not in errno.
#pragma once

typedef long double float_t, double_t;

#define HUGE_VAL __builtin_huge_val()
#define HUGE_VALF __builtin_huge_valf()
#define HUGE_VALL __builtin_huge_vall()
// As compilers' own float.h writes them, which may have defined them already.
#define INFINITY (__builtin_inff())
#define NAN (__builtin_nanf(""))

#define MATH_ERRNO 1
#define MATH_ERREXCEPT 2
#define math_errhandling 0

#define M_E 2.7182818284590452354
#define M_LOG2E 1.4426950408889634074
#define M_LOG10E 0.43429448190325182765
#define M_LN2 0.69314718055994530942
#define M_LN10 2.30258509299404568402
#define M_PI 3.14159265358979323846
#define M_PI_2 1.57079632679489661923
#define M_PI_4 0.78539816339744830962
#define M_1_PI 0.31830988618379067154
#define M_2_PI 0.63661977236758134308
#define M_2_SQRTPI 1.12837916709551257390
#define M_SQRT2 1.41421356237309504880
#define M_SQRT1_2 0.70710678118654752440

#define FP_NAN 0
#define FP_INFINITE 1
#define FP_ZERO 2
#define FP_SUBNORMAL 3
#define FP_NORMAL 4
#define fpclassify(x) __builtin_fpclassify(FP_NAN, FP_INFINITE, FP_NORMAL, FP_SUBNORMAL, FP_ZERO, x)
#define isnan(x) __builtin_isnan(x)
#define isinf(x) __builtin_isinf(x)
#define isfinite(x) __builtin_isfinite(x)
#define isnormal(x) __builtin_isnormal(x)
#define signbit(x) (__builtin_signbit(x) != 0)
#define isgreater(x, y) __builtin_isgreater(x, y)
#define isgreaterequal(x, y) __builtin_isgreaterequal(x, y)
#define isless(x, y) __builtin_isless(x, y)
#define islessequal(x, y) __builtin_islessequal(x, y)
#define islessgreater(x, y) __builtin_islessgreater(x, y)
#define isunordered(x, y) __builtin_isunordered(x, y)

#define BULKHEAD_ONE_ARGUMENT(name) \
  double name(double x);            \
  float name##f(float x)
#define BULKHEAD_TWO_ARGUMENTS(name) \
  double name(double x, double y);   \
  float name##f(float x, float y)

BULKHEAD_ONE_ARGUMENT(fabs);
BULKHEAD_ONE_ARGUMENT(floor);
BULKHEAD_ONE_ARGUMENT(ceil);
BULKHEAD_ONE_ARGUMENT(trunc);
// Halves away from 0; rint and nearbyint as the processor rounds, which is to even unless the program has changed it.
BULKHEAD_ONE_ARGUMENT(round);
BULKHEAD_ONE_ARGUMENT(rint);
BULKHEAD_ONE_ARGUMENT(nearbyint);
BULKHEAD_ONE_ARGUMENT(sqrt);
BULKHEAD_ONE_ARGUMENT(cbrt);
BULKHEAD_ONE_ARGUMENT(sin);
BULKHEAD_ONE_ARGUMENT(cos);
BULKHEAD_ONE_ARGUMENT(tan);
BULKHEAD_ONE_ARGUMENT(asin);
BULKHEAD_ONE_ARGUMENT(acos);
BULKHEAD_ONE_ARGUMENT(atan);
BULKHEAD_ONE_ARGUMENT(sinh);
BULKHEAD_ONE_ARGUMENT(cosh);
BULKHEAD_ONE_ARGUMENT(tanh);
BULKHEAD_ONE_ARGUMENT(asinh);
BULKHEAD_ONE_ARGUMENT(acosh);
BULKHEAD_ONE_ARGUMENT(atanh);
BULKHEAD_ONE_ARGUMENT(exp);
BULKHEAD_ONE_ARGUMENT(exp2);
BULKHEAD_ONE_ARGUMENT(expm1);
BULKHEAD_ONE_ARGUMENT(log);
BULKHEAD_ONE_ARGUMENT(log2);
BULKHEAD_ONE_ARGUMENT(log10);
BULKHEAD_ONE_ARGUMENT(log1p);
BULKHEAD_TWO_ARGUMENTS(atan2);
BULKHEAD_TWO_ARGUMENTS(pow);
BULKHEAD_TWO_ARGUMENTS(hypot);
BULKHEAD_TWO_ARGUMENTS(fmod);
BULKHEAD_TWO_ARGUMENTS(remainder);
BULKHEAD_TWO_ARGUMENTS(copysign);
BULKHEAD_TWO_ARGUMENTS(fmin);
BULKHEAD_TWO_ARGUMENTS(fmax);
BULKHEAD_TWO_ARGUMENTS(fdim);

double ldexp(double x, int exponent);
float ldexpf(float x, int exponent);
double scalbn(double x, int exponent);
float scalbnf(float x, int exponent);
double frexp(double x, int *exponent);
float frexpf(float x, int *exponent);
double modf(double x, double *whole);
float modff(float x, float *whole);
long lround(double x);
long lroundf(float x);
long lrint(double x);
long lrintf(float x);
long long llround(double x);
long long llrint(double x);

// In place where they are called.
#define fabs(x) __builtin_fabs(x)
#define fabsf(x) __builtin_fabsf(x)
#define copysign(x, y) __builtin_copysign(x, y)
#define copysignf(x, y) __builtin_copysignf(x, y)
