// Memory and strings. The copies are string instructions: a loop in C would be compiled into a call of itself.
#include <string.h>

void *memcpy(void *restrict target, const void *restrict source, size_t length) {
  void *to = target;
  size_t words = length / 4;
  __asm__ volatile("rep movsl\n\tmovl %3, %%ecx\n\trep movsb"
                   : "+&D"(to), "+&S"(source), "+&c"(words)
                   : "g"(length % 4)
                   : "memory");
  return target;
}

void *memmove(void *target, const void *source, size_t length) {
  if ((size_t)target - (size_t)source >= length) return memcpy(target, source, length);
  char *to = (char *)target + length - 1;
  const char *from = (const char *)source + length - 1;
  __asm__ volatile("std\n\trep movsb\n\tcld" : "+D"(to), "+S"(from), "+c"(length) : : "memory");
  return target;
}

void *memset(void *target, int value, size_t length) {
  void *to = target;
  size_t words = length / 4;
  __asm__ volatile("rep stosl\n\tmovl %3, %%ecx\n\trep stosb"
                   : "+&D"(to), "+&c"(words)
                   : "a"((unsigned char)value * 0x01010101u), "g"(length % 4)
                   : "memory");
  return target;
}

int memcmp(const void *left, const void *right, size_t length) {
  const unsigned char *a = left, *b = right;
  for (size_t i = 0; i < length; i++)
    if (a[i] != b[i]) return a[i] - b[i];
  return 0;
}

size_t strnlen(const char *text, size_t limit) {
  size_t length = 0;
  while (length < limit && text[length] != 0) length++;
  return length;
}

size_t strlen(const char *text) { return strnlen(text, (size_t)-1); }

int strncmp(const char *left, const char *right, size_t limit) {
  for (size_t i = 0; i < limit; i++) {
    unsigned char a = (unsigned char)left[i], b = (unsigned char)right[i];
    if (a != b || a == 0) return a - b;
  }
  return 0;
}

int strcmp(const char *left, const char *right) { return strncmp(left, right, (size_t)-1); }

char *strcpy(char *restrict target, const char *restrict source) {
  return memcpy(target, source, strlen(source) + 1);
}

char *strncpy(char *restrict target, const char *restrict source, size_t limit) {
  size_t length = strnlen(source, limit);
  memcpy(target, source, length);
  memset(target + length, 0, limit - length);
  return target;
}

char *strcat(char *restrict target, const char *restrict source) {
  strcpy(target + strlen(target), source);
  return target;
}

char *strchr(const char *text, int character) {
  for (;; text++) {
    if (*text == (char)character) return (char *)text;
    if (*text == 0) return NULL;
  }
}
