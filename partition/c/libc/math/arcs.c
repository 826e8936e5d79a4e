// The inverse functions of the angles, all from the arc tangent: arctan q = arctan c + arctan((q - c) / (1 + q c)),
// with the multiple c of 1/4 that is nearest to q, and Taylor's series for the rest. (1/8)^23 / 23 < 2^-73.
#include <math.h>

#include "../weak.h"
#include "extended.h"

static const long double ARC_TANGENT[] = {
    1.0L,        -1.0L / 3, 1.0L / 5,   -1.0L / 7, 1.0L / 9,   -1.0L / 11,
    1.0L / 13,   -1.0L / 15, 1.0L / 17, -1.0L / 19, 1.0L / 21,
};

// arctan(i / 4).
static const long double QUARTERS[] = {
    0, 0.24497866312686415417208248L, 0.46364760900080611621425623L, 0.64350110879328438680280923L, HALF_PI / 2,
};

// Of the point (x, y), neither coordinate negative, not both 0 and not both infinite: 0 to pi/2.
static long double arc(long double y, long double x) {
  if (y > x) return HALF_PI - arc(x, y);
  long double quotient = y / x;
  int quarters = (int)(quotient * 4 + 0.5L);
  long double center = quarters / 4.0L;
  long double rest = (quotient - center) / (1 + quotient * center);
  return QUARTERS[quarters] + rest * POLYNOMIAL(ARC_TANGENT, rest * rest);
}

WEAK double atan(double x) {
  if (isnan(x)) return x;
  return copysign((double)arc(fabs(x), 1), x);
}

WEAK double atan2(double y, double x) {
  if (isnan(x) || isnan(y)) return x + y;
  long double across = fabs(x), up = fabs(y);
  if (isinf(x) && isinf(y)) across = up = 1;
  if (x == 0 && y == 0) across = 1;
  long double angle = arc(up, across);
  if (signbit(x)) angle = 2 * HALF_PI - angle;
  return copysign((double)angle, y);
}

// The other coordinate of a point on the circle; no number where there is none.
static long double other(long double x) { return square_root((1 - x) * (1 + x)); }

WEAK double asin(double x) {
  long double across = other(x);
  if (isnan(across)) return NAN;
  return copysign((double)arc(fabs(x), across), x);
}

WEAK double acos(double x) {
  long double up = other(x);
  if (isnan(up)) return NAN;
  long double angle = arc(up, fabs(x));
  return (double)(x < 0 ? 2 * HALF_PI - angle : angle);
}
