// Floating-point numbers from text: exactly, then rounded once.
#include <errno.h>
#include <stdlib.h>

#include "../decimal.h"
#include "../weak.h"
#include "numerals.h"

// A text, and how far it has been read.
struct reader {
  const char *text;
  size_t limit, at;
};

// Of what is far beyond every range, in decimal or in binary.
enum { HUGE_EXPONENT = 1 << 28 };

static char current(const struct reader *reader) { return character_at(reader->text, reader->limit, reader->at); }

// Goes past `word`, in small letters, if the text has it here in any.
static bool skip_word(struct reader *reader, const char *word) {
  size_t length = 0;
  for (; word[length] != 0; length++)
    if ((character_at(reader->text, reader->limit, reader->at + length) | 0x20) != word[length]) return false;
  reader->at += length;
  return true;
}

// An exponent behind `letter`, if there is one with a digit.
static int read_exponent(struct reader *reader, char letter) {
  struct reader ahead = *reader;
  if ((current(&ahead) | 0x20) != letter) return 0;
  ahead.at++;
  bool negative = current(&ahead) == '-';
  if (negative || current(&ahead) == '+') ahead.at++;
  if (digit_value(current(&ahead)) >= 10) return 0;
  int exponent = 0;
  for (int digit; (digit = digit_value(current(&ahead))) < 10; ahead.at++)
    if (exponent < HUGE_EXPONENT) exponent = exponent * 10 + digit;
  if (exponent > HUGE_EXPONENT) exponent = HUGE_EXPONENT;
  *reader = ahead;
  return negative ? -exponent : exponent;
}

// The digits of a number, with a point among them or not.
struct digits {
  size_t start, end;
  int before_point;
  bool any;
};

static struct digits read_digits(struct reader *reader, int base) {
  struct digits digits = {.start = reader->at};
  bool point = false;
  for (;; reader->at++) {
    char character = current(reader);
    if (character == '.' && !point) point = true;
    else if (digit_value(character) >= base) break;
    else digits.any = true, digits.before_point += !point;
  }
  digits.end = reader->at;
  return digits;
}

// Fills the format's mantissa, as far as its exponents reach. A float becomes a double by being shifted once more.
static void shift_up(uint64_t *mantissa, int *exponent, const struct precision *precision) {
  while (*mantissa != 0 && *mantissa >> (precision->bits - 1) == 0 && *exponent > precision->least_exponent)
    *mantissa <<= 1, --*exponent;
}

// mantissa * 2^exponent, where the format has that value; otherwise infinity.
static double compose(uint64_t mantissa, int exponent, const struct precision *precision) {
  if (mantissa >> precision->bits != 0) mantissa >>= 1, exponent++;
  shift_up(&mantissa, &exponent, precision);
  if (exponent > precision->greatest_exponent) {
    errno = ERANGE;
    return __builtin_inf();
  }
  shift_up(&mantissa, &exponent, &DOUBLE);
  uint64_t bits = mantissa >> 52 == 0 ? mantissa : mantissa + ((uint64_t)(exponent - DOUBLE.least_exponent) << 52);
  double value;
  __builtin_memcpy(&value, &bits, sizeof value);
  return value;
}

static int length_of(uint64_t value) { return value == 0 ? 0 : 64 - __builtin_clzll(value); }

// Scales until the integer part has all bits of the mantissa, or the exponent is the format's least.
static int normalize(struct decimal *decimal, const struct precision *precision) {
  int exponent = 0;
  while (decimal->first < DECIMAL_POINT - 2) {
    // 10^(9 (n - 1)) at least, so more than 29 (n - 1) bits.
    int surplus = 29 * (DECIMAL_POINT - 1 - decimal->first) + 1 - precision->bits;
    int bits = surplus < 29 ? surplus : 29;
    bulkhead_decimal_scale(decimal, -bits);
    exponent += bits;
  }
  for (;;) {
    int bits = precision->bits - length_of(decimal_integer(decimal));
    if (bits > 22 && decimal->first >= DECIMAL_POINT) bits = 22;
    if (bits > exponent - precision->least_exponent) bits = exponent - precision->least_exponent;
    if (bits == 0) return exponent;
    bulkhead_decimal_scale(decimal, bits);
    exponent -= bits;
  }
}

