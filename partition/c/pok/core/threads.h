// The partition's threads: kernel processes that are aperiodic, with what the kernel does not know of them.
#pragma once

#include "../layer.h"

// Who waits for what, in order.
struct pok_queue {
  struct pok_thread *first;
};

enum pok_waiting { POK_NOT_WAITING, POK_WAITING_FOR_LOCK, POK_WAITING_FOR_TIME, POK_WAITING_FOR_PERIOD };

struct pok_thread {
  void (*entry)(void);
  // UINT64_MAX: none. The activation is what pok_thread_period waits for next.
  uint64_t period_ns;
  uint64_t next_activation_ns;
  // As they were given, for pok_thread_status.
  uint64_t period, deadline, time_capacity;
  // Its activations are counted from its start on, and not from the machine's.
  bool counts_from_start;
  // POK's, 0 to 255: the current one, and what a start gives.
  uint8_t priority;
  uint8_t base_priority;
  uint8_t waiting;
  // A semaphore of its own, on which it waits. Whoever takes it out of a queue signals it.
  uint32_t parker;
  // The queue that it is in, and who comes after it there.
  struct pok_queue *queue;
  struct pok_thread *next;
};

// The thread with that number in the partition: 0 is main. NULL where there is none.
struct pok_thread *pok_thread_numbered(uint32_t number);
uint32_t pok_thread_number(const struct pok_thread *thread);
// Who calls; NULL: main, or the error handler.
struct pok_thread *pok_running_thread(void);
bool pok_is_error_handler(void);
// Whether the partition's start is over.
bool pok_is_normal(void);

// Makes what threads wait on. Called before anything is created that they could wait for.
pok_ret_t pok_prepare_threads(void);
// Makes a thread, which is not started. The period in nanoseconds; UINT64_MAX: none. `name`: 0 for one of no meaning.
pok_ret_t pok_make_thread(const struct bulkhead_name *name, uint8_t priority, void *entry, uint64_t period_ns,
                          uint32_t *number);
pok_ret_t pok_start_thread(uint32_t number, uint64_t delay_ns);
// Also of one that waits: it leaves the queue.
void pok_stop_thread(uint32_t number);
// To the next activation.
void pok_wait_for_activation(struct pok_thread *thread);

// What orders the thread in the kernel is its priority, or its period. Called when either changes.
void pok_update_priority(struct pok_thread *thread);
