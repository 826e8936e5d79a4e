// As many processes as the partition may have: the first computes, the others wait, half of them for a time to come.
#include "../apex/processes.h"

static SEMAPHORE_ID_TYPE semaphore;

static void compute(void) {
  for (volatile uint32_t i = 0;; i++)
    ;
}

static void wait_for_ever(void) {
  RETURN_CODE_TYPE code;
  WAIT_SEMAPHORE(semaphore, INFINITE_TIME_VALUE, &code);
}

static void wait_long(void) {
  RETURN_CODE_TYPE code;
  TIMED_WAIT(1000000000000, &code);
}

int main(void) {
  RETURN_CODE_TYPE code;
  CREATE_SEMAPHORE("SEMAPHORE", 0, 1, FIFO, &semaphore, &code);
  uint32_t count = bulkhead_info()->process_count;
  for (uint32_t i = 0; i < count; i++) {
    char name[] = {'p', (char)('0' + i / 100), (char)('0' + i / 10 % 10), (char)('0' + i % 10), 0};
    if (i == 0) start_process(name, compute, 1);
    else start_process(name, i % 2 ? wait_for_ever : wait_long, 2 + (PRIORITY_TYPE)i);
  }
  SET_PARTITION_MODE(NORMAL, &code);
  return 0;
}
