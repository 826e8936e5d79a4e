// What the station measures: it gets colder, and every measurement tells of a front.
#include <gtypes.h>
#include <libc/stdio.h>
#include <libc/string.h>

static int measurements;

void measure(weather__celsius *degrees, weather__front_i *front) {
  *degrees = 20 - measurements;
  strcpy(front->kind, measurements % 2 == 0 ? "cold" : "warm");
  front->hours = 6 + measurements;
  front->pressure = 1013.25 - measurements;
  printf("measured %d degrees\n", *degrees);
  measurements++;
}
