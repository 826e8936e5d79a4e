// What is in stock.
#include <gtypes.h>
#include <libc/stdio.h>

void store(workshop_types__count *stock) { printf("%d in stock\n", (int)++*stock); }

void count_stock(workshop_types__count *stock, workshop_types__count made) {
  printf("the clerk counts %d, and has read of %d\n", (int)*stock, (int)made);
}
