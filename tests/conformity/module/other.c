// A partition that the module's reset makes start again, though it did nothing wrong and was IDLE.
#include "../program.h"

int main(void) {
  PARTITION_STATUS_TYPE status;
  CODE(GET_PARTITION_STATUS, &status);
  if (status.START_CONDITION != NORMAL_START) {
    check(status.START_CONDITION == HM_MODULE_RESTART && status.OPERATING_MODE == COLD_START,
          "a module's reset starts every partition again");
    done();
  }
  CODE(SET_PARTITION_MODE, IDLE);
  return 0;
}
