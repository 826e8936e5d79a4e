// Errors of the partition, and its error handler.
#ifndef BULKHEAD_POK_ERROR_H
#define BULKHEAD_POK_ERROR_H

#include <core/dependencies.h>
#include <errno.h>
#include <types.h>

#define POK_ERROR_KIND_DEADLINE_MISSED 10
#define POK_ERROR_KIND_APPLICATION_ERROR 11
#define POK_ERROR_KIND_NUMERIC_ERROR 12
#define POK_ERROR_KIND_ILLEGAL_REQUEST 13
#define POK_ERROR_KIND_STACK_OVERFLOW 14
#define POK_ERROR_KIND_MEMORY_VIOLATION 15
#define POK_ERROR_KIND_HARDWARE_FAULT 16
#define POK_ERROR_KIND_POWER_FAIL 17
#define POK_ERROR_KIND_PARTITION_CONFIGURATION 30
#define POK_ERROR_KIND_PARTITION_INIT 31
#define POK_ERROR_KIND_PARTITION_SCHEDULING 32
#define POK_ERROR_KIND_PARTITION_PROCESS 33
#define POK_ERROR_KIND_KERNEL_INIT 50
#define POK_ERROR_KIND_KERNEL_SCHEDULING 51

#define POK_ERROR_MAX_LOGGED 100

typedef struct {
  uint8_t error_kind;
  // Counted from the partition's main on, which is 0.
  uint32_t failed_thread;
  uint32_t failed_addr;
  // Where pok_error_get puts the message, 64 bytes at most; NULL: it gives an address of its own.
  char *msg;
  uint32_t msg_size;
} pok_error_status_t;

typedef struct {
  uint32_t thread;
  uint32_t error;
  pok_time_t when;
} pok_error_report_t;

// The first errors that pok_error_log was told of.
extern pok_error_report_t pok_error_reported[POK_ERROR_MAX_LOGGED];

// Before NORMAL. For each error the partition's `pok_error_handler_worker` runs, or ours, which stops the partition.
pok_ret_t pok_error_handler_create();
// The oldest error that the error handler has not seen; POK_ERRNO_UNAVAILABLE: there is none.
pok_ret_t pok_error_get(pok_error_status_t *status);
void pok_error_raise_application_error(char *message, uint32_t length);

// All three write the error down.
void pok_error_ignore(const uint32_t error, const uint32_t thread);
void pok_error_confirm(const uint32_t error, const uint32_t thread);
void pok_error_log(const uint32_t error, const uint32_t thread);

#endif
