// How the tests of interrupt latency interrupt themselves: by a line of the program's own.
#ifndef _RTEMS_TMTEST27
#error "for RTEMS's tests alone"
#endif
#ifndef LIBBSP_I386_BULKHEAD_TM27_H
#define LIBBSP_I386_BULKHEAD_TM27_H

#include <bsp/irq.h>

#define MUST_WAIT_FOR_INTERRUPT 0

#define TM27_INTERRUPT_VECTOR_DEFAULT BULKHEAD_VECTOR_SOFTWARE

static rtems_interrupt_entry bulkhead_tm27_entry;

static inline void Install_tm27_vector(rtems_interrupt_handler handler) {
  rtems_interrupt_entry_initialize(&bulkhead_tm27_entry, handler, NULL, "tm27");
  (void) rtems_interrupt_entry_install(TM27_INTERRUPT_VECTOR_DEFAULT, RTEMS_INTERRUPT_SHARED, &bulkhead_tm27_entry);
}

static inline void Cause_tm27_intr(void) { (void) rtems_interrupt_raise(TM27_INTERRUPT_VECTOR_DEFAULT); }

// Taking a line clears it.
static inline void Clear_tm27_intr(void) {}

// A handler runs masked; from here on another may interrupt it.
static inline void Lower_tm27_intr(void) { _ISR_Set_level(0); }

#endif
