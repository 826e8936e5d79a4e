// printf and its relatives: one formatter that hands characters to a sink, and two sinks.
#include <bulkhead/bulkhead.h>

struct sink {
  char *buffer;
  size_t size;
  // Characters in the buffer; a console sink empties it, a memory sink stops at its end.
  size_t used;
  int total;
  bool console;
};

static void flush(struct sink *sink) {
  bulkhead_console_put(sink->buffer, sink->used);
  sink->used = 0;
}

static void put(struct sink *sink, char character) {
  sink->total++;
  if (sink->used == sink->size) {
    if (!sink->console) return;
    flush(sink);
  }
  sink->buffer[sink->used++] = character;
}

static void put_repeated(struct sink *sink, char character, int count) {
  while (count-- > 0) put(sink, character);
}

// What stands between '%' and the conversion's letter.
struct specification {
  bool left;
  bool zero;
  bool plus;
  int width;
  int precision; // -1: none
  int longs;
};

static void put_padded(struct sink *sink, const struct specification *spec, const char *text, int length) {
  int padding = spec->width - length;
  if (!spec->left) put_repeated(sink, ' ', padding);
  for (int i = 0; i < length; i++) put(sink, text[i]);
  if (spec->left) put_repeated(sink, ' ', padding);
}

static void put_number(struct sink *sink, const struct specification *spec, const char *prefix, uint64_t value,
                       uint32_t base, const char *digits) {
  char text[32];
  int start = sizeof text;
  do {
    // 32-bit division where it is enough: the other is many times slower.
    uint32_t digit = value >> 32 ? (uint32_t)(value % base) : (uint32_t)value % base;
    value = value >> 32 ? value / base : (uint32_t)value / base;
    text[--start] = digits[digit];
  } while (value != 0);

  int prefix_length = (int)strlen(prefix);
  int length = (int)sizeof text - start;
  int padding = spec->width - prefix_length - length;
  if (!spec->left && !spec->zero) put_repeated(sink, ' ', padding);
  for (int i = 0; i < prefix_length; i++) put(sink, prefix[i]);
  if (!spec->left && spec->zero) put_repeated(sink, '0', padding);
  for (int i = start; i < (int)sizeof text; i++) put(sink, text[i]);
  if (spec->left) put_repeated(sink, ' ', padding);
}

static int read_number(const char **format) {
  int number = 0;
  while (**format >= '0' && **format <= '9') number = number * 10 + (*(*format)++ - '0');
  return number;
}

static struct specification read_specification(const char **format, va_list *arguments) {
  struct specification spec = {.precision = -1};
  for (;; (*format)++) {
    if (**format == '-') spec.left = true;
    else if (**format == '0') spec.zero = true;
    else if (**format == '+') spec.plus = true;
    else break;
  }
  if (**format == '*') {
    spec.width = va_arg(*arguments, int);
    (*format)++;
  } else {
    spec.width = read_number(format);
  }
  if (**format == '.') {
    (*format)++;
    spec.precision = read_number(format);
  }
  while (**format == 'l') {
    spec.longs++;
    (*format)++;
  }
  return spec;
}

static void format_text(struct sink *sink, const char *format, va_list *arguments) {
  static const char LOWER[] = "0123456789abcdef", UPPER[] = "0123456789ABCDEF";
  for (; *format != 0; format++) {
    if (*format != '%') {
      put(sink, *format);
      continue;
    }
    format++;
    struct specification spec = read_specification(&format, arguments);
    switch (*format) {
      case 'd':
      case 'i': {
        int64_t value = spec.longs == 2 ? va_arg(*arguments, int64_t) : va_arg(*arguments, int);
        uint64_t magnitude = value < 0 ? 0 - (uint64_t)value : (uint64_t)value;
        put_number(sink, &spec, value < 0 ? "-" : spec.plus ? "+" : "", magnitude, 10, LOWER);
        break;
      }
      case 'u':
      case 'x':
      case 'X': {
        uint64_t value = spec.longs == 2 ? va_arg(*arguments, uint64_t) : va_arg(*arguments, unsigned);
        put_number(sink, &spec, "", value, *format == 'u' ? 10 : 16, *format == 'X' ? UPPER : LOWER);
        break;
      }
      case 'p': {
        spec.zero = true;
        spec.width = 10;
        put_number(sink, &spec, "0x", (uint32_t)va_arg(*arguments, void *), 16, LOWER);
        break;
      }
      case 'c': {
        char character = (char)va_arg(*arguments, int);
        put_padded(sink, &spec, &character, 1);
        break;
      }
      case 's': {
        const char *text = va_arg(*arguments, const char *);
        if (text == NULL) text = "(null)";
        put_padded(sink, &spec, text, (int)strnlen(text, (size_t)spec.precision));
        break;
      }
      case '%':
        put(sink, '%');
        break;
      case 0:
        return;
      default:
        put(sink, '%');
        put(sink, *format);
    }
  }
}

int vprintf(const char *format, va_list arguments) {
  char buffer[BULKHEAD_CONSOLE_WRITE_MAX];
  struct sink sink = {.buffer = buffer, .size = sizeof buffer, .console = true};
  va_list copy;
  va_copy(copy, arguments);
  format_text(&sink, format, &copy);
  va_end(copy);
  flush(&sink);
  return sink.total;
}

int vsnprintf(char *buffer, size_t size, const char *format, va_list arguments) {
  struct sink sink = {.buffer = buffer, .size = size > 0 ? size - 1 : 0};
  va_list copy;
  va_copy(copy, arguments);
  format_text(&sink, format, &copy);
  va_end(copy);
  if (size > 0) buffer[sink.used] = 0;
  return sink.total;
}

int printf(const char *format, ...) {
  va_list arguments;
  va_start(arguments, format);
  int total = vprintf(format, arguments);
  va_end(arguments);
  return total;
}

int snprintf(char *buffer, size_t size, const char *format, ...) {
  va_list arguments;
  va_start(arguments, format);
  int total = vsnprintf(buffer, size, format, arguments);
  va_end(arguments);
  return total;
}
