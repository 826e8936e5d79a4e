// Queues of threads that wait. All of it between pok_enter and pok_leave, but for the wait itself.
#pragma once

#include "threads.h"

// Puts the thread in, by the order of arrival or of priority.
void pok_enqueue(struct pok_queue *queue, struct pok_thread *thread, pok_queueing_discipline_t discipline);
void pok_withdraw(struct pok_thread *thread);
// The first, if there is one, goes on.
bool pok_wake_first(struct pok_queue *queue);

// The running thread, which is in a queue, waits to be taken out of it. POK_ERRNO_TIMEOUT: nobody did.
// POK_ERRNO_UNAVAILABLE: it may not wait, since it holds what only the APEX gives. Not between pok_enter and pok_leave.
pok_ret_t pok_park(struct pok_thread *thread, uint64_t timeout_ns);
