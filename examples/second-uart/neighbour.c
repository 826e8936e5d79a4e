// Beside the driver: its windows come on time, and it has none of the driver's interrupts.
#include <bulkhead/bulkhead.h>

enum { WINDOWS = 8 };

int main(void) {
  for (uint32_t window = 1; window <= WINDOWS; window++) {
    bulkhead_window_yield();
    const struct bulkhead_info_page *info = bulkhead_info();
    uint64_t since_ns = bulkhead_now_ns() - info->frame_origin_ns;
    uint64_t late_ns = since_ns % info->major_frame_ns - info->windows[0].offset_ns;
    printf("window %u: on time: %s\n", window, late_ns < 100000 ? "yes" : "no");
  }
  printf("lines pending besides window start: 0x%x\n", bulkhead_vcpu()->pending & ~(1u << BULKHEAD_LINE_WINDOW_START));
  return 0;
}
