// Sampling port extensions (ARINC 653 Part 2).
#include <apexSamplingExtensions.h>

#include "apex-call.h"

static bool is_empty(const struct bulkhead_sampling_status *status) {
  return status->age_ns == (uint64_t)INFINITE_TIME_VALUE;
}

// Why nothing was read.
static UPDATED_TYPE not_updated(SAMPLING_PORT_ID_TYPE port) {
  struct bulkhead_sampling_status status;
  uint32_t result = bulkhead_sampling_status((uint32_t)port, &status);
  return result == BULKHEAD_STATUS_OK && !is_empty(&status) ? CONSUMED_MESSAGE : EMPTY_PORT;
}

void READ_UPDATED_SAMPLING_MESSAGE(SAMPLING_PORT_ID_TYPE SAMPLING_PORT_ID, MESSAGE_ADDR_TYPE MESSAGE_ADDR,
                                   MESSAGE_SIZE_TYPE *LENGTH, UPDATED_TYPE *UPDATED, RETURN_CODE_TYPE *RETURN_CODE) {
  uint32_t received = 0;
  uint32_t result = bulkhead_sampling_read_updated((uint32_t)SAMPLING_PORT_ID, MESSAGE_ADDR, &received);
  *LENGTH = (MESSAGE_SIZE_TYPE)(received & BULKHEAD_RECEIVED_LENGTH_MASK);
  *UPDATED = result == BULKHEAD_STATUS_OK ? NEW_MESSAGE : not_updated(SAMPLING_PORT_ID);
  apex_return(RETURN_CODE, result);
}

void GET_SAMPLING_PORT_CURRENT_STATUS(SAMPLING_PORT_ID_TYPE SAMPLING_PORT_ID,
                                      SAMPLING_PORT_CURRENT_STATUS_TYPE *SAMPLING_PORT_CURRENT_STATUS,
                                      RETURN_CODE_TYPE *RETURN_CODE) {
  struct bulkhead_sampling_status status;
  uint32_t result = bulkhead_sampling_status((uint32_t)SAMPLING_PORT_ID, &status);
  if (result == BULKHEAD_STATUS_OK) {
    SAMPLING_PORT_CURRENT_STATUS_TYPE *current = SAMPLING_PORT_CURRENT_STATUS;
    current->REFRESH_PERIOD = (SYSTEM_TIME_TYPE)status.refresh_ns;
    current->TIME_STAMP = (SYSTEM_TIME_TYPE)status.written_ns;
    current->MAX_MESSAGE_SIZE = (MESSAGE_SIZE_TYPE)status.max_message_size;
    current->PORT_DIRECTION = (PORT_DIRECTION_TYPE)status.direction;
    current->MESSAGE_AGE = status.age_ns <= status.refresh_ns ? FRESH : STALE;
    current->UPDATED = is_empty(&status) ? EMPTY_PORT : status.updated ? NEW_MESSAGE : CONSUMED_MESSAGE;
  }
  apex_return(RETURN_CODE, result);
}
