// printf and its relatives: the formatter with one sink or the other.
#include <bulkhead/abi.h>
#include <stdio.h>

#include "../weak.h"
#include "format.h"

// Whoever formats takes the arguments off a copy: a va_list may be an array, which is passed on as a pointer.
static void format_into(struct sink *sink, const char *format, va_list arguments) {
  va_list copy;
  va_copy(copy, arguments);
  bulkhead_format(sink, format, &copy);
  va_end(copy);
}

WEAK int vprintf(const char *restrict format, va_list arguments) {
  char buffer[BULKHEAD_CONSOLE_WRITE_MAX];
  struct sink sink = {.buffer = buffer, .size = sizeof buffer, .console = true};
  format_into(&sink, format, arguments);
  bulkhead_sink_flush(&sink);
  return sink.total;
}

WEAK int vsnprintf(char *restrict buffer, size_t size, const char *restrict format, va_list arguments) {
  struct sink sink = {.buffer = buffer, .size = size > 0 ? size - 1 : 0};
  format_into(&sink, format, arguments);
  if (size > 0) buffer[sink.used] = 0;
  return sink.total;
}

WEAK int vsprintf(char *restrict buffer, const char *restrict format, va_list arguments) {
  return vsnprintf(buffer, (size_t)-1, format, arguments);
}

WEAK int vfprintf(FILE *restrict stream, const char *restrict format, va_list arguments) {
  (void)stream;
  return vprintf(format, arguments);
}

// Calls `formatter` with what follows `last`.
#define WITH_ARGUMENTS(last, formatter) \
  va_list arguments;                    \
  va_start(arguments, last);            \
  int total = formatter;                \
  va_end(arguments);                    \
  return total

WEAK int printf(const char *restrict format, ...) { WITH_ARGUMENTS(format, vprintf(format, arguments)); }

WEAK int fprintf(FILE *restrict stream, const char *restrict format, ...) {
  WITH_ARGUMENTS(format, vfprintf(stream, format, arguments));
}

WEAK int snprintf(char *restrict buffer, size_t size, const char *restrict format, ...) {
  WITH_ARGUMENTS(format, vsnprintf(buffer, size, format, arguments));
}

WEAK int sprintf(char *restrict buffer, const char *restrict format, ...) {
  WITH_ARGUMENTS(format, vsprintf(buffer, format, arguments));
}
