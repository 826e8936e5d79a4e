// Errors that wait for the error handler: deadlines that all passed in the time of others.
#include <bulkhead/retained.h>

#include "../program.h"

// MAX_PENDING_ERRORS of abi/: as many may wait.
enum { MAY_WAIT = 16, LATE = MAY_WAIT + 1 };

BULKHEAD_RETAINED static int run_number = 0;

static PROCESS_ID_TYPE late[LATE];
static PROCESS_ID_TYPE seen[LATE];
static int seen_count;

static void handle(void) {
  ERROR_STATUS_TYPE status;
  while (CODE(GET_ERROR_STATUS, &status) == NO_ERROR && seen_count < LATE) seen[seen_count++] = status.FAILED_PROCESS_ID;
}

static void wait(void) { CODE(SUSPEND_SELF, FOREVER); }

static void start_late(int count) {
  for (int i = 0; i < count; i++) CODE(START, late[i]);
  pause_for(40 * MS);
}

static void tests(void) {
  run_number = 1;
  start_late(LATE);
  check(false, "an error that comes while as many wait as may is the partition's");
}

static void tests_after_restart(void) {
  start_late(MAY_WAIT);
  bool in_order = seen_count == MAY_WAIT;
  for (int i = 0; i < MAY_WAIT; i++) in_order = in_order && seen[i] == late[i];
  check(in_order, "the error handler takes the oldest error first, of processes with SOFT deadlines as well");
  done();
}

int main(void) {
  make_processes();
  for (int i = 0; i < LATE; i++) {
    PROCESS_ATTRIBUTE_TYPE attributes = {
        .PERIOD = FOREVER,
        .TIME_CAPACITY = 5 * MS,
        .ENTRY_POINT = (SYSTEM_ADDRESS_TYPE)wait,
        .STACK_SIZE = 1024,
        .BASE_PRIORITY = HIGH_PRIORITY,
        .DEADLINE = i % 2 ? HARD : SOFT,
    };
    snprintf(attributes.NAME, sizeof attributes.NAME, "late %d", i);
    CODE(CREATE_PROCESS, &attributes, &late[i]);
  }
  CODE(CREATE_ERROR_HANDLER, (SYSTEM_ADDRESS_TYPE)handle, 4096);
  if (run_number == 0) run(tests);
  PARTITION_STATUS_TYPE status;
  CODE(GET_PARTITION_STATUS, &status);
  check(status.OPERATING_MODE == WARM_START && status.START_CONDITION == HM_PARTITION_RESTART,
        "an error that comes while as many wait as may is the partition's");
  run(tests_after_restart);
}
