// Mutexes (ARINC 653 Part 1, 3.7.2.5).
#include <apexMutex.h>

#include "apex-call.h"

void CREATE_MUTEX(MUTEX_NAME_TYPE MUTEX_NAME, PRIORITY_TYPE MUTEX_PRIORITY, QUEUING_DISCIPLINE_TYPE QUEUING_DISCIPLINE,
                  MUTEX_ID_TYPE *MUTEX_ID, RETURN_CODE_TYPE *RETURN_CODE) {
  struct bulkhead_name name;
  apex_return(RETURN_CODE, bulkhead_mutex_create(bulkhead_apex_name(MUTEX_NAME, &name), (uint32_t)MUTEX_PRIORITY, QUEUING_DISCIPLINE,
                                                 (uint32_t *)MUTEX_ID));
}

void ACQUIRE_MUTEX(MUTEX_ID_TYPE MUTEX_ID, SYSTEM_TIME_TYPE TIME_OUT, RETURN_CODE_TYPE *RETURN_CODE) {
  apex_return(RETURN_CODE, bulkhead_mutex_acquire((uint32_t)MUTEX_ID, (uint64_t)TIME_OUT));
}

void RELEASE_MUTEX(MUTEX_ID_TYPE MUTEX_ID, RETURN_CODE_TYPE *RETURN_CODE) {
  apex_return(RETURN_CODE, bulkhead_mutex_release((uint32_t)MUTEX_ID));
}

void RESET_MUTEX(MUTEX_ID_TYPE MUTEX_ID, PROCESS_ID_TYPE PROCESS_ID, RETURN_CODE_TYPE *RETURN_CODE) {
  apex_return(RETURN_CODE, bulkhead_mutex_reset((uint32_t)MUTEX_ID, (uint32_t)PROCESS_ID));
}

void GET_MUTEX_ID(MUTEX_NAME_TYPE MUTEX_NAME, MUTEX_ID_TYPE *MUTEX_ID, RETURN_CODE_TYPE *RETURN_CODE) {
  struct bulkhead_name name;
  apex_return(RETURN_CODE, bulkhead_mutex_id(bulkhead_apex_name(MUTEX_NAME, &name), (uint32_t *)MUTEX_ID));
}

void GET_MUTEX_STATUS(MUTEX_ID_TYPE MUTEX_ID, MUTEX_STATUS_TYPE *MUTEX_STATUS, RETURN_CODE_TYPE *RETURN_CODE) {
  struct bulkhead_mutex_status status;
  uint32_t result = bulkhead_mutex_status((uint32_t)MUTEX_ID, &status);
  if (result == BULKHEAD_STATUS_OK) {
    MUTEX_STATUS->MUTEX_OWNER = status.owned ? (PROCESS_ID_TYPE)status.owner : NULL_PROCESS_ID;
    MUTEX_STATUS->MUTEX_STATE = status.owned ? OWNED : AVAILABLE;
    MUTEX_STATUS->MUTEX_PRIORITY = (PRIORITY_TYPE)status.priority;
    MUTEX_STATUS->LOCK_COUNT = (LOCK_COUNT_TYPE)status.lock_count;
    MUTEX_STATUS->WAITING_PROCESSES = (WAITING_RANGE_TYPE)status.waiting;
  }
  apex_return(RETURN_CODE, result);
}

static MUTEX_ID_TYPE owned_mutex(uint32_t mutex) {
  switch (mutex) {
    case 0: return NO_MUTEX_OWNED;
    case BULKHEAD_PREEMPTION_LOCK: return PREEMPTION_LOCK_MUTEX;
    default: return (MUTEX_ID_TYPE)mutex;
  }
}

void GET_PROCESS_MUTEX_STATE(PROCESS_ID_TYPE PROCESS_ID, MUTEX_ID_TYPE *MUTEX_ID, RETURN_CODE_TYPE *RETURN_CODE) {
  if (PROCESS_ID == NULL_PROCESS_ID) {
    *RETURN_CODE = INVALID_PARAM;
    return;
  }
  // To the kernel, the first thread is 0.
  uint32_t process = PROCESS_ID == MAIN_PROCESS_ID ? 0 : (uint32_t)PROCESS_ID;
  uint32_t mutex;
  uint32_t result = bulkhead_process_mutex(process, &mutex);
  if (result == BULKHEAD_STATUS_OK) *MUTEX_ID = owned_mutex(mutex);
  apex_return(RETURN_CODE, result);
}
