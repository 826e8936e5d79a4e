// The partition's mode, and what it is.
#ifndef BULKHEAD_POK_PARTITION_H
#define BULKHEAD_POK_PARTITION_H

#include <core/dependencies.h>
#include <core/syscall.h>
#include <errno.h>
#include <types.h>

typedef enum {
  POK_PARTITION_MODE_INIT_COLD = 1,
  POK_PARTITION_MODE_INIT_WARM = 2,
  POK_PARTITION_MODE_NORMAL = 3,
  POK_PARTITION_MODE_IDLE = 4,
  POK_PARTITION_MODE_RESTART = 5,
  POK_PARTITION_MODE_STOPPED = 6,
} pok_partition_mode_t;

// NORMAL, from main: the threads run, and what follows does not. The other modes are for the error handler.
pok_ret_t bulkhead_pok_partition_set_mode(uint32_t mode);
pok_ret_t bulkhead_pok_partition_id(void *id);
pok_ret_t bulkhead_pok_partition_period(void *period);
pok_ret_t bulkhead_pok_partition_duration(void *duration);
pok_ret_t bulkhead_pok_partition_lock_level(void *level);
pok_ret_t bulkhead_pok_partition_operating_mode(void *mode);
pok_ret_t bulkhead_pok_partition_start_condition(void *condition);

// As in POK, where they are macros with a conversion, a pointer to any type will do: it is of 1, 8, 8, 4, 4 and 4 bytes.
#define pok_partition_set_mode(mode) bulkhead_pok_partition_set_mode((uint32_t)(mode))
#define pok_current_partition_get_id(id) bulkhead_pok_partition_id((void *)(id))
#define pok_current_partition_get_period(period) bulkhead_pok_partition_period((void *)(period))
#define pok_current_partition_get_duration(duration) bulkhead_pok_partition_duration((void *)(duration))
#define pok_current_partition_get_lock_level(level) bulkhead_pok_partition_lock_level((void *)(level))
#define pok_current_partition_get_operating_mode(mode) bulkhead_pok_partition_operating_mode((void *)(mode))
#define pok_current_partition_get_start_condition(condition) bulkhead_pok_partition_start_condition((void *)(condition))

#endif
