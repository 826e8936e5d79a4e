// Sends text through the port and gets it back by loopback; then sends a greeting down the line.
#include <bulkhead/bulkhead.h>

#include "uart.h"

enum { BYTES = 1000, LONG_NS = 200000000 };

static const char GREETING[] = "Hello from the second serial port!\r\n";

static const char *yes(bool condition) { return condition ? "yes" : "no"; }

void bulkhead_interrupt(uint32_t line) {
  bulkhead_take(line);
  if (line == BULKHEAD_LINE_IRQ_BASE + 3) uart_interrupt();
}

static char pattern(uint32_t at) { return (char)('A' + at * 7 % 26); }

// Writes and reads, each as much as goes; waits for interrupts where neither does.
static uint32_t round_trip(void) {
  uint32_t written = 0, read = 0, wrong = 0;
  uint64_t end_ns = bulkhead_now_ns() + LONG_NS;
  while (read < BYTES && bulkhead_now_ns() < end_ns) {
    char text[64];
    uint32_t count = 0;
    while (count < sizeof text && written + count < BYTES && written + count - read < 128) {
      text[count] = pattern(written + count);
      count++;
    }
    written += uart_write(text, count);
    for (size_t got = uart_read(text, sizeof text), at = 0; at < got; at++) wrong += text[at] != pattern(read++);
  }
  printf("%u bytes there and back, wrong: %u\n", read, wrong);
  return read;
}

int main(void) {
  const struct bulkhead_info_page *info = bulkhead_info();
  printf("mine: IRQs 0x%04x, ports 0x%x to 0x%x\n", info->irqs, info->ports[0].first, info->ports[0].last);
  bulkhead_interrupts_attach();
  bulkhead_unmask();
  uart_open(true);
  round_trip();
  printf("by interrupts: %s, as many bytes received as transmitted: %s\n",
         yes(uart_counts.interrupts > BYTES / 64), yes(uart_counts.received == uart_counts.transmitted));
  uint32_t line = BULKHEAD_LINE_IRQ_BASE + 3;
  printf("the line was raised as often as it was taken: %s\n",
         yes(bulkhead_vcpu()->raised[line] == bulkhead_vcpu()->taken[line]));

  uart_open(false);
  uart_write(GREETING, sizeof GREETING - 1);
  // Masked between the look and the wait, so that nothing slips in between.
  bulkhead_mask();
  while (!uart_is_idle()) {
    bulkhead_wait();
    bulkhead_unmask();
    bulkhead_mask();
  }
  printf("the greeting is out\n");
  return 0;
}
