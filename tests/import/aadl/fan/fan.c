// All that the town's partitions do. Each has its own copy of it.
#include <gtypes.h>
#include <libc/stdio.h>

void tick(fan__minutes *now) {
  static int minutes;
  *now = ++minutes;
}

// Each detector raises an alarm whenever it is dispatched.
void smell(fan__minutes now, fan__minutes *alarm) {
  *alarm = now;
  printf("alarm at %d\n", now);
}

void blink(fan__minutes now, fan__minutes smoke, fan__minutes water) {
  printf("it is %d, smoke at %d, water at %d\n", now, smoke, water);
}

void ring(void) { printf("a bell rings\n"); }
