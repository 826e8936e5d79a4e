// A partition that may not change the module's schedule, and goes on when others do.
#include "../program.h"

static int starts;

static void tests(void) {
  EXPECT(SET_MODULE_SCHEDULE, INVALID_CONFIG, 0, 2);
  check(CODE(SET_MODULE_SCHEDULE, 4) == INVALID_PARAM, "an unknown schedule comes before the permission");
  check(CODE(SET_MODULE_SCHEDULE, 1) == INVALID_CONFIG, "the permission comes before the schedule that runs");
  SCHEDULE_STATUS_TYPE status;
  do {
    pause_for(20 * MS);
    CODE(GET_MODULE_SCHEDULE_STATUS, &status);
  } while (status.CURRENT_SCHEDULE != 3);
  pause_for(40 * MS);
  check(starts == 1, "a partition with no action goes on");
  done();
}

int main(void) {
  starts++;
  make_processes();
  run(tests);
}
