// Makes calls without a pause, the longest that there are among them.
#include <bulkhead/bulkhead.h>

int main(void) {
  static char text[BULKHEAD_CONSOLE_WRITE_MAX];
  memset(text, '-', sizeof text);
  struct bulkhead_partition_status status;
  for (;;) {
    bulkhead_hypercall_null();
    bulkhead_partition_status(&status);
    bulkhead_console_write(text, sizeof text, NULL);
    bulkhead_irq_register(~0u - 1, NULL);
  }
}
