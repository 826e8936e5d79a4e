// What is found in memory and in strings.
#include <stdbool.h>
#include <string.h>

#include "../weak.h"

WEAK void *memchr(const void *memory, int byte, size_t length) {
  const unsigned char *at = memory;
  for (; length > 0; length--, at++)
    if (*at == (unsigned char)byte) return (void *)at;
  return NULL;
}

WEAK char *strchr(const char *text, int character) {
  for (;; text++) {
    if (*text == (char)character) return (char *)text;
    if (*text == 0) return NULL;
  }
}

WEAK char *strrchr(const char *text, int character) {
  const char *last = NULL;
  for (;; text++) {
    if (*text == (char)character) last = text;
    if (*text == 0) return (char *)last;
  }
}

WEAK char *strstr(const char *text, const char *part) {
  size_t length = strlen(part);
  if (length == 0) return (char *)text;
  for (; (text = strchr(text, *part)) != NULL; text++)
    if (strncmp(text, part, length) == 0) return (char *)text;
  return NULL;
}

static bool holds(const char *set, char character) {
  for (; *set != 0; set++)
    if (*set == character) return true;
  return false;
}

WEAK size_t strspn(const char *text, const char *set) {
  size_t length = 0;
  while (text[length] != 0 && holds(set, text[length])) length++;
  return length;
}

WEAK size_t strcspn(const char *text, const char *set) {
  size_t length = 0;
  while (text[length] != 0 && !holds(set, text[length])) length++;
  return length;
}

WEAK char *strpbrk(const char *text, const char *set) {
  const char *found = text + strcspn(text, set);
  return *found != 0 ? (char *)found : NULL;
}
