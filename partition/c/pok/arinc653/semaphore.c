// Semaphores.
#include "service.h"

#include <arinc653/semaphore.h>

void CREATE_SEMAPHORE(SEMAPHORE_NAME_TYPE SEMAPHORE_NAME, SEMAPHORE_VALUE_TYPE CURRENT_VALUE,
                      SEMAPHORE_VALUE_TYPE MAXIMUM_VALUE, QUEUING_DISCIPLINE_TYPE QUEUING_DISCIPLINE,
                      SEMAPHORE_ID_TYPE *SEMAPHORE_ID, RETURN_CODE_TYPE *RETURN_CODE) {
  struct bulkhead_name name;
  pok_return(RETURN_CODE,
             bulkhead_semaphore_create(pok_apex_name(&name, SEMAPHORE_NAME), (uint32_t)CURRENT_VALUE,
                                       (uint32_t)MAXIMUM_VALUE, QUEUING_DISCIPLINE, (uint32_t *)SEMAPHORE_ID));
}

void WAIT_SEMAPHORE(SEMAPHORE_ID_TYPE SEMAPHORE_ID, SYSTEM_TIME_TYPE TIME_OUT, RETURN_CODE_TYPE *RETURN_CODE) {
  pok_return(RETURN_CODE, bulkhead_semaphore_wait((uint32_t)SEMAPHORE_ID, (uint64_t)TIME_OUT));
}

void SIGNAL_SEMAPHORE(SEMAPHORE_ID_TYPE SEMAPHORE_ID, RETURN_CODE_TYPE *RETURN_CODE) {
  pok_return(RETURN_CODE, bulkhead_semaphore_signal((uint32_t)SEMAPHORE_ID));
}

void GET_SEMAPHORE_ID(SEMAPHORE_NAME_TYPE SEMAPHORE_NAME, SEMAPHORE_ID_TYPE *SEMAPHORE_ID,
                      RETURN_CODE_TYPE *RETURN_CODE) {
  struct bulkhead_name name;
  pok_return(RETURN_CODE, bulkhead_semaphore_id(pok_apex_name(&name, SEMAPHORE_NAME), (uint32_t *)SEMAPHORE_ID));
}

void GET_SEMAPHORE_STATUS(SEMAPHORE_ID_TYPE SEMAPHORE_ID, SEMAPHORE_STATUS_TYPE *SEMAPHORE_STATUS,
                          RETURN_CODE_TYPE *RETURN_CODE) {
  struct bulkhead_semaphore_status status;
  uint32_t result = bulkhead_semaphore_status((uint32_t)SEMAPHORE_ID, &status);
  if (result == BULKHEAD_STATUS_OK) {
    SEMAPHORE_STATUS->CURRENT_VALUE = (SEMAPHORE_VALUE_TYPE)status.current;
    SEMAPHORE_STATUS->MAXIMUM_VALUE = (SEMAPHORE_VALUE_TYPE)status.maximum;
    SEMAPHORE_STATUS->WAITING_PROCESSES = (WAITING_RANGE_TYPE)status.waiting;
  }
  pok_return(RETURN_CODE, result);
}
