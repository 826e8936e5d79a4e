// printf as POK has it: no width, no precision, no flags. What it does not know it writes without the percent sign.
#include <bulkhead/abi.h>
#include <bulkhead/console.h>

#include "../layer.h"

#include <libc/stdio.h>

struct output {
  char text[BULKHEAD_CONSOLE_WRITE_MAX];
  uint32_t used;
  int total;
};

static void flush(struct output *out) {
  bulkhead_console_put(out->text, out->used);
  out->used = 0;
}

static void put(struct output *out, char c) {
  if (out->used == sizeof out->text) flush(out);
  out->text[out->used++] = c;
  out->total++;
}

static void put_unsigned(struct output *out, unsigned long long value, unsigned base) {
  // 64 bits have 22 octal digits.
  char digits[22];
  int count = 0;
  do {
    digits[count++] = "0123456789abcdef"[value % base];
    value /= base;
  } while (value != 0);
  while (count > 0) put(out, digits[--count]);
}

static void put_signed(struct output *out, long long value) {
  if (value < 0) put(out, '-');
  put_unsigned(out, value < 0 ? -(unsigned long long)value : (unsigned long long)value, 10);
}

// Six digits, cut off. POK writes nonsense for a number below 0, or whose whole part is not an int; this does not.
static void put_double(struct output *out, double value) {
  if (value < 0) {
    put(out, '-');
    value = -value;
  }
  unsigned long long whole = (unsigned long long)value;
  double rest = value - (double)whole;
  put_unsigned(out, whole, 10);
  put(out, '.');
  for (int scale = 10; scale <= 1000000; scale *= 10) put(out, (char)('0' + (unsigned)(rest * scale) % 10));
}

static void put_text(struct output *out, const char *text) {
  for (; *text; text++) put(out, *text);
}

// The sizes of numbers: hh, h, none, l, ll.
enum size { SIZE_CHAR, SIZE_SHORT, SIZE_INT, SIZE_LONG, SIZE_LONG_LONG };

static enum size take_size(const char **format) {
  char letter = **format;
  if (letter != 'h' && letter != 'l') return SIZE_INT;
  if (*++*format != letter) return letter == 'h' ? SIZE_SHORT : SIZE_LONG;
  ++*format;
  return letter == 'h' ? SIZE_CHAR : SIZE_LONG_LONG;
}

static long long take_signed(va_list *arguments, enum size size) {
  if (size == SIZE_LONG_LONG) return va_arg(*arguments, long long);
  if (size == SIZE_LONG) return va_arg(*arguments, long);
  int value = va_arg(*arguments, int);
  if (size == SIZE_SHORT) return (short)value;
  return size == SIZE_CHAR ? (signed char)value : value;
}

static unsigned long long take_unsigned(va_list *arguments, enum size size) {
  if (size == SIZE_LONG_LONG) return va_arg(*arguments, unsigned long long);
  if (size == SIZE_LONG) return va_arg(*arguments, unsigned long);
  unsigned value = va_arg(*arguments, unsigned);
  if (size == SIZE_SHORT) return (unsigned short)value;
  return size == SIZE_CHAR ? (unsigned char)value : value;
}

int vprintf(const char *format, va_list given) {
  struct output out = {.used = 0, .total = 0};
  va_list arguments;
  va_copy(arguments, given);
  for (; *format; format++) {
    if (*format != '%') {
      put(&out, *format);
      continue;
    }
    if (*++format == 0) break;
    enum size size = take_size(&format);
    switch (*format) {
      case 'd':
      case 'i':
        put_signed(&out, take_signed(&arguments, size));
        break;
      case 'u':
        put_unsigned(&out, take_unsigned(&arguments, size), 10);
        break;
      case 'o':
        put_unsigned(&out, take_unsigned(&arguments, size), 8);
        break;
      case 'x':
        put_unsigned(&out, take_unsigned(&arguments, size), 16);
        break;
      case 'c':
        put(&out, (char)va_arg(arguments, int));
        break;
      case 's':
        put_text(&out, va_arg(arguments, const char *));
        break;
      case 'f':
        put_double(&out, va_arg(arguments, double));
        break;
      case 0:
        format--;
        break;
      default:
        put(&out, *format);
    }
  }
  va_end(arguments);
  flush(&out);
  return out.total;
}

int printf(const char *format, ...) {
  va_list arguments;
  va_start(arguments, format);
  int total = vprintf(format, arguments);
  va_end(arguments);
  return total;
}

int getChar() { return EOF; }
