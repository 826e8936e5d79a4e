// Integers from text.
#include <errno.h>
#include <inttypes.h>
#include <limits.h>
#include <stdlib.h>

#include "../weak.h"
#include "numerals.h"

struct integer bulkhead_parse_integer(const char *text, size_t limit, int base) {
  struct integer number = {.end = text};
  size_t at = 0;
  while (is_space(character_at(text, limit, at))) at++;
  char sign = character_at(text, limit, at);
  number.negative = sign == '-';
  if (sign == '-' || sign == '+') at++;
  bool zero = character_at(text, limit, at) == '0';
  bool hexadecimal = zero && (character_at(text, limit, at + 1) | 0x20) == 'x' &&
                     digit_value(character_at(text, limit, at + 2)) < 16;
  if (hexadecimal && (base == 0 || base == 16)) {
    at += 2;
    base = 16;
  } else if (base == 0) {
    base = zero ? 8 : 10;
  }
  for (int digit; (digit = digit_value(character_at(text, limit, at))) < base; number.end = text + ++at) {
    uint64_t value;
    if (__builtin_mul_overflow(number.magnitude, (uint64_t)base, &value) ||
        __builtin_add_overflow(value, (uint64_t)digit, &value)) {
      number.overflow = true;
      value = UINT64_MAX;
    }
    number.magnitude = value;
  }
  if (number.overflow) number.magnitude = UINT64_MAX;
  return number;
}

// A base that there is not: as if no number were there.
static struct integer parse(const char *text, char **end, int base) {
  struct integer number = {.end = text};
  if (base == 0 || (base >= 2 && base <= 36)) number = bulkhead_parse_integer(text, SIZE_MAX, base);
  else errno = EINVAL;
  if (end != NULL) *end = (char *)number.end;
  return number;
}

static int64_t signed_within(struct integer number, int64_t least, int64_t greatest) {
  uint64_t limit = number.negative ? 0 - (uint64_t)least : (uint64_t)greatest;
  if (number.magnitude <= limit) return (int64_t)(number.negative ? 0 - number.magnitude : number.magnitude);
  errno = ERANGE;
  return number.negative ? least : greatest;
}

// A minus sign is arithmetic in the type, as ISO C has it.
static uint64_t unsigned_within(struct integer number, uint64_t greatest) {
  if (number.magnitude <= greatest && !number.overflow)
    return (number.negative ? 0 - number.magnitude : number.magnitude) & greatest;
  errno = ERANGE;
  return greatest;
}

WEAK long strtol(const char *restrict text, char **restrict end, int base) {
  return (long)signed_within(parse(text, end, base), LONG_MIN, LONG_MAX);
}

WEAK unsigned long strtoul(const char *restrict text, char **restrict end, int base) {
  return (unsigned long)unsigned_within(parse(text, end, base), ULONG_MAX);
}

WEAK long long strtoll(const char *restrict text, char **restrict end, int base) {
  return signed_within(parse(text, end, base), LLONG_MIN, LLONG_MAX);
}

WEAK unsigned long long strtoull(const char *restrict text, char **restrict end, int base) {
  return unsigned_within(parse(text, end, base), ULLONG_MAX);
}

WEAK intmax_t strtoimax(const char *restrict text, char **restrict end, int base) { return strtoll(text, end, base); }
WEAK uintmax_t strtoumax(const char *restrict text, char **restrict end, int base) { return strtoull(text, end, base); }

WEAK int atoi(const char *text) { return (int)strtol(text, NULL, 10); }
WEAK long atol(const char *text) { return strtol(text, NULL, 10); }
WEAK long long atoll(const char *text) { return strtoll(text, NULL, 10); }
