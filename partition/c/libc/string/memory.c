// Memory. The copies are string instructions: a loop in C would be compiled into a call of itself.
#include <stdint.h>
#include <string.h>

#include "../weak.h"

WEAK void *memcpy(void *restrict target, const void *restrict source, size_t length) {
  void *to = target;
  size_t words = length / 4;
  __asm__ volatile("rep movsl\n\tmovl %3, %%ecx\n\trep movsb"
                   : "+&D"(to), "+&S"(source), "+&c"(words)
                   : "g"(length % 4)
                   : "memory");
  return target;
}

// From the last byte down: first what is more than whole words, then the words, each from its first byte.
static void copy_down(char *target, const char *source, size_t length) {
  char *to = target + length - 1;
  const char *from = source + length - 1;
  size_t rest = length % 4;
  __asm__ volatile("std\n\trep movsb\n\tsubl $3, %%esi\n\tsubl $3, %%edi\n\tmovl %3, %%ecx\n\trep movsl\n\tcld"
                   : "+&D"(to), "+&S"(from), "+&c"(rest)
                   : "g"(length / 4)
                   : "memory", "cc");
}

WEAK void *memmove(void *target, const void *source, size_t length) {
  if ((size_t)target - (size_t)source >= length) return memcpy(target, source, length);
  copy_down(target, source, length);
  return target;
}

WEAK void *memset(void *target, int value, size_t length) {
  void *to = target;
  size_t words = length / 4;
  __asm__ volatile("rep stosl\n\tmovl %3, %%ecx\n\trep stosb"
                   : "+&D"(to), "+&c"(words)
                   : "a"((unsigned char)value * 0x01010101u), "g"(length % 4)
                   : "memory");
  return target;
}

WEAK int memcmp(const void *left, const void *right, size_t length) {
  const unsigned char *a = left, *b = right;
  for (; length >= 4 && *(const uint32_t *)a == *(const uint32_t *)b; length -= 4) a += 4, b += 4;
  for (; length > 0; length--, a++, b++)
    if (*a != *b) return *a - *b;
  return 0;
}
