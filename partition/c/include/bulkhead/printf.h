// A small printf: %d %i %u %x %X %c %s %p %%, with l and ll, width, zero padding and left adjustment.
// Precision limits %s. No floating point.
#pragma once

#include <stdarg.h>
#include <stddef.h>

// To the console; a line of up to 256 bytes reaches it in one call. Returns the number of bytes formatted.
int printf(const char *format, ...) __attribute__((format(printf, 1, 2)));
int vprintf(const char *format, va_list arguments);
// Into memory, at most `size` bytes with the closing NUL. Returns the length that the whole text has.
int snprintf(char *buffer, size_t size, const char *format, ...) __attribute__((format(printf, 3, 4)));
int vsnprintf(char *buffer, size_t size, const char *format, va_list arguments);
