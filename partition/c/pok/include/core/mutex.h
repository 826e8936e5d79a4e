// Locks without an owner: any thread may unlock one, also one that is not locked, and may wait while it holds one.
#ifndef BULKHEAD_POK_MUTEX_H
#define BULKHEAD_POK_MUTEX_H

#include <core/lockobj.h>
#include <errno.h>
#include <types.h>

pok_ret_t pok_mutex_create(pok_mutex_id_t *id, const pok_queueing_discipline_t queueing_discipline,
                           const pok_locking_policy_t locking_policy);
pok_ret_t pok_mutex_lock(pok_mutex_id_t id);
// Waits `timeout_us` at most; 0: for ever.
pok_ret_t pok_mutex_trylock(pok_mutex_id_t id, uint64_t timeout_us);
pok_ret_t pok_mutex_unlock(pok_mutex_id_t id);

#endif
