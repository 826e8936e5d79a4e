// Time management (ARINC 653 Part 1, 3.4).
#include <bulkhead/clock.h>

#include <apexTime.h>

#include "apex-call.h"

void TIMED_WAIT(SYSTEM_TIME_TYPE DELAY_TIME, RETURN_CODE_TYPE *RETURN_CODE) {
  apex_return(RETURN_CODE, bulkhead_timed_wait((uint64_t)DELAY_TIME));
}

void PERIODIC_WAIT(RETURN_CODE_TYPE *RETURN_CODE) { apex_return(RETURN_CODE, bulkhead_periodic_wait()); }

void GET_TIME(SYSTEM_TIME_TYPE *SYSTEM_TIME, RETURN_CODE_TYPE *RETURN_CODE) {
  *SYSTEM_TIME = (SYSTEM_TIME_TYPE)bulkhead_now_ns();
  *RETURN_CODE = NO_ERROR;
}

void REPLENISH(SYSTEM_TIME_TYPE BUDGET_TIME, RETURN_CODE_TYPE *RETURN_CODE) {
  apex_return(RETURN_CODE, bulkhead_replenish((uint64_t)BUDGET_TIME));
}
