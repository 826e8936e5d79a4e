/*
 * 64-bit division under the names that a compiler calls on i386, so that no compiler's support library is needed.
 * A divisor of 0 never comes here: the TypeScript traps first.
 */
#include <stdint.h>

uint64_t __udivdi3(uint64_t dividend, uint64_t divisor);
uint64_t __umoddi3(uint64_t dividend, uint64_t divisor);
int64_t __divdi3(int64_t dividend, int64_t divisor);
int64_t __moddi3(int64_t dividend, int64_t divisor);

/* `high` < `divisor`, so that the quotient fits. */
static inline uint32_t divide(uint32_t high, uint32_t low, uint32_t divisor, uint32_t* remainder) {
  uint32_t quotient;
  __asm__("divl %4" : "=a"(quotient), "=d"(*remainder) : "0"(low), "1"(high), "rm"(divisor) : "cc");
  return quotient;
}

static inline uint64_t divide_long(uint64_t dividend, uint64_t divisor, uint64_t* remainder) {
  uint32_t high = dividend >> 32;
  if (divisor >> 32 == 0) {
    uint32_t rest;
    uint32_t upper = divide(0, high, (uint32_t)divisor, &rest);
    uint32_t lower = divide(rest, (uint32_t)dividend, (uint32_t)divisor, &rest);
    *remainder = rest;
    return (uint64_t)upper << 32 | lower;
  }
  // The quotient has at most 32 bits. Dividing half the dividend by the divisor's upper 32 significant bits gives an
  // estimate that, scaled back, is right or one too large (Hacker's Delight, 9-5).
  int shift = __builtin_clz((uint32_t)(divisor >> 32));
  uint64_t half = dividend >> 1;
  uint32_t top = (uint32_t)((divisor << shift) >> 32);
  uint32_t rest;
  uint32_t estimate = divide((uint32_t)(half >> 32), (uint32_t)half, top, &rest);
  uint64_t quotient = ((uint64_t)estimate << shift) >> 31;
  if (quotient != 0) quotient--;
  uint64_t left = dividend - quotient * divisor;
  if (left >= divisor) {
    quotient++;
    left -= divisor;
  }
  *remainder = left;
  return quotient;
}

static inline uint64_t magnitude(int64_t value) { return value < 0 ? 0 - (uint64_t)value : (uint64_t)value; }

uint64_t __udivdi3(uint64_t dividend, uint64_t divisor) {
  uint64_t remainder;
  return divide_long(dividend, divisor, &remainder);
}

uint64_t __umoddi3(uint64_t dividend, uint64_t divisor) {
  uint64_t remainder;
  divide_long(dividend, divisor, &remainder);
  return remainder;
}

int64_t __divdi3(int64_t dividend, int64_t divisor) {
  uint64_t remainder;
  uint64_t quotient = divide_long(magnitude(dividend), magnitude(divisor), &remainder);
  return (int64_t)((dividend < 0) != (divisor < 0) ? 0 - quotient : quotient);
}

int64_t __moddi3(int64_t dividend, int64_t divisor) {
  uint64_t remainder;
  divide_long(magnitude(dividend), magnitude(divisor), &remainder);
  return (int64_t)(dividend < 0 ? 0 - remainder : remainder);
}
