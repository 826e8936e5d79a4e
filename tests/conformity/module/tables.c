// Each kind of error has another action in the system file: of the process, and of the partition.
#include <bulkhead/calls.h>
#include <bulkhead/retained.h>

#include "../program.h"

BULKHEAD_RETAINED static int retained;
static int runs;

static void raise_error(void) {
  check(CODE(RAISE_APPLICATION_ERROR, APPLICATION_ERROR, (MESSAGE_ADDR_TYPE) "", 0) == NO_ERROR, "IGNORE lets a process go on");
}
static void break_off(void) {
  __asm__ volatile("int3");
  mark('x');
}
static void halt(void) {
  if (runs++ == 0) __asm__ volatile("hlt");
  mark('r');
}

static void in_first_run(void) {
  start(high, raise_error);
  start(high, break_off);
  check(marked("") && state_of(high) == DORMANT, "the action of a process: it is stopped");
  start(high, halt);
  check(marked("r") && runs == 2, "the action of a process: it starts anew");
  retained = 1;
  __asm__ volatile("xorl %%edx, %%edx; xorl %%ecx, %%ecx; divl %%ecx" ::: "eax", "ecx", "edx");
  check(false, "WARM_START by the partition's table");
}

static bool started_by(OPERATING_MODE_TYPE mode) {
  PARTITION_STATUS_TYPE status;
  CODE(GET_PARTITION_STATUS, &status);
  return status.OPERATING_MODE == mode && status.START_CONDITION == HM_PARTITION_RESTART;
}

static void in_second_run(void) {
  check(started_by(NORMAL) && retained == 1, "WARM_START by the partition's table");
  *(volatile char *)NOWHERE = 1;
  check(false, "COLD_START by the partition's table");
}

static void in_third_run(void) {
  check(started_by(NORMAL) && retained == 0, "COLD_START by the partition's table");
  __asm__ volatile("ud2");
  check(false, "IDLE by the partition's table");
}

// The module is reset while this partition is IDLE.
static void in_fourth_run(void) {
  PARTITION_STATUS_TYPE status;
  CODE(GET_PARTITION_STATUS, &status);
  check(status.START_CONDITION == HM_MODULE_RESTART, "a partition that is IDLE starts again with the module");
  done();
  CODE(SET_PARTITION_MODE, IDLE);
}

int main(void) {
  struct bulkhead_partition_status kernels;
  bulkhead_partition_status(&kernels);
  make_processes();
  static void (*const tests[])(void) = {in_first_run, in_second_run, in_third_run, in_fourth_run};
  if (kernels.restarts < sizeof tests / sizeof *tests) run(tests[kernels.restarts]);
  check(false, "there is no other run");
  return 0;
}
