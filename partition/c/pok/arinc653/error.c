// Health monitoring.
#include "service.h"

#include <arinc653/error.h>

void bulkhead_apex_begin(void);

void REPORT_APPLICATION_MESSAGE(MESSAGE_ADDR_TYPE MESSAGE, MESSAGE_SIZE_TYPE LENGTH, RETURN_CODE_TYPE *RETURN_CODE) {
  if (LENGTH < 0 || LENGTH > MAX_ERROR_MESSAGE_SIZE) *RETURN_CODE = INVALID_PARAM;
  else pok_return(RETURN_CODE, bulkhead_application_message(MESSAGE, (uint32_t)LENGTH));
}

void CREATE_ERROR_HANDLER(SYSTEM_ADDRESS_TYPE ENTRY_POINT, STACK_SIZE_TYPE STACK_SIZE, RETURN_CODE_TYPE *RETURN_CODE) {
  (void)STACK_SIZE;
  pok_return(RETURN_CODE, bulkhead_error_handler_create(bulkhead_apex_begin, (uint32_t)ENTRY_POINT, BULKHEAD_PAGE_SIZE));
}

void GET_ERROR_STATUS(ERROR_STATUS_TYPE *ERROR_STATUS, RETURN_CODE_TYPE *RETURN_CODE) {
  // Only the error handler gets that far, and there is one.
  static struct bulkhead_error_status status;
  uint32_t result = bulkhead_error_status(&status);
  if (result == BULKHEAD_STATUS_OK) {
    bool is_known = status.error <= BULKHEAD_ERROR_HARDWARE_FAULT;
    uint32_t length = status.length < MAX_ERROR_MESSAGE_SIZE ? status.length : MAX_ERROR_MESSAGE_SIZE;
    ERROR_STATUS->ERROR_CODE = is_known ? (ERROR_CODE_TYPE)status.error : ILLEGAL_REQUEST;
    ERROR_STATUS->LENGTH = (MESSAGE_SIZE_TYPE)length;
    ERROR_STATUS->FAILED_PROCESS_ID = (PROCESS_ID_TYPE)status.process;
    ERROR_STATUS->FAILED_ADDRESS = (SYSTEM_ADDRESS_TYPE)status.address;
    __builtin_memcpy(ERROR_STATUS->MESSAGE, status.message, MAX_ERROR_MESSAGE_SIZE);
  }
  pok_return(RETURN_CODE, result);
}

void RAISE_APPLICATION_ERROR(ERROR_CODE_TYPE ERROR_CODE, MESSAGE_ADDR_TYPE MESSAGE, ERROR_MESSAGE_SIZE_TYPE LENGTH,
                             RETURN_CODE_TYPE *RETURN_CODE) {
  if (LENGTH < 0 || LENGTH > MAX_ERROR_MESSAGE_SIZE) *RETURN_CODE = INVALID_PARAM;
  else pok_return(RETURN_CODE, bulkhead_application_error(ERROR_CODE, MESSAGE, (uint32_t)LENGTH));
}
