/* The mathematics that WebAssembly has as instructions and i386 with its x87 has not: rounding to whole numbers. */
#include <stdint.h>

#include <math.h>

/* The x87 control word's rounding field (Intel SDM vol. 1, table 8-3). */
enum { ROUNDING = 0xc00, TO_NEAREST = 0x000, DOWN = 0x400, UP = 0x800, TO_ZERO = 0xc00 };

static double to_whole(double value, uint16_t rounding) {
  uint16_t before, during;
  __asm__ volatile("fnstcw %0" : "=m"(before));
  during = (uint16_t)((before & ~ROUNDING) | rounding);
  __asm__ volatile("fldcw %1\n\tfrndint\n\tfldcw %2" : "+t"(value) : "m"(during), "m"(before));
  return value;
}

double floor(double x) { return to_whole(x, DOWN); }
float floorf(float x) { return (float)to_whole(x, DOWN); }
double ceil(double x) { return to_whole(x, UP); }
float ceilf(float x) { return (float)to_whole(x, UP); }
double trunc(double x) { return to_whole(x, TO_ZERO); }
float truncf(float x) { return (float)to_whole(x, TO_ZERO); }
double nearbyint(double x) { return to_whole(x, TO_NEAREST); }
float nearbyintf(float x) { return (float)to_whole(x, TO_NEAREST); }
