// A hardware line: the second serial port by its own loopback, a byte an interrupt.
#include "check.h"

enum { LINE = BULKHEAD_LINE_IRQ_BASE + 3, DATA = 0x2f8, INTERRUPT_ENABLE = 0x2f9, FIFO_CONTROL = 0x2fa, LINE_CONTROL = 0x2fb };
enum { MODEM_CONTROL = 0x2fc, LINE_STATUS = 0x2fd, RECEIVED = 1, EIGHT_BITS = 3, LOOPBACK = 0x1b, DATA_READY = 1 };

static inline void put(uint16_t port, uint8_t value) { __asm__ volatile("outb %0, %1" : : "a"(value), "Nd"(port)); }

static inline uint8_t get(uint16_t port) {
  uint8_t value;
  __asm__ volatile("inb %1, %0" : "=a"(value) : "Nd"(port) : "memory");
  return value;
}

static void send(uint8_t byte) {
  put(DATA, byte);
  uint64_t end_ns = bulkhead_now_ns() + 30 * MS;
  while (!(get(LINE_STATUS) & DATA_READY) && bulkhead_now_ns() < end_ns) {
  }
}

void check_device(void) {
  put(LINE_CONTROL, EIGHT_BITS);
  put(FIFO_CONTROL, 0);
  put(MODEM_CONTROL, LOOPBACK);
  put(INTERRUPT_ENABLE, RECEIVED);
  forget();
  send('a');
  spin(1 * MS);
  check(raised(LINE) == 0, "a hardware line that nobody enabled is not raised");
  check(get(DATA) == 'a', "the device works");

  check_call("line_enable", BULKHEAD_STATUS_OK, bulkhead_line_enable(LINE), "the hardware line");
  // What came while it was masked at the controller may be let through now.
  spin(1 * MS);
  bulkhead_line_acknowledge(LINE);
  forget();
  uint32_t before = raised(LINE);
  send('b');
  spin_until_raised(LINE, before + 1);
  check(raised(LINE) == before + 1 && took[LINE] == 1, "its interrupt raises the line");
  check(get(DATA) == 'b', "with the byte");
  send('c');
  spin(1 * MS);
  check(raised(LINE) == before + 1, "the next is masked until the first is acknowledged");
  check_call("line_acknowledge", BULKHEAD_STATUS_OK, bulkhead_line_acknowledge(LINE), "the hardware line");
  spin_until_raised(LINE, before + 2);
  check(raised(LINE) == before + 2 && get(DATA) == 'c', "and comes then");
  bulkhead_line_acknowledge(LINE);
  check_call("line_disable", BULKHEAD_STATUS_OK, bulkhead_line_disable(LINE), "the hardware line");
  send('d');
  spin(1 * MS);
  check(raised(LINE) == before + 2 && get(DATA) == 'd', "disabled, it is masked at the controller");
  put(INTERRUPT_ENABLE, 0);
}
