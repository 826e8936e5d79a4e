// Time in ticks of the virtual timer, and sleeping.
#pragma once

#include <stdbool.h>
#include <stdint.h>

enum { TICK_NS = 1000000, TICKS_PER_SECOND = 1000000000 / TICK_NS };

// Starts the timer; tasks may sleep from now on.
void ticks_start(void);

uint32_t ticks_now(void);

// Puts the calling task to sleep until the tick. At once if that is past.
void task_sleep_until(uint32_t tick);

// Ticks that the clock says have been, and the timer interrupt did not bring. 0, unless the hypervisor loses some.
uint32_t ticks_lost(void);
