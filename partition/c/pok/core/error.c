// Errors of the partition: POK's error handler is the kernel's.
#include "error.h"

#include <core/error.h>
#include <core/partition.h>

enum { MESSAGE_SIZE_MAX = 64 };

void bulkhead_apex_begin(void);

void pok_error_handler_worker(void);

pok_error_report_t pok_error_reported[POK_ERROR_MAX_LOGGED];
static uint32_t reports;

// A program's own comes first.
__attribute__((weak)) void pok_error_handler_worker(void) { pok_partition_set_mode(POK_PARTITION_MODE_STOPPED); }

pok_ret_t pok_create_error_handler(void *entry) {
  uint32_t status = bulkhead_error_handler_create(bulkhead_apex_begin, (uint32_t)entry, BULKHEAD_PAGE_SIZE);
  if (status == BULKHEAD_STATUS_WRONG_MODE) return POK_ERRNO_MODE;
  return status == BULKHEAD_STATUS_OK ? POK_ERRNO_OK : POK_ERRNO_TOOMANY;
}

pok_ret_t pok_error_handler_create() { return pok_create_error_handler((void *)pok_error_handler_worker); }

// The kernel tells apart more than POK does.
static uint8_t kind_of(uint32_t error) {
  return error <= BULKHEAD_ERROR_HARDWARE_FAULT ? (uint8_t)(POK_ERROR_KIND_DEADLINE_MISSED + error)
                                                : POK_ERROR_KIND_ILLEGAL_REQUEST;
}

pok_ret_t pok_error_get(pok_error_status_t *status) {
  static struct bulkhead_error_status error;
  if (bulkhead_error_status(&error) != BULKHEAD_STATUS_OK) return POK_ERRNO_UNAVAILABLE;
  uint32_t length = error.length < MESSAGE_SIZE_MAX ? error.length : MESSAGE_SIZE_MAX;
  status->error_kind = kind_of(error.error);
  status->failed_thread = error.process;
  status->failed_addr = error.address;
  status->msg_size = length;
  if (status->msg) __builtin_memcpy(status->msg, error.message, length);
  else status->msg = (char *)error.message;
  return POK_ERRNO_OK;
}

void pok_error_raise_application_error(char *message, uint32_t length) {
  bulkhead_application_error(BULKHEAD_ERROR_APPLICATION_ERROR, message,
                             length < MESSAGE_SIZE_MAX ? length : MESSAGE_SIZE_MAX);
}

void pok_error_log(const uint32_t error, const uint32_t thread) {
  if (reports == POK_ERROR_MAX_LOGGED) return;
  pok_error_report_t *report = &pok_error_reported[reports++];
  report->thread = thread;
  report->error = error;
  report->when = bulkhead_now_ns();
}

void pok_error_confirm(const uint32_t error, const uint32_t thread) { pok_error_log(error, thread); }

void pok_error_ignore(const uint32_t error, const uint32_t thread) { pok_error_log(error, thread); }
