// What an interrupt of a device costs. First its own partition: from the instruction that brings it about to the guest's
// handler. Then the neighbour: a byte that the UART receives at the start of each window, and leaves below the level at
// which it interrupts, has it interrupt four characters' time later.
#include "../samples.h"

enum { REPETITIONS = 200, LINE = BULKHEAD_LINE_IRQ_BASE + 3 };

// The UART's registers and their bits (16550A).
enum { UART = 0x2f8, DATA = 0, INTERRUPT_ENABLE = 1, IDENTIFICATION = 2, FIFO_CONTROL = 2, LINE_CONTROL = 3, MODEM_CONTROL = 4, LINE_STATUS = 5 };
enum { RECEIVED = 1, FIFOS_TRIGGER_14 = 0xc7, EIGHT_BITS = 3, DIVISOR = 0x80, OUT2 = 8, LOOPBACK = 0x10 };
// 9600 baud: four characters of ten bits take 4.2 ms, and the neighbour's window begins after 3 ms.
enum { DIVISOR_9600 = 12 };

SAMPLES(hwirq_to_guest, REPETITIONS);

uint32_t provoke(void);
void device_entry(void);

static void put(uint32_t port, uint8_t value) {
  __asm__ volatile("outb %0, %1" : : "a"(value), "Nd"((uint16_t)(UART + port)) : "memory");
}

static uint8_t get(uint32_t port) {
  uint8_t value;
  __asm__ volatile("inb %1, %0" : "=a"(value) : "Nd"((uint16_t)(UART + port)) : "memory");
  return value;
}

static void measure_own(void) {
  put(INTERRUPT_ENABLE, 0);
  put(MODEM_CONTROL, OUT2);
  bulkhead_irq_register(LINE, device_entry);
  bulkhead_line_enable(LINE);
  bulkhead_unmask();
  for (int i = 0; i < REPETITIONS; i++) {
    hwirq_to_guest[i] = provoke();
    put(INTERRUPT_ENABLE, 0);
    get(IDENTIFICATION);
    bulkhead_line_acknowledge(LINE);
  }
  bulkhead_irq_unregister(LINE);
}

static void interrupt_neighbour(void) {
  put(LINE_CONTROL, DIVISOR | EIGHT_BITS);
  put(DATA, DIVISOR_9600);
  put(INTERRUPT_ENABLE, 0);
  put(LINE_CONTROL, EIGHT_BITS);
  put(FIFO_CONTROL, FIFOS_TRIGGER_14);
  put(MODEM_CONTROL, OUT2 | LOOPBACK);
  put(INTERRUPT_ENABLE, RECEIVED);
  for (;;) {
    bulkhead_window_yield();
    while (get(LINE_STATUS) & RECEIVED) get(DATA);
    bulkhead_line_acknowledge(LINE);
    put(DATA, 0x55);
  }
}

int main(void) {
  measure_own();
  interrupt_neighbour();
}
