// What gcc calls on i386 where clang puts instructions: bit counts of 64 bits, and conversions of unsigned ones.
#include <stdint.h>

int __ctzdi2(uint64_t value);
int __clzdi2(uint64_t value);
int __popcountsi2(uint32_t value);
int __popcountdi2(uint64_t value);
int __paritysi2(uint32_t value);
int __paritydi2(uint64_t value);
int __ffsdi2(uint64_t value);
double __floatundidf(uint64_t value);
float __floatundisf(uint64_t value);
uint64_t __fixunsdfdi(double value);
uint64_t __fixunssfdi(float value);

int __ctzdi2(uint64_t value) {
  uint32_t low = (uint32_t)value;
  return low != 0 ? __builtin_ctz(low) : 32 + __builtin_ctz((uint32_t)(value >> 32));
}

int __clzdi2(uint64_t value) {
  uint32_t high = (uint32_t)(value >> 32);
  return high != 0 ? __builtin_clz(high) : 32 + __builtin_clz((uint32_t)value);
}

int __popcountsi2(uint32_t value) {
  value -= value >> 1 & 0x55555555;
  value = (value & 0x33333333) + (value >> 2 & 0x33333333);
  return (int)(((value + (value >> 4)) & 0x0f0f0f0f) * 0x01010101u >> 24);
}

int __popcountdi2(uint64_t value) { return __popcountsi2((uint32_t)value) + __popcountsi2((uint32_t)(value >> 32)); }

int __paritysi2(uint32_t value) { return __popcountsi2(value) & 1; }
int __paritydi2(uint64_t value) { return __popcountdi2(value) & 1; }

int __ffsdi2(uint64_t value) { return value == 0 ? 0 : __ctzdi2(value) + 1; }

// The x87 converts signed 64-bit numbers exactly; an upper bit is worth 2^64 more.
static long double exactly(uint64_t value) {
  long double signed_value = (long double)(int64_t)value;
  return (int64_t)value < 0 ? signed_value + 0x1p64L : signed_value;
}

double __floatundidf(uint64_t value) { return (double)exactly(value); }
float __floatundisf(uint64_t value) { return (float)exactly(value); }

uint64_t __fixunsdfdi(double value) {
  return value >= 0x1p63 ? (uint64_t)(int64_t)(value - 0x1p63) ^ (1ull << 63) : (uint64_t)(int64_t)value;
}

uint64_t __fixunssfdi(float value) { return __fixunsdfdi(value); }
