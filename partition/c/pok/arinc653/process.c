// Process management. A process is a thread of POK's that START starts; its period is the library's, so it need not be a
// multiple of the partition's, and nothing watches its TIME_CAPACITY.
#include "service.h"

#include <arinc653/process.h>

#include "../core/threads.h"

// NULL where there is no such process; then the code says so.
static struct pok_thread *process_of(PROCESS_ID_TYPE id, RETURN_CODE_TYPE *code) {
  struct pok_thread *process = id > 0 ? pok_thread_numbered((uint32_t)id) : NULL;
  struct bulkhead_process_status status;
  if (process && bulkhead_process_status((uint32_t)id, &status) == BULKHEAD_STATUS_OK) return process;
  *code = INVALID_PARAM;
  return NULL;
}

static bool is_periodic(const struct pok_thread *process) { return process->period_ns != POK_FOREVER_NS; }

static RETURN_CODE_TYPE code_of(pok_ret_t status) {
  switch (status) {
    case POK_ERRNO_OK:
      return NO_ERROR;
    case POK_ERRNO_EXISTS:
      return NO_ACTION;
    case POK_ERRNO_MODE:
      return INVALID_MODE;
    default:
      return INVALID_CONFIG;
  }
}

void CREATE_PROCESS(PROCESS_ATTRIBUTE_TYPE *ATTRIBUTES, PROCESS_ID_TYPE *PROCESS_ID, RETURN_CODE_TYPE *RETURN_CODE) {
  PRIORITY_TYPE priority = ATTRIBUTES->BASE_PRIORITY;
  if (priority < MIN_PRIORITY_VALUE || priority > MAX_PRIORITY_VALUE) {
    *RETURN_CODE = INVALID_PARAM;
    return;
  }
  struct bulkhead_name name;
  uint64_t period = ATTRIBUTES->PERIOD > 0 ? (uint64_t)ATTRIBUTES->PERIOD : POK_FOREVER_NS;
  uint32_t number;
  pok_ret_t made = pok_make_thread(pok_apex_name(&name, ATTRIBUTES->NAME), (uint8_t)priority, ATTRIBUTES->ENTRY_POINT,
                                   period, &number);
  *RETURN_CODE = code_of(made);
  if (made != POK_ERRNO_OK) return;
  struct pok_thread *process = pok_thread_numbered(number);
  process->period = (uint64_t)ATTRIBUTES->PERIOD;
  process->time_capacity = (uint64_t)ATTRIBUTES->TIME_CAPACITY;
  process->deadline = ATTRIBUTES->DEADLINE;
  *PROCESS_ID = (PROCESS_ID_TYPE)number;
}

void START(PROCESS_ID_TYPE PROCESS_ID, RETURN_CODE_TYPE *RETURN_CODE) { DELAYED_START(PROCESS_ID, 0, RETURN_CODE); }

void DELAYED_START(PROCESS_ID_TYPE PROCESS_ID, SYSTEM_TIME_TYPE DELAY_TIME, RETURN_CODE_TYPE *RETURN_CODE) {
  struct pok_thread *process = process_of(PROCESS_ID, RETURN_CODE);
  if (!process) return;
  if (DELAY_TIME < 0) {
    *RETURN_CODE = INVALID_PARAM;
    return;
  }
  struct bulkhead_process_status status;
  bulkhead_process_status((uint32_t)PROCESS_ID, &status);
  if (status.state != BULKHEAD_PROCESS_STATE_DORMANT) {
    *RETURN_CODE = NO_ACTION;
    return;
  }
  bool is_started = pok_start_thread((uint32_t)PROCESS_ID, (uint64_t)DELAY_TIME) == POK_ERRNO_OK;
  if (is_started && is_periodic(process)) process->counts_from_start = true;
  *RETURN_CODE = is_started ? NO_ERROR : INVALID_PARAM;
}

void STOP(PROCESS_ID_TYPE PROCESS_ID, RETURN_CODE_TYPE *RETURN_CODE) {
  struct pok_thread *process = process_of(PROCESS_ID, RETURN_CODE);
  if (!process) return;
  struct bulkhead_process_status status;
  bulkhead_process_status((uint32_t)PROCESS_ID, &status);
  if (process == pok_running_thread()) *RETURN_CODE = INVALID_PARAM;
  else *RETURN_CODE = status.state == BULKHEAD_PROCESS_STATE_DORMANT ? NO_ACTION : NO_ERROR;
  if (*RETURN_CODE == NO_ERROR) pok_stop_thread((uint32_t)PROCESS_ID);
}

void STOP_SELF() { bulkhead_process_stop_self(); }

void SUSPEND_SELF(SYSTEM_TIME_TYPE TIME_OUT, RETURN_CODE_TYPE *RETURN_CODE) {
  struct pok_thread *process = pok_running_thread();
  uint32_t status = process && is_periodic(process) ? BULKHEAD_STATUS_WRONG_MODE
                                                    : bulkhead_process_suspend_self((uint64_t)TIME_OUT);
  pok_return(RETURN_CODE, status);
}

