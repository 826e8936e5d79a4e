// Events, which are up or down: not POK's conditions, on which it builds them.
#include "service.h"

#include <arinc653/event.h>

void CREATE_EVENT(EVENT_NAME_TYPE EVENT_NAME, EVENT_ID_TYPE *EVENT_ID, RETURN_CODE_TYPE *RETURN_CODE) {
  struct bulkhead_name name;
  pok_return(RETURN_CODE, bulkhead_event_create(pok_apex_name(&name, EVENT_NAME), (uint32_t *)EVENT_ID));
}

void SET_EVENT(EVENT_ID_TYPE EVENT_ID, RETURN_CODE_TYPE *RETURN_CODE) {
  pok_return(RETURN_CODE, bulkhead_event_set((uint32_t)EVENT_ID));
}

void RESET_EVENT(EVENT_ID_TYPE EVENT_ID, RETURN_CODE_TYPE *RETURN_CODE) {
  pok_return(RETURN_CODE, bulkhead_event_reset((uint32_t)EVENT_ID));
}

void WAIT_EVENT(EVENT_ID_TYPE EVENT_ID, SYSTEM_TIME_TYPE TIME_OUT, RETURN_CODE_TYPE *RETURN_CODE) {
  pok_return(RETURN_CODE, bulkhead_event_wait((uint32_t)EVENT_ID, (uint64_t)TIME_OUT));
}

void GET_EVENT_ID(EVENT_NAME_TYPE EVENT_NAME, EVENT_ID_TYPE *EVENT_ID, RETURN_CODE_TYPE *RETURN_CODE) {
  struct bulkhead_name name;
  pok_return(RETURN_CODE, bulkhead_event_id(pok_apex_name(&name, EVENT_NAME), (uint32_t *)EVENT_ID));
}

void GET_EVENT_STATUS(EVENT_ID_TYPE EVENT_ID, EVENT_STATUS_TYPE *EVENT_STATUS, RETURN_CODE_TYPE *RETURN_CODE) {
  struct bulkhead_event_status status;
  uint32_t result = bulkhead_event_status((uint32_t)EVENT_ID, &status);
  if (result == BULKHEAD_STATUS_OK) {
    EVENT_STATUS->EVENT_STATE = status.up ? UP : DOWN;
    EVENT_STATUS->WAITING_PROCESSES = (WAITING_RANGE_TYPE)status.waiting;
  }
  pok_return(RETURN_CODE, result);
}
