// Queuing ports.
#include "service.h"

#include <arinc653/queueing.h>

void CREATE_QUEUING_PORT(QUEUING_PORT_NAME_TYPE QUEUING_PORT_NAME, MESSAGE_SIZE_TYPE MAX_MESSAGE_SIZE,
                         MESSAGE_RANGE_TYPE MAX_NB_MESSAGE, PORT_DIRECTION_TYPE PORT_DIRECTION,
                         QUEUING_DISCIPLINE_TYPE QUEUING_DISCIPLINE, QUEUING_PORT_ID_TYPE *QUEUING_PORT_ID,
                         RETURN_CODE_TYPE *RETURN_CODE) {
  struct bulkhead_name name;
  pok_return(RETURN_CODE, bulkhead_queuing_create(pok_apex_name(&name, QUEUING_PORT_NAME), (uint32_t)MAX_MESSAGE_SIZE,
                                                  (uint32_t)MAX_NB_MESSAGE, PORT_DIRECTION, QUEUING_DISCIPLINE,
                                                  (uint32_t *)QUEUING_PORT_ID));
}

void SEND_QUEUING_MESSAGE(QUEUING_PORT_ID_TYPE QUEUING_PORT_ID, MESSAGE_ADDR_TYPE MESSAGE_ADDR,
                          MESSAGE_SIZE_TYPE LENGTH, SYSTEM_TIME_TYPE TIME_OUT, RETURN_CODE_TYPE *RETURN_CODE) {
  pok_return(RETURN_CODE,
             bulkhead_queuing_send((uint32_t)QUEUING_PORT_ID, MESSAGE_ADDR, pok_length(LENGTH), (uint64_t)TIME_OUT));
}

void RECEIVE_QUEUING_MESSAGE(QUEUING_PORT_ID_TYPE QUEUING_PORT_ID, SYSTEM_TIME_TYPE TIME_OUT,
                             MESSAGE_ADDR_TYPE MESSAGE_ADDR, MESSAGE_SIZE_TYPE *LENGTH,
                             RETURN_CODE_TYPE *RETURN_CODE) {
  uint32_t received = 0;
  uint32_t result = bulkhead_queuing_receive((uint32_t)QUEUING_PORT_ID, MESSAGE_ADDR, (uint64_t)TIME_OUT, &received);
  *LENGTH = (MESSAGE_SIZE_TYPE)(received & BULKHEAD_RECEIVED_LENGTH_MASK);
  pok_return(RETURN_CODE, received & BULKHEAD_RECEIVED_AFTER_LOSS ? BULKHEAD_STATUS_NOT_CONFIGURED : result);
}

void GET_QUEUING_PORT_ID(QUEUING_PORT_NAME_TYPE QUEUING_PORT_NAME, QUEUING_PORT_ID_TYPE *QUEUING_PORT_ID,
                         RETURN_CODE_TYPE *RETURN_CODE) {
  struct bulkhead_name name;
  pok_return(RETURN_CODE, bulkhead_queuing_id(pok_apex_name(&name, QUEUING_PORT_NAME), (uint32_t *)QUEUING_PORT_ID));
}

void GET_QUEUING_PORT_STATUS(QUEUING_PORT_ID_TYPE QUEUING_PORT_ID, QUEUING_PORT_STATUS_TYPE *QUEUING_PORT_STATUS,
                             RETURN_CODE_TYPE *RETURN_CODE) {
  struct bulkhead_queuing_status status;
  uint32_t result = bulkhead_queuing_status((uint32_t)QUEUING_PORT_ID, &status);
  if (result == BULKHEAD_STATUS_OK) {
    QUEUING_PORT_STATUS->NB_MESSAGE = (MESSAGE_RANGE_TYPE)status.messages;
    QUEUING_PORT_STATUS->MAX_NB_MESSAGE = (MESSAGE_RANGE_TYPE)status.max_messages;
    QUEUING_PORT_STATUS->MAX_MESSAGE_SIZE = (MESSAGE_SIZE_TYPE)status.max_message_size;
    QUEUING_PORT_STATUS->PORT_DIRECTION = (PORT_DIRECTION_TYPE)status.direction;
    QUEUING_PORT_STATUS->WAITING_PROCESSES = (WAITING_RANGE_TYPE)status.waiting;
  }
  pok_return(RETURN_CODE, result);
}

void CLEAR_QUEUING_PORT(QUEUING_PORT_ID_TYPE QUEUING_PORT_ID, RETURN_CODE_TYPE *RETURN_CODE) {
  pok_return(RETURN_CODE, bulkhead_queuing_clear((uint32_t)QUEUING_PORT_ID));
}
