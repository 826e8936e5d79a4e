// Counting semaphores.
#include <core/dependencies.h>

#ifdef POK_NEEDS_SEMAPHORES
#ifndef BULKHEAD_POK_SEMAPHORE_H
#define BULKHEAD_POK_SEMAPHORE_H

#include <core/lockobj.h>
#include <errno.h>
#include <types.h>

pok_ret_t pok_sem_create(pok_sem_id_t *id, const pok_sem_value_t current_value, const pok_sem_value_t max_value,
                         const pok_queueing_discipline_t discipline);
// Waits `timeout_us` at most; 0: for ever.
pok_ret_t pok_sem_wait(pok_sem_id_t id, uint64_t timeout_us);
// At its maximum it stays there.
pok_ret_t pok_sem_signal(pok_sem_id_t id);
// Says only that it is not available, in POK as here.
pok_ret_t pok_sem_status(pok_sem_id_t id, pok_sem_status_t *status);

#endif
#endif
