// The second serial port, driven by interrupts: what is written goes out of a ring whenever the transmitter is empty, what
// comes in waits in another.
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

// Sets the port up for 115200 baud, 8N1, FIFOs on, and lets its interrupt in; `loopback`: what goes out comes in again, and
// the line stays as it is. Needs bulkhead_interrupts_attach.
void uart_open(bool loopback);

// Takes as many bytes as there is room for. Tells how many.
size_t uart_write(const char *text, size_t length);

// As many bytes as came in, `room` at most.
size_t uart_read(char *text, size_t room);

// Nothing is left to go out.
bool uart_is_idle(void);

// Of the line of IRQ 3.
void uart_interrupt(void);

// How often the port interrupted, and for what.
struct uart_counts {
  uint32_t interrupts, transmitted, received;
};
extern struct uart_counts uart_counts;
