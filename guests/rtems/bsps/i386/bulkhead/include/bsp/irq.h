// Interrupt vectors are the lines of the partition's vCPU, by their numbers in <bulkhead/abi.h>: from 0 on the
// hypervisor's own, from 16 on the hardware interrupts that the system file gives to the partition.
#ifndef LIBBSP_I386_BULKHEAD_IRQ_H
#define LIBBSP_I386_BULKHEAD_IRQ_H

#include <rtems/irq-extension.h>
#include <rtems/irq.h>

#define BSP_INTERRUPT_VECTOR_COUNT 32

// A line that nobody but the program itself raises.
#define BULKHEAD_VECTOR_SOFTWARE 15

// The vector of hardware interrupt n.
#define BULKHEAD_VECTOR_IRQ(n) (16 + (n))

#endif
