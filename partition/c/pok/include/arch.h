// What a program may ask of the processor.
#ifndef BULKHEAD_POK_ARCH_H
#define BULKHEAD_POK_ARCH_H

#include <types.h>

// Raises the error of a division by zero.
__attribute__((noreturn)) void pok_division_by_zero_error(void);

#endif
