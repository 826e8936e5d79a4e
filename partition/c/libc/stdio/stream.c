// stdout and stderr: two names of the console.
#include <bulkhead/abi.h>
#include <bulkhead/console.h>
#include <errno.h>
#include <stdio.h>
#include <string.h>

#include "../weak.h"

struct bulkhead_stream {
  char unused;
};

static struct bulkhead_stream console;

WEAK FILE *const stdout = &console;
WEAK FILE *const stderr = &console;

WEAK size_t fwrite(const void *restrict memory, size_t size, size_t count, FILE *restrict stream) {
  (void)stream;
  if (size == 0) return 0;
  return bulkhead_console_put(memory, size * count) / size;
}

WEAK int fputs(const char *restrict text, FILE *restrict stream) {
  size_t length = strlen(text);
  return fwrite(text, 1, length, stream) == length ? 0 : EOF;
}

// With its end in the same piece, where it is short enough.
WEAK int puts(const char *text) {
  char line[BULKHEAD_CONSOLE_WRITE_MAX];
  size_t length = strlen(text);
  if (length >= sizeof line) return fputs(text, stdout) == EOF || putchar('\n') == EOF ? EOF : 0;
  memcpy(line, text, length);
  line[length] = '\n';
  return bulkhead_console_put(line, length + 1) == length + 1 ? 0 : EOF;
}

WEAK int fputc(int character, FILE *stream) {
  unsigned char byte = (unsigned char)character;
  return fwrite(&byte, 1, 1, stream) == 1 ? byte : EOF;
}

WEAK int putc(int character, FILE *stream) { return fputc(character, stream); }
WEAK int putchar(int character) { return fputc(character, stdout); }

WEAK int fflush(FILE *stream) {
  (void)stream;
  return 0;
}

WEAK void perror(const char *text) {
  if (text != NULL && *text != 0) printf("%s: %s\n", text, strerror(errno));
  else printf("%s\n", strerror(errno));
}
