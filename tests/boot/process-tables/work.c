// Makes its one process and says what came of it.
#include <stdio.h>

#include <apex.h>

static void work(void) {
  RETURN_CODE_TYPE code;
  printf("works\n");
  for (;;) PERIODIC_WAIT(&code);
}

int main(void) {
  PROCESS_ATTRIBUTE_TYPE attributes = {
      .NAME = "work",
      .ENTRY_POINT = (SYSTEM_ADDRESS_TYPE)work,
      .PERIOD = 20000000,
      .TIME_CAPACITY = 15000000,
      .BASE_PRIORITY = 20,
      .STACK_SIZE = 4096,
      .DEADLINE = HARD,
  };
  PROCESS_ID_TYPE process;
  RETURN_CODE_TYPE code;
  CREATE_PROCESS(&attributes, &process, &code);
  printf("created: %d\n", code);
  START(process, &code);
  SET_PARTITION_MODE(NORMAL, &code);
  return 0;
}
