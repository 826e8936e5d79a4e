// Where formatted text goes.
#include <bulkhead/console.h>
#include <string.h>

#include "format.h"

void bulkhead_sink_flush(struct sink *sink) {
  bulkhead_console_put(sink->buffer, sink->used);
  sink->used = 0;
}

void bulkhead_sink_put(struct sink *sink, char character) {
  sink->total++;
  if (sink->used == sink->size) {
    if (!sink->console) return;
    bulkhead_sink_flush(sink);
  }
  sink->buffer[sink->used++] = character;
}

void bulkhead_sink_repeat(struct sink *sink, char character, int count) {
  while (count-- > 0) bulkhead_sink_put(sink, character);
}

int bulkhead_field_begin(struct sink *sink, const struct specification *spec, const char *prefix, int length) {
  int padding = spec->width - (int)strlen(prefix) - length;
  if (padding < 0) padding = 0;
  if (!spec->left && !spec->zero) bulkhead_sink_repeat(sink, ' ', padding);
  while (*prefix != 0) bulkhead_sink_put(sink, *prefix++);
  if (!spec->left && spec->zero) bulkhead_sink_repeat(sink, '0', padding);
  return spec->left ? padding : 0;
}
