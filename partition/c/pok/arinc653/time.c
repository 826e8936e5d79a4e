// Time management.
#include "service.h"

#include <arinc653/time.h>

#include "../core/threads.h"

void TIMED_WAIT(SYSTEM_TIME_TYPE DELAY_TIME, RETURN_CODE_TYPE *RETURN_CODE) {
  pok_return(RETURN_CODE, bulkhead_timed_wait((uint64_t)DELAY_TIME));
}

void PERIODIC_WAIT(RETURN_CODE_TYPE *RETURN_CODE) {
  struct pok_thread *process = pok_running_thread();
  if (!process || process->period_ns == POK_FOREVER_NS) {
    *RETURN_CODE = INVALID_MODE;
    return;
  }
  pok_wait_for_activation(process);
  *RETURN_CODE = NO_ERROR;
}

void GET_TIME(SYSTEM_TIME_TYPE *SYSTEM_TIME, RETURN_CODE_TYPE *RETURN_CODE) {
  *SYSTEM_TIME = (SYSTEM_TIME_TYPE)bulkhead_now_ns();
  *RETURN_CODE = NO_ERROR;
}

void REPLENISH(SYSTEM_TIME_TYPE BUDGET_TIME, RETURN_CODE_TYPE *RETURN_CODE) {
  pok_return(RETURN_CODE, bulkhead_replenish((uint64_t)BUDGET_TIME));
}
