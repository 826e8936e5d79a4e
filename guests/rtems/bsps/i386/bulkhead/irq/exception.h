// Exceptions of the processor, as the hypervisor hands them to a guest.
#ifndef LIBBSP_I386_BULKHEAD_EXCEPTION_H
#define LIBBSP_I386_BULKHEAD_EXCEPTION_H

#include <stdint.h>

// The address of the last page fault, as CR2 would have it; exception.S writes it.
extern uint32_t bulkhead_fault_address;

// Has exceptions enter RTEMS instead of the hypervisor's health monitoring.
void bulkhead_exceptions_attach(void);

// The entry of all exceptions (exception.S); not to be called from C.
void bulkhead_exception_entry(void);

#endif
