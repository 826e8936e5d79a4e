// Numbers in text, of which only `limit` characters count: what strtol, strtod and sscanf share.
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct integer {
  uint64_t magnitude;
  bool negative;
  // The magnitude is more than 64 bits: it is UINT64_MAX then.
  bool overflow;
  // Behind the number; the text itself where there is none.
  const char *end;
};

// Base 2 to 36, or 0: by the prefix. White space and a sign may come first.
struct integer bulkhead_parse_integer(const char *text, size_t limit, int base);

// The floating-point formats that a number can be rounded to.
struct precision {
  int bits;
  // Of the least significant bit of the least number, and of the greatest.
  int least_exponent, greatest_exponent;
};

static const struct precision SINGLE = {24, -149, 104}, DOUBLE = {53, -1074, 971};

// The nearest value of the precision, ties to even; `end` as above. Sets errno to ERANGE for one too great or too
// small.
double bulkhead_parse_number(const char *text, size_t limit, const struct precision *precision, const char **end);

// The character at `at`, NUL from the limit on.
static inline char character_at(const char *text, size_t limit, size_t at) { return at < limit ? text[at] : 0; }

// The digit's value in bases up to 36; more than any where it is none.
static inline int digit_value(char character) {
  if (character >= '0' && character <= '9') return character - '0';
  if (character >= 'a' && character <= 'z') return character - 'a' + 10;
  if (character >= 'A' && character <= 'Z') return character - 'A' + 10;
  return 99;
}

static inline bool is_space(char character) { return character == ' ' || (character >= '\t' && character <= '\r'); }
