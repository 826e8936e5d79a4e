// Exceptions go to the handler that RTEMS has installed, by default the fatal one.
#include "exception.h"

#include <bsp.h>
#include <bsp/fatal.h>

#include <bulkhead/calls.h>

uint32_t bulkhead_fault_address;

// NMI, device not available, double fault and machine check are the hypervisor's.
enum { HYPERVISORS_OWN = 1 << 2 | 1 << 7 | 1 << 8 | 1 << 18, ALL = (1 << 20) - 1 };

void bulkhead_exceptions_attach(void) {
  if (bulkhead_exception_register(ALL & ~HYPERVISORS_OWN, bulkhead_exception_entry) != BULKHEAD_STATUS_OK)
    bsp_fatal(BSP_FATAL_INTERRUPT_INITIALIZATION);
}
