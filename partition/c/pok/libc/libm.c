// What POK has of mathematics and the C library has not.
#include <math.h>

#undef isinf
#undef isnan

double drem(double x, double y) { return remainder(x, y); }
float dremf(float x, float y) { return remainderf(x, y); }

int finite(double x) { return isfinite(x); }
int finitef(float x) { return isfinite(x); }
int isinf(double x) { return __builtin_isinf(x); }
int isinff(float x) { return __builtin_isinf(x); }
int isnan(double x) { return __builtin_isnan(x); }
int isnanf(float x) { return __builtin_isnan(x); }

// The exponent to base 2: of 0 the least int, of what is no number or not finite the greatest.
int ilogb(double x) {
  if (x == 0) return -__INT_MAX__ - 1;
  if (!isfinite(x)) return __INT_MAX__;
  int exponent;
  frexp(x, &exponent);
  return exponent - 1;
}

int ilogbf(float x) { return ilogb((double)x); }

double logb(double x) {
  if (x == 0) return -HUGE_VAL;
  return isfinite(x) ? ilogb(x) : x * x;
}

float logbf(float x) { return (float)logb((double)x); }

// x * 2^y, for a whole y.
double scalb(double x, double y) {
  if (isnan(x) || isnan(y)) return x * y;
  if (!isfinite(y)) return y > 0 ? x * y : x / -y;
  if (y != rint(y)) return NAN;
  return scalbn(x, y > 65000 ? 65000 : y < -65000 ? -65000 : (int)y);
}

float scalbf(float x, float y) { return (float)scalb((double)x, (double)y); }

// The digits of x, from 1 to 2.
double significand(double x) { return x == 0 || !isfinite(x) ? x : scalbn(x, -ilogb(x)); }

float significandf(float x) { return (float)significand((double)x); }

// The next number from x towards y: the bits of doubles of one sign count as their numbers do.
double nextafter(double x, double y) {
  union {
    double value;
    long long bits;
  } number = {x};
  if (isnan(x) || isnan(y)) return x + y;
  if (x == y) return y;
  if (x == 0) {
    number.bits = 1;
    return y > 0 ? number.value : -number.value;
  }
  number.bits += (x < y) == (x > 0) ? 1 : -1;
  return number.value;
}

float nextafterf(float x, float y) {
  union {
    float value;
    int bits;
  } number = {x};
  if (isnan(x) || isnan(y)) return x + y;
  if (x == y) return y;
  if (x == 0) {
    number.bits = 1;
    return y > 0 ? number.value : -number.value;
  }
  number.bits += (x < y) == (x > 0) ? 1 : -1;
  return number.value;
}
