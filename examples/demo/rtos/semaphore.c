// Counting semaphores: a signal goes straight to the most urgent waiting task, which may preempt the caller.
#include "semaphore.h"

#include <bulkhead/bulkhead.h>

#include "task.h"

void semaphore_wait(struct semaphore *semaphore) {
  uint32_t before = bulkhead_mask();
  if (semaphore->count > 0) {
    semaphore->count--;
  } else {
    semaphore->waiting |= 1u << task_current();
    task_block(task_current());
    tasks_schedule();
  }
  bulkhead_restore(before);
}

void semaphore_signal(struct semaphore *semaphore) {
  uint32_t before = bulkhead_mask();
  if (semaphore->waiting == 0) {
    semaphore->count++;
  } else {
    uint32_t task = (uint32_t)__builtin_ctz(semaphore->waiting);
    semaphore->waiting &= ~(1u << task);
    task_ready(task);
    tasks_schedule();
  }
  bulkhead_restore(before);
}
