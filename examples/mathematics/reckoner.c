// A table of functions, with as many digits as a double has; then what they do at their ends.
#include <math.h>
#include <stdio.h>

// The compiler is not to compute them itself.
#define SHOW(function, argument)                                   \
  do {                                                             \
    volatile double x = argument;                                  \
    printf("%-6s %-10s %.17g\n", #function, #argument, function(x)); \
  } while (0)

#define SHOW_TWO(function, first, second)                                            \
  do {                                                                               \
    volatile double x = first, y = second;                                           \
    printf("%-6s %-10s %.17g\n", #function, #first ", " #second, function(x, y)); \
  } while (0)

#define SHOW_SINGLE(function, argument)                             \
  do {                                                              \
    volatile float x = argument;                                    \
    printf("%-6s %-10s %.9g\n", #function, #argument, (double)function(x)); \
  } while (0)

static void angles(void) {
  SHOW(sin, 1);
  SHOW(sin, 3);
  SHOW(sin, 1e22);
  SHOW(cos, 1);
  SHOW(cos, 1e300);
  SHOW(cos, M_PI / 2);
  SHOW(tan, 1);
  SHOW(tan, 1.5707);
  SHOW(asin, 0.3);
  SHOW(acos, -0.9);
  SHOW(atan, 10);
  SHOW_TWO(atan2, -1, -3);
}

static void powers(void) {
  SHOW(exp, 1);
  SHOW(exp, -700);
  SHOW(exp2, 0.5);
  SHOW(expm1, 1e-10);
  SHOW(log, 10);
  SHOW(log2, 10);
  SHOW(log10, 1000);
  SHOW(log1p, 1e-10);
  SHOW_TWO(pow, 2, 0.5);
  SHOW_TWO(pow, 10, -3);
  SHOW_TWO(pow, 1.0001, 1e6);
  SHOW(sinh, 1);
  SHOW(cosh, 1);
  SHOW(tanh, 1);
  SHOW(asinh, 1);
  SHOW(acosh, 2);
  SHOW(atanh, 0.5);
  SHOW(sqrt, 2);
  SHOW(cbrt, -10);
  SHOW_TWO(hypot, 1e200, 1e200);
}

static void whole_numbers(void) {
  SHOW(floor, -2.5);
  SHOW(ceil, -2.5);
  SHOW(trunc, -2.5);
  SHOW(round, -2.5);
  SHOW(rint, -2.5);
  SHOW(ceil, -0.5);
  SHOW_TWO(fmod, -7, 3);
  SHOW_TWO(fmod, 1e300, 7);
  SHOW_TWO(remainder, 8, 3);
  SHOW_TWO(fmin, 1, NAN);
  SHOW_TWO(fmax, -1, -2);
  SHOW_TWO(fdim, 3, 1);
}

static void parts(void) {
  int exponent;
  double whole, mantissa = frexp(-48, &exponent), rest = modf(-3.75, &whole);
  printf("frexp  -48        %g * 2^%d\n", mantissa, exponent);
  printf("modf   -3.75      %g and %g\n", whole, rest);
  printf("ldexp  0.75, 4    %g\n", ldexp(0.75, 4));
  printf("ldexp  1, -1074   %g\n", ldexp(1, -1074));
  printf("lround -2.5       %ld, of lrint %ld\n", lround(-2.5), lrint(-2.5));
}

static void single(void) {
  SHOW_SINGLE(sinf, 1);
  SHOW_SINGLE(expf, 1);
  SHOW_SINGLE(logf, 10);
  SHOW_SINGLE(sqrtf, 2);
  SHOW_SINGLE(floorf, -1.5f);
}

static void ends(void) {
  SHOW(sin, INFINITY);
  SHOW(asin, 2);
  SHOW(exp, 1000);
  SHOW(exp, -1000);
  SHOW(log, 0);
  SHOW(log, -1);
  SHOW(sqrt, -1);
  SHOW(sqrt, -0.0);
  SHOW_TWO(pow, 0, -1);
  SHOW_TWO(pow, -8, 1.0 / 3);
  SHOW_TWO(pow, -2, 3);
  SHOW_TWO(pow, NAN, 0);
  SHOW_TWO(atan2, 0.0, -1);
  SHOW_TWO(fmod, 1, 0);
  volatile double nothing = NAN, endless = HUGE_VAL, least = 0x1p-1074;
  printf("isnan %d%d isinf %d%d isfinite %d%d isnormal %d%d signbit %d%d\n", isnan(nothing) != 0, isnan(endless) != 0,
         isinf(endless) != 0, isinf(least) != 0, isfinite(least) != 0, isfinite(nothing) != 0, isnormal(1.0) != 0,
         isnormal(least) != 0, signbit(-0.0), signbit(endless));
  printf("classes %d\n", (fpclassify(nothing) == FP_NAN) + (fpclassify(endless) == FP_INFINITE) +
                             (fpclassify(least) == FP_SUBNORMAL) + (fpclassify(0.0) == FP_ZERO));
}

int main(void) {
  angles();
  powers();
  whole_numbers();
  parts();
  single();
  ends();
  return 0;
}
