// A process that must be done in each period, one of less priority that only counts, and a handler of their errors.
#include <apex.h>
#include <stdio.h>

enum { MS = 1000000, PERIOD = 20 * MS, STACK_BYTES = 4096 };

unsigned periods;

static void control(void) {
  for (;;) {
    RETURN_CODE_TYPE code;
    // Long enough to be met at its work.
    for (volatile int spin = 0; spin < 20000; spin++);
    if (++periods % 5 == 0) printf("period %u\n", periods);
    PERIODIC_WAIT(&code);
  }
}

static void handle_errors(void) {
  ERROR_STATUS_TYPE error;
  RETURN_CODE_TYPE code;
  GET_ERROR_STATUS(&error, &code);
  printf("error %d of process %d\n", (int)error.ERROR_CODE, (int)error.FAILED_PROCESS_ID);
  STOP(error.FAILED_PROCESS_ID, &code);
  START(error.FAILED_PROCESS_ID, &code);
}

static PROCESS_ATTRIBUTE_TYPE attributes = {
    .NAME = "CONTROL",
    .ENTRY_POINT = (SYSTEM_ADDRESS_TYPE)control,
    .PERIOD = PERIOD,
    .TIME_CAPACITY = PERIOD,
    .BASE_PRIORITY = 10,
    .STACK_SIZE = STACK_BYTES,
    .DEADLINE = HARD,
};

int main(void) {
  PROCESS_ID_TYPE process;
  RETURN_CODE_TYPE code;
  CREATE_ERROR_HANDLER((SYSTEM_ADDRESS_TYPE)handle_errors, STACK_BYTES, &code);
  CREATE_PROCESS(&attributes, &process, &code);
  if (code == NO_ERROR) START(process, &code);
  if (code == NO_ERROR) SET_PARTITION_MODE(NORMAL, &code);
  return code;
}
