// Blocks of the heap in a chain.
#include "chain.h"

#include <stdlib.h>
#include <string.h>

enum { MOST_BYTES = 300 };

struct link {
  struct link *next;
  uint32_t size;
  uint8_t fill;
  uint8_t bytes[];
};

static bool is_whole(const struct link *link) {
  for (uint32_t i = 0; i < link->size; i++)
    if (link->bytes[i] != link->fill) return false;
  return true;
}

static uint32_t next_random(struct chain *chain) { return chain->seed = chain->seed * 1664525 + 1013904223; }

bool chain_step(struct chain *chain) {
  struct link *first = chain->first;
  if (first != NULL && next_random(chain) >> 31 == 0) {
    bool whole = is_whole(first);
    chain->first = first->next;
    free(first);
    return whole;
  }
  uint32_t size = (next_random(chain) >> 8) % MOST_BYTES;
  struct link *link = malloc(sizeof *link + size);
  // Full: the next steps free some.
  if (link == NULL) return true;
  *link = (struct link){.next = first, .size = size, .fill = (uint8_t)next_random(chain)};
  memset(link->bytes, link->fill, size);
  chain->first = link;
  return true;
}

void chain_free(struct chain *chain) {
  for (struct link *link; (link = chain->first) != NULL;) {
    chain->first = link->next;
    free(link);
  }
}
