// What the office makes of it.
#include <gtypes.h>
#include <libc/stdio.h>

void show_degrees(weather__celsius degrees) { printf("it has %d degrees\n", degrees); }

void show_front(weather__front_i front) {
  printf("a %s front in %d hours, %d hPa\n", front.kind, front.hours, (int)front.pressure);
}
