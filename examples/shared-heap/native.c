// The same without a vCPU, in the first thread.
#include <stdio.h>
#include <stdlib.h>

#include "chain.h"

enum { STEPS = 20000, SIZE = 48 * 1024 };

int main(void) {
  void *all = malloc(SIZE);
  free(all);
  struct chain own = {.seed = 3};
  bool right = true;
  for (int i = 0; i < STEPS; i++) right = chain_step(&own) && right;
  chain_free(&own);
  printf("the blocks are as they were left: %s\n", right ? "yes" : "no");
  printf("all of the heap is free: %s\n", all != NULL && malloc(SIZE) == all ? "yes" : "no");
  return 0;
}