static double round_to(struct decimal *decimal, const struct precision *precision) {
  if (decimal->first == decimal->end) return 0;
  int exponent = normalize(decimal, precision);
  uint64_t mantissa = decimal_integer(decimal);
  int half = bulkhead_decimal_fraction_against_half(decimal);
  bool exact = decimal->end <= DECIMAL_POINT;
  if (!exact && mantissa >> (precision->bits - 1) == 0) errno = ERANGE;
  mantissa += half > 0 || (half == 0 && mantissa % 2 != 0);
  return compose(mantissa, exponent, precision);
}

static double read_decimal(struct reader *reader, const struct precision *precision) {
  struct digits digits = read_digits(reader, 10);
  int position = digits.before_point - 1 + read_exponent(reader, 'e');
  struct decimal decimal;
  bulkhead_decimal_set(&decimal, 0);
  for (size_t at = digits.start; at < digits.end; at++) {
    char character = reader->text[at];
    if (character == '.') continue;
    if (decimal.first == decimal.end && character != '0' && position >= DECIMAL_POINT * LIMB_DIGITS)
      return compose(1, HUGE_EXPONENT, precision);
    bulkhead_decimal_append(&decimal, character - '0', position--);
  }
  return round_to(&decimal, precision);
}

// The first 60 bits, and whether more follow, are enough to round.
static double read_hexadecimal(struct reader *reader, const struct precision *precision) {
  struct digits digits = read_digits(reader, 16);
  int exponent = 4 * digits.before_point + read_exponent(reader, 'p');
  uint64_t mantissa = 0;
  for (size_t at = digits.start; at < digits.end; at++) {
    if (reader->text[at] == '.') continue;
    uint64_t digit = (uint64_t)digit_value(reader->text[at]);
    exponent -= 4;
    if (mantissa >> 56 == 0) mantissa = mantissa << 4 | digit;
    else mantissa |= digit != 0, exponent += 4;
  }
  if (mantissa == 0) return 0;
  int surplus = length_of(mantissa) - precision->bits;
  if (surplus < precision->least_exponent - exponent) surplus = precision->least_exponent - exponent;
  if (surplus <= 0) return compose(mantissa, exponent, precision);
  if (surplus > 63) surplus = 63, exponent = precision->least_exponent - surplus;
  uint64_t kept = mantissa >> surplus, rest = mantissa & ((1ull << surplus) - 1), half = 1ull << (surplus - 1);
  if (rest != 0 && kept >> (precision->bits - 1) == 0) errno = ERANGE;
  return compose(kept + (rest > half || (rest == half && kept % 2 != 0)), exponent + surplus, precision);
}

// "nan" may have a word of the implementation's behind it, in parentheses; there is none here.
static void skip_payload(struct reader *reader) {
  struct reader ahead = *reader;
  if (current(&ahead) != '(') return;
  do ahead.at++;
  while (digit_value(current(&ahead)) < 36 || current(&ahead) == '_');
  if (current(&ahead) == ')') reader->at = ahead.at + 1;
}

static double read_magnitude(struct reader *reader, const struct precision *precision, bool *found) {
  *found = true;
  if (skip_word(reader, "nan")) {
    skip_payload(reader);
    return __builtin_nan("");
  }
  if (skip_word(reader, "inf")) {
    skip_word(reader, "inity");
    return __builtin_inf();
  }
  struct reader ahead = *reader;
  if (skip_word(&ahead, "0x")) {
    struct reader beyond = ahead;
    if (read_digits(&beyond, 16).any) {
      *reader = ahead;
      return read_hexadecimal(reader, precision);
    }
  }
  ahead = *reader;
  *found = read_digits(&ahead, 10).any;
  return *found ? read_decimal(reader, precision) : 0;
}

double bulkhead_parse_number(const char *text, size_t limit, const struct precision *precision, const char **end) {
  struct reader reader = {.text = text, .limit = limit};
  while (is_space(current(&reader))) reader.at++;
  bool negative = current(&reader) == '-';
  if (negative || current(&reader) == '+') reader.at++;
  bool found;
  double magnitude = read_magnitude(&reader, precision, &found);
  *end = found ? text + reader.at : text;
  return negative && found ? -magnitude : magnitude;
}

WEAK double strtod(const char *restrict text, char **restrict end) {
  const char *behind;
  double value = bulkhead_parse_number(text, SIZE_MAX, &DOUBLE, &behind);
  if (end != NULL) *end = (char *)behind;
  return value;
}

WEAK float strtof(const char *restrict text, char **restrict end) {
  const char *behind;
  float value = (float)bulkhead_parse_number(text, SIZE_MAX, &SINGLE, &behind);
  if (end != NULL) *end = (char *)behind;
  return value;
}

WEAK double atof(const char *text) { return strtod(text, NULL); }
