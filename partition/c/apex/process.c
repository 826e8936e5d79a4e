// Process management (ARINC 653 Part 1, 3.3). To the kernel a process begins in bulkhead_apex_begin, and its function is
// its argument.
#include <apexProcess.h>

#include "apex-call.h"

void GET_PROCESS_ID(PROCESS_NAME_TYPE PROCESS_NAME, PROCESS_ID_TYPE *PROCESS_ID, RETURN_CODE_TYPE *RETURN_CODE) {
  struct bulkhead_name name;
  apex_return(RETURN_CODE, bulkhead_process_id(bulkhead_apex_name(PROCESS_NAME, &name), (uint32_t *)PROCESS_ID));
}

static SYSTEM_ADDRESS_TYPE entry_point(const struct bulkhead_process_status *status) {
  // A process may have been made by the call itself.
  bool is_ours = status->entry == (uint32_t)bulkhead_apex_begin;
  return (SYSTEM_ADDRESS_TYPE)(is_ours ? status->argument : status->entry);
}

void GET_PROCESS_STATUS(PROCESS_ID_TYPE PROCESS_ID, PROCESS_STATUS_TYPE *PROCESS_STATUS,
                        RETURN_CODE_TYPE *RETURN_CODE) {
  struct bulkhead_process_status status;
  uint32_t result = bulkhead_process_status((uint32_t)PROCESS_ID, &status);
  if (result == BULKHEAD_STATUS_OK) {
    PROCESS_STATUS->DEADLINE_TIME = (SYSTEM_TIME_TYPE)status.deadline_time_ns;
    PROCESS_STATUS->CURRENT_PRIORITY = (PRIORITY_TYPE)status.current_priority;
    PROCESS_STATUS->PROCESS_STATE = (PROCESS_STATE_TYPE)status.state;
    PROCESS_ATTRIBUTE_TYPE *attributes = &PROCESS_STATUS->ATTRIBUTES;
    attributes->PERIOD = (SYSTEM_TIME_TYPE)status.period_ns;
    attributes->TIME_CAPACITY = (SYSTEM_TIME_TYPE)status.capacity_ns;
    attributes->ENTRY_POINT = entry_point(&status);
    attributes->STACK_SIZE = status.stack_size_bytes;
    attributes->BASE_PRIORITY = (PRIORITY_TYPE)status.base_priority;
    attributes->DEADLINE = (DEADLINE_TYPE)status.deadline;
    __builtin_memcpy(attributes->NAME, status.name, MAX_NAME_LENGTH);
  }
  apex_return(RETURN_CODE, result);
}

void CREATE_PROCESS(PROCESS_ATTRIBUTE_TYPE *ATTRIBUTES, PROCESS_ID_TYPE *PROCESS_ID, RETURN_CODE_TYPE *RETURN_CODE) {
  if (!bulkhead_apex_is_given(ATTRIBUTES->ENTRY_POINT, BULKHEAD_PERMISSION_EXECUTE)) {
    *RETURN_CODE = INVALID_PARAM;
    return;
  }
  struct bulkhead_process_attributes attributes = {
      .period_ns = (uint64_t)ATTRIBUTES->PERIOD,
      .capacity_ns = (uint64_t)ATTRIBUTES->TIME_CAPACITY,
      .entry = (uint32_t)bulkhead_apex_begin,
      .argument = (uint32_t)ATTRIBUTES->ENTRY_POINT,
      .stack_size_bytes = ATTRIBUTES->STACK_SIZE,
      .base_priority = (uint32_t)ATTRIBUTES->BASE_PRIORITY,
      .deadline = ATTRIBUTES->DEADLINE,
  };
  bulkhead_apex_copy_name(attributes.name, ATTRIBUTES->NAME);
  apex_return(RETURN_CODE, bulkhead_process_create(&attributes, (uint32_t *)PROCESS_ID));
}

void SET_PRIORITY(PROCESS_ID_TYPE PROCESS_ID, PRIORITY_TYPE PRIORITY, RETURN_CODE_TYPE *RETURN_CODE) {
  apex_return(RETURN_CODE, bulkhead_process_set_priority((uint32_t)PROCESS_ID, (uint32_t)PRIORITY));
}

