// The records of threads, and their life.
#include "threads.h"

#include "queue.h"

// The kernel starts threads here, with their number.
void bulkhead_pok_begin(void);
void bulkhead_pok_run(uint32_t number);

// A thread's number is its process's identifier in the kernel; main, number 0, has a record that is never used.
static struct pok_thread threads[BULKHEAD_MAX_PROCESSES + 1];
static bool are_prepared;

// As far as the configuration goes.
static uint32_t thread_count(void) {
  uint32_t count = pok_deployment.threads;
  return count < BULKHEAD_MAX_PROCESSES + 1 ? count : BULKHEAD_MAX_PROCESSES + 1;
}

struct pok_thread *pok_thread_numbered(uint32_t number) { return number < thread_count() ? &threads[number] : NULL; }

uint32_t pok_thread_number(const struct pok_thread *thread) { return (uint32_t)(thread - threads); }

struct pok_thread *pok_running_thread(void) {
  uint32_t number = 0;
  bulkhead_process_my_id(&number);
  return number == 0 ? NULL : pok_thread_numbered(number);
}

bool pok_is_error_handler(void) { return bulkhead_process_my_id(NULL) != BULKHEAD_STATUS_OK; }

bool pok_is_normal(void) {
  struct bulkhead_partition_status status;
  bulkhead_partition_status(&status);
  return status.mode == BULKHEAD_MODE_NORMAL;
}

// A name with a number, which no other object of its kind has.
static const struct bulkhead_name *numbered_name(struct bulkhead_name *name, const char *kind, uint32_t number) {
  pok_name(name, kind, sizeof name->text);
  uint32_t at = 0;
  while (name->text[at]) at++;
  for (uint32_t unit = 100; unit > 0; unit /= 10) name->text[at++] = (char)('0' + number / unit % 10);
  return name;
}

pok_ret_t pok_prepare_threads(void) {
  if (are_prepared) return POK_ERRNO_OK;
  for (uint32_t number = 1; number < thread_count(); number++) {
    struct bulkhead_name name;
    uint32_t status = bulkhead_semaphore_create(numbered_name(&name, "pok.thread.", number), 0, 1,
                                                BULKHEAD_DISCIPLINE_FIFO, &threads[number].parker);
    if (status != BULKHEAD_STATUS_OK) return POK_ERRNO_LOCKOBJ_UNAVAILABLE;
  }
  are_prepared = true;
  return POK_ERRNO_OK;
}

// In the order of POK's. The kernel has fewer: from 223 on two and two are one.
static uint32_t by_priority(uint32_t priority) {
  uint32_t rank = priority < 223 ? priority : 223 + (priority - 223) / 2;
  return rank < BULKHEAD_PRIORITY_MAX ? BULKHEAD_PRIORITY_MIN + rank : BULKHEAD_PRIORITY_MAX;
}

// The shorter the period, the greater; eight steps each time that it doubles, from 2^17 ns (0.1 ms) to 2^46 ns (20 h) on.
static uint32_t by_period(uint64_t period_ns) {
  enum { SHORTEST = 17, LONGEST = 46, STEPS = 8 };
  uint32_t octave = 63 - (uint32_t)__builtin_clzll(period_ns | 1);
  if (octave < SHORTEST) return BULKHEAD_PRIORITY_MAX;
  if (octave >= LONGEST) return BULKHEAD_PRIORITY_MIN;
  uint32_t step = (octave - SHORTEST) * STEPS + ((uint32_t)(period_ns >> (octave - 3)) & (STEPS - 1));
  return BULKHEAD_PRIORITY_MAX - 1 - step;
}

static uint32_t kernel_priority(uint8_t priority, uint64_t period_ns) {
  return pok_deployment.is_rate_monotonic ? by_period(period_ns) : by_priority(priority);
}

void pok_update_priority(struct pok_thread *thread) {
  bulkhead_process_set_priority(pok_thread_number(thread), kernel_priority(thread->priority, thread->period_ns));
}

pok_ret_t pok_make_thread(const struct bulkhead_name *name, uint8_t priority, void *entry, uint64_t period_ns,
                          uint32_t *number) {
  static uint32_t made;
  // Threads need no more than POK's 8 KiB; what the system file gives them is not less.
  struct bulkhead_process_attributes attributes = {
      .period_ns = POK_FOREVER_NS,
      .capacity_ns = POK_FOREVER_NS,
      .entry = (uint32_t)bulkhead_pok_begin,
      .stack_size_bytes = BULKHEAD_PAGE_SIZE,
      .base_priority = kernel_priority(priority, period_ns),
  };
  if (pok_is_normal()) return POK_ERRNO_MODE;
  pok_ret_t prepared = pok_prepare_threads();
  if (prepared != POK_ERRNO_OK) return prepared;
  if (made + 1 >= thread_count()) return POK_ERRNO_TOOMANY;
  struct bulkhead_name own_name;
  if (!name) name = numbered_name(&own_name, "pok.thread.", made + 1);
  __builtin_memcpy(attributes.name, name->text, sizeof attributes.name);
  uint32_t status = bulkhead_process_create(&attributes, number);
  if (status == BULKHEAD_STATUS_NO_ACTION) return POK_ERRNO_EXISTS;
  struct pok_thread *thread = status == BULKHEAD_STATUS_OK ? pok_thread_numbered(*number) : NULL;
  if (!thread) return POK_ERRNO_TOOMANY;
  made++;
  thread->entry = (void (*)(void))entry;
  thread->priority = priority;
  thread->base_priority = priority;
  thread->period_ns = period_ns;
  thread->next_activation_ns = period_ns == POK_FOREVER_NS ? 0 : period_ns;
  return POK_ERRNO_OK;
}

void bulkhead_pok_run(uint32_t number) {
  struct pok_thread *thread = &threads[number];
  if (thread->counts_from_start) {
    thread->next_activation_ns = bulkhead_now_ns();
    thread->next_activation_ns += thread->period_ns;
    thread->counts_from_start = false;
  }
  thread->entry();
}

pok_ret_t pok_start_thread(uint32_t number, uint64_t delay_ns) {
  struct pok_thread *thread = pok_thread_numbered(number);
  thread->priority = thread->base_priority;
  thread->counts_from_start = delay_ns > 0 && thread->period_ns != POK_FOREVER_NS;
  return bulkhead_process_start(number, delay_ns) == BULKHEAD_STATUS_OK ? POK_ERRNO_OK : POK_ERRNO_THREADATTR;
}

void pok_stop_thread(uint32_t number) {
  struct pok_thread *thread = pok_thread_numbered(number);
  bool entered = pok_enter();
  pok_withdraw(thread);
  bulkhead_process_stop(number);
  // A signal that it was not there to take.
  bulkhead_semaphore_wait(thread->parker, 0);
  thread->waiting = POK_NOT_WAITING;
  pok_leave(entered);
}

void pok_wait_for_activation(struct pok_thread *thread) {
  uint64_t activation = thread->next_activation_ns;
  uint64_t after = activation + thread->period_ns;
  // Without a period the first activation is at once and there is no other.
  thread->next_activation_ns = after < activation || thread->period_ns == POK_FOREVER_NS ? POK_FOREVER_NS : after;
  thread->waiting = POK_WAITING_FOR_PERIOD;
  bulkhead_sleep_until(activation);
  thread->waiting = POK_NOT_WAITING;
}
