// printf's floating point: the exact decimal fraction, rounded where the format ends, written digit by digit.

#include "../decimal.h"
#include "format.h"

enum { MANTISSA_BITS = 52, EXPONENT_MASK = 0x7ff, LEAST_EXPONENT = -1074, DEFAULT_PRECISION = 6 };

// Sets a finite value's magnitude.
static void set_exactly(struct decimal *decimal, uint64_t bits) {
  uint64_t mantissa = bits & ((1ull << MANTISSA_BITS) - 1);
  int exponent = (int)(bits >> MANTISSA_BITS) & EXPONENT_MASK;
  if (exponent != 0) {
    mantissa |= 1ull << MANTISSA_BITS;
    exponent--;
  }
  bulkhead_decimal_set(decimal, mantissa);
  bulkhead_decimal_scale(decimal, exponent + LEAST_EXPONENT);
}

// A number as it is to be written.
struct layout {
  // Positions of its first and last digit.
  int highest, lowest;
  // Whether a point is written though no digit follows.
  bool point;
  // Written behind it: 'e', 'E' or 0 for nothing.
  char letter;
  int exponent;
};

static void put_digits(struct sink *sink, const struct decimal *decimal, const struct layout *layout) {
  // The position of the last digit before the point.
  int units = layout->letter != 0 ? layout->highest : 0;
  for (int position = layout->highest; position >= layout->lowest; position--) {
    bulkhead_sink_put(sink, (char)('0' + bulkhead_decimal_digit(decimal, position)));
    if (position == units && (layout->point || position > layout->lowest)) bulkhead_sink_put(sink, '.');
  }
}

static int exponent_digits(int magnitude) { return magnitude < 100 ? 2 : 3; }

static void put_exponent(struct sink *sink, const struct layout *layout) {
  int magnitude = layout->exponent < 0 ? -layout->exponent : layout->exponent;
  bulkhead_sink_put(sink, layout->letter);
  bulkhead_sink_put(sink, layout->exponent < 0 ? '-' : '+');
  if (exponent_digits(magnitude) == 3) bulkhead_sink_put(sink, (char)('0' + magnitude / 100));
  bulkhead_sink_put(sink, (char)('0' + magnitude / 10 % 10));
  bulkhead_sink_put(sink, (char)('0' + magnitude % 10));
}

static int length_of(const struct layout *layout) {
  int magnitude = layout->exponent < 0 ? -layout->exponent : layout->exponent;
  int digits = layout->highest - layout->lowest + 1;
  bool point = layout->point || layout->lowest < (layout->letter != 0 ? layout->highest : 0);
  return digits + point + (layout->letter != 0 ? 2 + exponent_digits(magnitude) : 0);
}

// %f: so many digits behind the point.
static struct layout fixed(struct decimal *decimal, int precision) {
  bulkhead_decimal_round(decimal, -precision);
  int highest = bulkhead_decimal_highest(decimal);
  return (struct layout){.highest = highest > 0 ? highest : 0, .lowest = -precision};
}

// %e: so many digits behind the first.
static struct layout scientific(struct decimal *decimal, int precision, char letter) {
  bulkhead_decimal_round(decimal, bulkhead_decimal_highest(decimal) - precision);
  int highest = bulkhead_decimal_highest(decimal);
  return (struct layout){.highest = highest, .lowest = highest - precision, .letter = letter, .exponent = highest};
}

// %g: so many digits in all, without zeros at the end; as %e where the exponent is less than -4 or too great for them.
static struct layout shortest(struct decimal *decimal, int precision, char letter, bool keep_zeros) {
  if (precision == 0) precision = 1;
  struct layout layout = scientific(decimal, precision - 1, letter);
  if (layout.exponent >= -4 && layout.exponent < precision) {
    layout.letter = 0;
    layout.exponent = 0;
    if (layout.highest < 0) layout.highest = 0;
  }
  if (keep_zeros) return layout;
  int last = bulkhead_decimal_lowest(decimal), units = layout.letter != 0 ? layout.highest : 0;
  layout.lowest = last < units ? last : units;
  return layout;
}

static void put_finite(struct sink *sink, const struct specification *spec, const char *sign, uint64_t bits,
                       char conversion) {
  struct decimal decimal;
  set_exactly(&decimal, bits);
  int precision = spec->precision < 0 ? DEFAULT_PRECISION : spec->precision;
  char kind = conversion | 0x20, letter = conversion & 0x20 ? 'e' : 'E';
  struct layout layout = kind == 'f'   ? fixed(&decimal, precision)
                         : kind == 'e' ? scientific(&decimal, precision, letter)
                                       : shortest(&decimal, precision, letter, spec->alternative);
  layout.point = spec->alternative;
  int spaces = bulkhead_field_begin(sink, spec, sign, length_of(&layout));
  put_digits(sink, &decimal, &layout);
  if (layout.letter != 0) put_exponent(sink, &layout);
  bulkhead_sink_repeat(sink, ' ', spaces);
}

void bulkhead_format_float(struct sink *sink, const struct specification *spec, double value, char conversion) {
  uint64_t bits;
  __builtin_memcpy(&bits, &value, sizeof bits);
  char sign[2] = {bits >> 63 != 0 ? '-' : spec->sign, 0};
  if (((bits >> MANTISSA_BITS) & EXPONENT_MASK) != EXPONENT_MASK) {
    put_finite(sink, spec, sign, bits, conversion);
    return;
  }
  bool number = bits << 12 == 0, small = conversion & 0x20;
  const char *word = number ? (small ? "inf" : "INF") : (small ? "nan" : "NAN");
  struct specification field = *spec;
  field.zero = false;
  int spaces = bulkhead_field_begin(sink, &field, sign, 3);
  while (*word != 0) bulkhead_sink_put(sink, *word++);
  bulkhead_sink_repeat(sink, ' ', spaces);
}