void SUSPEND_SELF(SYSTEM_TIME_TYPE TIME_OUT, RETURN_CODE_TYPE *RETURN_CODE) {
  apex_return(RETURN_CODE, bulkhead_process_suspend_self((uint64_t)TIME_OUT));
}

void SUSPEND(PROCESS_ID_TYPE PROCESS_ID, RETURN_CODE_TYPE *RETURN_CODE) {
  apex_return(RETURN_CODE, bulkhead_process_suspend((uint32_t)PROCESS_ID));
}

void RESUME(PROCESS_ID_TYPE PROCESS_ID, RETURN_CODE_TYPE *RETURN_CODE) {
  apex_return(RETURN_CODE, bulkhead_process_resume((uint32_t)PROCESS_ID));
}

void STOP_SELF(void) { bulkhead_process_stop_self(); }

void STOP(PROCESS_ID_TYPE PROCESS_ID, RETURN_CODE_TYPE *RETURN_CODE) {
  apex_return(RETURN_CODE, bulkhead_process_stop((uint32_t)PROCESS_ID));
}

void START(PROCESS_ID_TYPE PROCESS_ID, RETURN_CODE_TYPE *RETURN_CODE) {
  apex_return(RETURN_CODE, bulkhead_process_start((uint32_t)PROCESS_ID, 0));
}

void DELAYED_START(PROCESS_ID_TYPE PROCESS_ID, SYSTEM_TIME_TYPE DELAY_TIME, RETURN_CODE_TYPE *RETURN_CODE) {
  apex_return(RETURN_CODE, bulkhead_process_start((uint32_t)PROCESS_ID, (uint64_t)DELAY_TIME));
}

void LOCK_PREEMPTION(LOCK_LEVEL_TYPE *LOCK_LEVEL, RETURN_CODE_TYPE *RETURN_CODE) {
  apex_return(RETURN_CODE, bulkhead_preemption_lock((uint32_t *)LOCK_LEVEL));
}

void UNLOCK_PREEMPTION(LOCK_LEVEL_TYPE *LOCK_LEVEL, RETURN_CODE_TYPE *RETURN_CODE) {
  apex_return(RETURN_CODE, bulkhead_preemption_unlock((uint32_t *)LOCK_LEVEL));
}

void GET_MY_ID(PROCESS_ID_TYPE *PROCESS_ID, RETURN_CODE_TYPE *RETURN_CODE) {
  uint32_t identifier;
  uint32_t result = bulkhead_process_my_id(&identifier);
  if (result == BULKHEAD_STATUS_OK) *PROCESS_ID = identifier == 0 ? MAIN_PROCESS_ID : (PROCESS_ID_TYPE)identifier;
  apex_return(RETURN_CODE, result);
}

void INITIALIZE_PROCESS_CORE_AFFINITY(PROCESS_ID_TYPE PROCESS_ID, PROCESSOR_CORE_ID_TYPE PROCESSOR_CORE_ID,
                                      RETURN_CODE_TYPE *RETURN_CODE) {
  apex_return(RETURN_CODE, bulkhead_process_set_affinity((uint32_t)PROCESS_ID, apex_core(PROCESSOR_CORE_ID)));
}

void GET_MY_PROCESSOR_CORE_ID(PROCESSOR_CORE_ID_TYPE *PROCESSOR_CORE_ID, RETURN_CODE_TYPE *RETURN_CODE) {
  *PROCESSOR_CORE_ID = 0;
  *RETURN_CODE = NO_ERROR;
}

void GET_MY_INDEX(PROCESS_INDEX_TYPE *PROCESS_INDEX, RETURN_CODE_TYPE *RETURN_CODE) {
  uint32_t identifier;
  uint32_t result = bulkhead_process_my_id(&identifier);
  if (result == BULKHEAD_STATUS_OK && identifier == 0) result = BULKHEAD_STATUS_WRONG_MODE;
  if (result == BULKHEAD_STATUS_OK) *PROCESS_INDEX = (PROCESS_INDEX_TYPE)identifier - 1;
  apex_return(RETURN_CODE, result);
}
