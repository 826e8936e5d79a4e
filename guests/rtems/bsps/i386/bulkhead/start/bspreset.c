// The end of RTEMS is the end of the partition, or its next start.
#include <bsp.h>
#include <bsp/bootcard.h>

#include <bulkhead/calls.h>

// What the host shows: an exit's status as it is; of a fatal error its source and the low half of its code.
//
//   31 30      24 23        16 15                 0
//  +--+----------+------------+--------------------+
//  | 1|    0     |   source   |      code 15:0     |
//  +--+----------+------------+--------------------+
static uint32_t exit_code(rtems_fatal_source source, rtems_fatal_code code) {
  if (source == RTEMS_FATAL_SOURCE_EXIT) return (uint32_t) code;
  return UINT32_C(0x80000000) | ((uint32_t) source & 0xff) << 16 | ((uint32_t) code & 0xffff);
}

void bsp_reset(rtems_fatal_source source, rtems_fatal_code code) {
  bulkhead_console_flush();
  for (;;) {
#if BULKHEAD_RESTART_AT_RESET
    (void) bulkhead_partition_set_mode(BULKHEAD_MODE_COLD_START, exit_code(source, code));
#else
    (void) bulkhead_partition_set_mode(BULKHEAD_MODE_IDLE, exit_code(source, code));
#endif
  }
}