void SUSPEND(PROCESS_ID_TYPE PROCESS_ID, RETURN_CODE_TYPE *RETURN_CODE) {
  struct pok_thread *process = process_of(PROCESS_ID, RETURN_CODE);
  if (!process) return;
  pok_return(RETURN_CODE, is_periodic(process) ? BULKHEAD_STATUS_WRONG_MODE : bulkhead_process_suspend((uint32_t)PROCESS_ID));
}

void RESUME(PROCESS_ID_TYPE PROCESS_ID, RETURN_CODE_TYPE *RETURN_CODE) {
  struct pok_thread *process = process_of(PROCESS_ID, RETURN_CODE);
  if (!process) return;
  pok_return(RETURN_CODE, is_periodic(process) ? BULKHEAD_STATUS_WRONG_MODE : bulkhead_process_resume((uint32_t)PROCESS_ID));
}

void SET_PRIORITY(PROCESS_ID_TYPE PROCESS_ID, PRIORITY_TYPE PRIORITY, RETURN_CODE_TYPE *RETURN_CODE) {
  struct pok_thread *process = process_of(PROCESS_ID, RETURN_CODE);
  if (!process) return;
  if (PRIORITY < MIN_PRIORITY_VALUE || PRIORITY > MAX_PRIORITY_VALUE) {
    *RETURN_CODE = INVALID_PARAM;
    return;
  }
  struct bulkhead_process_status status;
  bulkhead_process_status((uint32_t)PROCESS_ID, &status);
  *RETURN_CODE = status.state == BULKHEAD_PROCESS_STATE_DORMANT ? INVALID_MODE : NO_ERROR;
  if (*RETURN_CODE != NO_ERROR) return;
  process->priority = (uint8_t)PRIORITY;
  pok_update_priority(process);
}

void LOCK_PREEMPTION(LOCK_LEVEL_TYPE *LOCK_LEVEL, RETURN_CODE_TYPE *RETURN_CODE) {
  pok_return(RETURN_CODE, bulkhead_preemption_lock((uint32_t *)LOCK_LEVEL));
}

void UNLOCK_PREEMPTION(LOCK_LEVEL_TYPE *LOCK_LEVEL, RETURN_CODE_TYPE *RETURN_CODE) {
  pok_return(RETURN_CODE, bulkhead_preemption_unlock((uint32_t *)LOCK_LEVEL));
}

void GET_MY_ID(PROCESS_ID_TYPE *PROCESS_ID, RETURN_CODE_TYPE *RETURN_CODE) {
  uint32_t number = 0;
  uint32_t status = bulkhead_process_my_id(&number);
  if (status == BULKHEAD_STATUS_OK && number == 0) status = BULKHEAD_STATUS_WRONG_MODE;
  if (status == BULKHEAD_STATUS_OK) *PROCESS_ID = (PROCESS_ID_TYPE)number;
  pok_return(RETURN_CODE, status);
}

void GET_PROCESS_ID(PROCESS_NAME_TYPE PROCESS_NAME[MAX_NAME_LENGTH], PROCESS_ID_TYPE *PROCESS_ID,
                    RETURN_CODE_TYPE *RETURN_CODE) {
  struct bulkhead_name name;
  pok_return(RETURN_CODE, bulkhead_process_id(pok_apex_name(&name, *PROCESS_NAME), (uint32_t *)PROCESS_ID));
}

void GET_PROCESS_STATUS(PROCESS_ID_TYPE PROCESS_ID, PROCESS_STATUS_TYPE *PROCESS_STATUS,
                        RETURN_CODE_TYPE *RETURN_CODE) {
  struct pok_thread *process = process_of(PROCESS_ID, RETURN_CODE);
  if (!process) return;
  struct bulkhead_process_status status;
  bulkhead_process_status((uint32_t)PROCESS_ID, &status);
  bool is_faulted = status.state == BULKHEAD_PROCESS_STATE_FAULTED;
  PROCESS_ATTRIBUTE_TYPE *attributes = &PROCESS_STATUS->ATTRIBUTES;
  PROCESS_STATUS->DEADLINE_TIME = (SYSTEM_TIME_TYPE)status.deadline_time_ns;
  PROCESS_STATUS->CURRENT_PRIORITY = process->priority;
  PROCESS_STATUS->PROCESS_STATE = is_faulted ? WAITING : (PROCESS_STATE_TYPE)status.state;
  attributes->PERIOD = (SYSTEM_TIME_TYPE)process->period;
  attributes->TIME_CAPACITY = (SYSTEM_TIME_TYPE)process->time_capacity;
  attributes->ENTRY_POINT = (SYSTEM_ADDRESS_TYPE)process->entry;
  attributes->STACK_SIZE = status.stack_size_bytes;
  attributes->BASE_PRIORITY = process->base_priority;
  attributes->DEADLINE = (DEADLINE_TYPE)process->deadline;
  __builtin_memcpy(attributes->NAME, status.name, sizeof attributes->NAME);
  *RETURN_CODE = NO_ERROR;
}
