// The heap: blocks of every size, taken, resized and given back in any order, none of which changes another.
#include <errno.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "check.h"

enum { BLOCKS = 40, STEPS = 5000 };

static struct {
  uint8_t *memory;
  size_t size;
  uint8_t fill;
} blocks[BLOCKS];

static bool is_filled(const uint8_t *memory, size_t size, uint8_t fill) {
  for (size_t i = 0; i < size; i++)
    if (memory[i] != fill) return false;
  return true;
}

static bool step(void) {
  int at = rand() % BLOCKS;
  size_t size = (size_t)(rand() % (rand() % 8 == 0 ? 5000 : 200)), kept = blocks[at].size;
  if (!is_filled(blocks[at].memory, kept, blocks[at].fill)) return false;
  if (rand() % 3 == 0) {
    free(blocks[at].memory);
    blocks[at].memory = NULL;
    blocks[at].size = 0;
    return true;
  }
  uint8_t *memory = realloc(blocks[at].memory, size);
  if (memory == NULL) return errno == ENOMEM;
  if ((uintptr_t)memory % 16 != 0) return false;
  if (!is_filled(memory, kept < size ? kept : size, blocks[at].fill)) return false;
  blocks[at].memory = memory;
  blocks[at].size = size;
  blocks[at].fill = (uint8_t)rand();
  memset(memory, blocks[at].fill, size);
  return true;
}

void heap(void) {
  void *most = NULL;
  size_t size = 128 * 1024;
  while ((most = malloc(size)) == NULL) size -= 16;
  free(most);
  bool right = true;
  for (int i = 0; i < STEPS; i++) right = right && step();
  check("blocks of the heap", right);
  for (int i = 0; i < BLOCKS; i++) free(blocks[i].memory);
  check("all of it comes back", (most = malloc(size)) != NULL);
  memset(most, 0xff, size);
  free(most);
  uint8_t *zeros = calloc(100, 30);
  check("calloc", zeros != NULL && is_filled(zeros, 3000, 0) && calloc(0x10000, 0x10001) == NULL);
  check("too much", malloc(SIZE_MAX) == NULL && malloc(size * 2) == NULL && errno == ENOMEM);
}
