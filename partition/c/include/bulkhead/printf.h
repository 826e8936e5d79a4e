// printf: %d %i %u %o %x %X %p %c %s %f %F %e %E %g %G %%, with the flags - + 0 # and space, width, precision, * for
// both, and hh h l ll z t j. Floating point is exact to any precision and rounded to nearest, ties to even; a long
// double (L) is rounded to a double first. %p is 0x and 8 digits; there is no %a and no %n.
//
// Takes about 700 bytes of stack, 1300 for floating point.
#pragma once

#include <stdarg.h>
#include <stddef.h>

// To the console; a text of up to 256 bytes reaches it in one call. Returns the number of bytes formatted.
int printf(const char *restrict format, ...) __attribute__((format(printf, 1, 2)));
int vprintf(const char *restrict format, va_list arguments) __attribute__((format(printf, 1, 0)));
// Into memory, at most `size` bytes with the closing NUL. Returns the length that the whole text has.
int snprintf(char *restrict buffer, size_t size, const char *restrict format, ...)
    __attribute__((format(printf, 3, 4)));
int vsnprintf(char *restrict buffer, size_t size, const char *restrict format, va_list arguments)
    __attribute__((format(printf, 3, 0)));
