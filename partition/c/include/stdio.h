// Text to the partition's console and to memory, and from memory: as in ISO C. There are no files and there is no
// input.
//
// Nothing is kept back: what one call formats reaches the console before the call returns, in one piece up to 256
// bytes. Processes that write at the same time do not mix within such a piece; a line that is put together by several
// calls may be cut apart.
#pragma once

#include <bulkhead/printf.h>
#include <stdarg.h>
#include <stddef.h>

#define EOF (-1)

// Both are the console.
typedef struct bulkhead_stream FILE;
extern FILE *const stdout, *const stderr;
#define stdout stdout
#define stderr stderr

int fprintf(FILE *restrict stream, const char *restrict format, ...) __attribute__((format(printf, 2, 3)));
int vfprintf(FILE *restrict stream, const char *restrict format, va_list arguments)
    __attribute__((format(printf, 2, 0)));
int puts(const char *text);
int fputs(const char *restrict text, FILE *restrict stream);
int putchar(int character);
int putc(int character, FILE *stream);
int fputc(int character, FILE *stream);
size_t fwrite(const void *restrict memory, size_t size, size_t count, FILE *restrict stream);
// Nothing to do.
int fflush(FILE *stream);
// The text, a colon and what errno says.
void perror(const char *text);

// Without a limit: for a buffer that is known to be long enough.
int sprintf(char *restrict buffer, const char *restrict format, ...) __attribute__((format(printf, 2, 3)));
int vsprintf(char *restrict buffer, const char *restrict format, va_list arguments)
    __attribute__((format(printf, 2, 0)));

// %d %i %u %o %x %X %p %e %f %g (and in capitals) %c %s %[set] %n %%, with *, a width and hh h l ll z t j.
int sscanf(const char *restrict text, const char *restrict format, ...) __attribute__((format(scanf, 2, 3)));
int vsscanf(const char *restrict text, const char *restrict format, va_list arguments)
    __attribute__((format(scanf, 2, 0)));
