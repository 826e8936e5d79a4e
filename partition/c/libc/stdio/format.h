// What printf is made of: a sink that takes characters, a specification, and who formats what.
#pragma once

#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct sink {
  char *buffer;
  size_t size;
  // Characters in the buffer; a console sink empties it, a memory sink stops at its end.
  size_t used;
  int total;
  bool console;
};

void bulkhead_sink_put(struct sink *sink, char character);
void bulkhead_sink_repeat(struct sink *sink, char character, int count);
void bulkhead_sink_flush(struct sink *sink);

// What stands between '%' and the conversion's letter.
struct specification {
  bool left, zero, alternative;
  // Before a number that is not negative: '+', ' ' or 0 for nothing.
  char sign;
  int width;
  int precision; // -1: none
  // 'H' for hh, 'q' for ll, otherwise the letter itself; 0 for none.
  char length;
};

void bulkhead_format(struct sink *sink, const char *format, va_list *arguments);

// %e %f %g and their capitals: `conversion` is the letter.
void bulkhead_format_float(struct sink *sink, const struct specification *spec, double value, char conversion);

// A field begins with spaces, its prefix, zeros; its text is the caller's; then it ends with spaces. `length` is the
// text's. Returns how many spaces are left for the end.
int bulkhead_field_begin(struct sink *sink, const struct specification *spec, const char *prefix, int length);
