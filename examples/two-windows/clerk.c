// Does a little in each window, and checks that the window is where the schedule says.
#include <bulkhead/bulkhead.h>

// A machine that is emulated looks for interrupts only every so often.
enum { LATENESS_LIMIT_NS = 2500000, REPORTS = 6 };

int main(void) {
  const struct bulkhead_info_page *info = bulkhead_info();
  for (int i = 1; i <= REPORTS; i++) {
    uint64_t in_frame_ns = (bulkhead_now_ns() - info->frame_origin_ns) % info->major_frame_ns;
    uint64_t late_ns = in_frame_ns - info->windows[0].offset_ns;
    printf("window %d: %s\n", i, late_ns < LATENESS_LIMIT_NS ? "on time" : "late");
    bulkhead_window_yield();
  }
  return 0;
}
