// Mutexes: locks that nobody owns.
#include <core/mutex.h>

#include "lockobj.h"

pok_ret_t pok_mutex_create(pok_mutex_id_t *id, const pok_queueing_discipline_t queueing_discipline,
                           const pok_locking_policy_t locking_policy) {
  pok_lockobj_attr_t attributes = {
      .kind = POK_LOCKOBJ_KIND_MUTEX,
      .queueing_policy = queueing_discipline,
      .locking_policy = locking_policy,
  };
  uint32_t made = *id;
  pok_ret_t status = pok_make_lock_object(&attributes, &made);
  *id = (pok_mutex_id_t)made;
  return status;
}

pok_ret_t pok_mutex_lock(pok_mutex_id_t id) { return pok_mutex_trylock(id, 0); }

pok_ret_t pok_mutex_trylock(pok_mutex_id_t id, uint64_t timeout_us) {
  struct pok_lock_object *mutex = pok_lock_object_of(id, POK_LOCKOBJ_KIND_MUTEX);
  return mutex ? pok_take(mutex, pok_timeout_ns(timeout_us)) : POK_ERRNO_EINVAL;
}

pok_ret_t pok_mutex_unlock(pok_mutex_id_t id) {
  struct pok_lock_object *mutex = pok_lock_object_of(id, POK_LOCKOBJ_KIND_MUTEX);
  if (!mutex) return POK_ERRNO_EINVAL;
  pok_give(mutex);
  return POK_ERRNO_OK;
}
