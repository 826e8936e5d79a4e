// The heap under POK's own names.
#include <core/dependencies.h>
#include <types.h>

#ifdef POK_NEEDS_ALLOCATOR
#ifndef BULKHEAD_POK_ALLOCATOR_H
#define BULKHEAD_POK_ALLOCATOR_H

void *pok_allocator_allocate(size_t size);
void pok_allocator_free(void *memory);

#endif
#endif
