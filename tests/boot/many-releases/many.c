// Processes that are all released at the start of each window, and have nothing to do.
#include <apex.h>
#include <stdio.h>

enum { PROCESSES = 16, PERIOD_NS = 10000000, RELEASES = 5 };

static void work(void) {
  PROCESS_INDEX_TYPE index;
  RETURN_CODE_TYPE code;
  GET_MY_INDEX(&index, &code);
  for (int release = 1;; release++) {
    if (index == 0 && release == RELEASES) printf("%d releases\n", release);
    PERIODIC_WAIT(&code);
  }
}

int main(void) {
  RETURN_CODE_TYPE code = NO_ERROR;
  for (int i = 0; i < PROCESSES && code == NO_ERROR; i++) {
    PROCESS_ATTRIBUTE_TYPE attributes = {
        .NAME = {'P', (char)('A' + i)},
        .ENTRY_POINT = (SYSTEM_ADDRESS_TYPE)work,
        .PERIOD = PERIOD_NS,
        .TIME_CAPACITY = PERIOD_NS,
        .BASE_PRIORITY = 10,
        .STACK_SIZE = 4096,
        .DEADLINE = HARD,
    };
    PROCESS_ID_TYPE process;
    CREATE_PROCESS(&attributes, &process, &code);
    if (code == NO_ERROR) START(process, &code);
  }
  if (code == NO_ERROR) SET_PARTITION_MODE(NORMAL, &code);
  return code;
}
