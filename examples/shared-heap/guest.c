// The program takes and frees blocks, and so does its timer's handler, whenever that comes: malloc masks interrupts.
#include <bulkhead/bulkhead.h>
#include <stdlib.h>

#include "chain.h"

enum { PERIOD_NS = 60000, STEPS = 20000, STEPS_OF_A_HANDLER = 3, SIZE = 48 * 1024 };

static struct chain of_handler = {.seed = 2};
static volatile bool handler_is_right = true;
static volatile uint32_t handled;

void bulkhead_interrupt(uint32_t line) {
  bulkhead_take(line);
  handled++;
  for (int i = 0; i < STEPS_OF_A_HANDLER; i++)
    if (!chain_step(&of_handler)) handler_is_right = false;
}

int main(void) {
  void *all = malloc(SIZE);
  free(all);
  bulkhead_interrupts_attach();
  bulkhead_enable(BULKHEAD_LINE_TIMER);
  bulkhead_timer_set(bulkhead_now_ns(), PERIOD_NS);
  bulkhead_unmask();
  struct chain own = {.seed = 1};
  bool right = true;
  for (int i = 0; i < STEPS; i++) right = chain_step(&own) && right;
  bulkhead_mask();
  chain_free(&own);
  chain_free(&of_handler);
  printf("the program's blocks are as it left them: %s\n", right ? "yes" : "no");
  printf("the handler's are: %s, of many calls: %s\n", handler_is_right ? "yes" : "no", handled > 100 ? "yes" : "no");
  printf("interrupts were masked again and again, and are as they were: %s\n", bulkhead_masked() ? "yes" : "no");
  printf("all of the heap is free: %s\n", all != NULL && malloc(SIZE) == all ? "yes" : "no");
  return 0;
}
