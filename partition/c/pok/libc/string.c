// What POK has of text and ISO C has not.
#include "../layer.h"

#include <libc/string.h>

int streq(char *left, char *right) { return strcmp(left, right) == 0; }

// A program may have one of its own.
__attribute__((weak)) char *itoa(int value, char *buffer, int radix) {
  char digits[32];
  bool is_negative = radix == 10 && value < 0;
  unsigned rest = is_negative ? -(unsigned)value : (unsigned)value;
  int count = 0;
  do {
    unsigned digit = rest % (unsigned)radix;
    digits[count++] = (char)(digit < 10 ? '0' + digit : 'a' + digit - 10);
    rest /= (unsigned)radix;
  } while (rest != 0);
  char *at = buffer;
  if (is_negative) *at++ = '-';
  while (count > 0) *at++ = digits[--count];
  *at = 0;
  return buffer;
}
