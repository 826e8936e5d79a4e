// A 16550 (National Semiconductor PC16550D data sheet). The interrupt controller is edge-triggered: the handler goes on
// until the port says that nothing is left, or there would be no further edge. The kernel masks the line when it fires;
// bulkhead_line_acknowledge lets it through again.
#include "uart.h"

#include <bulkhead/bulkhead.h>

enum {
  PORT = 0x2f8,
  DATA = PORT,
  INTERRUPT_ENABLE = PORT + 1,
  RECEIVED = 1,
  TRANSMITTER_EMPTY = 2,
  INTERRUPT_ID = PORT + 2, // to read; to write, the FIFOs' control
  NO_INTERRUPT = 1,
  FIFO_CONTROL = PORT + 2,
  FIFOS_ON_AND_CLEARED = 0x07,
  LINE_CONTROL = PORT + 3,
  DIVISOR_LATCH = 0x80,
  EIGHT_BITS = 0x03,
  MODEM_CONTROL = PORT + 4,
  READY = 0x03,
  INTERRUPTS_OUT = 0x08,
  LOOPBACK = 0x10,
  LINE_STATUS = PORT + 5,
  DATA_READY = 0x01,
  HOLDING_EMPTY = 0x20,
  FIFO_BYTES = 16,
  RING_BYTES = 256,
};

struct ring {
  char bytes[RING_BYTES];
  uint32_t written, taken;
};

static struct ring out, in;
struct uart_counts uart_counts;

static inline void put(uint16_t port, uint8_t value) { __asm__ volatile("outb %0, %1" : : "a"(value), "Nd"(port)); }

static inline uint8_t get(uint16_t port) {
  uint8_t value;
  __asm__ volatile("inb %1, %0" : "=a"(value) : "Nd"(port) : "memory");
  return value;
}

static uint32_t used(const struct ring *ring) { return ring->written - ring->taken; }

// The transmitter is asked to interrupt only while there is something for it: each time that it is empty from then on.
static void ask_for_interrupts(void) { put(INTERRUPT_ENABLE, used(&out) > 0 ? RECEIVED | TRANSMITTER_EMPTY : RECEIVED); }

void uart_open(bool loopback) {
  put(INTERRUPT_ENABLE, 0);
  put(LINE_CONTROL, DIVISOR_LATCH | EIGHT_BITS);
  put(DATA, 1);
  put(INTERRUPT_ENABLE, 0);
  put(LINE_CONTROL, EIGHT_BITS);
  put(FIFO_CONTROL, FIFOS_ON_AND_CLEARED);
  put(MODEM_CONTROL, READY | INTERRUPTS_OUT | (loopback ? LOOPBACK : 0));
  ask_for_interrupts();
  bulkhead_line_enable(BULKHEAD_LINE_IRQ_BASE + 3);
}

size_t uart_write(const char *text, size_t length) {
  uint32_t before = bulkhead_mask();
  size_t taken = 0;
  while (taken < length && used(&out) < RING_BYTES) out.bytes[out.written++ % RING_BYTES] = text[taken++];
  ask_for_interrupts();
  bulkhead_restore(before);
  return taken;
}

size_t uart_read(char *text, size_t room) {
  uint32_t before = bulkhead_mask();
  size_t read = 0;
  while (read < room && used(&in) > 0) text[read++] = in.bytes[in.taken++ % RING_BYTES];
  bulkhead_restore(before);
  return read;
}

bool uart_is_idle(void) {
  uint32_t before = bulkhead_mask();
  bool idle = used(&out) == 0;
  bulkhead_restore(before);
  return idle;
}

static void receive(void) {
  while (get(LINE_STATUS) & DATA_READY) {
    char byte = (char)get(DATA);
    uart_counts.received++;
    if (used(&in) < RING_BYTES) in.bytes[in.written++ % RING_BYTES] = byte;
  }
}

static void transmit(void) {
  for (int room = FIFO_BYTES; room > 0 && used(&out) > 0; room--) {
    put(DATA, (uint8_t)out.bytes[out.taken++ % RING_BYTES]);
    uart_counts.transmitted++;
  }
}

void uart_interrupt(void) {
  uart_counts.interrupts++;
  while (!(get(INTERRUPT_ID) & NO_INTERRUPT)) {
    receive();
    if (get(LINE_STATUS) & HOLDING_EMPTY) transmit();
    ask_for_interrupts();
  }
  bulkhead_line_acknowledge(BULKHEAD_LINE_IRQ_BASE + 3);
}
