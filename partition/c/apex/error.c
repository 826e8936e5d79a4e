// Health monitoring (ARINC 653 Part 1, 3.8).
#include <apexError.h>

#include "apex-call.h"

void REPORT_APPLICATION_MESSAGE(MESSAGE_ADDR_TYPE MESSAGE_ADDR, MESSAGE_SIZE_TYPE LENGTH,
                                RETURN_CODE_TYPE *RETURN_CODE) {
  apex_return(RETURN_CODE, bulkhead_application_message(MESSAGE_ADDR, (uint32_t)LENGTH));
}

void CREATE_ERROR_HANDLER(SYSTEM_ADDRESS_TYPE ENTRY_POINT, STACK_SIZE_TYPE STACK_SIZE, RETURN_CODE_TYPE *RETURN_CODE) {
  if (!bulkhead_apex_is_given(ENTRY_POINT, BULKHEAD_PERMISSION_EXECUTE)) {
    *RETURN_CODE = INVALID_PARAM;
    return;
  }
  apex_return(RETURN_CODE, bulkhead_error_handler_create(bulkhead_apex_begin, (uint32_t)ENTRY_POINT, STACK_SIZE));
}

// The kernel tells apart more than the standard does.
static ERROR_CODE_TYPE error_code(uint32_t error) {
  return error <= BULKHEAD_ERROR_HARDWARE_FAULT ? (ERROR_CODE_TYPE)error : ILLEGAL_REQUEST;
}

void GET_ERROR_STATUS(ERROR_STATUS_TYPE *ERROR_STATUS, RETURN_CODE_TYPE *RETURN_CODE) {
  struct bulkhead_error_status status;
  uint32_t result = bulkhead_error_status(&status);
  if (result == BULKHEAD_STATUS_OK) {
    ERROR_STATUS->FAILED_ADDRESS = (SYSTEM_ADDRESS_TYPE)status.address;
    ERROR_STATUS->FAILED_PROCESS_ID = status.process == 0 ? MAIN_PROCESS_ID : (PROCESS_ID_TYPE)status.process;
    ERROR_STATUS->ERROR_CODE = error_code(status.error);
    ERROR_STATUS->LENGTH = (ERROR_MESSAGE_SIZE_TYPE)status.length;
    __builtin_memcpy(ERROR_STATUS->MESSAGE, status.message, MAX_ERROR_MESSAGE_SIZE);
  }
  apex_return(RETURN_CODE, result);
}

void RAISE_APPLICATION_ERROR(ERROR_CODE_TYPE ERROR_CODE, MESSAGE_ADDR_TYPE MESSAGE_ADDR, ERROR_MESSAGE_SIZE_TYPE LENGTH,
                             RETURN_CODE_TYPE *RETURN_CODE) {
  apex_return(RETURN_CODE, bulkhead_application_error(ERROR_CODE, MESSAGE_ADDR, (uint32_t)LENGTH));
}

void CONFIGURE_ERROR_HANDLER(ERROR_HANDLER_CONCURRENCY_CONTROL_TYPE CONCURRENCY_CONTROL,
                             PROCESSOR_CORE_ID_TYPE PROCESSOR_CORE_ID, RETURN_CODE_TYPE *RETURN_CODE) {
  apex_return(RETURN_CODE, bulkhead_error_handler_configure(CONCURRENCY_CONTROL, apex_core(PROCESSOR_CORE_ID)));
}
