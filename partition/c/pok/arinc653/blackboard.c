// Blackboards, at which processes may wait.
#include "service.h"

#include <arinc653/blackboard.h>

void CREATE_BLACKBOARD(BLACKBOARD_NAME_TYPE BLACKBOARD_NAME, MESSAGE_SIZE_TYPE MAX_MESSAGE_SIZE,
                       BLACKBOARD_ID_TYPE *BLACKBOARD_ID, RETURN_CODE_TYPE *RETURN_CODE) {
  struct bulkhead_name name;
  pok_return(RETURN_CODE, bulkhead_blackboard_create(pok_apex_name(&name, BLACKBOARD_NAME), (uint32_t)MAX_MESSAGE_SIZE,
                                                     (uint32_t *)BLACKBOARD_ID));
}

void DISPLAY_BLACKBOARD(BLACKBOARD_ID_TYPE BLACKBOARD_ID, MESSAGE_ADDR_TYPE MESSAGE_ADDR, MESSAGE_SIZE_TYPE LENGTH,
                        RETURN_CODE_TYPE *RETURN_CODE) {
  pok_return(RETURN_CODE, bulkhead_blackboard_display((uint32_t)BLACKBOARD_ID, MESSAGE_ADDR, pok_length(LENGTH)));
}

void READ_BLACKBOARD(BLACKBOARD_ID_TYPE BLACKBOARD_ID, SYSTEM_TIME_TYPE TIME_OUT, MESSAGE_ADDR_TYPE MESSAGE_ADDR,
                     MESSAGE_SIZE_TYPE *LENGTH, RETURN_CODE_TYPE *RETURN_CODE) {
  uint32_t length = 0;
  pok_return(RETURN_CODE, bulkhead_blackboard_read((uint32_t)BLACKBOARD_ID, MESSAGE_ADDR, (uint64_t)TIME_OUT, &length));
  *LENGTH = (MESSAGE_SIZE_TYPE)length;
}

void CLEAR_BLACKBOARD(BLACKBOARD_ID_TYPE BLACKBOARD_ID, RETURN_CODE_TYPE *RETURN_CODE) {
  pok_return(RETURN_CODE, bulkhead_blackboard_clear((uint32_t)BLACKBOARD_ID));
}

void GET_BLACKBOARD_ID(BLACKBOARD_NAME_TYPE BLACKBOARD_NAME, BLACKBOARD_ID_TYPE *BLACKBOARD_ID,
                       RETURN_CODE_TYPE *RETURN_CODE) {
  struct bulkhead_name name;
  pok_return(RETURN_CODE, bulkhead_blackboard_id(pok_apex_name(&name, BLACKBOARD_NAME), (uint32_t *)BLACKBOARD_ID));
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
  pok_return(RETURN_CODE, result);
}
