// POK's way into its kernel, for programs that take it themselves: here it leads to the functions.
#ifndef BULKHEAD_POK_SYSCALL_H
#define BULKHEAD_POK_SYSCALL_H

#include <errno.h>
#include <types.h>

typedef enum {
  POK_SYSCALL_CONSWRITE = 10,
  POK_SYSCALL_GETCHAR = 11,
  POK_SYSCALL_GETTICK = 20,
  POK_SYSCALL_THREAD_CREATE = 50,
  POK_SYSCALL_THREAD_SLEEP_UNTIL = 51,
  POK_SYSCALL_THREAD_SLEEP = 52,
  POK_SYSCALL_THREAD_SUSPEND = 53,
  POK_SYSCALL_THREAD_RESTART = 54,
  POK_SYSCALL_THREAD_STOP = 55,
  POK_SYSCALL_THREAD_PERIOD = 56,
  POK_SYSCALL_THREAD_STOPSELF = 57,
  POK_SYSCALL_THREAD_ID = 58,
  POK_SYSCALL_THREAD_STATUS = 59,
  POK_SYSCALL_THREAD_SET_PRIORITY = 60,
  POK_SYSCALL_THREAD_RESUME = 61,
  POK_SYSCALL_THREAD_SUSPEND_TARGET = 62,
  POK_SYSCALL_THREAD_DELAYED_START = 65,
  POK_SYSCALL_ERROR_HANDLER_CREATE = 301,
  POK_SYSCALL_ERROR_RAISE_APPLICATION_ERROR = 303,
  POK_SYSCALL_ERROR_GET = 304,
  POK_SYSCALL_PARTITION_SET_MODE = 404,
  POK_SYSCALL_PARTITION_GET_ID = 405,
  POK_SYSCALL_PARTITION_GET_PERIOD = 406,
  POK_SYSCALL_PARTITION_GET_DURATION = 407,
  POK_SYSCALL_PARTITION_GET_LOCK_LEVEL = 408,
  POK_SYSCALL_PARTITION_GET_OPERATING_MODE = 409,
  POK_SYSCALL_PARTITION_GET_START_CONDITION = 410,
  POK_SYSCALL_SHUTDOWN = 707,
} pok_syscall_id_t;

typedef struct {
  uint32_t nargs;
  uint32_t arg1;
  uint32_t arg2;
  uint32_t arg3;
  uint32_t arg4;
  uint32_t arg5;
} pok_syscall_args_t;

// POK_ERRNO_EINVAL: the number means nothing here.
pok_ret_t pok_do_syscall(pok_syscall_id_t number, pok_syscall_args_t *arguments);

#define pok_syscall0(number) pok_do_syscall(number, &((pok_syscall_args_t){0, 0, 0, 0, 0, 0}))
#define pok_syscall1(number, a) pok_do_syscall(number, &((pok_syscall_args_t){1, a, 0, 0, 0, 0}))
#define pok_syscall2(number, a, b) pok_do_syscall(number, &((pok_syscall_args_t){2, a, b, 0, 0, 0}))
#define pok_syscall3(number, a, b, c) pok_do_syscall(number, &((pok_syscall_args_t){3, a, b, c, 0, 0}))
#define pok_syscall4(number, a, b, c, d) pok_do_syscall(number, &((pok_syscall_args_t){4, a, b, c, d, 0}))
#define pok_syscall5(number, a, b, c, d, e) pok_do_syscall(number, &((pok_syscall_args_t){5, a, b, c, d, e}))

#endif
