// The heap's blocks: first fit in a list of the free ones; a block that becomes free joins those beside it.
//
//   ...8  ...c  0                     ...8  ...c
//  +-----+-----+------------- - - ---+-----+-----+----
//  |size |size |memory, or while     |size |size |
//  |used |below|free: next, previous |used |below|        each block starts 8 bytes before a multiple of 16
//  +-----+-----+------------- - - ---+-----+-----+----
//
// `size` counts all of a block and is a multiple of 16, so that its lowest bit can tell that the block is in use.
// `below` is the size of the block before, 0 for the first. The last block is a header alone, always in use.
#include "heap.h"

#include <bulkhead/info.h>
#include <stdbool.h>
#include <stdint.h>

enum { GRAIN = 16, HEADER = 8, USED = 1 };

struct block {
  uint32_t tagged_size;
  uint32_t below;
  struct block *next, *previous;
};

static struct block *first_free;
static bool ready;

static uint32_t size_of(const struct block *block) { return block->tagged_size & ~(uint32_t)USED; }
static bool is_used(const struct block *block) { return block->tagged_size & USED; }
static struct block *after(struct block *block) { return (struct block *)((char *)block + size_of(block)); }
static struct block *before(struct block *block) { return (struct block *)((char *)block - block->below); }
static struct block *block_of(void *memory) { return (struct block *)((char *)memory - HEADER); }

static void list(struct block *block) {
  block->previous = NULL;
  block->next = first_free;
  if (first_free != NULL) first_free->previous = block;
  first_free = block;
}

static void unlist(struct block *block) {
  if (block->previous != NULL) block->previous->next = block->next;
  else first_free = block->next;
  if (block->next != NULL) block->next->previous = block->previous;
}

static void set_size(struct block *block, uint32_t size, uint32_t tag) {
  block->tagged_size = size | tag;
  after(block)->below = size;
}

// All of the heap becomes one free block and the last header.
static void prepare(void) {
  const struct bulkhead_info_page *info = bulkhead_info();
  ready = true;
  uint32_t bottom = (info->heap_address + HEADER + GRAIN - 1) / GRAIN * GRAIN - HEADER;
  uint32_t top = (info->heap_address + info->heap_size_bytes) / GRAIN * GRAIN;
  if (info->heap_size_bytes < 4 * GRAIN) return;
  struct block *block = (struct block *)bottom;
  block->below = 0;
  set_size(block, top - HEADER - bottom, 0);
  after(block)->tagged_size = USED;
  list(block);
}

// The size of a block with room for so much; 0 if it is more than any.
static uint32_t block_size(size_t size) {
  if (size > UINT32_MAX - HEADER - GRAIN) return 0;
  uint32_t whole = (size + HEADER + GRAIN - 1) / GRAIN * GRAIN;
  return whole > GRAIN ? whole : GRAIN;
}

// Cuts a block, in use or about to be, and frees what it does not need.
static void cut(struct block *block, uint32_t size) {
  uint32_t rest = size_of(block) - size;
  set_size(block, size, USED);
  if (rest == 0) return;
  struct block *tail = after(block);
  struct block *beyond = (struct block *)((char *)tail + rest);
  if (!is_used(beyond)) {
    unlist(beyond);
    rest += size_of(beyond);
  }
  set_size(tail, rest, 0);
  list(tail);
}

void *bulkhead_heap_take(size_t size) {
  if (!ready) prepare();
  uint32_t whole = block_size(size);
  if (whole == 0) return NULL;
  for (struct block *block = first_free; block != NULL; block = block->next) {
    if (size_of(block) < whole) continue;
    unlist(block);
    cut(block, whole);
    return (char *)block + HEADER;
  }
  return NULL;
}

void bulkhead_heap_give(void *memory) {
  struct block *block = block_of(memory);
  uint32_t size = size_of(block);
  struct block *beyond = after(block);
  if (!is_used(beyond)) {
    unlist(beyond);
    size += size_of(beyond);
  }
  if (block->below != 0 && !is_used(before(block))) {
    block = before(block);
    unlist(block);
    size += size_of(block);
  }
  set_size(block, size, 0);
  list(block);
}

int bulkhead_heap_resize(void *memory, size_t size) {
  struct block *block = block_of(memory);
  uint32_t whole = block_size(size), there = size_of(block);
  struct block *beyond = after(block);
  if (whole == 0) return false;
  if (whole > there) {
    if (is_used(beyond) || there + size_of(beyond) < whole) return false;
    unlist(beyond);
    set_size(block, there + size_of(beyond), USED);
  }
  cut(block, whole);
  return true;
}

size_t bulkhead_heap_room(const void *memory) {
  return size_of((const struct block *)((const char *)memory - HEADER)) - HEADER;
}
