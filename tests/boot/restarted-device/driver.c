// Has its device's interrupt let through, and starts anew before it comes. The second run never asked for it.
#include <bulkhead/bulkhead.h>

enum { INTERRUPT_ENABLE = 0x2f9, MODEM_CONTROL = 0x2fc, CAN_SEND = 2, OUT2 = 8, LINE = BULKHEAD_LINE_IRQ_BASE + 3 };

static void put(uint16_t port, uint8_t value) { __asm__ volatile("outb %0, %1" : : "a"(value), "Nd"(port) : "memory"); }

static void interrupt_now(void) {
  put(MODEM_CONTROL, OUT2);
  put(INTERRUPT_ENABLE, 0);
  put(INTERRUPT_ENABLE, CAN_SEND);
}

int main(void) {
  struct bulkhead_partition_status status;
  bulkhead_partition_status(&status);
  if (status.restarts == 0) {
    bulkhead_line_enable(LINE);
    bulkhead_partition_set_mode(BULKHEAD_MODE_COLD_START, 0);
  }
  interrupt_now();
  printf("before: pending %x, raised %u\n", bulkhead_vcpu()->pending >> LINE & 1, bulkhead_vcpu()->raised[LINE]);
  bulkhead_line_enable(LINE);
  printf("after: pending %x, raised %u\n", bulkhead_vcpu()->pending >> LINE & 1, bulkhead_vcpu()->raised[LINE]);
  return 0;
}
