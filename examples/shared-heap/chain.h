// Blocks of the heap in a chain, each filled with a pattern of its own.
#pragma once

#include <stdbool.h>
#include <stdint.h>

struct link;

struct chain {
  struct link *first;
  uint32_t seed;
};

// Adds or frees a block, at random. False once a block is not as it was filled.
bool chain_step(struct chain *chain);

// Frees all.
void chain_free(struct chain *chain);
