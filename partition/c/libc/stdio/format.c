// printf's format: text as it is, and the conversions in it; those of floating point are in format-float.c.
#include "format.h"

#include <string.h>

static void put_text(struct sink *sink, const struct specification *spec, const char *text, int length) {
  struct specification field = *spec;
  field.zero = false;
  int spaces = bulkhead_field_begin(sink, &field, "", length);
  for (int i = 0; i < length; i++) bulkhead_sink_put(sink, text[i]);
  bulkhead_sink_repeat(sink, ' ', spaces);
}

static void put_number(struct sink *sink, const struct specification *spec, const char *prefix, uint64_t value,
                       uint32_t base, char conversion) {
  const char *digits = conversion == 'X' ? "0123456789ABCDEF" : "0123456789abcdef";
  char text[24];
  int start = sizeof text;
  while (value != 0) {
    // 32-bit division where it is enough: the other is many times slower.
    uint32_t digit = value >> 32 ? (uint32_t)(value % base) : (uint32_t)value % base;
    value = value >> 32 ? value / base : (uint32_t)value / base;
    text[--start] = digits[digit];
  }
  int length = (int)sizeof text - start;
  int least = spec->precision < 0 ? 1 : spec->precision;
  if (conversion == 'o' && spec->alternative && least <= length) least = length + 1;
  int zeros = least > length ? least - length : 0;

  struct specification field = *spec;
  if (spec->precision >= 0) field.zero = false;
  int spaces = bulkhead_field_begin(sink, &field, prefix, zeros + length);
  bulkhead_sink_repeat(sink, '0', zeros);
  for (int i = start; i < (int)sizeof text; i++) bulkhead_sink_put(sink, text[i]);
  bulkhead_sink_repeat(sink, ' ', spaces);
}

static int64_t signed_argument(char length, va_list *arguments) {
  switch (length) {
    case 'H': return (signed char)va_arg(*arguments, int);
    case 'h': return (short)va_arg(*arguments, int);
    case 'q':
    case 'j': return va_arg(*arguments, int64_t);
    default: return va_arg(*arguments, int32_t);
  }
}

static uint64_t unsigned_argument(char length, va_list *arguments) {
  switch (length) {
    case 'H': return (unsigned char)va_arg(*arguments, int);
    case 'h': return (unsigned short)va_arg(*arguments, int);
    case 'q':
    case 'j': return va_arg(*arguments, uint64_t);
    default: return va_arg(*arguments, uint32_t);
  }
}

static void put_signed(struct sink *sink, const struct specification *spec, int64_t value) {
  char prefix[2] = {value < 0 ? '-' : spec->sign, 0};
  put_number(sink, spec, prefix, value < 0 ? 0 - (uint64_t)value : (uint64_t)value, 10, 'd');
}

static void put_unsigned(struct sink *sink, const struct specification *spec, uint64_t value, char conversion) {
  char prefix[3] = {'0', conversion, 0};
  bool prefixed = spec->alternative && value != 0 && (conversion == 'x' || conversion == 'X');
  uint32_t base = conversion == 'u' ? 10 : conversion == 'o' ? 8 : 16;
  put_number(sink, spec, prefixed ? prefix : "", value, base, conversion);
}

static void put_pointer(struct sink *sink, const struct specification *spec, const void *pointer) {
  struct specification digits = *spec;
  digits.precision = 8;
  put_number(sink, &digits, "0x", (uint32_t)pointer, 16, 'x');
}

static void put_string(struct sink *sink, const struct specification *spec, const char *text) {
  if (text == NULL) text = "(null)";
  put_text(sink, spec, text, (int)strnlen(text, (size_t)spec->precision));
}

static void put_character(struct sink *sink, const struct specification *spec, char character) {
  put_text(sink, spec, &character, 1);
}

static void put_float(struct sink *sink, const struct specification *spec, va_list *arguments, char conversion) {
  double value = spec->length == 'L' ? (double)va_arg(*arguments, long double) : va_arg(*arguments, double);
  bulkhead_format_float(sink, spec, value, conversion);
}

static int read_number(const char **format, va_list *arguments) {
  int number = 0;
  if (**format == '*') {
    (*format)++;
    return va_arg(*arguments, int);
  }
  while (**format >= '0' && **format <= '9') number = number * 10 + (*(*format)++ - '0');
  return number;
}

static void read_flags(const char **format, struct specification *spec) {
  for (;; (*format)++) {
    switch (**format) {
      case '-': spec->left = true; break;
      case '0': spec->zero = true; break;
      case '#': spec->alternative = true; break;
      case '+': spec->sign = '+'; break;
      case ' ':
        if (spec->sign == 0) spec->sign = ' ';
        break;
      default: return;
    }
  }
}

static char read_length(const char **format) {
  char length = **format;
  if (length == 0 || strchr("hlLqjzt", length) == NULL) return 0;
  (*format)++;
  if (**format != length) return length;
  if (length != 'h' && length != 'l') return length;
  (*format)++;
  return length == 'h' ? 'H' : 'q';
}

static struct specification read_specification(const char **format, va_list *arguments) {
  struct specification spec = {.precision = -1};
  read_flags(format, &spec);
  spec.width = read_number(format, arguments);
  if (spec.width < 0) {
    spec.left = true;
    spec.width = -spec.width;
  }
  if (**format == '.') {
    (*format)++;
    spec.precision = read_number(format, arguments);
    if (spec.precision < 0) spec.precision = -1;
  }
  spec.length = read_length(format);
  return spec;
}

static void convert(struct sink *sink, struct specification *spec, char conversion, va_list *arguments) {
  switch (conversion) {
    case 'd':
    case 'i': put_signed(sink, spec, signed_argument(spec->length, arguments)); break;
    case 'u':
    case 'o':
    case 'x':
    case 'X': put_unsigned(sink, spec, unsigned_argument(spec->length, arguments), conversion); break;
    case 'e':
    case 'E':
    case 'f':
    case 'F':
    case 'g':
    case 'G': put_float(sink, spec, arguments, conversion); break;
    case 'p': put_pointer(sink, spec, va_arg(*arguments, void *)); break;
    case 'c': put_character(sink, spec, (char)va_arg(*arguments, int)); break;
    case 's': put_string(sink, spec, va_arg(*arguments, const char *)); break;
    case '%': bulkhead_sink_put(sink, '%'); break;
    default:
      bulkhead_sink_put(sink, '%');
      bulkhead_sink_put(sink, conversion);
  }
}

void bulkhead_format(struct sink *sink, const char *format, va_list *arguments) {
  for (; *format != 0; format++) {
    if (*format != '%') {
      bulkhead_sink_put(sink, *format);
      continue;
    }
    format++;
    struct specification spec = read_specification(&format, arguments);
    if (*format == 0) return;
    convert(sink, &spec, *format, arguments);
  }
}
