// Buffers.
#include "service.h"

#include <arinc653/buffer.h>

void CREATE_BUFFER(BUFFER_NAME_TYPE BUFFER_NAME, MESSAGE_SIZE_TYPE MAX_MESSAGE_SIZE, MESSAGE_RANGE_TYPE MAX_NB_MESSAGE,
                   QUEUING_DISCIPLINE_TYPE QUEUING_DISCIPLINE, BUFFER_ID_TYPE *BUFFER_ID,
                   RETURN_CODE_TYPE *RETURN_CODE) {
  struct bulkhead_name name;
  pok_return(RETURN_CODE, bulkhead_buffer_create(pok_apex_name(&name, BUFFER_NAME), (uint32_t)MAX_MESSAGE_SIZE,
                                                 (uint32_t)MAX_NB_MESSAGE, QUEUING_DISCIPLINE, (uint32_t *)BUFFER_ID));
}

void SEND_BUFFER(BUFFER_ID_TYPE BUFFER_ID, MESSAGE_ADDR_TYPE MESSAGE_ADDR, MESSAGE_SIZE_TYPE LENGTH,
                 SYSTEM_TIME_TYPE TIME_OUT, RETURN_CODE_TYPE *RETURN_CODE) {
  pok_return(RETURN_CODE,
             bulkhead_buffer_send((uint32_t)BUFFER_ID, MESSAGE_ADDR, pok_length(LENGTH), (uint64_t)TIME_OUT));
}

void RECEIVE_BUFFER(BUFFER_ID_TYPE BUFFER_ID, SYSTEM_TIME_TYPE TIME_OUT, MESSAGE_ADDR_TYPE MESSAGE_ADDR,
                    MESSAGE_SIZE_TYPE *LENGTH, RETURN_CODE_TYPE *RETURN_CODE) {
  uint32_t length = 0;
  pok_return(RETURN_CODE, bulkhead_buffer_receive((uint32_t)BUFFER_ID, MESSAGE_ADDR, (uint64_t)TIME_OUT, &length));
  *LENGTH = (MESSAGE_SIZE_TYPE)length;
}

void GET_BUFFER_ID(BUFFER_NAME_TYPE BUFFER_NAME, BUFFER_ID_TYPE *BUFFER_ID, RETURN_CODE_TYPE *RETURN_CODE) {
  struct bulkhead_name name;
  pok_return(RETURN_CODE, bulkhead_buffer_id(pok_apex_name(&name, BUFFER_NAME), (uint32_t *)BUFFER_ID));
}

void GET_BUFFER_STATUS(BUFFER_ID_TYPE BUFFER_ID, BUFFER_STATUS_TYPE *BUFFER_STATUS, RETURN_CODE_TYPE *RETURN_CODE) {
  struct bulkhead_buffer_status status;
  uint32_t result = bulkhead_buffer_status((uint32_t)BUFFER_ID, &status);
  if (result == BULKHEAD_STATUS_OK) {
    BUFFER_STATUS->NB_MESSAGE = (MESSAGE_RANGE_TYPE)status.messages;
    BUFFER_STATUS->MAX_NB_MESSAGE = (MESSAGE_RANGE_TYPE)status.max_messages;
    BUFFER_STATUS->MAX_MESSAGE_SIZE = (MESSAGE_SIZE_TYPE)status.max_message_size;
    BUFFER_STATUS->WAITING_PROCESSES = (WAITING_RANGE_TYPE)status.waiting;
  }
  pok_return(RETURN_CODE, result);
}
