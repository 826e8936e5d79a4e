#include "mathematics.h"

#define POK_NEEDS_LIBMATH 1
#include <libc/stdio.h>
#include <libm.h>

void mathematics(void) {
  printf("%f %f %f\n", sqrt(13.0), pow(2.0, 0.5), atan2(1.0, 1.0));
  printf("%d %d %d %f %f\n", ilogb(0.75), ilogb(1024.0), ilogbf(3.0f), logb(5.0), significand(12.0));
  printf("%f %f %f\n", scalb(3.0, 4.0), drem(7.0, 4.0) + 8, scalbn(1.0, 10));
  printf("%d %d\n", nextafter(1.0, 2.0) - 1.0 == ldexp(1.0, -52), nextafterf(1.0f, 0.0f) < 1.0f);
  double nothing = 0.0;
  printf("%d %d %d %d\n", isnan(nothing / nothing), isinf(1 / nothing), finite(1 / nothing), finite(1.0));
  printf("%d %d %d\n", fpclassify(1.0) == FP_NORMAL, fpclassify(nothing) == FP_ZERO, fpclassify(1 / nothing) == FP_INFINITE);
}
