// RTEMS's own cpu.c, compiled once more so that its one privileged instruction, MOV from CR2, is a word of memory here.
#include <rtems.h>

#include "../irq/exception.h"

#define i386_get_cr2() bulkhead_fault_address

#include "../../../../cpukit/score/cpu/i386/cpu.c"
