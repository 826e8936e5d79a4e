// POK's calls of threads. Its identifiers count through the module; main's is the first of the partition.
#include <core/thread.h>

#include "queue.h"

// What pok_thread_status tells.
enum { STATE_STOPPED, STATE_RUNNABLE, STATE_WAITING, STATE_LOCK, STATE_WAIT_NEXT_ACTIVATION, STATE_DELAYED_START };

// A period from here on is meant in nanoseconds, as POK's kernel counts; below, in milliseconds, as its macro has it. No
// period of a program is as short as the one, or as long as the other.
enum { LEAST_PERIOD_NS = 100000 };

static uint64_t period_ns(uint64_t period) {
  if (period == 0 || period > UINT64_MAX / 4) return POK_FOREVER_NS;
  return period < LEAST_PERIOD_NS ? period * 1000000 : period;
}

// NULL where the partition has no such thread, or it is main.
static struct pok_thread *thread_of(uint32_t id) {
  uint32_t number = id - pok_deployment.first_thread;
  return number == 0 ? NULL : pok_thread_numbered(number);
}

pok_ret_t pok_thread_attr_init(pok_thread_attr_t *attributes) {
  if (!attributes) return POK_ERRNO_EINVAL;
  attributes->priority = POK_THREAD_DEFAULT_PRIORITY;
  attributes->entry = NULL;
  attributes->period = 0;
  attributes->deadline = 0;
  attributes->time_capacity = 0;
  return POK_ERRNO_OK;
}

pok_ret_t pok_thread_create(uint32_t *id, const pok_thread_attr_t *attributes) {
  uint32_t number;
  pok_ret_t made =
      pok_make_thread(NULL, attributes->priority, attributes->entry, period_ns(attributes->period), &number);
  if (made != POK_ERRNO_OK) return made;
  struct pok_thread *thread = pok_thread_numbered(number);
  thread->period = attributes->period;
  thread->deadline = attributes->deadline;
  thread->time_capacity = attributes->time_capacity;
  *id = pok_deployment.first_thread + number;
  return pok_start_thread(number, 0);
}

// Main does not sleep: before NORMAL nobody else could run.
static pok_ret_t sleep_until(uint64_t ns) {
  struct pok_thread *thread = pok_running_thread();
  if (!thread) return POK_ERRNO_OK;
  thread->waiting = POK_WAITING_FOR_TIME;
  bulkhead_sleep_until(ns);
  thread->waiting = POK_NOT_WAITING;
  return POK_ERRNO_OK;
}

pok_ret_t pok_thread_sleep(const pok_time_t us) { return sleep_until(bulkhead_now_ns() + (uint64_t)(uint32_t)us * 1000); }

pok_ret_t bulkhead_pok_thread_sleep_until(uint32_t us) { return sleep_until((uint64_t)us * 1000); }

pok_ret_t pok_thread_period() {
  struct pok_thread *thread = pok_running_thread();
  if (thread) pok_wait_for_activation(thread);
  return POK_ERRNO_OK;
}

pok_ret_t pok_thread_id(uint32_t *id) {
  uint32_t number;
  if (bulkhead_process_my_id(&number) != BULKHEAD_STATUS_OK) return POK_ERRNO_THREAD;
  *id = pok_deployment.first_thread + number;
  return POK_ERRNO_OK;
}

static uint32_t state_of(const struct pok_thread *thread, uint32_t kernel_state) {
  if (kernel_state == BULKHEAD_PROCESS_STATE_DORMANT) return STATE_STOPPED;
  if (kernel_state != BULKHEAD_PROCESS_STATE_WAITING) return STATE_RUNNABLE;
  if (thread->waiting == POK_WAITING_FOR_LOCK) return STATE_LOCK;
  if (thread->waiting == POK_WAITING_FOR_PERIOD) return STATE_WAIT_NEXT_ACTIVATION;
  return thread->waiting == POK_WAITING_FOR_TIME ? STATE_WAITING : STATE_STOPPED;
}

pok_ret_t pok_thread_status(const uint32_t id, pok_thread_attr_t *attributes) {
  struct pok_thread *thread = thread_of(id);
  struct bulkhead_process_status status;
  if (!thread || bulkhead_process_status(pok_thread_number(thread), &status) != BULKHEAD_STATUS_OK)
    return POK_ERRNO_PARAM;
  attributes->priority = thread->priority;
  attributes->processor_affinity = 0;
  attributes->entry = (void *)thread->entry;
  attributes->period = thread->period == 0 ? UINT64_MAX : thread->period;
  attributes->deadline = thread->deadline;
  attributes->time_capacity = thread->time_capacity;
  attributes->stack_size = status.stack_size_bytes;
  attributes->state = state_of(thread, status.state);
  return POK_ERRNO_OK;
}

pok_ret_t pok_thread_delayed_start(const uint32_t id, const pok_time_t us) {
  struct pok_thread *thread = thread_of(id);
  if (!thread) return POK_ERRNO_THREADATTR;
  if (thread == pok_running_thread()) return POK_ERRNO_THREADATTR;
  pok_stop_thread(pok_thread_number(thread));
  return pok_start_thread(pok_thread_number(thread), (uint64_t)(uint32_t)us * 1000);
}

pok_ret_t pok_thread_set_priority(const uint32_t id, const uint32_t priority) {
  struct pok_thread *thread = thread_of(id);
  if (!thread) return POK_ERRNO_PARAM;
  thread->priority = (uint8_t)priority;
  pok_update_priority(thread);
  return POK_ERRNO_OK;
}

pok_ret_t pok_thread_resume(const uint32_t id) {
  struct pok_thread *thread = thread_of(id);
  if (!thread) return POK_ERRNO_THREADATTR;
  bulkhead_process_resume(pok_thread_number(thread));
  return POK_ERRNO_OK;
}

pok_ret_t bulkhead_pok_thread_suspend(void) {
  if (pok_running_thread()) bulkhead_process_suspend_self(POK_FOREVER_NS);
  return POK_ERRNO_OK;
}

pok_ret_t bulkhead_pok_thread_suspend_target(uint32_t id) {
  struct pok_thread *thread = thread_of(id);
  if (!thread || thread == pok_running_thread()) return POK_ERRNO_THREADATTR;
  bulkhead_process_suspend(pok_thread_number(thread));
  return POK_ERRNO_OK;
}

pok_ret_t bulkhead_pok_thread_stop_self(void) {
  bulkhead_process_stop_self();
  return POK_ERRNO_OK;
}

// Of a thread that the error handler names by its number in the partition.
static pok_ret_t number_status(uint32_t number) {
  if (!pok_is_error_handler()) return POK_ERRNO_THREAD;
  return number == 0 || !pok_thread_numbered(number) ? POK_ERRNO_THREADATTR : POK_ERRNO_OK;
}

pok_ret_t bulkhead_pok_thread_stop(uint32_t index) {
  pok_ret_t status = number_status(index);
  if (status == POK_ERRNO_OK) pok_stop_thread(index);
  return status;
}

pok_ret_t bulkhead_pok_thread_restart(uint32_t index) {
  pok_ret_t status = number_status(index);
  if (status != POK_ERRNO_OK) return status;
  pok_stop_thread(index);
  struct pok_thread *thread = pok_thread_numbered(index);
  uint64_t now = bulkhead_now_ns();
  if (thread->period_ns == POK_FOREVER_NS || thread->next_activation_ns <= now) return pok_start_thread(index, 0);
  return pok_start_thread(index, thread->next_activation_ns - now);
}
