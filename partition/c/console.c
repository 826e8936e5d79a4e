// Puts text of any length on the console.
#include <bulkhead/bulkhead.h>

// Each call moves some of the text on to the serial line, if that is free: a few make room for a line, where there can be.
enum { FULL_RETRIES = 16 };

size_t bulkhead_console_put(const char *text, size_t length) {
  size_t written = 0;
  int retries = 0;
  while (written < length && retries < FULL_RETRIES) {
    size_t left = length - written;
    uint32_t chunk = left < BULKHEAD_CONSOLE_WRITE_MAX ? left : BULKHEAD_CONSOLE_WRITE_MAX;
    uint32_t taken = 0;
    if (bulkhead_console_write(text + written, chunk, &taken) != BULKHEAD_STATUS_OK) break;
    written += taken;
    retries = taken == 0 ? retries + 1 : 0;
  }
  return written;
}
