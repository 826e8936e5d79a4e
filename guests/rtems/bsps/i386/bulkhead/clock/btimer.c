// The timer of RTEMS's benchmarks: the time-stamp counter, as on a PC, so that both count in one unit.
#include <rtems/btimer.h>

#include <bulkhead/clock.h>

static uint32_t base;

void benchmark_timer_initialize(void) { base = (uint32_t) bulkhead_tsc(); }

benchmark_timer_t benchmark_timer_read(void) { return (uint32_t) bulkhead_tsc() - base; }

void benchmark_timer_disable_subtracting_average_overhead(bool find_average_overhead) { (void) find_average_overhead; }
