// From the first instruction to main, and from main's return to the end of the partition.
#include <bulkhead/bulkhead.h>

int main(void);

// Not through the call page: where the information page is wrong, the kernel is not the one we were built for.
static uint32_t gate_core(uint32_t number, uint32_t first, uint32_t second) {
  uint32_t status;
  __asm__ volatile("int %1" : "=a"(status) : "i"(BULKHEAD_GATE_CORE), "0"(number), "b"(first), "c"(second) : "edx", "memory");
  return status;
}

static _Noreturn void refuse(const char *why) {
  gate_core(BULKHEAD_CALL_CONSOLE_WRITE, (uint32_t)why, strlen(why));
  for (;;) gate_core(BULKHEAD_CALL_PARTITION_SET_MODE, BULKHEAD_MODE_IDLE, 0);
}

_Noreturn void bulkhead_start(const struct bulkhead_info_page *info);

_Noreturn void bulkhead_start(const struct bulkhead_info_page *info) {
  if (info != bulkhead_info() || info->magic != BULKHEAD_INFO_MAGIC)
    refuse("bulkhead: this program was not started by the Bulkhead kernel that it was built for\n");
  if (info->abi_version != BULKHEAD_ABI_VERSION)
    refuse("bulkhead: this program was built for another version of the kernel's ABI: build it again\n");
  bulkhead_exit(main());
}

_Noreturn void bulkhead_exit(int code) {
  if (code != 0) bulkhead_health_report((uint32_t)code);
  for (;;) bulkhead_partition_set_mode(BULKHEAD_MODE_IDLE, (uint32_t)code);
}
