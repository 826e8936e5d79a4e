#include <assert.h>
#include <libc/stdio.h>

static int answer(void) { return 42; }

int main() {
  assert(answer() == 42);
  printf("so far so good\n");
  assert(answer() == 2);
  printf("never\n");
  return 0;
}
