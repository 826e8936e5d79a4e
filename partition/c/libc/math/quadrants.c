// Angles brought into one eighth of the circle, exactly, however great they are (after M. Payne and R. Hanek, 1983).
//
// An angle x = mantissa * 2^exponent lies x * 2/pi quarters around. Of that product only the lowest two bits before the
// point and enough behind it matter, so that of 2/pi only a window of 224 bits does:
//
//   2/pi      word 0   word 1   ...    first ... first + 6   ...
//                                    |      224 bits      |         the words before give whole circles only
//
// A double of 53 bits comes no closer to a multiple of pi/2 than 2^-62; behind the point at least 138 bits are right.
#include "quadrants.h"

#include <stdbool.h>

#include "extended.h"

enum { WINDOW = 7, WORDS = WINDOW + 2, MANTISSA_BITS = 52, EXPONENT_MASK = 0x7ff };

static const uint32_t TWO_OVER_PI[] = {
    0xa2f9836e, 0x4e441529, 0xfc2757d1, 0xf534ddc0, 0xdb629599, 0x3c439041, 0xfe5163ab, 0xdebbc561,
    0xb7246e3a, 0x424dd2e0, 0x06492eea, 0x09d1921c, 0xfe1deb1c, 0xb129a73e, 0xe88235f5, 0x2ebb4484,
    0xe99c7026, 0xb45f7e41, 0x3991d639, 0x835339f4, 0x9c845f8b, 0xbdf9283b, 0x1ff897ff, 0xde05980f,
    0xef2f118b, 0x5a0a6d1f, 0x6d367ecf, 0x27cb09b7, 0x4f463f66, 0x9e5fea2d, 0x7527bac7, 0xebe5f17b,
    0x3d0739f7, 0x8a5292ea, 0x6bfb5fb1, 0x1f8d5d08, 0x56033046, 0xfc7b6bab, 0xf0cfbc20, 0x9af4361d,
};

// product += window * factor, the product's least significant word first.
static void add_multiple(uint32_t *product, const uint32_t *window, uint32_t factor) {
  uint64_t carry = 0;
  for (int i = 0; i < WINDOW; i++) {
    carry += (uint64_t)window[WINDOW - 1 - i] * factor + product[i];
    product[i] = (uint32_t)carry;
    carry >>= 32;
  }
  product[WINDOW] = (uint32_t)carry;
}

static void shift_left(uint32_t *words, int count) {
  int whole_words = count / 32, bits = count % 32;
  for (int i = WORDS - 1; i >= 0; i--) {
    uint64_t upper = i >= whole_words ? words[i - whole_words] : 0;
    uint64_t lower = i > whole_words ? words[i - whole_words - 1] : 0;
    words[i] = (uint32_t)((upper << 32 | lower) << bits >> 32);
  }
}

static void negate(uint32_t *words) {
  uint64_t carry = 1;
  for (int i = 0; i < WORDS; i++) {
    carry += (uint32_t)~words[i];
    words[i] = (uint32_t)carry;
    carry >>= 32;
  }
}

// The words as a fraction, 0 <= fraction < 1: the 64 bits from the first that is set.
static long double fraction_of(const uint32_t *words) {
  int top = WORDS - 1;
  while (words[top] == 0) top--;
  int zeros = __builtin_clz(words[top]);
  uint64_t mantissa = ((uint64_t)words[top] << 32 | words[top - 1]) << zeros;
  mantissa |= (uint64_t)words[top - 2] << zeros >> 32;
  return mantissa * power_of_two(-64 - zeros - 32 * (WORDS - 1 - top));
}

int bulkhead_quarter(double x, long double *rest) {
  *rest = x;
  if (__builtin_fabs(x) <= 0.78539816339744830) return 0;

  uint64_t bits = bits_of(x), implicit = 1ull << MANTISSA_BITS;
  uint64_t mantissa = (bits & (implicit - 1)) | implicit;
  int exponent = ((int)(bits >> MANTISSA_BITS) & EXPONENT_MASK) - (1023 + MANTISSA_BITS);
  int first = exponent > 2 ? (exponent - 2) / 32 : 0;
  uint32_t words[WORDS] = {0};
  add_multiple(words, &TWO_OVER_PI[first], (uint32_t)mantissa);
  add_multiple(words + 1, &TWO_OVER_PI[first], (uint32_t)(mantissa >> 32));

  // The quarter's two bits to the top, then the fraction's first.
  int fraction_bits = 32 * (first + WINDOW) - exponent;
  shift_left(words, 32 * WORDS - 2 - fraction_bits);
  uint32_t quarter = words[WORDS - 1] >> 30;
  shift_left(words, 2);
  bool beyond_half = words[WORDS - 1] >> 31;
  if (beyond_half) negate(words);
  quarter += beyond_half;
  *rest = fraction_of(words) * HALF_PI;
  if (beyond_half != (x < 0)) *rest = -*rest;
  return (int)((x < 0 ? 0 - quarter : quarter) & 3);
}
