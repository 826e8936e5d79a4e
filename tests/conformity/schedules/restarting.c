// A partition that the third schedule makes start again: `warm` or `cold`, by its index.
#include <bulkhead/calls.h>
#include <bulkhead/retained.h>

#include "../program.h"

enum { WARM = 2 };

BULKHEAD_RETAINED static int retained;

// Whether the window that it runs in first is its first in the new schedule.
static bool is_just_changed(void) {
  SCHEDULE_STATUS_TYPE status;
  CODE(GET_MODULE_SCHEDULE_STATUS, &status);
  SYSTEM_TIME_TYPE since = now() - status.TIME_OF_LAST_SCHEDULE_SWITCH;
  return status.CURRENT_SCHEDULE == 3 && since < 20 * MS;
}

static void wait_for_it(void) {
  retained = 1;
  for (;;) pause_for(20 * MS);
}

static void end(void) { done(); }

int main(void) {
  struct bulkhead_partition_status kernels;
  bulkhead_partition_status(&kernels);
  make_processes();
  if (kernels.restarts == 0) run(wait_for_it);
  PARTITION_STATUS_TYPE status;
  CODE(GET_PARTITION_STATUS, &status);
  bool is_warm = status.IDENTIFIER == WARM;
  check(kernels.restarts == 1 && is_just_changed(), "a change action is done in the first window of the new schedule, once");
  check(status.OPERATING_MODE == (is_warm ? WARM_START : COLD_START), "it is the one of the system file");
  check(status.START_CONDITION == PARTITION_RESTART, "its start condition is PARTITION_RESTART");
  check(retained == (is_warm ? 1 : 0), "a warm start keeps what is retained, a cold start does not");
  run(end);
}
