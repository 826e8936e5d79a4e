// Attaches the library's upcall entry, and handles the lines of a program that has no handler of its own.
#include <bulkhead/bulkhead.h>

#ifndef BULKHEAD_PLAIN_BOARD

uint32_t bulkhead_interrupts_attach(void) { return bulkhead_irq_register(BULKHEAD_ALL_LINES, bulkhead_upcall); }

__attribute__((weak)) void bulkhead_interrupt(uint32_t line) { bulkhead_take(line); }

#endif
