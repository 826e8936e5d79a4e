// Both saws: their parts are numbered together.
#include <gtypes.h>
#include <libc/stdio.h>

void sharpen(void) { printf("sharp\n"); }

void cut(workshop_types__part *part) {
  static int parts;
  part->number = ++parts;
  part->length = 100 + parts;
  printf("part %d is cut\n", part->number);
}
