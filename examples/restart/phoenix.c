// Faults twice, each time after having changed its memory; each start finds it as it was.
#include <bulkhead/bulkhead.h>

static uint32_t initialized = 42;
static uint32_t zeroed;
// Volatile, so that no compiler sees through it.
static uint32_t *volatile nowhere;

static const char *const STARTS[] = {
    [BULKHEAD_START_NORMAL] = "power on",
    [BULKHEAD_START_PARTITION_RESTART] = "restart by the partition",
    [BULKHEAD_START_HM_PARTITION_RESTART] = "restart by health monitoring",
};

int main(void) {
  struct bulkhead_partition_status status;
  bulkhead_partition_status(&status);
  uint32_t *heap = (uint32_t *)bulkhead_info()->heap_address;
  printf("start %u: %s\n", status.restarts, STARTS[status.start_condition]);
  printf("  data %u, zeroed data %u, heap %u, flag %u\n", initialized, zeroed, *heap, bulkhead_vcpu()->interrupt_flag);

  initialized = zeroed = *heap = 7;
  bulkhead_unmask();
  switch (status.restarts) {
    case 0:
      printf("  now a null pointer\n");
      *nowhere = 1;
      break;
    case 1:
      printf("  memory violation last time: %s; now a restart of my own\n",
             status.last_error == BULKHEAD_ERROR_MEMORY_VIOLATION ? "yes" : "no");
      bulkhead_partition_set_mode(BULKHEAD_MODE_COLD_START, 0);
      break;
    case 2:
      printf("  now a warm one\n");
      bulkhead_partition_set_mode(BULKHEAD_MODE_WARM_START, 0);
      break;
  }
  return 0;
}
