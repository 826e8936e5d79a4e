// POK's printf: %d %i %u %o %x %c %s %f %%, and hh h l ll; no width, no precision, no flags. %f has six digits, cut off.
#ifndef BULKHEAD_POK_STDIO_H
#define BULKHEAD_POK_STDIO_H

#include <stdarg.h>

#define EOF -1

int printf(const char *format, ...) __attribute__((format(printf, 1, 2)));
int vprintf(const char *format, va_list arguments);
// A character that was typed. There is no input here: EOF.
int getChar();

#endif
