// The whole guest ABI in three runs: all of it in the first, which ends in a cold restart; then a warm one.
#include "check.h"

int main(void) {
  struct bulkhead_partition_status status;
  bulkhead_partition_status(&status);
  if (status.restarts == 0) {
    check_information();
    check_core_calls();
    check_lines();
    check_timer();
    check_waiting();
    check_exceptions();
    check_device();
    check_vcpus();
    begin_restarts();
  }
  check_restarted(&status);
  return checks_failed() == 0 ? 0 : 1;
}
