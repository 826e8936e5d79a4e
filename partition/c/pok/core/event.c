// Events: a lock, and a condition that threads wait for while others have the lock.
#include <core/event.h>

#include "lockobj.h"

pok_ret_t pok_event_create(pok_event_id_t *id) {
  pok_lockobj_attr_t attributes = {.kind = POK_LOCKOBJ_KIND_EVENT};
  uint32_t made = *id;
  pok_ret_t status = pok_make_lock_object(&attributes, &made);
  *id = (pok_event_id_t)made;
  return status;
}

pok_ret_t pok_event_lock(pok_event_id_t id) {
  struct pok_lock_object *event = pok_lock_object_of(id, POK_LOCKOBJ_KIND_EVENT);
  return event ? pok_take(event, POK_FOREVER_NS) : POK_ERRNO_EINVAL;
}

pok_ret_t pok_event_unlock(pok_event_id_t id) {
  struct pok_lock_object *event = pok_lock_object_of(id, POK_LOCKOBJ_KIND_EVENT);
  if (!event) return POK_ERRNO_EINVAL;
  pok_give(event);
  return POK_ERRNO_OK;
}

// Whoever gets the lock can signal only when the caller is already in the queue: both is done before anybody else runs.
pok_ret_t pok_event_wait(pok_event_id_t id, uint64_t timeout_us) {
  struct pok_lock_object *event = pok_lock_object_of(id, POK_LOCKOBJ_KIND_EVENT);
  if (!event) return POK_ERRNO_EINVAL;
  bool entered = pok_enter();
  struct pok_thread *thread = pok_running_thread();
  pok_give(event);
  if (thread) pok_enqueue(&event->waiting_for_event, thread, POK_QUEUEING_DISCIPLINE_PRIORITY);
  pok_leave(entered);
  pok_ret_t waited = thread ? pok_park(thread, pok_timeout_ns(timeout_us)) : POK_ERRNO_OK;
  pok_ret_t locked = pok_take(event, POK_FOREVER_NS);
  return locked == POK_ERRNO_OK ? waited : locked;
}

pok_ret_t pok_event_signal(pok_event_id_t id) {
  struct pok_lock_object *event = pok_lock_object_of(id, POK_LOCKOBJ_KIND_EVENT);
  if (!event) return POK_ERRNO_EINVAL;
  bool entered = pok_enter();
  bool is_heard = pok_wake_first(&event->waiting_for_event);
  pok_leave(entered);
  return is_heard ? POK_ERRNO_OK : POK_ERRNO_NOTFOUND;
}

pok_ret_t pok_event_broadcast(pok_event_id_t id) {
  struct pok_lock_object *event = pok_lock_object_of(id, POK_LOCKOBJ_KIND_EVENT);
  if (!event) return POK_ERRNO_EINVAL;
  bool entered = pok_enter();
  while (pok_wake_first(&event->waiting_for_event)) continue;
  pok_leave(entered);
  return POK_ERRNO_OK;
}
