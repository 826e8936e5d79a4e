// Blackboards (ARINC 653 Part 1, 3.7.2.2).
#include <apexBlackboard.h>

#include "apex-call.h"

void CREATE_BLACKBOARD(BLACKBOARD_NAME_TYPE BLACKBOARD_NAME, MESSAGE_SIZE_TYPE MAX_MESSAGE_SIZE,
                       BLACKBOARD_ID_TYPE *BLACKBOARD_ID, RETURN_CODE_TYPE *RETURN_CODE) {
  struct bulkhead_name name;
  apex_return(RETURN_CODE, bulkhead_blackboard_create(bulkhead_apex_name(BLACKBOARD_NAME, &name), (uint32_t)MAX_MESSAGE_SIZE,
                                                      (uint32_t *)BLACKBOARD_ID));
}

void DISPLAY_BLACKBOARD(BLACKBOARD_ID_TYPE BLACKBOARD_ID, MESSAGE_ADDR_TYPE MESSAGE_ADDR, MESSAGE_SIZE_TYPE LENGTH,
                        RETURN_CODE_TYPE *RETURN_CODE) {
  apex_return(RETURN_CODE, bulkhead_blackboard_display((uint32_t)BLACKBOARD_ID, MESSAGE_ADDR, (uint32_t)LENGTH));
}

void READ_BLACKBOARD(BLACKBOARD_ID_TYPE BLACKBOARD_ID, SYSTEM_TIME_TYPE TIME_OUT, MESSAGE_ADDR_TYPE MESSAGE_ADDR,
                     MESSAGE_SIZE_TYPE *LENGTH, RETURN_CODE_TYPE *RETURN_CODE) {
  uint32_t length = 0;
  uint32_t result = bulkhead_blackboard_read((uint32_t)BLACKBOARD_ID, MESSAGE_ADDR, (uint64_t)TIME_OUT, &length);
  *LENGTH = (MESSAGE_SIZE_TYPE)length;
  apex_return(RETURN_CODE, result);
}

void CLEAR_BLACKBOARD(BLACKBOARD_ID_TYPE BLACKBOARD_ID, RETURN_CODE_TYPE *RETURN_CODE) {
  apex_return(RETURN_CODE, bulkhead_blackboard_clear((uint32_t)BLACKBOARD_ID));
}

void GET_BLACKBOARD_ID(BLACKBOARD_NAME_TYPE BLACKBOARD_NAME, BLACKBOARD_ID_TYPE *BLACKBOARD_ID,
                       RETURN_CODE_TYPE *RETURN_CODE) {
  struct bulkhead_name name;
  apex_return(RETURN_CODE, bulkhead_blackboard_id(bulkhead_apex_name(BLACKBOARD_NAME, &name), (uint32_t *)BLACKBOARD_ID));
}

void GET_BLACKBOARD_STATUS(BLACKBOARD_ID_TYPE BLACKBOARD_ID, BLACKBOARD_STATUS_TYPE *BLACKBOARD_STATUS,
                           RETURN_CODE_TYPE *RETURN_CODE) {
  struct bulkhead_blackboard_status status;
  uint32_t result = bulkhead_blackboard_status((uint32_t)BLACKBOARD_ID, &status);
  if (result == BULKHEAD_STATUS_OK) {
    BLACKBOARD_STATUS->EMPTY_INDICATOR = status.occupied ? OCCUPIED : EMPTY;
    BLACKBOARD_STATUS->MAX_MESSAGE_SIZE = (MESSAGE_SIZE_TYPE)status.max_message_size;
    BLACKBOARD_STATUS->WAITING_PROCESSES = (WAITING_RANGE_TYPE)status.waiting;
  }
  apex_return(RETURN_CODE, result);
}
