// The timer interrupt: counts ticks, wakes sleepers, preempts.
//
// While the partition is outside its window the virtual timer goes on counting; the first interrupt of a window
// brings all of those ticks at once, and bulkhead_take tells how many.
#include "tick.h"

#include <bulkhead/bulkhead.h>

#include "task.h"

static uint64_t start_ns;
static uint32_t ticks;
static uint32_t sleeping;
static uint32_t wake_tick[TASK_LIMIT];
static uint32_t least_behind;

void ticks_start(void) {
  bulkhead_mask();
  start_ns = bulkhead_now_ns();
  least_behind = UINT32_MAX;
  bulkhead_timer_set(start_ns + TICK_NS, TICK_NS);
  bulkhead_enable(BULKHEAD_LINE_TIMER);
}

// Wrap-safe: ticks may run over 2^32.
static bool is_due(uint32_t tick) { return (int32_t)(ticks - tick) >= 0; }

static void wake_sleepers(void) {
  for (uint32_t left = sleeping; left != 0; left &= left - 1) {
    uint32_t task = (uint32_t)__builtin_ctz(left);
    if (!is_due(wake_tick[task])) continue;
    sleeping &= ~(1u << task);
    task_ready(task);
  }
}

// A tick may fall due between its count and our look at the clock, so being one behind once means nothing; never
// again being less behind means that one was lost. Hence the minimum.
static void compare_with_clock(void) {
  uint32_t behind = (uint32_t)((bulkhead_now_ns() - start_ns) / TICK_NS) - ticks;
  if (behind < least_behind) least_behind = behind;
}

void bulkhead_interrupt(uint32_t line) {
  uint32_t count = bulkhead_take(line);
  if (line != BULKHEAD_LINE_TIMER || count == 0) return;
  ticks += count;
  compare_with_clock();
  wake_sleepers();
  tasks_schedule_from_interrupt();
}

uint32_t ticks_now(void) { return ticks; }

void task_sleep_until(uint32_t tick) {
  uint32_t before = bulkhead_mask();
  if (!is_due(tick)) {
    uint32_t task = task_current();
    wake_tick[task] = tick;
    sleeping |= 1u << task;
    task_block(task);
    tasks_schedule();
  }
  bulkhead_restore(before);
}

uint32_t ticks_lost(void) {
  uint32_t before = bulkhead_mask();
  uint32_t lost = least_behind;
  least_behind = UINT32_MAX;
  bulkhead_restore(before);
  return lost;
}
