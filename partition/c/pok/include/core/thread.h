// Threads. Their identifiers count through the module, in the order of the configuration, each partition's main first.
#ifndef BULKHEAD_POK_THREAD_H
#define BULKHEAD_POK_THREAD_H

#include <core/dependencies.h>
#include <core/syscall.h>
#include <errno.h>
#include <types.h>

#define POK_THREAD_DEFAULT_PRIORITY 42
#define POK_DEFAULT_STACK_SIZE 2048

// Programs fill in some of it, on their stack: the rest is zero, since the compiler is told to make it so.
typedef struct {
  // 0 to 255, the greater the more urgent.
  uint8_t priority;
  uint8_t processor_affinity;
  void *entry;
  // For pok_thread_period. Below 100000 milliseconds, as pok_time_milliseconds has it; else nanoseconds.
  uint64_t period;
  // These three are told by pok_thread_status, and nothing else follows from them.
  uint64_t deadline;
  uint64_t time_capacity;
  uint32_t stack_size;
  uint32_t state;
} pok_thread_attr_t;

pok_ret_t pok_thread_attr_init(pok_thread_attr_t *attributes);
// Before NORMAL. POK_ERRNO_TOOMANY: the configuration has no more.
pok_ret_t pok_thread_create(uint32_t *id, const pok_thread_attr_t *attributes);
pok_ret_t pok_thread_sleep(const pok_time_t us);
// The clock's microseconds, of which the lower 32 bits count.
pok_ret_t bulkhead_pok_thread_sleep_until(uint32_t us);
// Waits for the next multiple of the period.
pok_ret_t pok_thread_period();
pok_ret_t pok_thread_id(uint32_t *id);
pok_ret_t pok_thread_status(const uint32_t id, pok_thread_attr_t *attributes);
pok_ret_t pok_thread_delayed_start(const uint32_t id, const pok_time_t us);
pok_ret_t pok_thread_set_priority(const uint32_t id, const uint32_t priority);
pok_ret_t pok_thread_resume(const uint32_t id);
pok_ret_t bulkhead_pok_thread_suspend(void);
pok_ret_t bulkhead_pok_thread_suspend_target(uint32_t id);
pok_ret_t bulkhead_pok_thread_stop_self(void);
// Both only for the error handler, and of a thread that is counted from the partition's main on.
pok_ret_t bulkhead_pok_thread_stop(uint32_t index);
pok_ret_t bulkhead_pok_thread_restart(uint32_t index);

// These are macros in POK too: what is given to them is converted.
#define pok_thread_sleep_until(time) bulkhead_pok_thread_sleep_until((uint32_t)(time))
#define pok_thread_suspend() bulkhead_pok_thread_suspend()
#define pok_thread_wait_infinite() pok_thread_suspend()
#define pok_thread_suspend_target(id) bulkhead_pok_thread_suspend_target((uint32_t)(id))
#define pok_thread_restart(id) bulkhead_pok_thread_restart((uint32_t)(id))
#define pok_thread_stop_self() bulkhead_pok_thread_stop_self()
#define pok_thread_stop(id) bulkhead_pok_thread_stop((uint32_t)(id))

#endif
