// A program's own functions stand in place of the C library's; without assertions, for this file.
#define NDEBUG
#include <assert.h>
#include <stdio.h>
#include <stdlib.h>

int rand(void) { return 4; }

int main(void) {
  assert(rand() == 5);
  printf("a random number: %d\n", rand());
  exit(EXIT_SUCCESS);
}
