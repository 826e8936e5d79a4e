// POK's calls by their numbers, for programs that make them so.
#include "error.h"

#include <core/error.h>
#include <core/partition.h>
#include <core/shutdown.h>
#include <core/syscall.h>
#include <core/thread.h>
#include <core/time.h>
#include <libc/stdio.h>

#include <bulkhead/console.h>

static pok_ret_t raise_error(char *message, uint32_t length) {
  pok_error_raise_application_error(message, length);
  return POK_ERRNO_OK;
}

pok_ret_t pok_do_syscall(pok_syscall_id_t number, pok_syscall_args_t *arguments) {
  if (!arguments) return POK_ERRNO_EINVAL;
  uint32_t first = arguments->arg1;
  uint32_t second = arguments->arg2;
  switch (number) {
    case POK_SYSCALL_CONSWRITE:
      return bulkhead_console_put((const char *)first, second) == second ? POK_ERRNO_OK : POK_ERRNO_EINVAL;
    case POK_SYSCALL_GETCHAR:
      *(char *)first = (char)getChar();
      return POK_ERRNO_OK;
    case POK_SYSCALL_GETTICK:
      return pok_time_gettick((pok_time_t *)first);
    case POK_SYSCALL_THREAD_CREATE:
      return pok_thread_create((uint32_t *)first, (const pok_thread_attr_t *)second);
    case POK_SYSCALL_THREAD_SLEEP_UNTIL:
      return pok_thread_sleep_until(first);
    case POK_SYSCALL_THREAD_SLEEP:
      return pok_thread_sleep(first);
    case POK_SYSCALL_THREAD_SUSPEND:
      return pok_thread_suspend();
    case POK_SYSCALL_THREAD_RESTART:
      return pok_thread_restart(first);
    case POK_SYSCALL_THREAD_STOP:
      return pok_thread_stop(first);
    case POK_SYSCALL_THREAD_PERIOD:
      return pok_thread_period();
    case POK_SYSCALL_THREAD_STOPSELF:
      return pok_thread_stop_self();
    case POK_SYSCALL_THREAD_ID:
      return pok_thread_id((uint32_t *)first);
    case POK_SYSCALL_THREAD_STATUS:
      return pok_thread_status(first, (pok_thread_attr_t *)second);
    case POK_SYSCALL_THREAD_SET_PRIORITY:
      return pok_thread_set_priority(first, second);
    case POK_SYSCALL_THREAD_RESUME:
      return pok_thread_resume(first);
    case POK_SYSCALL_THREAD_SUSPEND_TARGET:
      return pok_thread_suspend_target(first);
    case POK_SYSCALL_THREAD_DELAYED_START:
      return pok_thread_delayed_start(first, second);
    case POK_SYSCALL_ERROR_HANDLER_CREATE:
      return pok_create_error_handler((void *)second);
    case POK_SYSCALL_ERROR_RAISE_APPLICATION_ERROR:
      return raise_error((char *)first, second);
    case POK_SYSCALL_ERROR_GET:
      return pok_error_get((pok_error_status_t *)first);
    case POK_SYSCALL_PARTITION_SET_MODE:
      return pok_partition_set_mode(first);
    case POK_SYSCALL_PARTITION_GET_ID:
      return pok_current_partition_get_id(first);
    case POK_SYSCALL_PARTITION_GET_PERIOD:
      return pok_current_partition_get_period(first);
    case POK_SYSCALL_PARTITION_GET_DURATION:
      return pok_current_partition_get_duration(first);
    case POK_SYSCALL_PARTITION_GET_LOCK_LEVEL:
      return pok_current_partition_get_lock_level(first);
    case POK_SYSCALL_PARTITION_GET_OPERATING_MODE:
      return pok_current_partition_get_operating_mode(first);
    case POK_SYSCALL_PARTITION_GET_START_CONDITION:
      return pok_current_partition_get_start_condition(first);
    case POK_SYSCALL_SHUTDOWN:
      if (arguments->nargs == 0) pok_shutdown();
      return POK_ERRNO_EINVAL;
    default:
      return POK_ERRNO_EINVAL;
  }
}
