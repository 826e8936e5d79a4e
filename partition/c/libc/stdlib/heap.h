// The heap's blocks. Whoever calls keeps others out for as long (malloc.c).
#pragma once

#include <stddef.h>

// Memory at a multiple of 16; NULL where no block is large enough.
void *bulkhead_heap_take(size_t size);

// Gives back what bulkhead_heap_take gave.
void bulkhead_heap_give(void *memory);

// Makes a block larger or smaller where it is. False, and nothing done, where what lies behind it is in use.
int bulkhead_heap_resize(void *memory, size_t size);

// What the block has room for; at least what was asked for.
size_t bulkhead_heap_room(const void *memory);
