// An assertion that does not hold says where, and stops the partition.
#include <assert.h>
#include <stdio.h>

static int half(int value) {
  assert(value % 2 == 0);
  return value / 2;
}

int main(void) {
  printf("half of 6 is %d\n", half(6));
  printf("half of 7 is %d\n", half(7));
  return 0;
}
