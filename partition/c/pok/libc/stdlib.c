// Pseudo-random numbers, and the heap under POK's names.
#include "../layer.h"

#include <core/allocator.h>
#include <libc/stdlib.h>

int rand() {
  static uint32_t state = 1;
  state = state * 1103515245 + 12345;
  return (int)(state % (RAND_MAX + 1));
}

void *pok_allocator_allocate(size_t size) { return malloc(size); }

void pok_allocator_free(void *memory) { free(memory); }
