// RTEMS's clock: a tick is a period of the vCPU's timer, time is the hypervisor's clock, computed without a call.
#include <bsp.h>
#include <bsp/irq-generic.h>

#include <rtems/bspIo.h>
#include <rtems/timecounter.h>

#include <bulkhead/calls.h>
#include <bulkhead/clock.h>
#include <bulkhead/interrupts.h>

void Clock_isr(void *argument);

// 8 ns: 32 bits of it hold the 34 s that may pass between two windows; of nanoseconds, 4 s.
enum { TIMECOUNTER_SHIFT = 3 };

static uint32_t get_timecount(struct timecounter *counter) {
  (void) counter;
  return (uint32_t) (bulkhead_now_ns() >> TIMECOUNTER_SHIFT);
}

static struct timecounter bulkhead_timecounter = {
  .tc_get_timecount = get_timecount,
  .tc_counter_mask = 0xffffffff,
  .tc_frequency = 1000000000 >> TIMECOUNTER_SHIFT,
  .tc_quality = RTEMS_TIMECOUNTER_QUALITY_CLOCK_DRIVER,
};

// Periods that passed outside the partition's windows come at once, as a count: none is lost.
static void handle_timer(void *argument) {
  volatile uint32_t *taken = &bulkhead_vcpu()->taken[BULKHEAD_LINE_TIMER];
  uint32_t count = bulkhead_vcpu()->raised[BULKHEAD_LINE_TIMER] - *taken;
  *taken += count;
  for (; count > 0; --count) Clock_isr(argument);
}

static void install_handler(void) {
  rtems_status_code status =
    rtems_interrupt_handler_install(BULKHEAD_LINE_TIMER, "Clock", RTEMS_INTERRUPT_UNIQUE, handle_timer, NULL);
  if (status != RTEMS_SUCCESSFUL) rtems_fatal_error_occurred(status);
}

static void start_timer(void) {
  uint64_t period = rtems_configuration_get_nanoseconds_per_tick();
  if (bulkhead_timer_set(bulkhead_now_ns() + period, period) != BULKHEAD_STATUS_OK) {
    printk("bulkhead: CONFIGURE_MICROSECONDS_PER_TICK is at least %d\n", BULKHEAD_TIMER_PERIOD_MIN_NS / 1000);
    rtems_fatal_error_occurred(RTEMS_INVALID_CLOCK);
  }
  rtems_timecounter_install(&bulkhead_timecounter);
}

#define Clock_driver_support_install_isr(isr) install_handler()
#define Clock_driver_support_initialize_hardware() start_timer()

#include "../../../shared/dev/clock/clockimpl.h"
