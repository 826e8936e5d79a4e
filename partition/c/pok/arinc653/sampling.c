// Sampling ports.
#include "service.h"

#include <arinc653/sampling.h>

void CREATE_SAMPLING_PORT(SAMPLING_PORT_NAME_TYPE SAMPLING_PORT_NAME, MESSAGE_SIZE_TYPE MAX_MESSAGE_SIZE,
                          PORT_DIRECTION_TYPE PORT_DIRECTION, SYSTEM_TIME_TYPE REFRESH_PERIOD,
                          SAMPLING_PORT_ID_TYPE *SAMPLING_PORT_ID, RETURN_CODE_TYPE *RETURN_CODE) {
  struct bulkhead_name name;
  pok_return(RETURN_CODE, bulkhead_sampling_create(pok_apex_name(&name, SAMPLING_PORT_NAME), (uint32_t)MAX_MESSAGE_SIZE,
                                                   PORT_DIRECTION, (uint64_t)REFRESH_PERIOD,
                                                   (uint32_t *)SAMPLING_PORT_ID));
}

void WRITE_SAMPLING_MESSAGE(SAMPLING_PORT_ID_TYPE SAMPLING_PORT_ID, MESSAGE_ADDR_TYPE MESSAGE_ADDR,
                            MESSAGE_SIZE_TYPE LENGTH, RETURN_CODE_TYPE *RETURN_CODE) {
  pok_return(RETURN_CODE, bulkhead_sampling_write((uint32_t)SAMPLING_PORT_ID, MESSAGE_ADDR, pok_length(LENGTH)));
}

void READ_SAMPLING_MESSAGE(SAMPLING_PORT_ID_TYPE SAMPLING_PORT_ID, MESSAGE_ADDR_TYPE MESSAGE_ADDR,
                           MESSAGE_SIZE_TYPE *LENGTH, VALIDITY_TYPE *VALIDITY, RETURN_CODE_TYPE *RETURN_CODE) {
  uint32_t received = 0;
  pok_return(RETURN_CODE, bulkhead_sampling_read((uint32_t)SAMPLING_PORT_ID, MESSAGE_ADDR, &received));
  *LENGTH = (MESSAGE_SIZE_TYPE)(received & BULKHEAD_RECEIVED_LENGTH_MASK);
  *VALIDITY = received & BULKHEAD_RECEIVED_VALID ? VALID : INVALID;
}

void GET_SAMPLING_PORT_ID(SAMPLING_PORT_NAME_TYPE SAMPLING_PORT_NAME, SAMPLING_PORT_ID_TYPE *SAMPLING_PORT_ID,
                          RETURN_CODE_TYPE *RETURN_CODE) {
  struct bulkhead_name name;
  pok_return(RETURN_CODE, bulkhead_sampling_id(pok_apex_name(&name, SAMPLING_PORT_NAME), (uint32_t *)SAMPLING_PORT_ID));
}

void GET_SAMPLING_PORT_STATUS(SAMPLING_PORT_ID_TYPE SAMPLING_PORT_ID, SAMPLING_PORT_STATUS_TYPE *SAMPLING_PORT_STATUS,
                              RETURN_CODE_TYPE *RETURN_CODE) {
  struct bulkhead_sampling_status status;
  uint32_t result = bulkhead_sampling_status((uint32_t)SAMPLING_PORT_ID, &status);
  if (result == BULKHEAD_STATUS_OK) {
    SAMPLING_PORT_STATUS->REFRESH_PERIOD = (SYSTEM_TIME_TYPE)status.refresh_ns;
    SAMPLING_PORT_STATUS->MAX_MESSAGE_SIZE = (MESSAGE_SIZE_TYPE)status.max_message_size;
    SAMPLING_PORT_STATUS->PORT_DIRECTION = (PORT_DIRECTION_TYPE)status.direction;
    SAMPLING_PORT_STATUS->LAST_MSG_VALIDITY = status.last_validity ? VALID : INVALID;
  }
  pok_return(RETURN_CODE, result);
}
