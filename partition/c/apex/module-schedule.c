// Module schedules (ARINC 653 Part 2).
#include <apexModuleSchedule.h>

#include "apex-call.h"

void SET_MODULE_SCHEDULE(SCHEDULE_ID_TYPE SCHEDULE_ID, RETURN_CODE_TYPE *RETURN_CODE) {
  apex_return(RETURN_CODE, bulkhead_schedule_set((uint32_t)SCHEDULE_ID));
}

void GET_MODULE_SCHEDULE_STATUS(SCHEDULE_STATUS_TYPE *SCHEDULE_STATUS, RETURN_CODE_TYPE *RETURN_CODE) {
  struct bulkhead_schedule_status status;
  uint32_t result = bulkhead_schedule_status(&status);
  if (result == BULKHEAD_STATUS_OK) {
    SCHEDULE_STATUS->TIME_OF_LAST_SCHEDULE_SWITCH = (SYSTEM_TIME_TYPE)status.last_switch_ns;
    SCHEDULE_STATUS->CURRENT_SCHEDULE = (SCHEDULE_ID_TYPE)status.current;
    SCHEDULE_STATUS->NEXT_SCHEDULE = (SCHEDULE_ID_TYPE)status.next;
  }
  apex_return(RETURN_CODE, result);
}

void GET_MODULE_SCHEDULE_ID(SCHEDULE_NAME_TYPE SCHEDULE_NAME, SCHEDULE_ID_TYPE *SCHEDULE_ID,
                            RETURN_CODE_TYPE *RETURN_CODE) {
  struct bulkhead_name name;
  apex_return(RETURN_CODE, bulkhead_schedule_id(bulkhead_apex_name(SCHEDULE_NAME, &name), (uint32_t *)SCHEDULE_ID));
}
