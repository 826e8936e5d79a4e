// Strings: their length, their order, their copies.
#include <string.h>
#include <strings.h>

#include "../weak.h"

WEAK size_t strnlen(const char *text, size_t limit) {
  size_t length = 0;
  while (length < limit && text[length] != 0) length++;
  return length;
}

WEAK size_t strlen(const char *text) { return strnlen(text, (size_t)-1); }

WEAK int strncmp(const char *left, const char *right, size_t limit) {
  for (size_t i = 0; i < limit; i++) {
    unsigned char a = (unsigned char)left[i], b = (unsigned char)right[i];
    if (a != b || a == 0) return a - b;
  }
  return 0;
}

WEAK int strcmp(const char *left, const char *right) { return strncmp(left, right, (size_t)-1); }

WEAK int strcoll(const char *left, const char *right) { return strcmp(left, right); }

static int lower(char character) {
  return character >= 'A' && character <= 'Z' ? character + ('a' - 'A') : (unsigned char)character;
}

WEAK int strncasecmp(const char *left, const char *right, size_t limit) {
  for (size_t i = 0; i < limit; i++) {
    int a = lower(left[i]), b = lower(right[i]);
    if (a != b || a == 0) return a - b;
  }
  return 0;
}

WEAK int strcasecmp(const char *left, const char *right) { return strncasecmp(left, right, (size_t)-1); }

WEAK char *strcpy(char *restrict target, const char *restrict source) {
  return memcpy(target, source, strlen(source) + 1);
}

WEAK char *strncpy(char *restrict target, const char *restrict source, size_t limit) {
  size_t length = strnlen(source, limit);
  memcpy(target, source, length);
  memset(target + length, 0, limit - length);
  return target;
}

WEAK char *strcat(char *restrict target, const char *restrict source) {
  strcpy(target + strlen(target), source);
  return target;
}

WEAK char *strncat(char *restrict target, const char *restrict source, size_t limit) {
  size_t length = strnlen(source, limit);
  char *end = target + strlen(target);
  memcpy(end, source, length);
  end[length] = 0;
  return target;
}
