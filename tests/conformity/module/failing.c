// A partition whose error is the module's: every partition starts again.
#include "../program.h"

static void fail(void) {
  // The others have begun, and one has come to its end.
  pause_for(200 * MS);
  *(volatile char *)NOWHERE = 1;
  check(false, "an error of module level resets the module");
}

int main(void) {
  PARTITION_STATUS_TYPE status;
  CODE(GET_PARTITION_STATUS, &status);
  make_processes();
  if (status.START_CONDITION == NORMAL_START) run(fail);
  check(status.START_CONDITION == HM_MODULE_RESTART && status.OPERATING_MODE == COLD_START,
        "who caused the module's reset starts with HM_MODULE_RESTART");
  done();
  CODE(SET_PARTITION_MODE, IDLE);
  return 0;
}
