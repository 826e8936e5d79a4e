/* The four functions that a compiler may call on its own. `string` instructions: DF is clear in the kernel. */
#include <stddef.h>

void* memcpy(void* restrict to, const void* restrict from, size_t length);
void* memmove(void* to, const void* from, size_t length);
void* memset(void* to, int value, size_t length);
int memcmp(const void* a, const void* b, size_t length);

void* memcpy(void* restrict to, const void* restrict from, size_t length) {
  void* start = to;
  size_t words = length / 4;
  __asm__ volatile("rep movsl" : "+D"(to), "+S"(from), "+c"(words) : : "memory");
  size_t rest = length % 4;
  __asm__ volatile("rep movsb" : "+D"(to), "+S"(from), "+c"(rest) : : "memory");
  return start;
}

void* memmove(void* to, const void* from, size_t length) {
  if ((size_t)to - (size_t)from >= length) return memcpy(to, from, length);
  // Overlapping, and the target above the source: from the last byte down.
  char* last_to = (char*)to + length - 1;
  const char* last_from = (const char*)from + length - 1;
  __asm__ volatile("std; rep movsb; cld" : "+D"(last_to), "+S"(last_from), "+c"(length) : : "memory");
  return to;
}

void* memset(void* to, int value, size_t length) {
  void* start = to;
  size_t words = length / 4;
  __asm__ volatile("rep stosl" : "+D"(to), "+c"(words) : "a"((value & 0xff) * 0x01010101u) : "memory");
  size_t rest = length % 4;
  __asm__ volatile("rep stosb" : "+D"(to), "+c"(rest) : "a"(value) : "memory");
  return start;
}

int memcmp(const void* a, const void* b, size_t length) {
  const unsigned char* left = a;
  const unsigned char* right = b;
  for (size_t at = 0; at < length; at++) {
    if (left[at] != right[at]) return left[at] - right[at];
  }
  return 0;
}
