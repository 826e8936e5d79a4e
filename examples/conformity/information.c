// The information page, and the clock that it tells.
#include "check.h"

static bool has(uint32_t address, uint32_t permissions) {
  const struct bulkhead_info_page *info = bulkhead_info();
  for (uint32_t i = 0; i < info->range_count; i++) {
    const struct bulkhead_memory_range *range = &info->ranges[i];
    if (address - range->address < range->size_bytes) return range->permissions == permissions;
  }
  return false;
}

static void clock(void) {
  bool between = true, forward = true;
  uint64_t last = 0;
  for (int i = 0; i < 500; i++) {
    struct bulkhead_time_value time;
    uint64_t before = bulkhead_now_ns();
    bulkhead_time_get(&time);
    uint64_t after = bulkhead_now_ns();
    between = between && before <= time.nanoseconds && time.nanoseconds <= after;
    forward = forward && last <= before;
    last = after;
  }
  check(between, "the clock of the information page and time_get agree");
  check(forward, "the clock never goes back");
}

void check_information(void) {
  const struct bulkhead_info_page *info = bulkhead_info();
  static char data[16];
  static const char constant[16] = "constant";
  check(info->magic == BULKHEAD_INFO_MAGIC, "information: magic");
  check(info->abi_version == BULKHEAD_ABI_VERSION, "information: ABI version");
  check(strncmp(info->name, "conformity", sizeof info->name) == 0, "information: name");
  check(info->identifier == 1, "information: identifier");
  check(info->vcpu_count == 2, "information: vCPUs");
  check(info->features & 2 && info->board == BULKHEAD_BOARD_PC_VMM, "information: the board takes hypercalls");
  check(info->major_frame_ns == 10 * MS && info->period_ns == 10 * MS, "information: major frame and period");
  check(info->duration_ns == 6 * MS, "information: processor time in each period");
  check(info->window_count == 2, "information: number of windows");
  check(info->windows[0].offset_ns == 2 * MS && info->windows[0].duration_ns == 4 * MS, "information: first window");
  check(info->windows[1].offset_ns == 7 * MS && info->windows[1].duration_ns == 2 * MS, "information: second window");
  check(info->frame_origin_ns > 0 && info->frame_origin_ns < bulkhead_now_ns(), "information: when the first frame began");
  check(info->tsc_frequency_hz > 1 * MS, "information: frequency of the time-stamp counter");
  check(has((uint32_t)check_information, BULKHEAD_PERMISSION_READ | BULKHEAD_PERMISSION_EXECUTE), "information: code");
  check(has((uint32_t)constant, BULKHEAD_PERMISSION_READ), "information: constants");
  check(has((uint32_t)data, BULKHEAD_PERMISSION_READ | BULKHEAD_PERMISSION_WRITE), "information: data");
  uint32_t stack = (uint32_t)__builtin_frame_address(0);
  check(stack - info->stack_address < info->stack_size_bytes && has(stack, 6), "information: stack");
  check(info->heap_size_bytes > 0 && has(info->heap_address, 6), "information: heap");
  check(info->irqs == 1 << 3 && info->irq_vcpus == 0, "information: hardware interrupts");
  check(info->port_range_count == 1 && info->ports[0].first == 0x2f8 && info->ports[0].last == 0x2ff,
        "information: I/O ports");
  check(bulkhead_vcpu()->vcpu == 0 && bulkhead_masked() && bulkhead_vcpu()->enabled == 0,
        "the vCPU's page at the start: its number, masked, nothing enabled");
  clock();
}
