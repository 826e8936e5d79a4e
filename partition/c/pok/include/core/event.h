// POK's events: a lock with a condition, nothing that is up or down.
#ifndef BULKHEAD_POK_EVENT_H
#define BULKHEAD_POK_EVENT_H

#include <core/dependencies.h>
#include <errno.h>
#include <types.h>

pok_ret_t pok_event_create(pok_event_id_t *id);
pok_ret_t pok_event_lock(pok_event_id_t id);
pok_ret_t pok_event_unlock(pok_event_id_t id);
// Unlocks, waits `timeout_us` at most (0: for ever), locks again.
pok_ret_t pok_event_wait(pok_event_id_t id, uint64_t timeout_us);
// Lets the most urgent that waits go on; POK_ERRNO_NOTFOUND: none does, and the signal is lost.
pok_ret_t pok_event_signal(pok_event_id_t id);
pok_ret_t pok_event_broadcast(pok_event_id_t id);

#endif
