// A thread that waits is in a queue and blocks on its own semaphore. Between the two it may be preempted and woken: then the
// semaphore has its signal already, so none is lost.
#include "queue.h"

static bool goes_before(const struct pok_thread *thread, const struct pok_thread *other,
                        pok_queueing_discipline_t discipline) {
  return discipline != POK_QUEUEING_DISCIPLINE_FIFO && thread->priority > other->priority;
}

void pok_enqueue(struct pok_queue *queue, struct pok_thread *thread, pok_queueing_discipline_t discipline) {
  struct pok_thread **at = &queue->first;
  while (*at && !goes_before(thread, *at, discipline)) at = &(*at)->next;
  thread->next = *at;
  thread->queue = queue;
  *at = thread;
}

void pok_withdraw(struct pok_thread *thread) {
  if (!thread->queue) return;
  struct pok_thread **at = &thread->queue->first;
  while (*at != thread) at = &(*at)->next;
  *at = thread->next;
  thread->queue = NULL;
}

bool pok_wake_first(struct pok_queue *queue) {
  struct pok_thread *thread = queue->first;
  if (!thread) return false;
  pok_withdraw(thread);
  bulkhead_semaphore_signal(thread->parker);
  return true;
}

pok_ret_t pok_park(struct pok_thread *thread, uint64_t timeout_ns) {
  thread->waiting = POK_WAITING_FOR_LOCK;
  uint32_t status = bulkhead_semaphore_wait(thread->parker, timeout_ns);
  if (status != BULKHEAD_STATUS_OK) {
    bool entered = pok_enter();
    bool was_woken = !thread->queue;
    pok_withdraw(thread);
    // The signal came when the time was over: it is taken, or the next wait would end at once.
    if (was_woken) status = bulkhead_semaphore_wait(thread->parker, 0);
    pok_leave(entered);
  }
  thread->waiting = POK_NOT_WAITING;
  if (status == BULKHEAD_STATUS_OK) return POK_ERRNO_OK;
  return status == BULKHEAD_STATUS_TIMED_OUT ? POK_ERRNO_TIMEOUT : POK_ERRNO_UNAVAILABLE;
}
