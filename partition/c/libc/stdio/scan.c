// sscanf: a text taken apart as a format says.
#include <stdbool.h>
#include <stdio.h>
#include <string.h>

#include "../stdlib/numerals.h"
#include "../weak.h"

// One conversion of the format: %*5ld.
struct conversion {
  bool discard;
  size_t width; // SIZE_MAX: none
  // 'H' for hh, 'q' for ll, otherwise the letter itself; 0 for none.
  char length;
  char letter;
  // Of %[...]: what is between the brackets.
  const char *set;
  size_t set_length;
  bool excluded;
};

static void read_set(const char **format, struct conversion *conversion) {
  conversion->excluded = **format == '^';
  if (conversion->excluded) (*format)++;
  conversion->set = *format;
  // A bracket that comes first belongs to the set.
  if (**format == ']') (*format)++;
  while (**format != 0 && **format != ']') (*format)++;
  conversion->set_length = (size_t)(*format - conversion->set);
  if (**format == ']') (*format)++;
}

static struct conversion read_conversion(const char **format) {
  struct conversion conversion = {.width = SIZE_MAX};
  if (**format == '*') {
    conversion.discard = true;
    (*format)++;
  }
  if (**format >= '1' && **format <= '9') conversion.width = 0;
  while (**format >= '0' && **format <= '9') conversion.width = conversion.width * 10 + (size_t)(*(*format)++ - '0');
  if (**format != 0 && strchr("hlLqjzt", **format) != NULL) {
    conversion.length = *(*format)++;
    if (**format == conversion.length && (conversion.length == 'h' || conversion.length == 'l')) {
      conversion.length = conversion.length == 'h' ? 'H' : 'q';
      (*format)++;
    }
  }
  conversion.letter = **format;
  if (conversion.letter != 0) (*format)++;
  if (conversion.letter == '[') read_set(format, &conversion);
  return conversion;
}

static bool in_set(const struct conversion *conversion, char character) {
  const char *set = conversion->set;
  bool found = false;
  for (size_t i = 0; i < conversion->set_length; i++) {
    bool range = i + 2 < conversion->set_length && set[i + 1] == '-';
    unsigned char first = (unsigned char)set[i], last = (unsigned char)(range ? set[i + 2] : set[i]);
    found = found || ((unsigned char)character >= first && (unsigned char)character <= last);
    if (range) i += 2;
  }
  return found != conversion->excluded;
}

static void store_integer(const struct conversion *conversion, uint64_t value, va_list *arguments) {
  if (conversion->discard) return;
  switch (conversion->length) {
    case 'H': *va_arg(*arguments, uint8_t *) = (uint8_t)value; break;
    case 'h': *va_arg(*arguments, uint16_t *) = (uint16_t)value; break;
    case 'q':
    case 'j': *va_arg(*arguments, uint64_t *) = value; break;
    default: *va_arg(*arguments, uint32_t *) = (uint32_t)value;
  }
}

static void store_number(const struct conversion *conversion, double value, va_list *arguments) {
  if (conversion->discard) return;
  switch (conversion->length) {
    case 'l': *va_arg(*arguments, double *) = value; break;
    case 'L': *va_arg(*arguments, long double *) = value; break;
    default: *va_arg(*arguments, float *) = (float)value;
  }
}

static int base_of(char letter) {
  switch (letter) {
    case 'i': return 0;
    case 'o': return 8;
    case 'x':
    case 'X':
    case 'p': return 16;
    default: return 10;
  }
}

static const char *scan_integer(const struct conversion *conversion, const char *text, va_list *arguments) {
  struct integer number = bulkhead_parse_integer(text, conversion->width, base_of(conversion->letter));
  if (number.end == text) return NULL;
  store_integer(conversion, number.negative ? 0 - number.magnitude : number.magnitude, arguments);
  return number.end;
}

static const char *scan_number(const struct conversion *conversion, const char *text, va_list *arguments) {
  const char *end;
  const struct precision *precision = conversion->length == 0 ? &SINGLE : &DOUBLE;
  double value = bulkhead_parse_number(text, conversion->width, precision, &end);
  if (end == text) return NULL;
  store_number(conversion, value, arguments);
  return end;
}

// %s, %[ and %c: as many characters as belong to the text, with a NUL behind them but for %c.
static const char *scan_text(const struct conversion *conversion, const char *text, va_list *arguments) {
  size_t most = conversion->letter == 'c' && conversion->width == SIZE_MAX ? 1 : conversion->width, length = 0;
  for (; length < most && text[length] != 0; length++) {
    if (conversion->letter == 's' && is_space(text[length])) break;
    if (conversion->letter == '[' && !in_set(conversion, text[length])) break;
  }
  if (length == 0 || (conversion->letter == 'c' && length < most)) return NULL;
  if (!conversion->discard) {
    char *target = va_arg(*arguments, char *);
    memcpy(target, text, length);
    if (conversion->letter != 'c') target[length] = 0;
  }
  return text + length;
}

static const char *skip_space(const char *text) {
  while (is_space(*text)) text++;
  return text;
}

// Returns where the text goes on; NULL where it does not fit.
static const char *scan(const struct conversion *conversion, const char *text, va_list *arguments) {
  switch (conversion->letter) {
    case 'd':
    case 'i':
    case 'u':
    case 'o':
    case 'x':
    case 'X':
    case 'p': return scan_integer(conversion, text, arguments);
    case 'e':
    case 'E':
    case 'f':
    case 'F':
    case 'g':
    case 'G': return scan_number(conversion, text, arguments);
    case 'c':
    case 's':
    case '[': return scan_text(conversion, text, arguments);
    default: return NULL;
  }
}

// Where the text ends before anything has been stored, that is told apart from a text that does not fit.
static int scan_all(const char *const text, const char *format, va_list *arguments) {
  const char *at = text;
  int stored = 0;
  while (*format != 0) {
    if (is_space(*format)) {
      format = skip_space(format);
      at = skip_space(at);
      continue;
    }
    struct conversion conversion = {.letter = *format};
    bool literal = *format++ != '%';
    if (!literal) conversion = read_conversion(&format);
    if (conversion.letter == 'n' && !literal) {
      store_integer(&conversion, (uint64_t)(at - text), arguments);
      continue;
    }
    bool exact = literal || conversion.letter == 'c' || conversion.letter == '[';
    if (!exact) at = skip_space(at);
    if (*at == 0) return stored > 0 ? stored : EOF;
    if (literal || conversion.letter == '%') {
      if (*at++ != conversion.letter) return stored;
      continue;
    }
    at = scan(&conversion, at, arguments);
    if (at == NULL) return stored;
    stored += !conversion.discard;
  }
  return stored;
}

WEAK int vsscanf(const char *restrict text, const char *restrict format, va_list arguments) {
  va_list copy;
  va_copy(copy, arguments);
  int stored = scan_all(text, format, &copy);
  va_end(copy);
  return stored;
}

WEAK int sscanf(const char *restrict text, const char *restrict format, ...) {
  va_list arguments;
  va_start(arguments, format);
  int stored = vsscanf(text, format, arguments);
  va_end(arguments);
  return stored;
}
