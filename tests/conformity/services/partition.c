// Partition management, in five runs: each leads to the next by another way of starting the partition.
#include <bulkhead/calls.h>
#include <bulkhead/retained.h>

#include "../program.h"

BULKHEAD_RETAINED static int retained = 7;
BULKHEAD_RETAINED static bool has_returned;
static int forgotten = 7;

static PARTITION_STATUS_TYPE status(void) {
  PARTITION_STATUS_TYPE status;
  RETURN_CODE_TYPE code = CODE(GET_PARTITION_STATUS, &status);
  if (code != NO_ERROR) check(false, "a partition has a status");
  return status;
}

static bool started_by(OPERATING_MODE_TYPE mode, START_CONDITION_TYPE condition) {
  PARTITION_STATUS_TYPE is = status();
  return is.OPERATING_MODE == mode && is.START_CONDITION == condition;
}

static void restart(OPERATING_MODE_TYPE mode) {
  retained = 8;
  forgotten = 8;
  CODE(SET_PARTITION_MODE, mode);
  check(false, "a partition that starts again does not go on");
}

static void in_normal(void) {
  WORKS(SET_PARTITION_MODE, NO_ERROR, status().OPERATING_MODE == NORMAL && status().LOCK_LEVEL == 0 && !has_returned);
  EXPECT(SET_PARTITION_MODE, NO_ACTION, 0, NORMAL);
  restart(WARM_START);
}

static void at_power_on(void) {
  PARTITION_STATUS_TYPE is;
  RETURN_CODE_TYPE code = CODE(GET_PARTITION_STATUS, &is);
  bool times = is.PERIOD == 20 * MS && is.DURATION == 2 * MS;
  bool mode = is.OPERATING_MODE == COLD_START && is.START_CONDITION == NORMAL_START && is.LOCK_LEVEL == 1;
  WORKS(GET_PARTITION_STATUS, code, times && mode && is.IDENTIFIER == 0 && is.NUM_ASSIGNED_CORES == 1);
  EXPECT(SET_PARTITION_MODE, INVALID_PARAM, 0, NORMAL + 1);
  EXPECT(SET_PARTITION_MODE, INVALID_MODE, 0, WARM_START);
  check(status().OPERATING_MODE == COLD_START, "what is refused changes nothing");
  has_returned = false;
  make_processes();
  start(tester, in_normal);
  CODE(SET_PARTITION_MODE, NORMAL);
  has_returned = true;
  for (;;) continue;
}

static void after_process_asked(void) {
  check(started_by(WARM_START, PARTITION_RESTART), "a process may start the partition again");
  check(retained == 8, "a warm start keeps what is retained");
  check(forgotten == 7, "a warm start gives all other variables their first value");
  check(tester == NULL_PROCESS_ID && CODE(START, 1) == INVALID_PARAM, "a start leaves no process of the run before");
  restart(WARM_START);
}

static void after_start_asked(void) {
  check(started_by(WARM_START, PARTITION_RESTART) && retained == 8, "in WARM_START there may be another WARM_START");
  restart(COLD_START);
}

static void after_cold_start(void) {
  check(started_by(COLD_START, PARTITION_RESTART), "COLD_START");
  check(retained == 7 && forgotten == 7, "a cold start retains nothing");
  retained = forgotten = 9;
  *(volatile char *)NOWHERE = 0;
}

static void idle(void) {
  done();
  CODE(SET_PARTITION_MODE, IDLE);
  check(false, "an IDLE partition does not go on");
}

static void after_error(void) {
  check(started_by(WARM_START, HM_PARTITION_RESTART), "an error during the start is the partition's: HM_PARTITION_RESTART");
  check(retained == 9 && forgotten == 7, "a warm start after an error keeps what is retained");
  make_processes();
  run(idle);
}

int main(void) {
  struct bulkhead_partition_status kernels;
  bulkhead_partition_status(&kernels);
  static void (*const runs[])(void) = {at_power_on, after_process_asked, after_start_asked, after_cold_start, after_error};
  if (kernels.restarts < sizeof runs / sizeof *runs) runs[kernels.restarts]();
  check(false, "there is no other run");
  return 0;
}
