#include <bulkhead/bulkhead.h>

static void divide(uint32_t dividend, uint32_t divisor) {
  __asm__ volatile("divl %2" : "+a"(dividend) : "d"(0), "r"(divisor) : "cc");
}

int main(void) {
  printf("dividing by zero\n");
  divide(1, 0);
  printf("this is never printed\n");
  return 0;
}
