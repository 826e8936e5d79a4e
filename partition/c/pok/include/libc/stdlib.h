// POK's pseudo-random numbers, 0 to RAND_MAX, always the same from the partition's start on: 173 comes first. And the heap.
#ifndef BULKHEAD_POK_STDLIB_H
#define BULKHEAD_POK_STDLIB_H

#include <types.h>

#define RAND_MAX 256

int rand();
void *malloc(size_t size);
void *calloc(size_t count, size_t size);
void free(void *memory);

#endif
