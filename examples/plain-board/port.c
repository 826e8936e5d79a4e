// Has the second serial port, and asks it again and again: a native partition has no interrupts. What goes out comes in
// again, by the port's own loopback.
#include <bulkhead/bulkhead.h>

enum { DATA = 0x2f8, FIFO_CONTROL = 0x2fa, LINE_CONTROL = 0x2fb, MODEM_CONTROL = 0x2fc, LINE_STATUS = 0x2fd };
enum { EIGHT_BITS = 0x03, FIFOS_OFF = 0, LOOPBACK = 0x10, DATA_READY = 0x01, HOLDING_EMPTY = 0x20 };

static inline void put(uint16_t port, uint8_t value) { __asm__ volatile("outb %0, %1" : : "a"(value), "Nd"(port)); }

static inline uint8_t get(uint16_t port) {
  uint8_t value;
  __asm__ volatile("inb %1, %0" : "=a"(value) : "Nd"(port) : "memory");
  return value;
}

static void wait_for(uint8_t status) {
  while ((get(LINE_STATUS) & status) == 0) bulkhead_sleep_until(bulkhead_now_ns() + 50000);
}

int main(void) {
  const struct bulkhead_info_page *info = bulkhead_info();
  printf("a board with hypercalls: %s; ports 0x%x to 0x%x\n", info->board == BULKHEAD_BOARD_PC ? "no" : "yes",
         info->ports[0].first, info->ports[0].last);
  put(LINE_CONTROL, EIGHT_BITS);
  put(FIFO_CONTROL, FIFOS_OFF);
  put(MODEM_CONTROL, LOOPBACK);
  char heard[27] = "";
  for (int i = 0; i < 26; i++) {
    wait_for(HOLDING_EMPTY);
    put(DATA, (uint8_t)('a' + i));
    wait_for(DATA_READY);
    heard[i] = (char)get(DATA);
  }
  printf("heard: %s\n", heard);
  return 0;
}
