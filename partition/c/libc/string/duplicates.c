// Copies of strings on the heap.
#include <stdlib.h>
#include <string.h>

#include "../weak.h"

WEAK char *strndup(const char *text, size_t limit) {
  size_t length = strnlen(text, limit);
  char *copy = malloc(length + 1);
  if (copy == NULL) return NULL;
  copy[length] = 0;
  return memcpy(copy, text, length);
}

WEAK char *strdup(const char *text) { return strndup(text, (size_t)-1); }
