// A partition whose processes are in the system file, which ignores what is not as it says.
#include "../program.h"

static void once(void) { done(); }

int main(void) {
  PROCESS_ATTRIBUTE_TYPE attributes = {
      .NAME = "once",
      .ENTRY_POINT = (SYSTEM_ADDRESS_TYPE)once,
      .PERIOD = FOREVER,
      .TIME_CAPACITY = 100 * MS,
      .BASE_PRIORITY = 7,
      .STACK_SIZE = 4096,
      .DEADLINE = SOFT,
  };
  PROCESS_ID_TYPE process;
  PROCESS_ATTRIBUTE_TYPE wrong = attributes;
  wrong.BASE_PRIORITY = 8;
  EXPECT(CREATE_PROCESS, INVALID_CONFIG, 3, &wrong, &process);
  wrong = attributes;
  memcpy(wrong.NAME, "other", sizeof "other");
  EXPECT(CREATE_PROCESS, INVALID_CONFIG, 3, &wrong, &process);
  check(CODE(CREATE_PROCESS, &attributes, &process) == NO_ERROR, "the process of the system file is made");
  check(CODE(START, process) == NO_ERROR, "and started");
  return CODE(SET_PARTITION_MODE, NORMAL);
}
