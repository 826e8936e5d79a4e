// The fitter looks at each part and screws good ones together.
#include <gtypes.h>
#include <libc/stdio.h>

void inspect(workshop_types__part part, workshop_types__quality *quality) {
  *quality = part.length % 3 == 0 ? workshop_types__quality_poor : workshop_types__quality_good;
}

void join(workshop_types__part part, workshop_types__quality quality, workshop_types__count *made) {
  if (quality == workshop_types__quality_good) ++*made;
  printf("part %d is %s, %d made\n", part.number, quality == workshop_types__quality_good ? "good" : "poor", (int)*made);
}
