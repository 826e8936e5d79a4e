// 64-bit division, which i386 lacks and compilers call by these names.
#include <stdint.h>

uint64_t __udivmoddi4(uint64_t dividend, uint64_t divisor, uint64_t *remainder);
uint64_t __udivdi3(uint64_t dividend, uint64_t divisor);
uint64_t __umoddi3(uint64_t dividend, uint64_t divisor);
int64_t __divdi3(int64_t dividend, int64_t divisor);
int64_t __moddi3(int64_t dividend, int64_t divisor);
int64_t __divmoddi4(int64_t dividend, int64_t divisor, int64_t *remainder);

// `high` < `divisor`, so the quotient fits 32 bits and DIV cannot fault; a divisor of 0 faults as it should.
static uint32_t divide_64_by_32(uint32_t high, uint32_t low, uint32_t divisor, uint32_t *remainder) {
  uint32_t quotient;
  __asm__("divl %4" : "=a"(quotient), "=d"(*remainder) : "0"(low), "1"(high), "rm"(divisor));
  return quotient;
}

uint64_t __udivmoddi4(uint64_t dividend, uint64_t divisor, uint64_t *remainder) {
  uint64_t quotient = 0, rest = 0;
  if (divisor >> 32 == 0) {
    uint32_t part = 0;
    uint32_t upper = divide_64_by_32(0, (uint32_t)(dividend >> 32), (uint32_t)divisor, &part);
    uint32_t lower = divide_64_by_32(part, (uint32_t)dividend, (uint32_t)divisor, &part);
    quotient = (uint64_t)upper << 32 | lower;
    rest = part;
  } else {
    // The divisor has more than 32 bits, so the quotient has at most 32: long division, a bit a step.
    rest = dividend >> 32;
    for (int bit = 31; bit >= 0; bit--) {
      rest = rest << 1 | ((dividend >> bit) & 1);
      if (rest >= divisor) {
        rest -= divisor;
        quotient |= 1ull << bit;
      }
    }
  }
  if (remainder) *remainder = rest;
  return quotient;
}

static uint64_t magnitude(int64_t value) { return value < 0 ? 0 - (uint64_t)value : (uint64_t)value; }

uint64_t __udivdi3(uint64_t dividend, uint64_t divisor) { return __udivmoddi4(dividend, divisor, 0); }

uint64_t __umoddi3(uint64_t dividend, uint64_t divisor) {
  uint64_t remainder;
  __udivmoddi4(dividend, divisor, &remainder);
  return remainder;
}

int64_t __divdi3(int64_t dividend, int64_t divisor) {
  uint64_t quotient = __udivmoddi4(magnitude(dividend), magnitude(divisor), 0);
  return (int64_t)((dividend < 0) != (divisor < 0) ? 0 - quotient : quotient);
}

int64_t __moddi3(int64_t dividend, int64_t divisor) {
  uint64_t remainder;
  __udivmoddi4(magnitude(dividend), magnitude(divisor), &remainder);
  return (int64_t)(dividend < 0 ? 0 - remainder : remainder);
}

int64_t __divmoddi4(int64_t dividend, int64_t divisor, int64_t *remainder) {
  int64_t quotient = __divdi3(dividend, divisor);
  *remainder = dividend - quotient * divisor;
  return quotient;
}
