// The partition's mode and what it is. Only main may end the start, only the error handler stop or restart the partition.
#include <core/partition.h>

#include "threads.h"

// The kernel's mode for what the error handler asks for; -1: it may not.
static int handler_mode(uint32_t mode) {
  switch (mode) {
    case POK_PARTITION_MODE_STOPPED:
      return BULKHEAD_MODE_IDLE;
    case POK_PARTITION_MODE_INIT_COLD:
      return BULKHEAD_MODE_COLD_START;
    case POK_PARTITION_MODE_INIT_WARM:
      return BULKHEAD_MODE_WARM_START;
    default:
      return -1;
  }
}

pok_ret_t bulkhead_pok_partition_set_mode(uint32_t mode) {
  if (pok_is_error_handler()) {
    int wanted = handler_mode(mode);
    if (wanted >= 0) bulkhead_partition_set_mode((uint32_t)wanted, 0);
    return POK_ERRNO_PARTITION_MODE;
  }
  uint32_t number;
  bulkhead_process_my_id(&number);
  if (number != 0) return POK_ERRNO_THREAD;
  if (mode == POK_PARTITION_MODE_NORMAL) bulkhead_partition_set_mode(BULKHEAD_MODE_NORMAL, 0);
  return POK_ERRNO_PARTITION_MODE;
}

static struct bulkhead_partition_status status_now(void) {
  struct bulkhead_partition_status status;
  bulkhead_partition_status(&status);
  return status;
}

pok_ret_t bulkhead_pok_partition_id(void *id) {
  *(uint8_t *)id = (uint8_t)status_now().identifier;
  return POK_ERRNO_OK;
}

pok_ret_t bulkhead_pok_partition_period(void *period) {
  *(uint64_t *)period = status_now().period_ns;
  return POK_ERRNO_OK;
}

pok_ret_t bulkhead_pok_partition_duration(void *duration) {
  *(uint64_t *)duration = status_now().duration_ns;
  return POK_ERRNO_OK;
}

pok_ret_t bulkhead_pok_partition_lock_level(void *level) {
  *(uint32_t *)level = status_now().lock_level;
  return POK_ERRNO_OK;
}

pok_ret_t bulkhead_pok_partition_operating_mode(void *mode) {
  uint32_t now = status_now().mode;
  *(uint32_t *)mode = now == BULKHEAD_MODE_IDLE ? POK_PARTITION_MODE_IDLE : now;
  return POK_ERRNO_OK;
}

pok_ret_t bulkhead_pok_partition_start_condition(void *condition) {
  *(uint32_t *)condition = status_now().start_condition;
  return POK_ERRNO_OK;
}
