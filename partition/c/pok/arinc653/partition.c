// Partition management.
#include "service.h"

#include <arinc653/partition.h>

void GET_PARTITION_STATUS(PARTITION_STATUS_TYPE *PARTITION_STATUS, RETURN_CODE_TYPE *RETURN_CODE) {
  struct bulkhead_partition_status status;
  uint32_t result = bulkhead_partition_status(&status);
  if (result == BULKHEAD_STATUS_OK) {
    PARTITION_STATUS->PERIOD = (SYSTEM_TIME_TYPE)status.period_ns;
    PARTITION_STATUS->DURATION = (SYSTEM_TIME_TYPE)status.duration_ns;
    PARTITION_STATUS->IDENTIFIER = (PARTITION_ID_TYPE)status.identifier;
    PARTITION_STATUS->LOCK_LEVEL = (LOCK_LEVEL_TYPE)status.lock_level;
    PARTITION_STATUS->OPERATING_MODE = (OPERATING_MODE_TYPE)status.mode;
    PARTITION_STATUS->START_CONDITION = (START_CONDITION_TYPE)status.start_condition;
  }
  pok_return(RETURN_CODE, result);
}

void SET_PARTITION_MODE(OPERATING_MODE_TYPE OPERATING_MODE, RETURN_CODE_TYPE *RETURN_CODE) {
  pok_return(RETURN_CODE, bulkhead_partition_set_mode(OPERATING_MODE, 0));
}
